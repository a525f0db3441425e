import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import { asSystem } from '../shared/actor';
import { contentType } from './types';
import { eachLink, entriesIn, type Entry } from './links';
import { isValidating } from './uniqueness';

type Params = { where?: Record<string, unknown>; populate?: unknown; select?: unknown } | undefined;
type Populate = Record<
  string,
  { select?: unknown; populate?: Populate; on?: Record<string, { populate?: Populate }> }
>;
type Read = (uid: string, params: Params) => Promise<unknown>;
type Original = { uid: string; documentId: string; action: string };
type Copying = Original & { links: Set<string> };

const copying = new AsyncLocalStorage<Copying>();

/** What Strapi reads to turn the documents that an original is linked to into rows. */
const LOOKED_UP = ['id', 'documentId', 'locale', 'publishedAt'];
/** What it reads of them beside the original. */
const NAMES = ['id', 'documentId', 'locale'];

/**
 * Does a write in which Strapi may copy one version of a document to another (a draft that is
 * published, say). A copy keeps the links of its original, also those that whoever asks for it
 * cannot see: they saw none of them before and see none of them after.
 */
export const whileCopying = <Result>(original: Original, work: () => Result): Result =>
  copying.run({ ...original, links: new Set() }, work);

/** Whether a version of a document is being made of another one. */
export const isCopying = (): boolean => (copying.getStore()?.links.size ?? 0) > 0;

/** Whether the original under way has this link too. A clone takes what it finds, so it may not. */
export const isCopiedLink = (uid: string, id: unknown): boolean => {
  const copy = copying.getStore();
  return copy !== undefined && copy.action !== 'clone' && copy.links.has(`${uid} ${String(id)}`);
};

/**
 * Lets three queries of Strapi's copying see all: those that read the originals with the names of
 * all that they are linked to, find the rows of these, and count that they exist. Nobody can ask
 * them by a request: populates do not come this way, and what is read are names alone.
 */
export const followCopies = (strapi: Core.Strapi): void => {
  const manager = strapi.db.entityManager as unknown as Record<'findMany' | 'count', Read>;
  const { findMany, count } = manager;

  manager.findMany = async function (uid, params) {
    const read = () => findMany.call(this, uid, params);
    const copy = copying.getStore();
    if (!copy || !(readsOriginal(strapi, uid, params, copy) || looksUpLinks(uid, params, copy)))
      return read();
    const found = await asSystem(read);
    noteLinks(strapi, copy, uid, found);
    return found;
  };

  manager.count = async function (uid, params) {
    const copy = copying.getStore();
    const checks = copy && isValidating() && areLinks(uid, params?.where?.id, copy);
    const read = () => count.call(this, uid, params);
    return checks ? asSystem(read) : read();
  };
};

const readsOriginal = (
  strapi: Core.Strapi,
  uid: string,
  params: Params,
  copy: Copying,
): boolean => {
  const where = params?.where ?? {};
  return (
    uid === copy.uid &&
    where.documentId === copy.documentId &&
    'publishedAt' in where &&
    typeof params?.populate === 'object' &&
    readsNamesOnly(strapi, uid, params.populate as Populate)
  );
};

/** Whether nothing of linked entries but their names is read; components are of the entry itself. */
const readsNamesOnly = (strapi: Core.Strapi, uid: string, populate: Populate): boolean =>
  !Array.isArray(populate) &&
  Object.entries(populate).every(([name, { select, populate: nested = {}, on = {} }]) => {
    const { type, component } = contentType(strapi, uid).attributes[name] ?? {};
    if (type === 'media') return Object.keys(nested).length === 0;
    if (type === 'relation')
      return (
        Array.isArray(select) &&
        select.every((field) => NAMES.includes(field)) &&
        Object.keys(nested).length === 0
      );
    if (type === 'component') return readsNamesOnly(strapi, component!, nested);
    return (
      type === 'dynamiczone' &&
      Object.entries(on).every(([part, { populate: inner = {} }]) =>
        readsNamesOnly(strapi, part, inner),
      )
    );
  });

const looksUpLinks = (uid: string, params: Params, copy: Copying): boolean =>
  params?.populate === undefined &&
  String(params?.select) === String(LOOKED_UP) &&
  areLinks(uid, params?.where?.documentId, copy);

const areLinks = (uid: string, condition: unknown, { links }: Copying): boolean => {
  const list = (condition as { $in?: unknown } | undefined)?.$in;
  return Array.isArray(list) && list.every((value) => links.has(`${uid} ${String(value)}`));
};

/** Takes note of what a query for a copy has found: the links of originals, or their rows. */
const noteLinks = (strapi: Core.Strapi, copy: Copying, uid: string, result: unknown): void => {
  const note = (target: string, entry: Entry): void => {
    for (const key of [entry.id, entry.documentId])
      if (key !== undefined) copy.links.add(`${target} ${String(key)}`);
  };
  for (const entry of entriesIn(result))
    if (copy.links.has(`${uid} ${String(entry.documentId)}`)) note(uid, entry);
    else eachLink(strapi, uid, entry, note);
};
