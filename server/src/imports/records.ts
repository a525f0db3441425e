import Papa from 'papaparse';
import type { Detected } from '../../../contracts/imports';
import { UnreadableFile } from './unreadable';

export type Separator = NonNullable<Detected['separator']>;

/** One record of a file: its text without the line end, and the line where it begins, from 1. */
export type FileRecord = {
  line: number;
  text: string;
  /** Its quotes make no sense, so they are text like any other. */
  literal: boolean;
};

/** Characters of one record at most: whoever leaves a quote open must not fill the memory. */
export const MAX_RECORD = 1024 * 1024;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const NO_BREAK_SPACE = 160;

/** Where the reader stands: at a cell's start, in a bare cell, in quotes, after a closing quote. */
type Place = 'start' | 'bare' | 'quoted' | 'closing' | 'closed';

/**
 * Finds where the records of a delimited text end, chunk by chunk, each
 * character once. Papa Parse knows the cells of a record, but one kind of line
 * end per file and no line numbers, and it starts over with every chunk while a
 * quote stays open, which is quadratic.
 *
 * A quote opens only at the start of a cell and closes only at the end of one.
 * A record where that does not hold is taken line by line, its quotes as text:
 * one stray quote spoils its own row and not the hundred below it.
 */
export class RecordSplitter {
  #separator: number;
  #place: Place = 'start';
  #broken = false;
  #line = 1;
  #begin = 1;
  #quoteLine = 1;
  #previous = 0;
  #rest = '';

  constructor(separator: Separator) {
    this.#separator = separator.charCodeAt(0);
  }

  /** The records that end in this chunk. */
  push(chunk: string): FileRecord[] {
    const records: FileRecord[] = [];
    const text = this.#rest + chunk;
    let start = 0;
    for (let index = this.#rest.length; index < text.length; index++) {
      const code = text.charCodeAt(index);
      const secondHalf = code === LF && this.#previous === CR;
      this.#previous = code;
      if (secondHalf) {
        if (index === start) start = index + 1;
        continue;
      }
      if (code === LF || code === CR) {
        this.#line++;
        if (this.#place === 'quoted') continue;
        this.#finish(records, text.slice(start, index));
        start = index + 1;
      } else {
        this.#step(code);
      }
    }
    this.#rest = text.slice(start);
    this.#limit(this.#rest);
    return records;
  }

  /** The record that no line end closes, if there is one. */
  end(): FileRecord[] {
    const records: FileRecord[] = [];
    if (this.#place === 'quoted') this.#broken = true;
    if (this.#rest !== '') this.#finish(records, this.#rest);
    this.#rest = '';
    return records;
  }

  #step(code: number): void {
    if (this.#place === 'quoted') {
      if (code === QUOTE) this.#place = 'closing';
    } else if (code === this.#separator) {
      this.#place = 'start';
    } else if (this.#place === 'start') {
      this.#place = code === QUOTE ? 'quoted' : 'bare';
      this.#quoteLine = this.#line;
    } else if (this.#place === 'closing' && code === QUOTE) {
      this.#place = 'quoted';
    } else if (this.#place !== 'bare') {
      const blank = code === SPACE || code === TAB || code === NO_BREAK_SPACE;
      this.#place = blank ? 'closed' : 'bare';
      this.#broken ||= !blank;
    }
  }

  #finish(records: FileRecord[], text: string): void {
    this.#limit(text);
    if (this.#broken) records.push(...lineByLine(this.#begin, text, this.#separator));
    else records.push({ line: this.#begin, text, literal: false });
    this.#begin = this.#line;
    this.#place = 'start';
    this.#broken = false;
  }

  #limit(text: string): void {
    if (text.length <= MAX_RECORD) return;
    throw new UnreadableFile(
      'file_unreadable',
      this.#place === 'quoted'
        ? `The quotation mark (") that opens on line ${this.#quoteLine} is not closed: close or remove it.`
        : `The row on line ${this.#begin} is longer than a million characters: check that this is a list with one person per line.`,
    );
  }
}

const lineByLine = (first: number, text: string, separator: number): FileRecord[] => {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.map((line, index): FileRecord => {
    // Alone on its line, a record that is still broken is broken for good.
    const whole = lines.length > 1 && wellFormed(line, separator);
    return { line: first + index, text: line, literal: !whole };
  });
};

const wellFormed = (line: string, separator: number): boolean => {
  const splitter = new RecordSplitter(String.fromCharCode(separator) as Separator);
  splitter.push(line);
  return splitter.end().every((record) => !record.literal);
};

/** The cells of a record. */
export const cellsOf = ({ text, literal }: FileRecord, separator: Separator): string[] => {
  if (literal || !text.includes('"')) return text.split(separator);
  // The line end lets Papa Parse see that spaces after a last closing quote are not text.
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n' });
  const { data } = parser.parse(`${text}\n`, 0, true) as { data: string[][] };
  return data[0] ?? [];
};

/** The separator that a first line `sep=;` names: spreadsheets write it, and it is not a row. */
export const declaredSeparator = ({ line, text }: FileRecord): Separator | null => {
  if (line !== 1) return null;
  return (/^"?sep=([,;|\t])"?$/i.exec(text.trimStart())?.[1] as Separator | undefined) ?? null;
};
