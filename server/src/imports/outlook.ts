import type { Knex } from 'knex';
import type { RowOutcome } from '../../../contracts/imports';
import type { Kind, Work } from './kind';
import type { createQueries, NewRow } from './queries';
import { accepted, duplicate, refused, type ReadRow } from './rows';

/**
 * What rows are to be shown as in the preview of an import: what is wrong with them, or what will
 * become of them. An address that an earlier row has, of these or of those already kept, is a
 * duplicate.
 */
export const outlookOf = async (
  transaction: Knex.Transaction,
  queries: ReturnType<typeof createQueries>,
  importId: number,
  { otherwise }: Kind,
  work: Work,
  rows: ReadRow[],
): Promise<NewRow[]> => {
  const sound = rows.filter((row) => row.reasons.length === 0);
  const emails = [...new Set(sound.map((row) => row.email))];
  const first = await queries.firstLines(transaction, importId, emails);
  const fresh = new Map<string, ReadRow>();
  for (const row of sound)
    if (!first.has(row.email) && !fresh.has(row.email)) fresh.set(row.email, row);
  const expected =
    fresh.size > 0
      ? await work.expected(transaction, [...fresh.values()])
      : new Map<string, RowOutcome>();
  return rows.map((row) => {
    if (row.reasons.length > 0) return refused(row, 'invalid', row.reasons);
    const line = first.get(row.email);
    if (line !== undefined) return duplicate(row, line);
    first.set(row.email, row.line);
    return accepted(row, expected.get(row.email) ?? otherwise);
  });
};
