import { stat } from 'node:fs/promises';
import type { Detected } from '../../../contracts/imports';
import config from '../config';
import { vocabulary } from '../participants/list-columns';
import { readRows, type Row } from './read';
import { recognise } from './recognise';

/** Lists of participants, as tests read them: with the default limits, and nothing remembered. */
export const LIMITS = config.default.imports;

export const recogniseList = (path: string, remembered: [string, string | null][] = []) =>
  recognise(path, { vocabulary, remembered: new Map(remembered), limits: LIMITS });

/** A CSV file as if it had been recognised. */
export const csvFile = (changes: Partial<Detected> = {}): Detected => ({
  format: 'csv',
  encoding: 'utf-8',
  separator: ',',
  sheet: null,
  header: false,
  columns: [],
  ...changes,
});

export async function* rowsOf(path: string, detected?: Detected): AsyncGenerator<Row> {
  const { size } = await stat(path);
  yield* readRows(path, size, detected ?? (await recogniseList(path)), LIMITS).rows;
}
