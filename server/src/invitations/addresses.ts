import { normaliseEmail } from '../participants/email';

/** What parts addresses in a pasted text. */
const SEPARATORS = /[,;\s]/u;

/** One entry of a pasted list: what stands for the address, and the name beside it. */
export type Pasted = { address: string; name: string | null };

/**
 * The entries of a list of addresses as people paste it: parted by commas, semicolons, spaces or line
 * breaks, each an address or `Name <address>`, where the name may be quoted and hold commas. What is
 * no address stays an entry, so that it can be told.
 */
export const splitAddresses = (text: string): Pasted[] =>
  text.split(/[\r\n\u2028\u2029]+/u).flatMap(entriesOf);

const entriesOf = (line: string): Pasted[] => {
  const entries: Pasted[] = [];
  let rest = line;
  for (let found = nextNamed(rest); found; found = nextNamed(rest)) {
    entries.push(...words(found.before), { address: found.address, name: found.name });
    rest = found.after;
  }
  return [...entries, ...words(rest)];
};

const NAMED = /(?:"([^"]*)"|([^,;<>"]*))\s*<([^<>]*)>/u;

const nextNamed = (text: string) => {
  const found = NAMED.exec(text);
  if (!found) return null;
  const [whole, quoted, plain = '', address = ''] = found;
  const { before, name } = quoted === undefined ? nameIn(plain) : { before: '', name: quoted };
  return {
    before: `${text.slice(0, found.index)} ${before}`,
    name: name.trim() || null,
    address: address.trim(),
    after: text.slice(found.index + whole.length),
  };
};

/** Addresses that stand before a name with nothing but spaces between are no part of it. */
const nameIn = (text: string): { before: string; name: string } => {
  const parts = text.trim().split(/\s+/u);
  const last = parts.findLastIndex((part) => part.includes('@'));
  return { before: parts.slice(0, last + 1).join(' '), name: parts.slice(last + 1).join(' ') };
};

/** Words without an `@` beside others are told as one: a name that lost its address. */
const words = (text: string): Pasted[] => {
  const entries: Pasted[] = [];
  for (const part of text.split(/[,;]/u)) {
    const inPart = part.split(SEPARATORS).filter(Boolean);
    if (inPart.length > 0 && !inPart.some((word) => word.includes('@')))
      entries.push({ address: inPart.join(' '), name: null });
    else entries.push(...inPart.map((word) => ({ address: word, name: null })));
  }
  return entries;
};

/** Entries by address, each with those that follow with the same one. */
export const isSameAddress = (one: string, other: string): boolean =>
  normaliseEmail(one) === normaliseEmail(other);
