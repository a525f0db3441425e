import { damaged, tooLarge } from './kinds';
import { CellText } from './values';
import type { XmlHandler } from './xml';

/** Texts of a workbook, and bytes of them, at most: all are held while it is open. */
export const MAX_STRINGS = 4_000_000;
export const MAX_STRING_BYTES = 128 * 1024 * 1024;

/** Unpacked bytes of the part that holds them at most: four times as many, for its tags. */
export const MAX_STRINGS_PART = 4 * MAX_STRING_BYTES;

/** Far longer than a text can be. */
const PAGE = 1024 * 1024;
/** Bytes before each text that tell its length. */
const LENGTH = 4;

/**
 * The texts that cells of a workbook refer to by number, as UTF-8 in pages of
 * memory outside of the heap: as strings, two million names take five times as much.
 */
export class SharedStrings {
  #pages: Buffer[] = [];
  #used = PAGE;
  #starts = new Uint32Array(1024);
  #count = 0;

  /** @throws UnreadableFile `file_too_large` */
  add(text: string): void {
    if (this.#count === this.#starts.length) this.#grow();
    const page = this.#pageFor(LENGTH + Buffer.byteLength(text));
    this.#starts[this.#count++] = (this.#pages.length - 1) * PAGE + this.#used;
    const length = page.write(text, this.#used + LENGTH);
    page.writeUInt32LE(length, this.#used);
    this.#used += LENGTH + length;
  }

  /** @throws UnreadableFile `file_unreadable` if there is no such text */
  get(index: number): string {
    const start = index < this.#count ? this.#starts[index] : undefined;
    // A cell that refers to nothing has lost what it said.
    if (start === undefined) throw damaged();
    const page = this.#pages[Math.floor(start / PAGE)]!;
    const begin = (start % PAGE) + LENGTH;
    return page.toString('utf8', begin, begin + page.readUInt32LE(begin - LENGTH));
  }

  #pageFor(bytes: number): Buffer {
    if (this.#used + bytes > PAGE) {
      if (this.#pages.length * PAGE >= MAX_STRING_BYTES) throw tooMuchText();
      this.#pages.push(Buffer.allocUnsafeSlow(PAGE));
      this.#used = 0;
    }
    return this.#pages.at(-1)!;
  }

  #grow(): void {
    if (this.#count >= MAX_STRINGS) throw tooMuchText();
    const starts = new Uint32Array(Math.min(this.#count * 2, MAX_STRINGS));
    starts.set(this.#starts);
    this.#starts = starts;
  }
}

const tooMuchText = () => tooLarge('The workbook holds more text than can be read');

/** Reads the part `sharedStrings` into `strings`; texts are cut to one character over `maxCell`. */
export const stringsHandler = (strings: SharedStrings, maxCell: number): XmlHandler => {
  const text = new CellText(maxCell);
  let wanted = false;
  let phonetic = false;
  return {
    open(name) {
      if (name === 'si') text.clear();
      if (name === 'rPh') phonetic = true;
      wanted = name === 't' && !phonetic;
    },
    text(piece) {
      if (wanted) text.add(piece);
    },
    close(name) {
      wanted = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.add(text.unescaped());
    },
  };
};
