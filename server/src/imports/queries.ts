import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  ImportKind,
  ImportMode,
  ImportOptions,
  ImportPhase,
  ImportQuery,
  ImportStatus,
  RowOutcome,
  RowQuery,
  RowReason,
} from '../../../contracts/imports';
import { clock, DAY, SECOND } from '../shared/clock';
import { isGone } from '../shared/instance';
import { offsetOf } from '../shared/paging';
import { among, insertRows } from '../shared/sets';
import { changed, entityColumns, jsonOf, knexOf, TABLES } from '../shared/tables';
import type { Became } from './kind';
import type { Recognised } from './recognise';

/** How long an instance may work on an import without a sign of life. */
export const LEASE = 20 * SECOND;

/** Lines that are looked at, and applied, at once. */
const WINDOW = 750;

/** How many rows have each outcome. */
export type Counts = Partial<Record<RowOutcome, number>>;

export type ImportRecord = {
  id: number;
  document_id: string;
  kind: ImportKind;
  status: ImportStatus;
  mode: ImportMode;
  phase: ImportPhase | null;
  file_name: string;
  file_size: number;
  space_id: number | null;
  space_document_id: string | null;
  space_title: string | null;
  space_slug: string | null;
  creator_id: number | null;
  creator_name: string | null;
  starter_id: number | null;
  starter_name: string | null;
  options: ImportOptions;
  rights: string[];
  detected: Recognised | null;
  error: { code: string; message: string } | null;
  row_count: number;
  read_share: number | null;
  open_count: number;
  counts: Counts;
  applied: Counts;
  changed_count: number;
  done_count: number;
  done_line: number;
  absent_count: number;
  undone_count: number;
  undone_line: number;
  phase_since: unknown;
  phase_base: number | null;
  fault_count: number;
  lease_owner: string | null;
  lease_until: unknown;
  created_at: unknown;
  started_at: unknown;
  finished_at: unknown;
};

/** How far an import has come. */
export type ImportState = Pick<
  ImportRecord,
  'id' | 'kind' | 'status' | 'space_id' | 'done_line' | 'counts' | 'applied'
>;

const STATE = ['id', 'kind', 'status', 'space_id', 'done_line', 'counts', 'applied'];

export type StagedRow = {
  line: number;
  email: string;
  name: string;
  more?: Record<string, string>;
  outcome: RowOutcome | null;
  expected: RowOutcome | null;
  reasons: RowReason[];
};

const ROW_SHOWN = ['line', 'email', 'name', 'more', 'outcome', 'expected', 'reasons'];

/** A row to be staged, with what it becomes if it is applied. */
export type NewRow = Omit<StagedRow, 'expected'> & {
  documentId: string | null;
  publicId: string | null;
};

/** What of an import's rows somebody wants to see. */
export type RowFilter = {
  outcome?: RowOutcome;
  /** Rows after this line count as without an outcome if they have one of these. */
  unreached?: { after: number; outcomes: RowOutcome[] };
  changed?: boolean;
};

const UNFINISHED: ImportStatus[] = ['parsing', 'ready', 'running'];

/** Columns that hold JSON. */
const JSON_COLUMNS = ['options', 'rights', 'detected', 'error', 'counts', 'applied'];

const toColumns = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      JSON_COLUMNS.includes(name) && value !== null ? JSON.stringify(value) : value,
    ]),
  );

