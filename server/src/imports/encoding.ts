import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { UnreadableFile } from './unreadable';
import { noWorkbookInOle } from './workbook/kinds';

/** Bytes that tell what a file begins as, and bytes of foreign words that tell its encoding. */
const HEAD = 4096;
const ENOUGH = 32 * 1024;
const ENOUGH_WORDS = 2_000;

/** A run of bytes between the characters that every encoding has and no letter is made of. */
const WORD = /[^\t\n\r ,;"]+/g;

const SIGNATURES: [kind: string, ...beginnings: string[]][] = [
  ['a PDF document', '%PDF'],
  ['an image', '\x89PNG', '\xFF\xD8\xFF', 'GIF87a', 'GIF89a', 'II*\0', 'MM\0*'],
  ['a compressed archive', '\x1F\x8B', '7z\xBC\xAF', 'Rar!', '\x28\xB5\x2F\xFD', '\xFD7zXZ'],
  ['a formatted text (.rtf)', '{\\rtf'],
];

/** Latin letters with accents: no candidates for a script of its own. */
const LATIN = /^(iso-8859-(1|2|9)|windows-125[02478]|ascii)$/;
const CENTRAL_EUROPEAN = /^(iso-8859-2|windows-1250)$/;
const MULTI_BYTE = ['gb18030', 'shift_jis', 'big5', 'euc-kr', 'euc-jp'];

/** chardet's confidence from which its guess of a language is more than a coincidence. */
const PLAUSIBLE = 20;
const CLEAR = 35;
const CLEARLY_AHEAD = 10;

const wrongType = (kind: string): UnreadableFile =>
  new UnreadableFile(
    'file_type',
    `The file seems to be ${kind}, not a list: open it in a spreadsheet, save it as CSV or XLSX and upload that.`,
  );

const kindOf = (head: Buffer): string | null => {
  const text = head.toString('latin1');
  const [kind] = SIGNATURES.find(([, ...all]) => all.some((it) => text.startsWith(it))) ?? [null];
  if (/^(\xEF\xBB\xBF)?\s*<(!doctype|html|table|\?xml)\b/i.test(text)) return 'a web page or XML';
  return kind;
};

/** The container of old office files, and of new ones with a password. */
const isOle = (head: Buffer): boolean => head.toString('latin1', 0, 4) === '\xD0\xCF\x11\xE0';

const byteOrderMark = (head: Buffer): string | null => {
  const bytes = head.toString('latin1', 0, 3);
  if (bytes === '\xEF\xBB\xBF') return 'utf-8';
  if (bytes.startsWith('\xFF\xFE')) return 'utf-16le';
  return bytes.startsWith('\xFE\xFF') ? 'utf-16be' : null;
};

/** UTF-16 without a mark: half of the bytes of an address are NUL, all on the same side. */
const utf16Pattern = (head: Buffer): string | null => {
  const half = head.length / 2;
  const share = (side: number) =>
    head.filter((byte, index) => byte === 0 && index % 2 === side).length / half;
  const [even, odd] = [share(0), share(1)];
  if (odd > 0.3 && even < odd / 4) return 'utf-16le';
  return even > 0.3 && odd < even / 4 ? 'utf-16be' : null;
};

/** The words of a file that hold bytes beyond ASCII: how many are UTF-8, and those that are not. */
class ForeignWords {
  known = 0;
  strange: string[] = [];
  #bytes = 0;

  collect(chunk: Buffer): void {
    for (const word of chunk.toString('latin1').match(WORD) ?? []) {
      if (!/[\x80-\xFF]/.test(word)) continue;
      if (isUtf8(Buffer.from(word, 'latin1'))) this.known++;
      else this.#keep(word.slice(0, 256));
    }
  }

  /** Whether there are enough to judge by. */
  enough(utf8: boolean): boolean {
    return utf8 ? this.known >= ENOUGH_WORDS : this.#bytes >= ENOUGH;
  }

  #keep(word: string): void {
    this.strange.push(word);
    this.#bytes += word.length;
  }
}

/** Tells whether all that it is fed is valid UTF-8, also where a character is cut by a chunk's end. */
class Utf8Check {
  valid = true;
  #decoder = new TextDecoder('utf-8', { fatal: true });

  feed(chunk?: Buffer): void {
    if (!this.valid) return;
    try {
      this.#decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      this.valid = false;
    }
  }
}

/** Reads a whole file once: is it valid UTF-8, and what of it is not? */
const scan = async (path: string): Promise<{ utf8: boolean; words: ForeignWords }> => {
  const check = new Utf8Check();
  const words = new ForeignWords();
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (chunk.includes(0)) throw wrongType('a binary file');
    check.feed(chunk);
    if (!words.enough(check.valid)) words.collect(chunk);
  }
  check.feed();
  return { utf8: check.valid, words };
};

