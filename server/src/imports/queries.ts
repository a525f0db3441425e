import { hostname } from 'node:os';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  Detected,
  ImportKind,
  ImportOptions,
  ImportQuery,
  ImportStatus,
  RowOutcome,
  RowQuery,
  RowReason,
} from '../../../contracts/imports';
import { clock, DAY, MINUTE } from '../shared/clock';
import { offsetOf } from '../shared/paging';
import { changed, entityColumns, jsonOf, knexOf, TABLES } from '../shared/tables';
import type { Kind } from './kind';

/** How long an instance may work on an import without a sign of life. */
const LEASE = MINUTE;

/** Rows of one statement: well under the 32,766 variables that SQLite binds at most. */
const BATCH = 500;

export type ImportRecord = {
  id: number;
  document_id: string;
  kind: ImportKind;
  status: ImportStatus;
  file_name: string;
  file_path: string | null;
  space_id: number | null;
  space_document_id: string | null;
  space_title: string | null;
  space_slug: string | null;
  creator_id: number | null;
  creator_name: string | null;
  options: ImportOptions;
  detected: Detected | null;
  error: { code: string; message: string } | null;
  row_count: number;
  open_count: number;
  done_count: number;
  done_line: number;
  fault_count: number;
  created_at: unknown;
  started_at: unknown;
  finished_at: unknown;
};

export type StagedRow = {
  line: number;
  email: string;
  name: string;
  outcome: RowOutcome | null;
  reasons: RowReason[];
};

const UNFINISHED: ImportStatus[] = ['parsing', 'ready', 'running'];

