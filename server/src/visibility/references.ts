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
  if (isObject(value)) {
    const { set, connect, disconnect } = value;
    // As Strapi reads it: what is set counts, unless it is nothing and something else is said.
    if (set) return listed(set);
    if (!isEmpty(connect)) return listed(connect);
    if (!isEmpty(disconnect) || set === null) return [];
    if (connect !== undefined || disconnect !== undefined) return undefined;
  }
  return listed(value);
};

/** The entries that a relation is told to leave. */
export const disconnectedIn = (value: unknown): Reference[] =>
  isObject(value) && !value.set && !isEmpty(value.disconnect) ? listed(value.disconnect) : [];

/** Whether a relation is to lead to what is named and nothing else. */
export const isReplaced = (value: unknown): boolean =>
  value !== undefined &&
  (!isObject(value) || Boolean(value.set) || !('connect' in value || 'disconnect' in value));

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
