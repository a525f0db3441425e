import type { Detected, ImportLimits } from '../../../contracts/imports';
import { decodedText } from './encoding';
import { cellsOf, declaredSeparator, RecordSplitter, type Separator } from './records';
import { storable } from '../shared/storable';
import { openWorkbook } from './workbook/workbook';

export type Row = {
  /** Line of the file, or row of the sheet, where the row begins, from 1. */
  line: number;
  cells: string[];
};

/** A file of rows that is being read. */
export type Reading = {
  rows: AsyncGenerator<Row>;
  /** Part of the file that is read, from 0 to 1. */
  share(): number;
};

type Limits = Pick<ImportLimits, 'maxColumns' | 'maxCell'>;

async function* textRows(
  path: string,
  { encoding, separator }: { encoding: string; separator: Separator },
  { maxColumns, maxCell }: Limits,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Row> {
  const splitter = new RecordSplitter(separator);
  async function* records() {
    for await (const text of decodedText(path, encoding, onBytes)) yield* splitter.push(text);
    yield* splitter.end();
  }
  for await (const record of records()) {
    if (declaredSeparator(record)) continue;
    const cells = cellsOf(record, separator)
      .slice(0, maxColumns)
      .map((cell) => cell.slice(0, maxCell + 1));
    yield { line: record.line, cells };
  }
}

async function* workbookRows(
  path: string,
  limits: Limits,
  onShare: (share: number) => void,
): AsyncGenerator<Row> {
  const workbook = await openWorkbook(path, limits);
  try {
    yield* workbook.rows(onShare);
  } finally {
    await workbook.close();
  }
}

/** Without the header and rows that have nothing in them. */
async function* people(rows: AsyncGenerator<Row>, header: boolean): AsyncGenerator<Row> {
  let headerIsToCome = header;
  for await (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    if (headerIsToCome) headerIsToCome = false;
    else yield { line: row.line, cells: row.cells.map(storable) };
  }
}

/**
 * The rows of people of a file, one by one, without its header and blank rows. The file (`size`
 * bytes) is read no faster than rows are taken, and closed when the reader stops early. A row has at
 * most `maxColumns` cells; a cell longer than `maxCell` is cut to one character more, so that it
 * can be told.
 *
 * @throws UnreadableFile `file_unreadable`, `file_too_large`
 */
export const readRows = (
  path: string,
  size: number,
  { encoding, separator, header }: Detected,
  limits: Limits,
): Reading => {
  let share = 0;
  const rows =
    encoding !== null && separator !== null
      ? textRows(path, { encoding, separator }, limits, (read) => (share = read / size))
      : workbookRows(path, limits, (read) => (share = read));
  return { rows: people(rows, header), share: () => share };
};
