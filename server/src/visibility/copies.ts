import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import { eachLink, entriesIn, type Entry } from './links';
import { isValidating } from './uniqueness';

type Params = { where?: Record<string, unknown>; populate?: unknown; select?: unknown } | undefined;
type Original = { uid: string; documentId: string };
type Copying = Original & { links: Set<string> };
type Query = { uid: string; params: Params; type: string; first: boolean };

const copying = new AsyncLocalStorage<Copying>();

/** What Strapi reads to turn the documents that an original is linked to into rows. */
const LOOKED_UP = ['id', 'documentId', 'locale', 'publishedAt'];

/**
 * Does a write in which Strapi may copy one version of a document to another (a draft that is
 * published, say). A copy keeps the links of its original, also those that whoever asks for it
 * cannot see: they saw none of them before and see none of them after.
 */
export const whileCopying = <Result>(original: Original, work: () => Result): Result =>
  copying.run({ ...original, links: new Set() }, work);

/** Whether the original under way is linked to this row. */
export const isCopiedLink = (uid: string, id: unknown): boolean =>
  copying.getStore()?.links.has(`${uid} ${String(id)}`) ?? false;

/**
 * Whether a query is one of the three by which Strapi copies: it reads the originals with all their
 * links, finds the rows that these lead to, and counts that they exist.
 */
export const isForCopy = (query: Query): boolean => {
  const copy = copying.getStore();
  return copy !== undefined && (readsOriginal(query, copy) || looksUpLinks(query, copy));
};

const readsOriginal = ({ uid, params, type, first }: Query, copy: Copying): boolean => {
  const where = params?.where ?? {};
  return (
    type === 'select' &&
    !first &&
    uid === copy.uid &&
    where.documentId === copy.documentId &&
    'publishedAt' in where &&
    params?.populate !== undefined
  );
};

const looksUpLinks = ({ uid, params, type }: Query, { links }: Copying): boolean => {
  const { documentId, id } = params?.where ?? {};
  const areLinks = (condition: unknown): boolean => {
    const list = (condition as { $in?: unknown } | undefined)?.$in;
    return Array.isArray(list) && list.every((value) => links.has(`${uid} ${String(value)}`));
  };
  if (type === 'count') return isValidating() && areLinks(id);
  return String(params?.select) === String(LOOKED_UP) && areLinks(documentId);
};

/** Takes note of what a query for a copy has found: the links of originals, or their rows. */
export const noteLinks = (strapi: Core.Strapi, uid: string, result: unknown): void => {
  const copy = copying.getStore();
  if (!copy) return;
  const note = (target: string, entry: Entry): void => {
    for (const key of [entry.id, entry.documentId])
      if (key !== undefined) copy.links.add(`${target} ${String(key)}`);
  };
  for (const entry of entriesIn(result))
    if (copy.links.has(`${uid} ${String(entry.documentId)}`)) note(uid, entry);
    else eachLink(strapi, uid, entry, note);
};
