import type { Detected } from '../../../contracts/imports';
import { cut } from '../participants/reason';
import { isHeader, knownNames, looksLikeAddress, recogniseColumns } from './columns';
import { decodedText, recogniseEncoding, refuseBinary } from './encoding';
import { cellsOf, declaredSeparator, RecordSplitter, type Separator } from './records';
import { UnreadableFile } from './unreadable';

export { UnreadableFile };

/** Columns of a list at most. */
export const MAX_COLUMNS = 64;

/** In the order of preference where nothing tells them apart. */
const SEPARATORS: Separator[] = [',', ';', '\t', '|'];

/** Characters and rows from which separator and columns are told. */
const SAMPLE = 64 * 1024;
const SAMPLE_ROWS = 500;

type Sample = { text: string; complete: boolean };

/** The beginning of a file's text, from its first line with something on it. */
const readSample = async (path: string, encoding: string): Promise<Sample> => {
  let text = '';
  for await (const chunk of decodedText(path, encoding)) {
    text += chunk;
    // Keeps the line that is begun, whose first cells may be empty.
    if (text.trim() === '') {
      text = text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
    }
    if (text.length > SAMPLE) return { text: text.slice(0, SAMPLE), complete: false };
  }
  return { text, complete: true };
};

/** The rows of a sample that have something in them, as they are with one separator. */
const rowsOf = ({ text, complete }: Sample, separator: Separator): string[][] => {
  const splitter = new RecordSplitter(separator);
  const records = splitter.push(text);
  // The last record of a cut sample is cut as well, but better than none.
  if (complete || records.length < 2) records.push(...splitter.end());
  const begin = records[0] && declaredSeparator(records[0]) ? 1 : 0;
  return records
    .slice(begin, begin + SAMPLE_ROWS)
    .map((record) => cellsOf(record, separator))
    .filter((cells) => cells.some((cell) => cell.trim() !== ''));
};

/** How many rows are as wide as most are, if they have more than one column. */
const evenRows = (rows: string[][]): number => {
  const counts = new Map<number, number>();
  for (const { length } of rows) {
    if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
};

/**
 * With the right separator, addresses fill cells of their own, names of columns
 * are names that we know, and rows are of one width: in this order, because a
 * comma may be in every name.
 */
const fitness = (rows: string[][]): number[] => [
  rows.filter((row) => row.some(looksLikeAddress)).length,
  // With a comma, "a@example.org<tab>,<tab>" has an address too, but an untidy one.
  rows.filter((row) => row.some((cell) => !cell.includes('\t') && looksLikeAddress(cell))).length,
  knownNames(rows[0] ?? []),
  evenRows(rows),
];

const fitsBetter = (one: number[], other: number[]): boolean => {
  const index = one.findIndex((value, place) => value !== other[place]);
  return index >= 0 && one[index]! > other[index]!;
};

const recogniseSeparator = (sample: Sample): { separator: Separator; rows: string[][] } => {
  const [first] = sample.text.split(/[\r\n]/, 1);
  const declared = declaredSeparator({ line: 1, text: first ?? '', literal: true });
  const candidates = (declared ? [declared] : SEPARATORS).map((separator) => {
    const rows = rowsOf(sample, separator);
    return { separator, rows, fitness: fitness(rows) };
  });
  // Nothing but this separator: the file is blank, whatever the others see in it.
  const blank = candidates.find(({ rows }) => rows.length === 0);
  if (blank) return blank;
  return candidates.reduce((best, one) => (fitsBetter(one.fitness, best.fitness) ? one : best));
};

const noEmailColumn = (row: string[], header: boolean): UnreadableFile => {
  const seen = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const list = seen.slice(0, 10).map((cell) => `“${cut(cell, 40)}”`);
  if (seen.length > list.length) list.push('…');
  return new UnreadableFile(
    'no_email_column',
    `No column holds e-mail addresses. ${header ? 'The columns are' : 'The first row is'}: ${list.join(', ')}. ` +
      'Add a column named “email” with one address per line.',
  );
};

/**
 * How a file is to be read: encoding, separator, whether its first row names
 * the columns, and what each column is used for. The file is streamed; only its
 * beginning is held.
 *
 * @throws UnreadableFile `file_empty`, `file_type`, `no_rows`, `no_email_column`, `too_many_columns`
 */
export const recognise = async (path: string): Promise<Detected> => {
  const encoding = await recogniseEncoding(path);
  const sample = await readSample(path, encoding);
  refuseBinary(sample.text);

  const { separator, rows } = recogniseSeparator(sample);
  const [first] = rows;
  if (first === undefined) {
    throw new UnreadableFile(
      'file_empty',
      'The file holds nothing but blank lines: upload a list with one person per line.',
    );
  }
  const filled = first.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (filled > MAX_COLUMNS) {
    throw new UnreadableFile(
      'too_many_columns',
      `The file has ${filled} columns; at most ${MAX_COLUMNS} can be read: remove those that are not needed.`,
    );
  }

  const header = isHeader(first);
  const columns = recogniseColumns(
    rows.map((row) => row.slice(0, MAX_COLUMNS)),
    header,
  );
  if (columns === null) throw noEmailColumn(first, header);
  if (header && rows.length === 1 && sample.complete) {
    throw new UnreadableFile(
      'no_rows',
      'The file holds the names of its columns and nobody below them: add one person per line.',
    );
  }
  return { encoding, separator, header, columns };
};
