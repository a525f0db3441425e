import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ActivityAction } from '../../../contracts/activity';
import type {
  Detected,
  Import,
  ImportInput,
  ImportPage,
  ImportQuery,
  ImportRow,
  RowOutcome,
  RowPage,
  RowQuery,
} from '../../../contracts/imports';
import { participantsKind } from '../participants/list-kind';
import type { Actor } from '../shared/actor';
import { clock } from '../shared/clock';
import { configOf } from '../shared/config';
import { Refusal } from '../shared/errors';
import { paginate } from '../shared/paging';
import { service } from '../shared/services';
import { isoDate } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import { createQueries, type ImportRecord, type StagedRow } from './queries';
import { recognise } from './recognise';
import { createRunner } from './runner';
import { UnreadableFile } from './unreadable';
import { dropFile, keepFile } from './waiting-room';

/** Rows of a report that are read at once. */
const BATCH = 500;

/** Outcomes of rows that a report holds; null are those whose turn did not come. */
const NOT_APPLIED: (RowOutcome | null)[] = ['invalid', 'duplicate', null];

export type UploadedFile = { path: string; name: string; size: number };

export const createImports = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const kinds = { participants: participantsKind(strapi) };
  const runner = createRunner(strapi, queries, kinds);

  const find = async (documentId: string): Promise<ImportRecord> => {
    const record = await queries.find(documentId);
    if (!record) throw new Refusal(404, 'import_not_found', 'There is no such import.');
    return record;
  };

  const shown = async (records: ImportRecord[]): Promise<Import[]> => {
    const totals = await queries.totals(records.map((record) => record.id));
    return records.map((record) => toImport(record, totals.get(record.id) ?? {}));
  };

  const one = async (documentId: string): Promise<Import> => {
    const [data] = await shown([await find(documentId)]);
    return data!;
  };

  const checkRoom = async (file: UploadedFile) => {
    const { maxFileSize, maxWaiting } = configOf(strapi).imports;
    if (file.size > maxFileSize)
      throw new Refusal(
        413,
        'file_too_large',
        `The file has ${megabytes(file.size)} MB; at most ${megabytes(maxFileSize)} MB are taken. Split it.`,
      );
    if ((await queries.countWaiting()) >= maxWaiting)
      throw new Refusal(
        409,
        'too_many_waiting',
        `${maxWaiting} imports are waiting already. Start or cancel one of them first.`,
      );
  };

  const withFirstLines = async (importId: number, rows: StagedRow[]): Promise<ImportRow[]> => {
    const repeated = rows.filter((row) => row.outcome === 'duplicate').map((row) => row.email);
    const lines =
      repeated.length > 0
        ? await queries.firstLines(importId, repeated)
        : new Map<string, number>();
    return rows.map((row) => toImportRow(row, lines.get(row.email) ?? null));
  };

  const logLeftFile = (error: unknown) =>
    strapi.log.warn('participation: the file of a cancelled import was not deleted', error);

  /** Moves an import on, or refuses because of the state that it is in. */
  const move = async (
    transaction: Knex.Transaction,
    record: ImportRecord,
    from: ImportRecord['status'][],
    values: Parameters<typeof queries.move>[3],
  ) => {
    if (await queries.move(transaction, record.id, from, values)) return;
    throw new Refusal(
      409,
      'import_state',
      `This import is not ${from.join(' or ')} any more. Look at it again.`,
    );
  };

  return {
    runner,
    one,

    /** Takes a file in: what it is gets checked at once, its rows are read in the background. */
    async upload(file: UploadedFile, input: ImportInput, actor: Actor): Promise<Import> {
      await checkRoom(file);
      const space = await service(strapi, 'spaces').reference(input.space);
      const detected = await recogniseOrRefuse(file.path);
      const kept = await keepFile(file.path);
      const id = await queries.insert({
        kind: input.kind,
        fileName: file.name,
        filePath: kept,
        spaceId: space.id,
        creator: actor.type === 'admin' ? { id: actor.id, name: actor.name } : null,
        options: input.options,
        detected,
      });
      runner.kick();
      return one(id);
    },

    async list(query: ImportQuery): Promise<ImportPage> {
      const { rows, total } = await queries.list(query);
      return { results: await shown(rows), pagination: paginate(query, total) };
    },

    async rows(documentId: string, query: RowQuery): Promise<RowPage> {
      const { id } = await find(documentId);
      const { rows, total } = await queries.listRows(id, query);
      return { results: await withFirstLines(id, rows), pagination: paginate(query, total) };
    },

    /** Rows that were not applied, in the order of their lines, a batch at a time. */
    async refusedRows(documentId: string): Promise<{
      record: ImportRecord;
      batches: AsyncGenerator<ImportRow[]>;
    }> {
      const record = await find(documentId);
      async function* batches() {
        for (let line = 0; ;) {
          const rows = await queries.rowsAfter(record.id, line, NOT_APPLIED, BATCH);
          if (rows.length === 0) return;
          yield await withFirstLines(record.id, rows);
          line = rows.at(-1)!.line;
        }
      }
      return { record, batches: batches() };
    },

    /** Has the rows applied that the preview showed. */
    async start(documentId: string, actor: Actor): Promise<Import> {
      const record = await find(documentId);
      await inTransaction(strapi, async (transaction) => {
        await move(transaction, record, ['ready'], { status: 'running', started_at: clock.now() });
        await service(strapi, 'activity').record(transaction, actor, [
          { action: 'import.started', space: spaceOf(record), subject: record.file_name },
        ]);
      });
      runner.kick();
      return one(documentId);
    },

    /** Ends an import between two batches; what was applied stays. */
    async cancel(documentId: string, actor: Actor): Promise<Import> {
      const record = await find(documentId);
      await inTransaction(strapi, async (transaction) => {
        await move(transaction, record, ['parsing', 'ready', 'running'], {
          status: 'cancelled',
          file_path: null,
          finished_at: clock.now(),
        });
        await queries.clearExpected(transaction, record.id, kinds[record.kind].open);
        await this.recordEnd(transaction, record, 'import.cancelled', actor);
      });
      if (record.file_path) await dropFile(record.file_path);
      return one(documentId);
    },

    async remove(documentId: string): Promise<void> {
      const { id } = await find(documentId);
      if (await inTransaction(strapi, (transaction) => queries.remove(transaction, id))) return;
      throw new Refusal(409, 'import_state', 'This import is at work. Cancel it first.');
    },

    /** A deleted space's imports end. */
    async abandon(spaceIds: number[]): Promise<void> {
      await inTransaction(strapi, async (transaction, onCommit) => {
        for (const { id, file_path } of await queries.unfinishedOf(transaction, spaceIds)) {
          await queries.move(transaction, id, ['parsing', 'ready', 'running'], {
            status: 'cancelled',
            file_path: null,
            finished_at: clock.now(),
          });
          await queries.clearExpected(transaction, id, kinds.participants.open);
          // A deletion that does not come about must leave the import its file.
          if (file_path) onCommit(() => void dropFile(file_path).catch(logLeftFile));
        }
      });
    },

    /** Writes an import's end to the log, with its counts. */
    async recordEnd(
      transaction: Knex.Transaction,
      record: ImportRecord,
      action: Extract<ActivityAction, 'import.completed' | 'import.cancelled'>,
      actor: Actor = creatorOf(record),
    ): Promise<void> {
      const totals = await queries.totals([record.id], transaction);
      await service(strapi, 'activity').record(transaction, actor, [
        {
          action,
          space: spaceOf(record),
          subject: record.file_name,
          details: totals.get(record.id) ?? {},
        },
      ]);
    },
  };
};

