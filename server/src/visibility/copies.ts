import { AsyncLocalStorage } from 'node:async_hooks';

type Params = { where?: Record<string, unknown>; populate?: unknown } | undefined;
type Original = { uid: string; documentId: string };
type Copy = Original & { documentIds: Set<unknown>; ids: Set<unknown> };

const copying = new AsyncLocalStorage<Copy>();

/** Columns by which Strapi finds the versions of a document, and what they are linked to. */
const FINDS_VERSIONS = ['documentId', 'id', 'locale', 'publishedAt'];

/**
 * Does a write in which Strapi may copy one version of a document to another (a draft that is
 * published, say). A copy keeps the links of its original, also those that whoever asks for it
 * cannot see: they saw none of them before and see none of them after.
 */
export const whileCopying = <Result>(original: Original, work: () => Result): Result =>
  copying.run({ ...original, documentIds: new Set(), ids: new Set() }, work);

/** Whether a query reads an original with its links, or looks up the entries that these lead to. */
export const isForCopy = (uid: string, params: Params): boolean => {
  const copy = copying.getStore();
  const where = params?.where ?? {};
  if (!copy || Object.keys(where).some((key) => !FINDS_VERSIONS.includes(key))) return false;
  if (uid === copy.uid && where.documentId === copy.documentId) return Boolean(params?.populate);
  return isAmong(where.documentId, copy.documentIds) || isAmong(where.id, copy.ids);
};

const isAmong = (condition: unknown, known: Set<unknown>): boolean => {
  const list = (condition as { $in?: unknown } | undefined)?.$in;
  return Array.isArray(list) && list.length > 0 && list.every((value) => known.has(value));
};

/** Takes note of the entries that an original is linked to. */
export const noteLinks = (rows: unknown): void => {
  const copy = copying.getStore();
  if (!copy || rows === null || typeof rows !== 'object') return;
  const { id, documentId } = rows as { id?: unknown; documentId?: unknown };
  if (id !== undefined) copy.ids.add(id);
  if (documentId !== undefined) copy.documentIds.add(documentId);
  for (const value of Object.values(rows)) noteLinks(value);
};
