import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { fromBufferPromise } from 'yauzl';
import { openWorkbook } from '../../server/src/imports/workbook/workbook';
import type { Part } from '../../server/src/imports/workbook/workbook.fixture';
import { BOM, unescapeFormula } from '../../server/src/shared/csv';

/** What tests read out of the files that the plugin gives. */

/** What no cell of a CSV may begin with: a spreadsheet would run it. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** The files in a workbook. */
export const partsOf = async (workbook: Buffer): Promise<Part[]> => {
  const archive = await fromBufferPromise(workbook, { lazyEntries: true });
  const parts: Part[] = [];
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk);
    parts.push({ name: entry.fileName, data: Buffer.concat(chunks) });
  }
  return parts;
};

/** The cells of a CSV as they were before formulas in them were made harmless, which all are. */
export const cellsOfCsv = (text: string): string[][] => {
  const { data } = Papa.parse<string[]>(text.replace(BOM, ''), { skipEmptyLines: true });
  for (const cell of data.flat()) expect(cell).not.toMatch(FORMULA);
  return data.map((row) => row.map(unescapeFormula));
};

/** The cells of a workbook, of which each is a text and none a formula. */
export const cellsOfWorkbook = async (workbook: Buffer): Promise<string[][]> => {
  const sheets = (await partsOf(workbook)).filter(({ name }) => name.includes('/worksheets/sheet'));
  expect(sheets).toHaveLength(1);
  const sheet = String(sheets[0]!.data);
  expect(sheet).not.toMatch(/<f[ >/]/);
  for (const [cell] of sheet.matchAll(/<c [^>]*[^/]>/g)) expect(cell).toMatch(/ t="(s|inlineStr)"/);

  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'participation-test-'));
  const file = path.join(folder, 'list.xlsx');
  await fs.writeFile(file, workbook);
  const read = await openWorkbook(file, { maxColumns: 100, maxCell: 10_000 });
  try {
    const rows: string[][] = [];
    for await (const { cells } of read.rows()) rows.push(cells);
    // Rows end with their last filled cell, but the first one, which is full.
    return rows.map((row) => rows[0]!.map((_, index) => row[index] ?? ''));
  } finally {
    await read.close();
    await fs.rm(folder, { recursive: true });
  }
};
