import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ErrorCode } from '../../../contracts/errors';
import type { ImportKind, ImportPhase, RowOutcome } from '../../../contracts/imports';
import { createPublicId } from '../invitations/token';
import type { Actor } from '../shared/actor';
import { clock, DAY, SECOND } from '../shared/clock';
import { createOwner } from '../shared/instance';
import { createLoop, type Loop } from '../shared/loop';
import { service } from '../shared/services';
import { preferIndexes, refreshStatistics } from '../shared/sets';
import { documentId, knexOf, TABLES } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import type { Absent, Job, Kind, Parsed } from './kind';
import { limitsOf } from './limits';
import { UNREAD, type Counts, type createQueries, type ImportRecord, type NewRow } from './queries';
import { readRows } from './read';
import { UnreadableFile } from './unreadable';
import { assemble, clearDesk, discard } from './upload';

/** Rows that are staged, or applied, in one transaction: short enough that others get their turn. */
const STAGED_AT_ONCE = 500;
const APPLIED_AT_ONCE = 500;

/** How often the table is looked at for imports that another instance left behind. */
const LOOK_EVERY = 10 * SECOND;

/** Faults of the server in a row after which an import is given up, and the wait between them. */
const MOST_FAULTS = 5;
const PAUSE = 5 * SECOND;

/** The import is no longer this instance's: cancelled, or taken over. */
class LetGo extends Error {}

type Row = Parsed & { line: number };

