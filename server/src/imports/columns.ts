import type { DetectedColumn } from '../../../contracts/imports';
import { normaliseEmail } from '../participants/email';
import { cut } from '../participants/reason';
import type { Vocabulary } from './kind';
import { storable } from '../shared/storable';

/** Fields that somebody gave to headings by hand, by the heading as it is compared. */
export type Remembered = ReadonlyMap<string, string | null>;

/** Samples of a column, and characters of each. */
const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/** Characters of a heading that are looked at. */
const MAX_HEADING = 100;

/** A heading without case, accents, spaces, punctuation and remarks in brackets. */
export const headingOf = (cell: string): string =>
  cell
    .slice(0, MAX_HEADING)
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a cell is an address and nothing else. Rough: it finds columns, it accepts nobody. */
export const looksLikeAddress = (cell: string): boolean => {
  if (cell.length > 320) return false;
  return /^[^\s@,;|<>"]+@[^\s@,;|<>"]+\.[^\s@,;|<>".]+$/.test(normaliseEmail(cell));
};

/** What recognises the columns of a file: what its kind calls them, and what people said before. */
export const createColumns = ({ meaning, assign, unnamed }: Vocabulary, remembered: Remembered) => {
  const meaningOf = (cell: string): string | null =>
    cell.length > MAX_HEADING ? null : meaning(headingOf(cell));
  const fieldSaid = (name: string | null): string | null | undefined =>
    name === null ? undefined : remembered.get(headingOf(name));

  const emailColumn = (columns: DetectedColumn[], rows: string[][]): number | null => {
    const all = columns.map((_, column) => column);
    const said = all.filter((column) => fieldSaid(columns[column]!.name) === 'email');
    const named = all.filter((column) => meaningOf(columns[column]!.name ?? '') === 'email');
    const filled = all.filter((column) => addresses(rows, column) > 0);
    const candidates = [said, named, filled].find((some) => some.length > 0) ?? [];
    if (candidates.length === 0) return null;
    return candidates.reduce((best, column) =>
      addresses(rows, column) > addresses(rows, best) ? column : best,
    );
  };

  const assigned = (columns: DetectedColumn[]): Map<number, string | null> => {
    const said = new Map(
      columns.flatMap(({ name }, index) => {
        const field = fieldSaid(name);
        return field === undefined || field === 'email' ? [] : [[index, field] as const];
      }),
    );
    // What is said to be of no use means nothing either.
    const meanings = columns.map(({ name }, index) =>
      name === null || said.has(index) ? null : meaningOf(name),
    );
    const taken = [...said.values()].filter((field) => field !== null);
    return new Map([...assign(meanings, taken), ...said]);
  };

  return {
    /** How many cells of a row name a column that is known. */
    knownNames: (row: string[]): number => row.filter((cell) => meaningOf(cell) !== null).length,

    /** Whether the first row names columns: it has one that is known, or no sign of an address. */
    isHeader(row: string[]): boolean {
      if (row.some(looksLikeAddress)) return false;
      const isEmail = (cell: string) => meaningOf(cell) === 'email' || fieldSaid(cell) === 'email';
      return row.some(isEmail) || !row.some((cell) => cell.includes('@'));
    },

    /**
     * What each column is used for, from the first rows of a file, blank ones left out. Columns
     * that are empty to the right of all others are not listed.
     *
     * @returns null if there is no column of addresses
     */
    recognise(rows: string[][], header: boolean): DetectedColumn[] | null {
      const columns = describeColumns(rows, header);
      const body = header ? rows.slice(1) : rows;
      const email = emailColumn(columns, body);
      if (email === null) return null;
      const other = columns.findIndex(
        ({ samples }, index) => index !== email && samples.length > 0,
      );
      const fields: Map<number, string | null> = header
        ? assigned(columns)
        : new Map(other < 0 ? [] : [[other, unnamed]]);
      return columns.map((column, index) => ({
        ...column,
        field: index === email ? 'email' : (fields.get(index) ?? null),
      }));
    },
  };
};

/** As much of a cell as is shown to tell what a column holds. */
export const sampleOf = (cell: string): string => cut(storable(cell.trim()), SAMPLE_LENGTH);

/** Columns whose first row is taken for their names, or no longer. */
export const withHeader = (
  columns: DetectedColumn[],
  firstRow: string[],
  header: boolean,
): DetectedColumn[] =>
  columns.map((column, index) => {
    const first = firstRow[index] ?? '';
    const others = column.samples.filter((sample) => sample !== first);
    const samples = header || first === '' ? others : [first, ...others].slice(0, SAMPLES);
    return { ...column, name: header && first !== '' ? first : null, samples };
  });

/** The columns of a file's first rows, as yet without a use. */
export const describeColumns = (rows: string[][], header: boolean): DetectedColumn[] => {
  const names = header ? (rows[0] ?? []) : [];
  const body = header ? rows.slice(1) : rows;
  return Array.from({ length: width(rows) }, (_, index) => {
    const filled = body.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
    const name = names[index]?.trim() ?? '';
    return {
      name: name === '' ? null : cut(storable(name), MAX_HEADING),
      field: null,
      samples: filled.slice(0, SAMPLES).map(sampleOf),
    };
  });
};

const addresses = (rows: string[][], column: number): number =>
  rows.filter((row) => looksLikeAddress(row[column] ?? '')).length;

const width = (rows: string[][]): number =>
  Math.max(0, ...rows.map((row) => row.findLastIndex((cell) => cell.trim() !== '') + 1));