const recogniseOrRefuse = async (file: string): Promise<Detected> => {
  try {
    return await recognise(file);
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Refusal(400, error.code, error.message);
    throw error;
  }
};

const creatorOf = (record: ImportRecord): Actor =>
  record.creator_id === null
    ? { type: 'system' }
    : { type: 'admin', id: record.creator_id, name: record.creator_name ?? '', locale: null };

const spaceOf = (record: ImportRecord) =>
  record.space_document_id
    ? { documentId: record.space_document_id, title: record.space_title ?? '' }
    : null;

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

const toImport = (record: ImportRecord, totals: Partial<Record<RowOutcome, number>>): Import => ({
  id: record.document_id,
  kind: record.kind,
  status: record.status,
  fileName: record.file_name,
  space: spaceOf(record),
  totals: { rows: record.row_count, ...totals },
  progress: progressOf(record),
  detected: record.detected,
  error: record.error,
  createdBy: record.creator_name,
  createdAt: isoDate(record.created_at)!,
  startedAt: isoDate(record.started_at),
  finishedAt: isoDate(record.finished_at),
});

const progressOf = (record: ImportRecord): Import['progress'] => {
  const since = isoDate(record.status === 'parsing' ? record.created_at : record.started_at);
  const until = isoDate(record.finished_at) ?? clock.now().toISOString();
  const seconds = since ? (Date.parse(until) - Date.parse(since)) / 1_000 : 0;
  const [done, total] = PHASES[record.status](record);
  return { done, total, rowsPerSecond: seconds > 0 ? Math.round(done / seconds) : 0 };
};

type Phase = (record: ImportRecord) => [done: number, total: number | null];

const all: Phase = (record) => [record.row_count, record.row_count];
const applied: Phase = (record) => [record.done_count, record.open_count];
const PHASES: Record<ImportRecord['status'], Phase> = {
  parsing: (record) => [record.row_count, null],
  ready: all,
  running: applied,
  completed: all,
  cancelled: applied,
  failed: applied,
};

const toImportRow = (row: StagedRow, firstLine: number | null): ImportRow => ({
  line: row.line,
  values: { email: row.email, name: row.name },
  outcome: row.outcome,
  reasons:
    row.outcome === 'duplicate'
      ? [
          {
            code: 'duplicate_in_file',
            field: 'email',
            value: firstLine === null ? null : String(firstLine),
            message: `The same address stands on line ${firstLine ?? '?'} already.`,
          },
        ]
      : row.reasons,
});
