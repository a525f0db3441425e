import { splitAddresses, type Entry } from '../../../contracts/addresses';
import type { MAX_ADDRESSES } from '../../../contracts/invitations';

/** Addresses of one request at most; the type keeps it that of the contract. */
export const MOST_ADDRESSES: typeof MAX_ADDRESSES = 5_000;

/** What can be told of an entry before the server has looked at it. */
export type EntryProblem = 'invalid_email' | 'duplicate';

/** Rough on purpose: the server has the last word. */
const ADDRESS = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/u;

/** The address as it is compared. */
export const normalised = (address: string): string =>
  address.trim().normalize('NFC').toLowerCase();

/** The entries of a pasted list, but for brackets with nothing in and before them. */
export const readEntries = (text: string): Entry[] =>
  splitAddresses(text).filter(({ address, name }) => address !== '' || name !== null);

/** An entry as it can be typed again. */
export const writeEntry = ({ address, name }: Entry): string => {
  if (name === null) return address;
  return /[,;<>]/u.test(name) ? `"${name}" <${address}>` : `${name} <${address}>`;
};

/** What is wrong with each of the entries; of those with one address, the first is right. */
export const problemsOf = (entries: readonly Entry[]): (EntryProblem | null)[] => {
  const seen = new Set<string>();
  return entries.map(({ address }) => {
    if (!ADDRESS.test(address)) return 'invalid_email';
    const key = normalised(address);
    if (seen.has(key)) return 'duplicate';
    seen.add(key);
    return null;
  });
};

/**
 * What of a text that is being typed is complete: all before its last separator. A space ends an
 * address, and is part of a name.
 */
export const splitTyped = (text: string): { complete: string; rest: string } => {
  const end = /^(?<complete>(?:"[^"]*"|[^"])*[,;\n])(?<rest>[^,;\n]*)$/u.exec(text)?.groups;
  if (end) return { complete: end.complete!, rest: end.rest!.trimStart() };
  if (/\s$/u.test(text) && ADDRESS.test(text.trim())) return { complete: text, rest: '' };
  return { complete: '', rest: text };
};
