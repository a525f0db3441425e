import type { MAX_ADDRESSES } from '../../../contracts/invitations';

/** Addresses of one request at most; the type keeps it that of the contract. */
export const MOST_ADDRESSES: typeof MAX_ADDRESSES = 5_000;

/** One entry of a pasted list: what stands for the address, and the name beside it. */
export type Entry = { address: string; name: string | null };

/** What can be told of an entry before the server has looked at it. */
export type EntryProblem = 'invalid_email' | 'duplicate';

const LINE_BREAK = /[\r\n\u2028\u2029]+/u;
const NAMED = /(?:"(?<quoted>[^"]*)"|(?<plain>[^,;<>"]*))\s*<(?<address>[^<>]*)>/gu;
/** Rough on purpose: the server has the last word. */
const ADDRESS = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/u;

/** The address as it is compared. */
export const normalised = (address: string): string =>
  address.trim().normalize('NFC').toLowerCase();

/** Words without an `@` stay together: a name that lost its address. */
const bareEntries = (text: string): Entry[] =>
  text
    .split(/[,;]/u)
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part) => (part.includes('@') ? part.split(/\s+/u) : [part]))
    .map((address) => ({ address, name: null }));

/** Parts addresses that stand before a name with only spaces between from that name. */
const splitName = (text: string): { before: string; name: string } => {
  const words = text.trim().split(/\s+/u);
  const last = words.findLastIndex((word) => word.includes('@'));
  return { before: words.slice(0, last + 1).join(' '), name: words.slice(last + 1).join(' ') };
};

const entriesOfLine = (line: string): Entry[] => {
  const entries: Entry[] = [];
  let at = 0;
  for (const { 0: whole, index, groups = {} } of line.matchAll(NAMED)) {
    const { before, name } =
      groups.quoted === undefined
        ? splitName(groups.plain ?? '')
        : { before: '', name: groups.quoted.trim() };
    entries.push(...bareEntries(`${line.slice(at, index)} ${before}`), {
      address: (groups.address ?? '').trim(),
      name: name || null,
    });
    at = index + whole.length;
  }
  return [...entries, ...bareEntries(line.slice(at))];
};

/**
 * The entries of a list as people paste it: parted by commas, semicolons, spaces or line breaks,
 * each an address or `Name <address>`, where the name may be quoted. What is no address stays an
 * entry, so that it can be shown and corrected.
 */
export const readEntries = (text: string): Entry[] =>
  text
    .split(LINE_BREAK)
    .flatMap(entriesOfLine)
    .filter(({ address, name }) => address !== '' || name !== null);

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
