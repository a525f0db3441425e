import { unparse } from 'papaparse';
import writeXlsxFile from 'write-excel-file/browser';
import type { FileFormat } from '../ui/ExportMenu';

/** Without it spreadsheets take UTF-8 for their own old encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Rows as a file. No cell of it is a formula that a spreadsheet would run. */
export const toFile = (rows: string[][], format: FileFormat): Promise<Blob> => {
  if (format === 'xlsx') {
    return writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBlob();
  }
  const text = `${BYTE_ORDER_MARK}${unparse(rows, { escapeFormulae: true })}\r\n`;
  return Promise.resolve(new Blob([text], { type: 'text/csv;charset=utf-8' }));
};
