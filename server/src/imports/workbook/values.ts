/** Seconds of a day. */
const DAY = 86_400;
/** 31 December 9999, the last day that spreadsheets know. */
const LAST_DAY = 2_958_465;
/** Days that those who count from 1904 are behind. */
const DAYS_TO_1904 = 1_462;

/** Letters of an escape such as `_x000D_`. */
const ESCAPE = 7;

/** The text of one cell, of which no more is held than is wanted: one character over `maxCell`. */
export class CellText {
  #text = '';
  #wanted: number;

  constructor(maxCell: number) {
    this.#wanted = maxCell + 1;
  }

  clear(): void {
    this.#text = '';
  }

  add(piece: string): void {
    const room = this.#wanted * ESCAPE - this.#text.length;
    if (room > 0) this.#text += piece.slice(0, room);
  }

  raw(): string {
    return this.#text.slice(0, this.#wanted);
  }

  /** With characters that XML can't hold, which are written `_x000D_`. */
  unescaped(): string {
    if (!this.#text.includes('_x')) return this.raw();
    return this.#text
      .replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
      .slice(0, this.#wanted);
  }
}

/** A number as spreadsheets show it: 15 digits, without what binary fractions add to them. */
export const numberText = (text: string): string => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  return String(Number(value.toPrecision(15))).replace('e', 'E');
};

const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

/** Whether a number format shows dates or times: by its code, or by its number if it has none. */
export const isDateFormat = (id: number, code?: string): boolean => {
  if (code === undefined) return isBuiltInDate(id);
  const bare = code.replace(/"[^"]*"?|\[[^\]]*\]?|[\\_*]./g, '').replace(/general|standard/gi, '');
  return /[dmyhs]/i.test(bare) && !/[#?]/.test(bare);
};

const two = (value: number): string => String(value).padStart(2, '0');

const timeOf = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');

/** Day 60 is 29 February 1900, which never was; the days before it are off by one. */
const dayOf = (day: number): string => {
  if (day === 60) return '1900-02-29';
  const shift = day < 60 ? 1 : 0;
  return new Date(Date.UTC(1899, 11, 30 + shift + day)).toISOString().slice(0, 10);
};

/**
 * A date of a spreadsheet, in days, as `YYYY-MM-DD`, with `THH:mm:ss` unless it is
 * midnight, or as `HH:mm:ss` if it has no day. What is no date stays a number.
 */
export const dateText = (text: string, from1904: boolean): string => {
  const serial = Number(text);
  const seconds = Math.round(serial * DAY) + (from1904 && serial >= 1 ? DAYS_TO_1904 * DAY : 0);
  const day = Math.floor(seconds / DAY);
  if (text.trim() === '' || !(seconds >= 0) || day > LAST_DAY) return numberText(text);
  const time = timeOf(seconds % DAY);
  if (day === 0) return time;
  return time === '00:00:00' ? dayOf(day) : `${dayOf(day)}T${time}`;
};

/** The date of a cell that holds it as text, in the form of `dateText`. */
export const isoDateText = (text: string): string => {
  const [, day, time = '00:00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d))?/.exec(text.trim()) ?? [];
  if (day === undefined) return text;
  return time === '00:00:00' ? day : `${day}T${time}`;
};

/** The column that a cell's reference names, from 0: 27 for `AB7`. Null if it names none. */
export const columnOf = (reference = ''): number | null => {
  let column = 0;
  for (let index = 0; index < 3; index++) {
    const letter = (reference.charCodeAt(index) & ~32) - 64;
    if (!(letter >= 1 && letter <= 26)) break;
    column = column * 26 + letter;
  }
  return column === 0 ? null : column - 1;
};