const decode = (words: string, encoding: string): string =>
  iconv.decode(Buffer.from(words, 'latin1'), encoding as iconv.Encoding);

/** How much of what is not ASCII reads like names: letters in a case that fits, usual marks. */
const legibility = (text: string): number => {
  let score = 0;
  for (const [, before, character] of text.matchAll(/(?<=(.?))([^\x00-\x7F])/gsu)) {
    const letter = /[\p{Ll}\p{Lo}]/u.test(character!);
    const capital = /\p{Lu}/u.test(character!) && !/\p{Ll}/u.test(before!);
    score += letter || capital || /[‘’“”–—«»°€]/.test(character!) ? 1 : -1;
  }
  return score;
};

/** Whether words are mostly bytes beyond ASCII: a script of its own, not letters with accents. */
const foreignScript = (words: string): boolean => {
  const high = words.match(/[\x80-\xFF]/g)?.length ?? 0;
  const ascii = words.match(/[A-Za-z]/g)?.length ?? 0;
  return high > 1.2 * ascii;
};

/** The encoding of text that is neither UTF-8 nor UTF-16, from its words beyond ASCII. */
const legacyEncoding = (words: string): string => {
  const guesses = analyse(Buffer.from(words, 'latin1'))
    .map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence }))
    .filter(({ name }) => iconv.encodingExists(name));
  if (foreignScript(words)) {
    const clean = guesses.filter(
      ({ name }) => !LATIN.test(name) && !decode(words, name).includes('\uFFFD'),
    );
    const [best] = clean;
    if (best && best.confidence >= PLAUSIBLE) return best.name;
    const known = MULTI_BYTE.find((name) => clean.some((guess) => guess.name === name));
    if (known) return known;
  }

  const central = guesses.find(({ name }) => CENTRAL_EUROPEAN.test(name));
  const latin1 = guesses.find(({ name }) => name === 'iso-8859-1' || name === 'windows-1252');
  const margin = (latin1?.confidence ?? 0) + CLEARLY_AHEAD;
  if (central && central.confidence >= Math.max(CLEAR, margin)) return central.name;

  // The same letters as old spreadsheets on Windows, on a Mac and in DOS write them; chardet
  // knows the first only, so the one that reads best has it.
  return ['windows-1252', 'macintosh', 'cp850'].reduce((best, encoding) =>
    legibility(decode(words, encoding)) > legibility(decode(words, best)) ? encoding : best,
  );
};

const readHead = async (path: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: HEAD - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Whether a file begins like a ZIP archive, as workbooks do. */
export const isZip = async (path: string): Promise<boolean> =>
  /^PK(\x03\x04|\x05\x06|\x07\x08)/.test((await readHead(path)).toString('latin1', 0, 4));

/**
 * The encoding of a text file, as a lower-case name that iconv-lite knows
 * (`utf-8`, `utf-16le`, `windows-1252`…). The file is streamed to its end,
 * because its first accent may be on its last line.
 *
 * @throws UnreadableFile `file_empty`, or `file_type` for what is not text
 */
export const recogniseEncoding = async (path: string): Promise<string> => {
  const head = await readHead(path);
  if (head.length === 0) {
    throw new UnreadableFile(
      'file_empty',
      'The file is empty: upload a list with one person per line.',
    );
  }
  if (isOle(head)) throw await noWorkbookInOle(path);
  const kind = kindOf(head);
  if (kind !== null) throw wrongType(kind);
  const sure = byteOrderMark(head) ?? utf16Pattern(head);
  if (sure?.startsWith('utf-16')) return sure;

  const { utf8, words } = await scan(path);
  // A damaged word or two do not make another encoding of a UTF-8 file; read as such, they
  // hold U+FFFD and their rows are refused by name.
  if (sure === 'utf-8' || utf8 || words.known > 9 * words.strange.length) return 'utf-8';
  return legacyEncoding(words.strange.join(' '));
};

/** The text of a file, chunk by chunk, without a byte order mark. Tells the bytes read so far. */
export async function* decodedText(
  path: string,
  encoding: string,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding as iconv.Encoding);
  const file = createReadStream(path);
  for await (const chunk of file) {
    onBytes?.(file.bytesRead);
    const text = decoder.write(chunk as Buffer);
    if (text) yield text;
  }
  const last = decoder.end();
  if (last) yield last;
}

/** Whether decoded text is not text: over one control character in twenty. */
export const looksBinary = (text: string): boolean => {
  const controls = text.match(/[\x00-\x08\x0E-\x1F\x7F]/g)?.length ?? 0;
  return controls > text.length / 20;
};

/** Refuses text that is none. */
export const refuseBinary = (text: string): void => {
  if (text.includes('\0') || looksBinary(text)) throw wrongType('a binary file');
};