/** Reads and applies imports, one at a time, a batch at a time. */
export const createRunner = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  kinds: Record<ImportKind, Kind>,
): Loop => {
  const owner = createOwner();

  const keep = async (kept: Promise<boolean>) => {
    if (!(await kept)) throw new LetGo();
  };

  /** Notes how far a phase is; nothing is written where the import was lost meanwhile. */
  const proceed = (
    record: ImportRecord,
    values: Record<string, unknown>,
    transaction?: Knex.Transaction,
  ) => keep(queries.proceed(record.id, owner, record.status, values, transaction));

  const enter = (record: ImportRecord, phase: ImportPhase, base: number) =>
    proceed(record, { phase, phase_since: clock.now(), phase_base: base });

  /** Refreshes the database's statistics each time that the rows of a phase have doubled. */
  const createStatistics = () => {
    let next = 0;
    return {
      async follow(done: number) {
        if (done < next) return;
        next = 2 * done;
        const { importRows, participants, invitations } = TABLES;
        await refreshStatistics(knexOf(strapi), [importRows, participants, invitations]);
      },
    };
  };

  // ── reading

  /** What a batch of rows is to be shown as: what is wrong with them, or what will become of them. */
  const outlook = async (transaction: Knex.Transaction, job: Job, kind: Kind, rows: Row[]) => {
    const sound = rows.filter((row) => row.reasons.length === 0);
    const emails = [...new Set(sound.map((row) => row.email))];
    const first = await queries.firstLines(transaction, job.id, emails);
    const fresh = emails.filter((email) => !first.has(email));
    const expected =
      fresh.length > 0
        ? await kind.expected(transaction, job, fresh)
        : new Map<string, RowOutcome>();
    return rows.map((row): NewRow => {
      if (row.reasons.length > 0) return refused(row, 'invalid', row.reasons);
      const line = first.get(row.email);
      if (line !== undefined) return refused(row, 'duplicate', [duplicateOf(line)]);
      first.set(row.email, row.line);
      return accepted(row, expected.get(row.email) ?? kind.otherwise, kind);
    });
  };

  const stage = (
    record: ImportRecord,
    job: Job,
    rows: Row[],
    read: { count: number; share: number; counts: Counts },
  ) =>
    inTransaction(strapi, async (transaction) => {
      const values = { row_count: read.count, read_share: read.share };
      await proceed(record, values, transaction);
      const staged = await outlook(transaction, job, kinds[record.kind], rows);
      await queries.stage(transaction, record.id, staged);
      const counts = addUp(read.counts, staged);
      await proceed(record, { counts }, transaction);
      return counts;
    });

  const stageAll = async (record: ImportRecord, path: string, signal: AbortSignal) => {
    const kind = kinds[record.kind];
    const limits = limitsOf(strapi);
    const job = jobOf(record);
    const reading = readRows(path, record.file_size, record.detected!, limits);
    let batch: Row[] = [];
    let counts: Counts = {};
    let count = 0;
    const flush = async () => {
      counts = await stage(record, job, batch, { count, share: reading.share(), counts });
      batch = [];
      await othersTurn();
    };
    for await (const { line, cells } of reading.rows) {
      count += 1;
      if (count > limits.maxRows)
        throw new UnreadableFile(
          'too_many_rows',
          `The file has more than ${limits.maxRows} rows (line ${line}). Split it and upload the parts.`,
        );
      batch.push({ line, ...kind.parse(cells, record.detected!, limits) });
      if (batch.length === STAGED_AT_ONCE) await flush();
      if (signal.aborted) throw new LetGo();
    }
    if (count === 0)
      throw new UnreadableFile('no_rows', 'There is no row in this file but names of columns.');
    await flush();
    return counts;
  };

  /** Deletes what an earlier attempt left, a little at a time. */
  const startOver = async (record: ImportRecord) => {
    await proceed(record, { ...UNREAD, fault_count: record.fault_count, counts: {} });
    while (await queries.clearSome(record.id, STAGED_AT_ONCE)) {
      await proceed(record, {});
      await othersTurn();
    }
  };

  const read = async (record: ImportRecord, signal: AbortSignal) => {
    await enter(record, 'reading', 0);
    await startOver(record);
    const file = await assemble(queries.partsOf(record.id));
    try {
      if (file.size !== record.file_size)
        throw new UnreadableFile('import_interrupted', 'The upload was cut off. Upload it again.');
      const counts = await stageAll(record, file.path, signal);
      const open = openIn(counts, kinds[record.kind]);
      await proceed(record, { ...AT_REST, status: 'ready', counts, open_count: open });
    } finally {
      await discard(file.path);
    }
  };

  // ── applying

  /** Applies the next batch; false when there is nothing left. */
  const applyBatch = async (record: ImportRecord, job: Job): Promise<boolean> => {
    const kind = kinds[record.kind];
    const after = record.done_line;
    const reach = await queries.reach(record.id, after, kind.open, APPLIED_AT_ONCE);
    if (!reach) return false;
    const progress = await inTransaction(strapi, async (transaction) => {
      await proceed(record, {}, transaction);
      await preferIndexes(transaction);
      const range = { after, to: reach.line, count: reach.count };
      const rows = queries.between(transaction, record.id, range, kind.open);
      await kind.apply(transaction, job, rows);
      const outcomes: Became[] = await kind
        .outcomes(transaction, rows)
        .select('s.line', 's.outcome');
      if (outcomes.length !== reach.count)
        throw new Error(`Of ${reach.count} rows, ${outcomes.length} were applied.`);
      const other = differing(outcomes);
      await queries.setOutcomes(transaction, record.id, other);
      const next = {
        done_line: reach.line,
        done_count: record.done_count + reach.count,
        applied: addUp(
          record.applied,
          outcomes.map((row) => ({ outcome: row.became })),
        ),
        counts: moved(record.counts, outcomes),
        changed_count: record.changed_count + [...other.values()].flat().length,
        fault_count: 0,
      };
      await proceed(record, next, transaction);
      return next;
    });
    Object.assign(record, progress);
    return true;
  };

  const apply = async (record: ImportRecord, signal: AbortSignal) => {
    await enter(record, 'applying', record.done_count);
    const job = jobOf(record);
    const statistics = createStatistics();
    while (await applyBatch(record, job)) {
      await statistics.follow(record.done_count);
      await othersTurn();
      if (signal.aborted) throw new LetGo();
    }
    if (record.mode === 'replace') await removeAbsent(record, signal);
    await end(record, 'completed');
  };

  // ── removing, in the mode `replace`

  const removeBatch = (record: ImportRecord, job: Job, people: Absent[]) =>
    inTransaction(strapi, async (transaction) => {
      await proceed(record, {}, transaction);
      const removed = await kinds[record.kind].replace!.remove(transaction, job, people);
      const last = await queries.lastLine(transaction, record.id);
      const rows = people
        .filter((person) => removed.has(person.id))
        .map((person, index) => removedRow(person, last + 1 + index));
      await queries.stage(transaction, record.id, rows);
      const counts = addUp(record.counts, rows);
      await proceed(record, { counts }, transaction);
      record.counts = counts;
    });

  const removeAbsent = async (record: ImportRecord, signal: AbortSignal) => {
    const job = jobOf(record);
    const { absent } = kinds[record.kind].replace!;
    await enter(record, 'removing', record.counts.removed ?? 0);
    for await (const people of absent(job, queries.addresses(record.id))) {
      if (people.length > 0) await removeBatch(record, job, people);
      else await proceed(record, {});
      await othersTurn();
      if (signal.aborted) throw new LetGo();
    }
  };

  // ── undoing

  const undoBatch = async (record: ImportRecord, job: Job): Promise<boolean> => {
    const { open, undo } = kinds[record.kind];
    const after = record.undone_line;
    const outcomes: RowOutcome[] = [...open, 'removed'];
    const reach = await queries.reach(record.id, after, outcomes, APPLIED_AT_ONCE);
    if (!reach) return false;
    await inTransaction(strapi, async (transaction) => {
      await proceed(record, {}, transaction);
      await preferIndexes(transaction);
      const range = { after, to: reach.line, count: reach.count };
      const of = (some: RowOutcome[]) => queries.between(transaction, record.id, range, some);
      await undo!.takeBack(transaction, of(open).where('r.line', '<=', record.done_line));
      await undo!.putBack(transaction, job, of(['removed']));
      const next = {
        undone_line: reach.line,
        undone_count: record.undone_count + reach.count,
        fault_count: 0,
      };
      await proceed(record, next, transaction);
      Object.assign(record, next);
    });
    return true;
  };

  const undoAll = async (record: ImportRecord, signal: AbortSignal) => {
    await enter(record, 'undoing', record.undone_count);
    const job = jobOf(record);
    while (await undoBatch(record, job)) {
      await othersTurn();
      if (signal.aborted) throw new LetGo();
    }
    await end(record, 'undone');
  };

  // ── ends

  const end = (record: ImportRecord, status: 'completed' | 'undone') =>
    inTransaction(strapi, async (transaction) => {
      await proceed(record, { ...AT_REST, status, finished_at: clock.now() }, transaction);
      if (status === 'completed')
        await service(strapi, 'imports').recordEnd(transaction, record, 'import.completed');
    });

  const fail = async (record: ImportRecord, error: { code: ErrorCode; message: string }) => {
    const { code, message } = error;
    const failed = { status: 'failed', finished_at: clock.now(), error: { code, message } };
    await proceed(record, { ...AT_REST, ...failed });
    await queries.dropParts([record.id]);
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
    const task = record.status === 'parsing' ? read : record.phase === 'undoing' ? undoAll : apply;
    try {
      await task(record, signal);
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

  let isFirstRound = true;

  const tidy = async () => {
    if (isFirstRound) {
      await clearDesk();
      await queries.endLeasesOfTheGone();
      isFirstRound = false;
    }
    const idle = await queries.idleSince(clock.in(-DAY));
    if (idle.length > 0) await queries.dropParts(idle);
  };

  return createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      await tidy();
      for (const status of ['running', 'parsing'] as const) {
        let record: ImportRecord | null;
        while (!signal.aborted && (record = await queries.claim(status, owner)))
          await work(record, signal);
      }
    },
    onError: (error) => strapi.log.error('participation: the import runner stumbled', error),
  });
};

