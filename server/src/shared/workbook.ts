import writeXlsxFile from 'write-excel-file/node';

/** Rows as a workbook (XLSX) of one sheet. All cells are texts, so none of them is a formula. */
export const toWorkbook = (rows: string[][]): Promise<Buffer> =>
  writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
