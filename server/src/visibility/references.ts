/** An entry as somebody refers to it: by the id of its row, or by the id of its document. */
export type Reference = { id: number } | { documentId: string };

/**
 * What a relation to one entry is to become, read from any notation that Strapi takes: an id, an
 * object with an id, a list of them, or `set`, `connect` and `disconnect`. `undefined`: it stays as
 * it is; `null`: it is removed.
 */
export const referenceIn = (value: unknown): Reference | null | undefined => {
  const references = referencesIn(value);
  return references && (references.at(-1) ?? null);
};

/** The entries that a relation is to lead to (beside those that stay); `undefined`: no change. */
export const referencesIn = (value: unknown): Reference[] | undefined => {
  if (value === undefined) return undefined;
  if (!isInstruction(value)) return listed(value);
  if (value.set) return listed(value.set);
  if (!isEmpty(value.connect)) return listed(value.connect);
  return isEmpty(value.disconnect) ? undefined : [];
};

/** The same for a relation to one entry: of several to connect the last, as Strapi has it of lists. */
export const toOne = (value: unknown): unknown =>
  isInstruction(value) && Array.isArray(value.connect)
    ? { ...value, connect: value.connect.slice(-1) }
    : value;

/** The entries that a relation is told to leave. */
export const disconnectedIn = (value: unknown): Reference[] =>
  isInstruction(value) && !value.set && !isEmpty(value.disconnect) ? listed(value.disconnect) : [];

/** Whether a relation is to lead to what is named and nothing else. */
export const isReplaced = (value: unknown): boolean =>
  value !== undefined && (!isInstruction(value) || Boolean(value.set));

/** `set`, `connect` or `disconnect`, where no entry itself is named: as Strapi tells them apart. */
const isInstruction = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && !('id' in value) && !('documentId' in value);

const listed = (value: unknown): Reference[] =>
  (Array.isArray(value) ? value : [value]).flatMap((item) => reference(item) ?? []);

const reference = (item: unknown): Reference | null => {
  if (isObject(item)) return reference(item.id ?? item.documentId);
  if (typeof item === 'number') return { id: item };
  if (typeof item !== 'string' || item === '') return null;
  return /^\d+$/.test(item) ? { id: Number(item) } : { documentId: item };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);