/** Nobody works on it. */
const AT_REST = { phase: null, lease_owner: null, lease_until: null };

type Became = { line: number; outcome: RowOutcome; became: RowOutcome };

export const jobOf = (record: ImportRecord): Job => ({
  id: record.id,
  space: {
    id: record.space_id!,
    documentId: record.space_document_id!,
    title: record.space_title!,
    slug: record.space_slug!,
  },
  options: record.options,
  mode: record.mode,
  actor: creatorOf(record),
  createdAt: new Date(record.created_at as string),
});

export const creatorOf = (record: ImportRecord): Actor =>
  record.creator_id === null
    ? { type: 'system' }
    : { type: 'admin', id: record.creator_id, name: record.creator_name ?? '', locale: null };

export const duplicateOf = (line: number) => ({
  code: 'duplicate_in_file' as const,
  field: 'email',
  value: String(line),
  message: `The same address stands on line ${line} already.`,
});

export const refused = (
  { line, email, name }: Row,
  outcome: 'invalid' | 'duplicate',
  reasons: Parsed['reasons'],
): NewRow => ({ line, email, name, outcome, reasons, documentId: null, publicId: null });

export const accepted = ({ line, email, name }: Row, outcome: RowOutcome, kind: Kind): NewRow => ({
  line,
  email,
  name,
  outcome,
  reasons: [],
  ...(kind.open.includes(outcome)
    ? { documentId: documentId(), publicId: createPublicId() }
    : { documentId: null, publicId: null }),
});

/** Somebody whom `replace` took off the list, with what they become if that is undone. */
const removedRow = ({ email, name }: Absent, line: number): NewRow => ({
  line,
  email,
  name,
  outcome: 'removed',
  reasons: [],
  documentId: documentId(),
  publicId: createPublicId(),
});

/** Rows that there is something to do for. */
export const openIn = (counts: Counts, { open }: Kind): number =>
  open.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

/** Counts with these rows' outcomes on top. */
export const addUp = (counts: Counts, rows: { outcome: RowOutcome | null }[]): Counts => {
  const sum = { ...counts };
  for (const { outcome } of rows) if (outcome) sum[outcome] = (sum[outcome] ?? 0) + 1;
  return sum;
};

/** Counts in which rows have what they became instead of what was expected. */
const moved = (counts: Counts, rows: Became[]): Counts => {
  const sum = { ...counts };
  for (const { outcome, became } of rows) {
    if (outcome === became) continue;
    sum[outcome] = sum[outcome]! - 1;
    sum[became] = (sum[became] ?? 0) + 1;
  }
  return sum;
};

/** Lines whose outcome is another than the one that they were expected to have. */
const differing = (rows: Became[]): Map<RowOutcome, number[]> => {
  const lines = new Map<RowOutcome, number[]>();
  for (const { line, outcome, became } of rows)
    if (became !== outcome) lines.set(became, [...(lines.get(became) ?? []), line]);
  return lines;
};
