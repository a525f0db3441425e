import type { Detected, ImportLimits } from '../../../contracts/imports';
import { cut } from '../participants/reason';
import { createColumns, looksLikeAddress, sampleOf, type Remembered } from './columns';
import { decodedText, isZip, recogniseEncoding, refuseBinary } from './encoding';
import type { Vocabulary } from './kind';
import { cellsOf, declaredSeparator, RecordSplitter, type Separator } from './records';
import { UnreadableFile } from './unreadable';
import { openWorkbook } from './workbook/workbook';

/** In the order of preference where nothing tells them apart. */
const SEPARATORS: Separator[] = [',', ';', '\t', '|'];

/** Characters and rows from which separator and columns are told. */
const SAMPLE = 64 * 1024;
const SAMPLE_ROWS = 500;

/** Characters of a cell that recognising needs: no address is longer. */
const MAX_SAMPLE = 320;

type Sample = { text: string; complete: boolean };
type Columns = ReturnType<typeof createColumns>;

/** What a file is recognised by. */
export type Expectations = {
  vocabulary: Vocabulary;
  remembered: Remembered;
  limits: ImportLimits;
};

/** How a file was understood, and its first row, should that turn out to be a header or none. */
export type Recognised = Detected & { firstRow: string[] };

/** The first rows of a file with something in them, and whether these are all. */
type Beginning = { rows: string[][]; complete: boolean };

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
const fitness = (rows: string[][], { knownNames }: Columns): number[] => [
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

const recogniseSeparator = (
  sample: Sample,
  columns: Columns,
): { separator: Separator; rows: string[][] } => {
  const [first] = sample.text.split(/[\r\n]/, 1);
  const declared = declaredSeparator({ line: 1, text: first ?? '', literal: true });
  const candidates = (declared ? [declared] : SEPARATORS).map((separator) => {
    const rows = rowsOf(sample, separator);
    return { separator, rows, fitness: fitness(rows, columns) };
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

/** What the columns are, or why this can't be a list. */
const recogniseRows = (
  { rows, complete }: Beginning,
  columns: Columns,
  { maxColumns }: ImportLimits,
): Pick<Recognised, 'header' | 'columns' | 'firstRow'> => {
  const [first] = rows;
  if (first === undefined) {
    throw new UnreadableFile(
      'file_empty',
      'The file holds nothing but blank lines: upload a list with one person per line.',
    );
  }
  const filled = first.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (filled > maxColumns) {
    throw new UnreadableFile(
      'too_many_columns',
      `The file has more than ${maxColumns} columns: remove those that are not needed.`,
    );
  }

  const header = columns.isHeader(first);
  const recognised = columns.recognise(
    rows.map((row) => row.slice(0, maxColumns)),
    header,
  );
  if (recognised === null) throw noEmailColumn(first, header);
  if (header && rows.length === 1 && complete) {
    throw new UnreadableFile(
      'no_rows',
      'The file holds the names of its columns and nobody below them: add one person per line.',
    );
  }
  return { header, columns: recognised, firstRow: first.slice(0, recognised.length).map(sampleOf) };
};

const recogniseText = async (path: string, expectations: Expectations): Promise<Recognised> => {
  const encoding = await recogniseEncoding(path);
  const sample = await readSample(path, encoding);
  refuseBinary(sample.text);

  const columns = createColumns(expectations.vocabulary, expectations.remembered);
  const { separator, rows } = recogniseSeparator(sample, columns);
  const beginning = { rows, complete: sample.complete };
  return {
    format: 'csv',
    encoding,
    separator,
    sheet: null,
    ...recogniseRows(beginning, columns, expectations.limits),
  };
};

const recogniseWorkbook = async (path: string, expectations: Expectations): Promise<Recognised> => {
  const { vocabulary, remembered, limits } = expectations;
  const maxCell = Math.min(limits.maxCell, MAX_SAMPLE);
  const workbook = await openWorkbook(path, { ...limits, maxCell });
  try {
    const rows: string[][] = [];
    let complete = true;
    for await (const { cells } of workbook.rows()) {
      complete = rows.length < SAMPLE_ROWS;
      if (!complete) break;
      if (cells.some((cell) => cell.trim() !== '')) rows.push(cells);
    }
    return {
      format: 'xlsx',
      encoding: null,
      separator: null,
      sheet: workbook.sheet,
      ...recogniseRows({ rows, complete }, createColumns(vocabulary, remembered), limits),
    };
  } finally {
    await workbook.close();
  }
};

/**
 * How a file is to be read: as text or as a workbook, which its content tells and not its name,
 * whether its first row names the columns, and what each column is used for. The file is streamed;
 * only its beginning is held.
 *
 * @throws UnreadableFile `file_empty`, `file_type`, `file_unreadable`, `file_too_large`, `no_rows`,
 * `no_email_column`, `too_many_columns`
 */
export const recognise = async (path: string, expectations: Expectations): Promise<Recognised> =>
  (await isZip(path)) ? recogniseWorkbook(path, expectations) : recogniseText(path, expectations);