export const createQueries = (strapi: Core.Strapi) => {
  const imports = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.imports);
  const rows = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.importRows);

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

  return {
    async insert(values: {
      kind: ImportKind;
      fileName: string;
      filePath: string;
      spaceId: number;
      creator: { id: number; name: string } | null;
      options: ImportOptions;
      detected: Detected;
    }): Promise<string> {
      const columns = entityColumns();
      await imports().insert({
        ...columns,
        kind: values.kind,
        status: 'parsing',
        file_name: values.fileName,
        file_path: values.filePath,
        file_host: hostname(),
        space_id: values.spaceId,
        creator_id: values.creator?.id ?? null,
        creator_name: values.creator?.name ?? null,
        options: JSON.stringify(values.options),
        detected: JSON.stringify(values.detected),
        row_count: 0,
        open_count: 0,
        done_count: 0,
        done_line: 0,
        fault_count: 0,
      });
      return columns.document_id;
    },

    async find(documentId: string): Promise<ImportRecord | null> {
      const row = await withSpace().where('i.document_id', documentId).first();
      return row ? toRecord(row) : null;
    },

    async list({ space, ...page }: ImportQuery): Promise<{ rows: ImportRecord[]; total: number }> {
      const narrow = (query: Knex.QueryBuilder) =>
        space ? query.where('s.document_id', space) : query;
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
        .where('updated_at', '>', new Date(clock.now().getTime() - DAY))
        .count({ total: '*' })
        .first();
      return Number(count?.total ?? 0);
    },

    /** How many rows of each import have each outcome. */
    async totals(
      ids: number[],
      transaction?: Knex.Transaction,
    ): Promise<Map<number, Partial<Record<RowOutcome, number>>>> {
      const counts: Record<string, unknown>[] = await rows(transaction)
        .whereIn('import_id', ids)
        .whereNotNull('outcome')
        .groupBy('import_id', 'outcome')
        .select('import_id', 'outcome')
        .count({ total: '*' });
      const totals = new Map<number, Partial<Record<RowOutcome, number>>>();
      for (const { import_id, outcome, total } of counts) {
        const id = Number(import_id);
        totals.set(id, { ...totals.get(id), [String(outcome)]: Number(total) });
      }
      return totals;
    },

    /** One page of an import's rows, duplicates with the line of the first of them. */
    async listRows(
      importId: number,
      { outcome, ...page }: RowQuery,
    ): Promise<{ rows: StagedRow[]; total: number }> {
      const matching = () => {
        const query = rows().where('import_id', importId);
        return outcome ? query.where({ outcome }) : query;
      };
      const count = await matching().count({ total: '*' }).first();
      const found = await matching()
        .orderBy('line')
        .limit(page.pageSize)
        .offset(offsetOf(page))
        .select('line', 'email', 'name', 'outcome', 'reasons');
      return { rows: found.map(toRow), total: Number(count?.total ?? 0) };
    },

    /** The next rows with one of these outcomes (null: none) after a line. */
    async rowsAfter(
      importId: number,
      line: number,
      outcomes: (RowOutcome | null)[],
      limit: number,
      transaction?: Knex.Transaction,
    ): Promise<StagedRow[]> {
      const found = await rows(transaction)
        .where('import_id', importId)
        .where('line', '>', line)
        .where((one) => {
          one.whereIn(
            'outcome',
            outcomes.filter((outcome) => outcome !== null),
          );
          if (outcomes.includes(null)) one.orWhereNull('outcome');
        })
        .orderBy('line')
        .limit(limit)
        .select('line', 'email', 'name', 'outcome', 'reasons');
      return found.map(toRow);
    },

    /** The line on which each address stands first. */
    async firstLines(importId: number, emails: string[]): Promise<Map<string, number>> {
      const found: Record<string, unknown>[] = await rows()
        .where('import_id', importId)
        .whereIn('email', emails)
        .whereNot('outcome', 'invalid')
        .groupBy('email')
        .select('email')
        .min({ line: 'line' });
      return new Map(found.map((row) => [String(row.email), Number(row.line)]));
    },

    /** Takes one import in this state that nobody works on (any more), for one instance. */
    async claim(status: 'parsing' | 'running', owner: string): Promise<ImportRecord | null> {
      const now = clock.now();
      const free = (query: Knex.QueryBuilder) =>
        query
          .where(status === 'parsing' ? { status, file_host: hostname() } : { status })
          .where((lease) => lease.whereNull('lease_until').orWhere('lease_until', '<', now));
      const candidate = await free(imports()).orderBy('id').first('id', 'document_id');
      if (!candidate) return null;
      const won = await free(imports().where('id', candidate.id)).update({
        lease_owner: owner,
        lease_until: new Date(now.getTime() + LEASE),
      });
      return changed(won) === 1 ? this.find(candidate.document_id) : null;
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
        ...values,
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
        .update({ lease_owner: null, lease_until: null, updated_at: clock.now(), ...values });
      return changed(moved) === 1;
    },

    unfinishedOf: (
      transaction: Knex.Transaction,
      spaceIds: number[],
    ): Promise<{ id: number; file_path: string | null }[]> =>
      imports(transaction)
        .whereIn('space_id', spaceIds)
        .whereIn('status', UNFINISHED)
        .select('id', 'file_path'),

    async stage(transaction: Knex.Transaction, importId: number, staged: StagedRow[]) {
      const values = staged.map((row) => ({
        import_id: importId,
        line: row.line,
        email: row.email,
        name: row.name,
        outcome: row.outcome,
        reasons: row.reasons.length > 0 ? JSON.stringify(row.reasons) : null,
      }));
      for (let from = 0; from < values.length; from += BATCH)
        await rows(transaction).insert(values.slice(from, from + BATCH));
    },

    async clearRows(transaction: Knex.Transaction, importId: number) {
      await rows(transaction).where('import_id', importId).delete();
    },

    /** Gives every row without a fault the outcome that is to be expected, in a few statements. */
    async expect(
      transaction: Knex.Transaction,
      importId: number,
      expected: ReturnType<Kind['expected']>,
      otherwise: RowOutcome,
    ) {
      const undecided = () => rows(transaction).where('import_id', importId).whereNull('outcome');
      const numbered = undecided().select(
        'id',
        transaction.raw('row_number() over (partition by email order by line) as turn'),
      );
      // Named twice because MySQL does not let a statement read the table that it changes.
      const repeated = transaction.from(numbered.as('numbered')).where('turn', '>', 1).select('id');
      await undecided()
        .whereIn('id', transaction.from(repeated.as('repeated')).select('id'))
        .update({ outcome: 'duplicate' });
      for (const [outcome, join] of expected) {
        const matching = join(
          transaction({ r: TABLES.importRows })
            .where('r.import_id', importId)
            .whereNull('r.outcome')
            .select('r.id'),
        );
        await rows(transaction)
          .whereIn('id', transaction.from(matching.as('matching')).select('id'))
          .update({ outcome });
      }
      await undecided().update({ outcome: otherwise });
    },

    /** Notes outcomes that differ from what was to be expected. */
    async setOutcomes(
      transaction: Knex.Transaction,
      importId: number,
      lines: Map<RowOutcome, number[]>,
    ) {
      for (const [outcome, of] of lines)
        await rows(transaction)
          .where('import_id', importId)
          .whereIn('line', of)
          .update({ outcome });
    },

    /** Rows whose turn will not come have no outcome. */
    async clearExpected(transaction: Knex.Transaction, importId: number, open: RowOutcome[]) {
      const { done_line } = await imports(transaction).where('id', importId).first('done_line');
      await rows(transaction)
        .where('import_id', importId)
        .where('line', '>', done_line)
        .whereIn('outcome', open)
        .update({ outcome: null });
    },

    /** Deletes an import that nobody works on; false when somebody does. */
    async remove(transaction: Knex.Transaction, id: number): Promise<boolean> {
      const idle = imports(transaction).where({ id }).whereNotIn('status', ['parsing', 'running']);
      if (!(await idle.forUpdate().first('id'))) return false;
      await this.clearRows(transaction, id);
      await imports(transaction).where({ id }).delete();
      return true;
    },
  };
};

const toRecord = (row: Record<string, unknown>): ImportRecord => ({
  ...(row as ImportRecord),
  options: jsonOf<ImportOptions | null>(row.options) ?? {},
  detected: jsonOf<Detected | null>(row.detected),
  error: jsonOf<ImportRecord['error']>(row.error),
});

const toRow = (row: Record<string, unknown>): StagedRow => ({
  line: row.line as number,
  email: (row.email as string | null) ?? '',
  name: (row.name as string | null) ?? '',
  outcome: row.outcome as RowOutcome | null,
  reasons: jsonOf<RowReason[] | null>(row.reasons) ?? [],
});