export const createQueries = (strapi: Core.Strapi) => {
  const imports = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.imports);
  const rows = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.importRows);
  const parts = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.importParts);

  const withSpace = () =>
    knexOf(strapi)({ i: TABLES.imports })
      .leftJoin({ s: TABLES.spaces }, 's.id', 'i.space_id')
      .select(
        'i.*',
        's.document_id as space_document_id',
        's.title as space_title',
        's.slug as space_slug',
      );

  const held = (id: number, owner: string, status: ImportStatus, transaction?: Knex.Transaction) =>
    imports(transaction).where({ id, status, lease_owner: owner });

  const filtered = (importId: number, { outcome, unreached, changed: only }: RowFilter) => {
    const query = rows().where('import_id', importId);
    if (outcome) query.where({ outcome });
    else query.whereNot('outcome', 'removed');
    if (only) query.whereNotNull('expected');
    if (outcome && unreached)
      query.whereNot((late) =>
        late.where('line', '>', unreached.after).whereIn('outcome', unreached.outcomes),
      );
    return query;
  };

  /** An import's rows after a line, a few at a time, so that no statement takes long. */
  async function* windows(importId: number, after: number, columns: string[]) {
    for (let line = after; ;) {
      const found: Record<string, unknown>[] = await rows()
        .where('import_id', importId)
        .where('line', '>', line)
        .orderBy('line')
        .limit(WINDOW)
        .select(columns);
      if (found.length === 0) return;
      yield found;
      line = Number(found.at(-1)!.line);
      await othersTurn();
    }
  }

  return {
    /** A new import, held by `owner` until its file is here. */
    async insert(
      owner: string,
      values: {
        kind: ImportKind;
        fileName: string;
        fileSize: number;
        spaceId: number | null;
        creator: { id: number; name: string } | null;
        options: ImportOptions;
        rights: string[];
        detected: Recognised;
      },
    ): Promise<string> {
      const columns = entityColumns();
      await imports().insert(
        toColumns({
          ...columns,
          kind: values.kind,
          status: 'parsing',
          mode: 'add',
          file_name: values.fileName,
          file_size: values.fileSize,
          space_id: values.spaceId,
          creator_id: values.creator?.id ?? null,
          creator_name: values.creator?.name ?? null,
          options: values.options,
          rights: values.rights,
          detected: values.detected,
          lease_owner: owner,
          lease_until: clock.in(LEASE),
          ...UNREAD,
          applied: {},
        }),
      );
      return columns.document_id;
    },

    async addPart(importId: number, part: { position: number; content: string }) {
      await parts().insert({ ...entityColumns(), import_id: importId, ...part });
    },

    /** The uploaded file's parts, in their order. */
    async *partsOf(importId: number): AsyncGenerator<string> {
      for (let position = 0; ; position += 1) {
        const part = await parts().where({ import_id: importId, position }).first('content');
        if (!part) return;
        yield part.content;
      }
    },

    async hasParts(importId: number, transaction: Knex.Transaction): Promise<boolean> {
      const first = { import_id: importId, position: 0 };
      return (await parts(transaction).where(first).first('id')) !== undefined;
    },

    async dropParts(importIds: number[], transaction?: Knex.Transaction) {
      await parts(transaction).whereIn('import_id', importIds).delete();
    },

    /** Imports that have a file of no use: ended, or previews that nobody has changed since `before`. */
    withIdleFile: (before: Date): Promise<number[]> =>
      knexOf(strapi)({ p: TABLES.importParts })
        .join({ i: TABLES.imports }, 'i.id', 'p.import_id')
        .whereNot('i.status', 'parsing')
        .where((idle) => idle.whereNot('i.status', 'ready').orWhere('i.updated_at', '<', before))
        .distinct('i.id')
        .pluck('i.id'),

    async find(documentId: string): Promise<ImportRecord | null> {
      const row = await withSpace().where('i.document_id', documentId).first();
      return row ? toRecord(row) : null;
    },

    async list(
      { space, ...page }: ImportQuery,
      kinds: ImportKind[],
    ): Promise<{ rows: ImportRecord[]; total: number }> {
      const narrow = (query: Knex.QueryBuilder) => {
        query.whereIn('i.kind', kinds);
        return space ? query.where('s.document_id', space) : query;
      };
      const count = await narrow(
        knexOf(strapi)({ i: TABLES.imports }).leftJoin({ s: TABLES.spaces }, 's.id', 'i.space_id'),
      )
        .count({ total: '*' })
        .first();
      const found = await narrow(withSpace())
        .orderBy('i.id', 'desc')
        .limit(page.pageSize)
        .offset(offsetOf(page));
      return { rows: found.map(toRecord), total: Number(count?.total ?? 0) };
    },

    async countWaiting(): Promise<number> {
      const count = await imports()
        .whereIn('status', UNFINISHED)
        // A preview that nobody came back to for a day keeps nobody else out.
        .where('updated_at', '>', clock.in(-DAY))
        .count({ total: '*' })
        .first();
      return Number(count?.total ?? 0);
    },

    /** Imports of these spaces that were started and not undone, the last one first. */
    async startedOf(spaceIds: number[]): Promise<ImportState[]> {
      const found = await imports()
        .whereIn('space_id', spaceIds)
        .whereNotNull('started_at')
        .whereNot('status', 'undone')
        .orderBy([
          { column: 'started_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .select(STATE);
      return found.map(toState);
    },

    /** How far an import has come by now. */
    async state(transaction: Knex.Transaction, id: number): Promise<ImportState> {
      return toState(await imports(transaction).where({ id }).first(STATE));
    },

    /** One page of an import's rows, of which there are `total`. */
    async listRows(
      importId: number,
      filter: RowFilter,
      page: RowQuery,
      total: number,
    ): Promise<StagedRow[]> {
      const offset = offsetOf(page);
      // No further than the last one: the database would look through all that is behind it.
      const limit = Math.min(page.pageSize, total - offset);
      if (limit <= 0) return [];
      const found = await filtered(importId, filter)
        .orderBy('line')
        .limit(limit)
        .offset(offset)
        .select(ROW_SHOWN);
      return found.map(toRow);
    },

    /** All rows of an import, in the order of their lines, a batch at a time. */
    async *allRows(importId: number): AsyncGenerator<StagedRow[]> {
      for await (const found of windows(importId, 0, ROW_SHOWN)) yield found.map(toRow);
    },

    async findRow(
      transaction: Knex.Transaction,
      importId: number,
      line: number,
    ): Promise<StagedRow | null> {
      const row = await rows(transaction).where({ import_id: importId, line }).first();
      return row ? toRow(row) : null;
    },

    async updateRow(transaction: Knex.Transaction, importId: number, row: NewRow) {
      const { reasons, more, ...columns } = rowColumns(importId, row);
      await rows(transaction)
        .where({ import_id: importId, line: row.line })
        .update({
          ...columns,
          reasons: reasons && JSON.stringify(reasons),
          more: more && JSON.stringify(more),
        });
    },

    /** The line on which each address stands first, rows left out that are refused. */
    async firstLines(
      transaction: Knex.Transaction,
      importId: number,
      emails: string[],
    ): Promise<Map<string, number>> {
      const found: Record<string, unknown>[] = await rows(transaction)
        .where('import_id', importId)
        .where(among(transaction, 'email', emails))
        .whereNotIn('outcome', ['invalid', 'duplicate'])
        .groupBy('email')
        .select('email')
        .min({ line: 'line' });
      return new Map(found.map((row) => [String(row.email), Number(row.line)]));
    },

    /**
     * The rows of an import between two lines that have one of these outcomes, as a query of what
     * they are to become. The limit, which none of them is beyond, has PostgreSQL and MySQL take
     * them first and look everything else up for each.
     */
    between: (
      transaction: Knex.Transaction | null,
      importId: number,
      { after, to, count }: { after: number; to: number; count: number },
      outcomes: RowOutcome[],
    ): Knex.QueryBuilder =>
      knexOf(
        strapi,
        transaction ?? undefined,
      )({ r: TABLES.importRows })
        .join({ i: TABLES.imports }, 'i.id', 'r.import_id')
        .where('r.import_id', importId)
        .where('r.line', '>', after)
        .where('r.line', '<=', to)
        .whereIn('r.outcome', outcomes)
        .limit(count)
        .select(
          'i.space_id',
          'r.document_id',
          'r.public_id',
          'r.email',
          'r.name',
          'r.line',
          'r.outcome',
        ),

    /** Addresses of an import's rows that are rows of its file, as a query. */
    addresses: (importId: number): Knex.QueryBuilder =>
      rows().where('import_id', importId).whereNot('outcome', 'removed').select('email'),

    /**
     * The next lines of an import, at least up to one with one of these outcomes: how far they
     * reach, and how many have one; null when none are left.
     */
    async reach(
      importId: number,
      after: number,
      outcomes: RowOutcome[],
    ): Promise<{ line: number; count: number } | null> {
      for await (const found of windows(importId, after, ['line', 'outcome'])) {
        const count = found.filter(({ outcome }) =>
          outcomes.includes(outcome as RowOutcome),
        ).length;
        if (count > 0) return { line: Number(found.at(-1)!.line), count };
      }
      return null;
    },

    /**
     * Imports that were made by version 0.1.0 get counts. Those that had not ended were to be read
     * from the disk, and have nothing of what rows become: they end.
     */
    async adoptOlder() {
      const older: { id: number; status: ImportStatus }[] = await imports()
        .whereNull('counts')
        .select('id', 'status');
      for (const { id, status } of older) {
        const found: Record<string, unknown>[] = await rows()
          .where('import_id', id)
          .whereNotNull('outcome')
          .groupBy('outcome')
          .select('outcome')
          .count({ total: '*' });
        const counts = Object.fromEntries(
          found.map(({ outcome, total }) => [String(outcome), Number(total)]),
        );
        const over = UNFINISHED.includes(status);
        await imports()
          .where({ id })
          .update({
            ...toColumns({ counts, applied: over ? {} : counts }),
            ...NEW_COLUMNS,
            ...(over ? { status: 'cancelled', finished_at: clock.now() } : {}),
          });
      }
    },

    /** Takes one import in this state that nobody works on (any more), for one instance. */
    async claim(status: 'parsing' | 'running', owner: string): Promise<ImportRecord | null> {
      const now = clock.now();
      const free = (query: Knex.QueryBuilder) =>
        query
          .where({ status })
          .where((lease) => lease.whereNull('lease_until').orWhere('lease_until', '<', now));
      const candidate = await free(imports()).orderBy('id').first('id', 'document_id');
      if (!candidate) return null;
      const won = await free(imports().where('id', candidate.id)).update({
        lease_owner: owner,
        lease_until: new Date(now.getTime() + LEASE),
      });
      return changed(won) === 1 ? this.find(candidate.document_id) : null;
    },

    /** Ends the leases of instances on this machine that are gone. */
    async endLeasesOfTheGone() {
      const owners: string[] = await imports()
        .whereNotNull('lease_owner')
        .where('lease_until', '>=', clock.now())
        .distinct('lease_owner')
        .pluck('lease_owner');
      await imports()
        .whereIn('lease_owner', owners.filter(isGone))
        .update({ lease_owner: null, lease_until: null });
    },

    /** Writes an import's state while this instance holds it; false when it was lost or cancelled. */
    async proceed(
      id: number,
      owner: string,
      status: ImportStatus,
      values: Record<string, unknown>,
      transaction?: Knex.Transaction,
    ): Promise<boolean> {
      const now = clock.now();
      const done = await held(id, owner, status, transaction).update({
        lease_until: new Date(now.getTime() + LEASE),
        updated_at: now,
        ...toColumns(values),
      });
      return changed(done) === 1;
    },

    /** Moves an import on from one of these states; false when it was in none of them. */
    async move(
      transaction: Knex.Transaction,
      id: number,
      from: ImportStatus[],
      values: Record<string, unknown> & { status: ImportStatus },
    ): Promise<boolean> {
      const moved = await imports(transaction)
        .where({ id })
        .whereIn('status', from)
        // There is no way back from the way back.
        .where((phase) => phase.whereNull('phase').orWhereNot('phase', 'undoing'))
        .update({
          lease_owner: null,
          lease_until: null,
          updated_at: clock.now(),
          ...toColumns(values),
        });
      return changed(moved) === 1;
    },

    /** Holds a preview for as long as the transaction lasts; null when it is none any more. */
    async lockReady(transaction: Knex.Transaction, id: number): Promise<ImportState | null> {
      const touched = await imports(transaction)
        .where({ id, status: 'ready' })
        .update({ updated_at: clock.now() });
      return changed(touched) === 1 ? this.state(transaction, id) : null;
    },

    async setCounts(transaction: Knex.Transaction, id: number, counts: Counts, open: number) {
      await imports(transaction)
        .where({ id })
        .update(toColumns({ counts, open_count: open }));
    },

    unfinishedOf: (transaction: Knex.Transaction, spaceIds: number[]): Promise<number[]> =>
      imports(transaction).whereIn('space_id', spaceIds).whereIn('status', UNFINISHED).pluck('id'),

    stage: (transaction: Knex.Transaction, importId: number, staged: NewRow[]): Promise<void> =>
      insertRows(
        transaction,
        TABLES.importRows,
        staged.some(({ more }) => more) ? { ...ROW_COLUMNS, more: 'jsonb' } : ROW_COLUMNS,
        staged.map((row) => rowColumns(importId, row)),
      ),

    /** Deletes up to `limit` rows of an import; false when there are none left. */
    async clearSome(importId: number, limit: number) {
      const ids: number[] = await rows().where('import_id', importId).limit(limit).pluck('id');
      if (ids.length > 0) await rows().whereIn('id', ids).delete();
      return ids.length === limit;
    },

    /** Notes outcomes other than the expected ones, by line. */
    async setOutcomes(
      transaction: Knex.Transaction,
      importId: number,
      lines: Map<RowOutcome, number[]>,
    ) {
      for (const [outcome, of] of lines)
        await rows(transaction)
          .where('import_id', importId)
          .whereIn('line', of)
          .update({ expected: transaction.ref('outcome'), outcome });
    },

    /** Keeps why rows were refused after all. */
    async setReasons(transaction: Knex.Transaction, importId: number, outcomes: Became[]) {
      for (const { line, reasons = [] } of outcomes)
        if (reasons.length > 0)
          await rows(transaction)
            .where({ import_id: importId, line })
            .update({ reasons: JSON.stringify(reasons) });
    },

    /** Erases these addresses with all that stands beside them from imports that ended before. */
    async forget(transaction: Knex.Transaction, emails: string[], before: Date) {
      const ended = imports(transaction)
        .whereNotIn('status', ['parsing', 'ready', 'running'])
        .where('created_at', '<', before)
        .select('id');
      await rows(transaction)
        .whereIn('import_id', ended)
        .where(among(transaction, 'email', emails))
        .update({ email: null, name: null, more: null, reasons: null });
    },

    async lastLine(transaction: Knex.Transaction, importId: number): Promise<number> {
      const last = await rows(transaction)
        .where('import_id', importId)
        .max({ line: 'line' })
        .first();
      return Number(last?.line ?? 0);
    },

    async delete(id: number) {
      await imports().where({ id }).delete();
    },
  };
};

/** What imports of version 0.1.0 lack. */
const NEW_COLUMNS = {
  mode: 'add',
  file_size: 0,
  changed_count: 0,
  absent_count: 0,
  undone_count: 0,
  undone_line: 0,
};

/** What an import has whose file is yet to be read. */
export const UNREAD = {
  counts: {},
  row_count: 0,
  read_share: 0,
  open_count: 0,
  changed_count: 0,
  done_count: 0,
  done_line: 0,
  absent_count: 0,
  undone_count: 0,
  undone_line: 0,
  fault_count: 0,
};

const ROW_COLUMNS = {
  import_id: 'integer',
  document_id: 'text',
  public_id: 'text',
  line: 'integer',
  email: 'text',
  name: 'text',
  outcome: 'text',
  reasons: 'jsonb',
} as const;

const rowColumns = (importId: number, row: NewRow) => ({
  import_id: importId,
  document_id: row.documentId,
  public_id: row.publicId,
  line: row.line,
  email: row.email,
  name: row.name,
  more: row.more,
  outcome: row.outcome,
  reasons: row.reasons.length > 0 ? row.reasons : null,
});

const toState = (row: Record<string, unknown>): ImportState => ({
  ...(row as ImportState),
  counts: jsonOf<Counts | null>(row.counts) ?? {},
  applied: jsonOf<Counts | null>(row.applied) ?? {},
});

const toRecord = (row: Record<string, unknown>): ImportRecord => ({
  ...(row as ImportRecord),
  options: jsonOf<ImportOptions | null>(row.options) ?? {},
  rights: jsonOf<string[] | null>(row.rights) ?? [],
  detected: jsonOf<Recognised | null>(row.detected),
  error: jsonOf<ImportRecord['error']>(row.error),
  counts: jsonOf<Counts | null>(row.counts) ?? {},
  applied: jsonOf<Counts | null>(row.applied) ?? {},
});

const toRow = (row: Record<string, unknown>): StagedRow => ({
  line: row.line as number,
  email: (row.email as string | null) ?? '',
  name: (row.name as string | null) ?? '',
  more: jsonOf<Record<string, string> | null>(row.more) ?? undefined,
  outcome: row.outcome as RowOutcome | null,
  expected: row.expected as RowOutcome | null,
  reasons: jsonOf<RowReason[] | null>(row.reasons) ?? [],
});
