import Papa from 'papaparse';
import type { Detected } from '../../../contracts/imports';

/** Byte order mark: without it spreadsheets take UTF-8 for their own old encoding. */
export const BOM = '\uFEFF';

/**
 * Text that a spreadsheet would run (also after spaces and in full-width forms,
 * which some of them fold). Apostrophes in front are part of the pattern, so
 * that escaping can be undone exactly.
 */
const FORMULA = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** Takes back the apostrophe that `toCsv` puts before what looks like a formula. */
export const unescapeFormula = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/**
 * Rows as CSV text with CRLF after each of them, so that pieces can be joined.
 * No cell begins a formula: an apostrophe is put before those that would.
 */
export const toCsv = (rows: string[][], separator: NonNullable<Detected['separator']>): string => {
  if (rows.length === 0) return '';
  const text = Papa.unparse(rows, {
    delimiter: separator,
    newline: '\r\n',
    escapeFormulae: FORMULA,
  });
  return `${text}\r\n`;
};
