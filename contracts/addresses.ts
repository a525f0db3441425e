/** What parts addresses in a pasted text. */
const SEPARATORS = /[,;\s]/u;

/** One entry of a pasted list: what stands for the address, and the name beside it. */
export type Entry = { address: string; name: string | null };

/**
 * The entries of a list of addresses as people paste it: parted by commas, semicolons, spaces or line
 * breaks, each an address or `Name <address>`, where the name may be quoted and hold commas. What is
 * no address stays an entry, so that it can be told.
 */
export const splitAddresses = (text: string): Entry[] =>
  text.split(/[\r\n\u2028\u2029]+/u).flatMap(entriesOf);

/** Goes over a line once, from bracket to bracket: pasted texts are long. */
const entriesOf = (line: string): Entry[] => {
  const entries: Entry[] = [];
  let from = 0;
  let searched = 0;
  for (let close = line.indexOf('>'); close >= 0; close = line.indexOf('>', searched)) {
    const open = line.slice(searched, close).lastIndexOf('<');
    if (open >= 0) {
      const { before, name } = nameAtEnd(line.slice(from, searched + open).trimEnd());
      const address = line.slice(searched + open + 1, close).trim();
      entries.push(...words(before), { address, name: name.trim() || null });
      from = close + 1;
    }
    searched = close + 1;
  }
  return [...entries, ...words(line.slice(from))];
};

/** The name that a text ends with, quoted or not, and what stands before it. */
const nameAtEnd = (text: string): { before: string; name: string } => {
  const quote = text.endsWith('"') ? text.lastIndexOf('"', text.length - 2) : -1;
  if (quote >= 0) return { before: text.slice(0, quote), name: text.slice(quote + 1, -1) };
  const start = Math.max(...[',', ';', '<', '>', '"'].map((mark) => text.lastIndexOf(mark))) + 1;
  const { before, name } = nameIn(text.slice(start));
  return { before: `${text.slice(0, start)} ${before}`, name };
};

/** Addresses that stand before a name with nothing but spaces between are no part of it. */
const nameIn = (text: string): { before: string; name: string } => {
  const parts = text.trim().split(/\s+/u);
  const last = parts.findLastIndex((part) => part.includes('@'));
  return { before: parts.slice(0, last + 1).join(' '), name: parts.slice(last + 1).join(' ') };
};

/** Words without an `@` beside others are told as one: a name that lost its address. */
const words = (text: string): Entry[] => {
  const entries: Entry[] = [];
  for (const part of text.split(/[,;]/u)) {
    const inPart = part.split(SEPARATORS).filter(Boolean);
    if (inPart.length > 0 && !inPart.some((word) => word.includes('@')))
      entries.push({ address: inPart.join(' '), name: null });
    else for (const word of inPart) entries.push({ address: word, name: null });
  }
  return entries;
};
