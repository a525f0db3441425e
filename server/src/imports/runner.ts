import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Core } from '@strapi/strapi';
import type { ImportKind, RowOutcome } from '../../../contracts/imports';
import { clock, SECOND } from '../shared/clock';
import { configOf } from '../shared/config';
import { createLoop, type Loop } from '../shared/loop';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import type { Job, Kind } from './kind';
import type { createQueries, ImportRecord, StagedRow } from './queries';
import { readRows } from './read';
import { UnreadableFile } from './unreadable';

/** Rows that are staged, and applied, in one transaction: short enough that others get their turn. */
const BATCH = 250;

/** How often the table is looked at for imports that another instance left behind. */
const LOOK_EVERY = 10 * SECOND;

/** The import is no longer this instance's: cancelled, or taken over. */
class LetGo extends Error {}

/** Reads and applies imports, one at a time, a batch at a time. */
export const createRunner = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  kinds: Record<ImportKind, Kind>,
): Loop => {
  const owner = randomUUID();

  const keep = async (kept: Promise<boolean>) => {
    if (!(await kept)) throw new LetGo();
  };

  const stageAll = async (record: ImportRecord, path: string, signal: AbortSignal) => {
    const { maxRows } = configOf(strapi).imports;
    const kind = kinds[record.kind];
    let batch: StagedRow[] = [];
    let count = 0;
    const flush = async () => {
      const staged = batch;
      batch = [];
      await inTransaction(strapi, async (transaction) => {
        await keep(queries.proceed(record.id, owner, 'parsing', { row_count: count }, transaction));
        await queries.stage(record.id, staged, transaction);
      });
    };
    for await (const { line, cells } of readRows(path, record.detected!)) {
      count += 1;
      if (count > maxRows)
        throw new UnreadableFile(
          'too_many_rows',
          `The file has more than ${maxRows} rows (line ${line}). Split it and upload the parts.`,
        );
      const { email, name, reasons } = kind.parse(cells, record.detected!);
      batch.push({ line, email, name, outcome: reasons.length > 0 ? 'invalid' : null, reasons });
      if (batch.length === BATCH) await flush();
      if (signal.aborted) throw new LetGo();
    }
    if (count === 0)
      throw new UnreadableFile('no_rows', 'There is no row in this file but names of columns.');
    await flush();
  };

  const parse = async (record: ImportRecord, signal: AbortSignal) => {
    if (!record.file_path)
      throw new UnreadableFile('import_interrupted', 'The file is gone. Upload it again.');
    await queries.clearRows(record.id);
    await stageAll(record, record.file_path, signal);
    const kind = kinds[record.kind];
    await inTransaction(strapi, async (transaction) => {
      const expected = kind.expected(transaction, jobOf(record));
      await queries.expect(transaction, record.id, expected, kind.otherwise);
      await keep(queries.proceed(record.id, owner, 'parsing', finished('ready'), transaction));
    });
    await rm(record.file_path, { force: true });
  };

  /** Applies the next batch; gives how far that was, or null when there is nothing left. */
  const applyBatch = (record: ImportRecord, kind: Kind, since: { line: number; count: number }) =>
    inTransaction(strapi, async (transaction) => {
      await keep(queries.proceed(record.id, owner, 'running', {}, transaction));
      const rows = await queries.rowsAfter(record.id, since.line, kind.open, BATCH, transaction);
      const last = rows.at(-1);
      if (!last) return null;
      const outcomes = await kind.apply(transaction, jobOf(record), rows);
      await queries.setOutcomes(transaction, record.id, differing(rows, outcomes));
      const reached = { line: last.line, count: since.count + rows.length };
      await queries.proceed(
        record.id,
        owner,
        'running',
        { done_line: reached.line, done_count: reached.count },
        transaction,
      );
      return reached;
    });

  const apply = async (record: ImportRecord, signal: AbortSignal) => {
    const kind = kinds[record.kind];
    let reached: { line: number; count: number } | null = {
      line: record.done_line,
      count: record.done_count,
    };
    while ((reached = await applyBatch(record, kind, reached)))
      if (signal.aborted) throw new LetGo();
    await complete(record);
  };

  const complete = (record: ImportRecord) =>
    inTransaction(strapi, async (transaction) => {
      await keep(
        queries.proceed(
          record.id,
          owner,
          'running',
          { ...finished('completed'), done_count: record.row_count },
          transaction,
        ),
      );
      await service(strapi, 'imports').recordEnd(transaction, record, 'import.completed');
    });

  const fail = async (record: ImportRecord, error: unknown) => {
    const known = error instanceof UnreadableFile;
    if (!known) strapi.log.error(`participation: import ${record.document_id} failed`, error);
    const { code, message } = known
      ? error
      : { code: 'import_interrupted', message: 'The import stopped on a fault of the server.' };
    await queries.proceed(record.id, owner, record.status, {
      ...finished('failed'),
      error: JSON.stringify({ code, message }),
    });
    if (record.file_path) await rm(record.file_path, { force: true });
  };

  const work = async (record: ImportRecord, signal: AbortSignal) => {
    try {
      await (record.status === 'parsing' ? parse(record, signal) : apply(record, signal));
    } catch (error) {
      if (error instanceof LetGo) return release(record);
      await fail(record, error);
    }
  };

  /** So that another instance, or this one after its restart, need not wait for the lease to end. */
  const release = async (record: ImportRecord) => {
    await queries.proceed(record.id, owner, record.status, {
      lease_owner: null,
      lease_until: null,
    });
  };

  return createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      for (const status of ['running', 'parsing'] as const) {
        let record: ImportRecord | null;
        while (!signal.aborted && (record = await queries.claim(status, owner)))
          await work(record, signal);
      }
    },
    onError: (error) => strapi.log.error('participation: the import runner stumbled', error),
  });
};

const jobOf = (record: ImportRecord): Job => ({
  id: record.id,
  space: {
    id: record.space_id!,
    documentId: record.space_document_id!,
    title: record.space_title!,
  },
  options: record.options,
  creator: record.creator_name,
});

const finished = (status: 'ready' | 'completed' | 'failed') => ({
  status,
  lease_owner: null,
  lease_until: null,
  ...(status === 'ready' ? { file_path: null } : { finished_at: clock.now() }),
});

/** Lines whose outcome is another than the one that they were expected to have. */
const differing = (
  rows: StagedRow[],
  outcomes: Map<string, RowOutcome>,
): Map<RowOutcome, number[]> => {
  const lines = new Map<RowOutcome, number[]>();
  for (const { email, line, outcome } of rows) {
    const became = outcomes.get(email);
    if (became && became !== outcome) lines.set(became, [...(lines.get(became) ?? []), line]);
  }
  return lines;
};
