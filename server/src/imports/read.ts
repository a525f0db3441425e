import type { Detected } from '../../../contracts/imports';
import { decodedText } from './encoding';
import { MAX_COLUMNS } from './recognise';
import { cellsOf, declaredSeparator, RecordSplitter, type FileRecord } from './records';

/** Characters of a cell at most; a longer one is cut to one more, so that it can be told. */
export const MAX_CELL = 4096;

export type Row = {
  /** Line of the file where the row begins, from 1. */
  line: number;
  cells: string[];
};

async function* readRecords(
  path: string,
  { encoding, separator }: Detected,
): AsyncGenerator<FileRecord> {
  const splitter = new RecordSplitter(separator);
  for await (const text of decodedText(path, encoding)) yield* splitter.push(text);
  yield* splitter.end();
}

/**
 * The rows of people of a file, one by one, without its header and blank rows.
 * The file is read no faster than rows are taken, and closed when the reader
 * stops early. Rows are as wide as the file has them, at most `MAX_COLUMNS`.
 *
 * @throws UnreadableFile `file_unreadable` for a record over `MAX_RECORD`
 */
export async function* readRows(path: string, detected: Detected): AsyncGenerator<Row> {
  let header = detected.header;
  for await (const record of readRecords(path, detected)) {
    if (declaredSeparator(record)) continue;
    const cells = cellsOf(record, detected.separator)
      .slice(0, MAX_COLUMNS)
      .map((cell) => cell.slice(0, MAX_CELL + 1));
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (header) header = false;
    else yield { line: record.line, cells };
  }
}
