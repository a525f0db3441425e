import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Core } from '@strapi/strapi';
import type { ErrorCode } from '../../../contracts/errors';
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
import { dropFile, sweepWaitingRoom } from './waiting-room';

/** Rows that are staged, and applied, in one transaction: short enough that others get their turn. */
const BATCH = 250;

/** How often the table is looked at for imports that another instance left behind. */
const LOOK_EVERY = 10 * SECOND;

/** Faults of the server in a row after which an import is given up, and the wait between them. */
const MOST_FAULTS = 5;
const PAUSE = 5 * SECOND;

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
        await queries.stage(transaction, record.id, staged);
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
    if (!record.file_path || !existsSync(record.file_path))
      throw new UnreadableFile('import_interrupted', 'The file is gone. Upload it again.');
    // What an earlier attempt left; under the lock of the import's row, as all that is written here.
    await inTransaction(strapi, async (transaction) => {
      await keep(queries.proceed(record.id, owner, 'parsing', { row_count: 0 }, transaction));
      await queries.clearRows(transaction, record.id);
    });
    await stageAll(record, record.file_path, signal);
    const kind = kinds[record.kind];
    await inTransaction(strapi, async (transaction) => {
      // First, so that the lock on its row keeps others off for as long as this takes.
      await keep(queries.proceed(record.id, owner, 'parsing', {}, transaction));
      const expected = kind.expected(jobOf(record));
      await queries.expect(transaction, record.id, expected, kind.otherwise);
      const totals = (await queries.totals([record.id], transaction)).get(record.id) ?? {};
      const open = kind.open.reduce((sum, outcome) => sum + (totals[outcome] ?? 0), 0);
      const ready = { ...finished('ready'), open_count: open };
      await keep(queries.proceed(record.id, owner, 'parsing', ready, transaction));
    });
    await dropFile(record.file_path);
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
        { done_line: reached.line, done_count: reached.count, fault_count: 0 },
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
      await keep(queries.proceed(record.id, owner, 'running', finished('completed'), transaction));
      await service(strapi, 'imports').recordEnd(transaction, record, 'import.completed');
    });

  const fail = async (
    record: ImportRecord,
    { code, message }: { code: ErrorCode; message: string },
  ) => {
    await inTransaction(strapi, async (transaction) => {
      const failed = { ...finished('failed'), error: JSON.stringify({ code, message }) };
      await keep(queries.proceed(record.id, owner, record.status, failed, transaction));
      await queries.clearExpected(transaction, record.id, kinds[record.kind].open);
    });
    if (record.file_path) await dropFile(record.file_path);
  };

  /** A fault that has nothing to do with the file: the import goes on in a while, if not too often. */
  const stumble = async (record: ImportRecord, error: unknown) => {
    strapi.log.error(`participation: import ${record.document_id} stopped`, error);
    const { fault_count } = (await queries.find(record.document_id)) ?? record;
    if (fault_count + 1 >= MOST_FAULTS)
      return fail(record, {
        code: 'import_interrupted',
        message: 'The import stopped on a fault of the server.',
      });
    await queries.proceed(record.id, owner, record.status, {
      fault_count: fault_count + 1,
      lease_owner: null,
      lease_until: clock.in(PAUSE),
    });
  };

  const work = async (record: ImportRecord, signal: AbortSignal) => {
    try {
      await (record.status === 'parsing' ? parse(record, signal) : apply(record, signal));
    } catch (error) {
      if (error instanceof LetGo) return release(record);
      if (error instanceof UnreadableFile) return fail(record, error);
      await stumble(record, error);
    }
  };

  /** So that another instance, or this one after its restart, need not wait for the lease to end. */
  const release = async (record: ImportRecord) => {
    await queries.proceed(record.id, owner, record.status, {
      lease_owner: null,
      lease_until: null,
    });
  };

  let swept: Promise<void> | null = null;

  return createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      await (swept ??= sweepWaitingRoom());
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
    slug: record.space_slug!,
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
