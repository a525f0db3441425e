import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ActivityAction } from '../../../contracts/activity';
import {
  IMPORT_KINDS,
  type ColumnsInput,
  type Import,
  type ImportInput,
  type ImportKind,
  type ImportKindAnswer,
  type ImportMode,
  type ImportOptions,
  type ImportPage,
  type ImportQuery,
  type ImportRow,
  type RemovalPage,
  type RemovalQuery,
  type RowInput,
  type RowOutcome,
  type RowPage,
  type RowQuery,
} from '../../../contracts/imports';
import { invitationsKind } from '../invitations/list-kind';
import { verificationsKind } from '../groups/verification-kind';
import { participantsKind } from '../participants/list-kind';
import { adminOf, type Actor } from '../shared/actor';
import { clock } from '../shared/clock';
import { Refusal, refuseField } from '../shared/errors';
import { createOwner } from '../shared/instance';
import { offsetOf, paginate } from '../shared/paging';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import { headingOf, withHeader } from './columns';
import { starterOf, jobOf } from './job';
import type { Absent, Kind, Work } from './kind';
import { limitsOf } from './limits';
import { createMemory } from './memory';
import { outlookOf } from './outlook';
import {
  createQueries,
  UNREAD,
  type Counts,
  type ImportRecord,
  type ImportState,
  type NewRow,
} from './queries';
import { recognise, type Recognised } from './recognise';
import { addUp, openIn } from './rows';
import { createPreparation, createRunner } from './runner';
import {
  changesAnything,
  countsOf,
  spaceOf,
  toImport,
  toImportRow,
  unreachedOf,
  valuesOf,
} from './shapes';
import { UnreadableFile } from './unreadable';
import { partsOf } from './upload';

/** Imports that an instance works on at once, so that a short list need not wait for a long one. */
const HANDS = 3;

/** Rows that are read, or deleted, at once. */
const BATCH = 500;

/** Outcomes of rows that a report holds, beside those whose turn did not come. */
const REFUSED: RowOutcome[] = ['invalid', 'duplicate'];

/** Whoever does something with an import, and what else they may do. */
export type By = { actor: Actor; may: (right: string) => boolean };

/** What a file is to be read as. */
export type Upload = Omit<ImportInput, 'options'> & { options: ImportOptions };

export type UploadedFile = { path: string; name: string; size: number };

export const createImports = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const memory = createMemory(strapi);
  const kinds: Record<ImportKind, Kind> = {
    participants: participantsKind(strapi),
    invitations: invitationsKind(strapi),
    'group-verifications': verificationsKind(strapi),
  };
  const prepare = createPreparation(queries);
  const runners = Array.from({ length: HANDS }, () =>
    createRunner(strapi, queries, kinds, prepare),
  );
  const uploader = createOwner();

  const kick = () => runners.forEach((runner) => runner.kick());

  const find = async (documentId: string): Promise<ImportRecord> => {
    const record = await queries.find(documentId);
    if (!record) throw unknownImport();
    return record;
  };

  /** The import of each space that was the last to change its list. */
  const lastOf = async (spaceIds: number[]): Promise<Set<number>> => {
    const last = new Map<number | null, number>();
    for (const state of await queries.startedOf(spaceIds))
      if (!last.has(state.space_id) && changesTheList(state)) last.set(state.space_id, state.id);
    return new Set(last.values());
  };

  const shown = async (records: ImportRecord[]): Promise<Import[]> => {
    const last = await lastOf(records.flatMap((record) => record.space_id ?? []));
    return records.map((record) => toImport(record, kinds[record.kind], last.has(record.id)));
  };

  /** Whether an import changed the list of its space, so that an older one can't be undone alone. */
  const changesTheList = (state: ImportState): boolean =>
    kinds[state.kind].undo !== null && changesAnything(state, kinds[state.kind]);

  const one = async (documentId: string): Promise<Import> => {
    const [data] = await shown([await find(documentId)]);
    return data!;
  };

  const checkRoom = async (file: UploadedFile) => {
    const { maxFileSize, maxWaiting } = limitsOf(strapi);
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

  /** Puts an uploaded file where every instance finds it, and lets go of its import. */
  const keepFile = async (id: number, path: string) => {
    const proceed = async (values: Record<string, unknown>) => {
      if (await queries.proceed(id, uploader, 'parsing', values)) return;
      await queries.dropParts([id]);
      throw wrongState(['parsing']);
    };
    for await (const part of partsOf(path)) {
      await queries.addPart(id, part);
      await proceed({});
    }
    await proceed({ lease_owner: null, lease_until: null });
  };

  const recogniseOrRefuse = async (file: string, kind: ImportKind): Promise<Recognised> => {
    try {
      return await recognise(file, {
        vocabulary: kinds[kind].vocabulary,
        remembered: await memory.of(kind),
        limits: limitsOf(strapi),
      });
    } catch (error) {
      if (error instanceof UnreadableFile) throw new Refusal(400, error.code, error.message);
      throw error;
    }
  };

  /** Moves an import on, or refuses because of the state that it is in. */
  const move = async (
    transaction: Knex.Transaction,
    record: ImportRecord,
    from: ImportRecord['status'][],
    values: Parameters<typeof queries.move>[3],
  ) => {
    if (await queries.move(transaction, record.id, from, values)) return;
    throw wrongState(from);
  };

  const inPreview = <Result>(
    record: ImportRecord,
    work: (transaction: Knex.Transaction, preview: ImportState) => Promise<Result>,
  ): Promise<Result> =>
    inTransaction(strapi, async (transaction) => {
      const preview = await queries.lockReady(transaction, record.id);
      if (!preview) throw wrongState(['ready']);
      return work(transaction, preview);
    });

  /** What a corrected row is to be shown as. */
  const check = async (
    transaction: Knex.Transaction,
    record: ImportRecord,
    line: number,
    values: Record<string, string>,
    work: Work,
  ): Promise<NewRow> => {
    const row = { line, ...work.correct(values, record.detected!, limitsOf(strapi)) };
    const kind = kinds[record.kind];
    const [checked] = await outlookOf(transaction, queries, record.id, kind, work, [row]);
    return checked!;
  };

  /** Whether somebody has accepted who came by this import; looked for a little at a time. */
  const hasBeenAccepted = async (record: ImportRecord): Promise<boolean> => {
    const { open, undo } = kinds[record.kind];
    for (let after = 0; ;) {
      const reach = await queries.reach(record.id, after, open);
      if (!reach || after >= record.done_line) return false;
      await othersTurn();
      const range = { after, to: reach.line, count: reach.count };
      if (await undo!.accepted(queries.between(null, record.id, range, open))) return true;
      after = reach.line;
    }
  };

  const absentOf = async (
    record: ImportRecord,
    { page, pageSize }: RemovalQuery,
  ): Promise<{ people: Absent[]; total: number }> => {
    const { replace } = kinds[record.kind];
    const offset = offsetOf({ page, pageSize });
    const people: Absent[] = [];
    let total = 0;
    if (!replace || !record.space_id) return { people, total };
    for await (const some of replace.absent(jobOf(record), queries.addresses(record.id))) {
      people.push(...some.slice(Math.max(0, offset - total)).slice(0, pageSize - people.length));
      total += some.length;
    }
    return { people, total };
  };

  /** Deletes an import's rows, a little at a time, then itself. */
  const clear = async (id: number) => {
    while (await queries.clearSome(id, BATCH)) await othersTurn();
    await queries.dropParts([id]);
    await queries.delete(id);
  };

  const kindOf = (name: string): Kind => {
    const kind = Object.hasOwn(kinds, name) ? kinds[name as ImportKind] : undefined;
    if (!kind) throw new Refusal(404, 'unknown_kind', 'There is no such kind of import.');
    return kind;
  };

  const spaceFor = async ({ needsSpace }: Kind, id: string | undefined) => {
    if (id !== undefined) return service(strapi, 'spaces').reference(id);
    if (!needsSpace) return null;
    throw refuseField('space', 'required', 'Say which space the list is for.');
  };

  /** Refuses the start to whoever lacks a right that rows make use of, which the uploader has. */
  const checkRights = async ({ id, kind, rights, options }: ImportRecord, may: By['may']) => {
    const lacking = rights.filter((right) => !may(right));
    if (lacking.length === 0) return;
    for await (const rows of queries.allRows(id))
      for (const row of rows)
        if (
          !REFUSED.includes(row.outcome!) &&
          kinds[kind].rightsUsed(row, options).some((right) => lacking.includes(right))
        )
          throw new Refusal(
            403,
            'admin_not_allowed',
            'Rows of this import offer rights that you may not give. Somebody who may has to start it.',
          );
  };

  return {
    runners,
    forget: queries.forget,
    one,
    kindOf,

    /** Kinds of lists that somebody with these rights may import. */
    allowed: (may: By['may']): ImportKind[] =>
      IMPORT_KINDS.filter((kind) => may(kinds[kind].right)),

    /** Refuses an import of another kind like one that there is not. */
    async checkKind(documentId: string, allowed: ImportKind[]): Promise<void> {
      const record = await queries.find(documentId);
      if (!record || !allowed.includes(record.kind)) throw unknownImport();
    },

    /** What a file of this kind may hold. */
    describe(name: string): ImportKindAnswer['data'] {
      const { fields } = kindOf(name);
      const { maxFileSize, maxRows, maxColumns, maxCell, maxWaiting } = limitsOf(strapi);
      const limits = { maxFileSize, maxRows, maxColumns, maxCell, maxWaiting };
      return { kind: name as ImportKind, fields, limits };
    },

    /** Takes a file in: what it is gets checked at once, its rows are read in the background. */
    async upload(file: UploadedFile, input: Upload, { actor, may }: By): Promise<Import> {
      await checkRoom(file);
      const kind = kinds[input.kind];
      const rights = kind.rights.filter(may);
      const space = await spaceFor(kind, input.space);
      await kind.checkOptions(input.options, rights);
      const detected = await recogniseOrRefuse(file.path, input.kind);
      const documentId = await queries.insert(uploader, {
        kind: input.kind,
        fileName: file.name,
        fileSize: file.size,
        spaceId: space?.id ?? null,
        creator: adminOf(actor),
        options: input.options,
        rights,
        detected,
      });
      const { id } = await find(documentId);
      await keepFile(id, file.path);
      kick();
      return one(documentId);
    },

    async list(query: ImportQuery, allowed: ImportKind[]): Promise<ImportPage> {
      const asked = allowed.filter((kind) => kind === (query.kind ?? kind));
      const { rows, total } = await queries.list(query, asked);
      return { results: await shown(rows), pagination: paginate(query, total) };
    },

    /** One page of its rows; `removed` ones if asked for by those who may see who was on the list. */
    async rows(documentId: string, query: RowQuery, showRemoved: boolean): Promise<RowPage> {
      const record = await find(documentId);
      const { outcome, changed } = query;
      const counts = countsOf(record, kinds[record.kind]);
      const unreached = unreachedOf(record, kinds[record.kind]);
      const withOutcome = outcome ? (counts[outcome] ?? 0) : record.row_count;
      const hidden = outcome === 'removed' && !showRemoved;
      const total = hidden ? 0 : changed ? record.changed_count : withOutcome;
      const rows = await queries.listRows(record.id, { outcome, changed, unreached }, query, total);
      return {
        results: rows.map((row) => toImportRow(row, unreached)),
        pagination: paginate(query, total),
      };
    },

    /** Checks a refused row again with other values; it becomes what it is then. */
    async correct(
      documentId: string,
      line: number,
      { values }: RowInput,
      may: By['may'],
    ): Promise<ImportRow> {
      const record = await find(documentId);
      // By the rights that both have: those of whoever corrects, too, decide about the row.
      const rights = record.rights.filter(may);
      const work = await kinds[record.kind].begin({ ...jobOf(record), rights });
      const row = await inPreview(record, async (transaction, preview) => {
        const before = await queries.findRow(transaction, record.id, line);
        if (!before) throw new Refusal(404, 'row_not_found', `There is no row on line ${line}.`);
        if (!before.outcome || !REFUSED.includes(before.outcome))
          throw new Refusal(
            409,
            'row_not_refused',
            `Nothing is wrong with the row on line ${line}.`,
          );
        const given = { ...valuesOf(before), ...values };
        const after = await check(transaction, record, line, given, work);
        await queries.updateRow(transaction, record.id, after);
        const left = { ...preview.counts, [before.outcome]: preview.counts[before.outcome]! - 1 };
        const counts = addUp(left, [after.outcome]);
        await queries.setCounts(transaction, record.id, counts, openIn(counts, kinds[record.kind]));
        return after;
      });
      return toImportRow({ ...row, expected: null }, undefined);
    },

    /** Has the file read again with other uses of its columns, and remembers them. */
    async useColumns(documentId: string, input: ColumnsInput): Promise<Import> {
      const record = await find(documentId);
      const detected = mapped(record.detected!, input, kinds[record.kind]);
      if (detected.header && !record.detected!.header && record.row_count === 1)
        throw new Refusal(400, 'no_rows', 'There is nobody below the only row of this file.');
      await inPreview(record, async (transaction) => {
        if (!(await queries.hasParts(record.id, transaction)))
          throw new Refusal(409, 'file_gone', 'The file is no longer kept. Upload it again.');
        await move(transaction, record, ['ready'], { status: 'parsing', ...UNREAD, detected });
      });
      await memory.keep(
        record.kind,
        detected.columns.flatMap(({ name, field }) =>
          name === null ? [] : [[headingOf(name), field] as const],
        ),
      );
      kick();
      return one(documentId);
    },

    /** Those whom the mode `replace` would take off the list. */
    async removals(documentId: string, query: RemovalQuery): Promise<RemovalPage> {
      const { people, total } = await absentOf(await find(documentId), query);
      return {
        results: people.map(({ documentId: id, name, email, status }) => ({
          documentId: id,
          name,
          email,
          status,
        })),
        pagination: paginate(query, total),
      };
    },

    /** Rows that were not applied, in the order of their lines, a batch at a time. */
    async refusedRows(documentId: string): Promise<{
      record: ImportRecord;
      batches: AsyncGenerator<ImportRow[]>;
    }> {
      const record = await find(documentId);
      const unreached = unreachedOf(record, kinds[record.kind]);
      const listed = [...REFUSED, ...kinds[record.kind].reported];
      async function* batches() {
        for await (const rows of queries.allRows(record.id))
          yield rows
            .map((row) => toImportRow(row, unreached))
            .filter(({ outcome }) => outcome === null || listed.includes(outcome));
      }
      return { record, batches: batches() };
    },

    /** Has the rows applied that the preview showed. */
    async start(documentId: string, mode: ImportMode, { actor, may }: By): Promise<Import> {
      const record = await find(documentId);
      if (mode === 'replace' && !kinds[record.kind].replace)
        throw new Refusal(400, 'invalid_choice', 'A list of this kind can only be added to.');
      if (record.space_id === null && kinds[record.kind].needsSpace)
        throw new Refusal(404, 'space_not_found', 'The space of this import is gone.');
      await checkRights(record, may);
      // What the options name may be gone since the upload, and their last day past.
      await kinds[record.kind].checkOptions(record.options, record.rights);
      await inTransaction(strapi, async (transaction) => {
        await move(transaction, record, ['ready'], {
          status: 'running',
          phase: 'applying',
          mode,
          rights: record.rights.filter(may),
          starter_id: adminOf(actor)?.id ?? null,
          starter_name: adminOf(actor)?.name ?? null,
          started_at: clock.now(),
        });
        const { counts } = await queries.state(transaction, record.id);
        if (mode === 'replace' && usable(counts, kinds[record.kind]) === 0)
          throw new Refusal(
            409,
            'no_rows',
            'No row of this file is right, so replacing the list would empty it.',
          );
        await queries.dropParts([record.id], transaction);
        await service(strapi, 'activity').record(transaction, actor, [
          { action: 'import.started', space: spaceOf(record), subject: record.file_name },
        ]);
      });
      kick();
      return one(documentId);
    },

    /** Ends an import between two batches; what was applied stays. */
    async cancel(documentId: string, actor: Actor): Promise<Import> {
      const record = await find(documentId);
      await inTransaction(strapi, async (transaction) => {
        await move(transaction, record, ['parsing', 'ready', 'running'], CANCELLED());
        await queries.dropParts([record.id], transaction);
        await this.recordEnd(transaction, record, 'import.cancelled', actor);
      });
      return one(documentId);
    },

    /** Takes back what the last import of a space did, unless somebody has accepted by now. */
    async undo(documentId: string, actor: Actor): Promise<Import> {
      const record = await find(documentId);
      if (!kinds[record.kind].undo)
        throw new Refusal(409, 'import_state', 'An import of this kind can’t be undone.');
      const [current] = await shown([record]);
      if (!current!.undoable) throw cannotUndo(current!);
      if (await hasBeenAccepted(record))
        throw new Refusal(
          409,
          'already_accepted',
          'Somebody has accepted an invitation of this import, so it can’t be undone. Remove people from the list instead.',
        );
      await inTransaction(strapi, async (transaction) => {
        await move(transaction, record, ['completed', 'cancelled', 'failed'], {
          status: 'running',
          phase: 'undoing',
          error: null,
          finished_at: null,
        });
        await service(strapi, 'activity').record(transaction, actor, [
          { action: 'import.undone', space: spaceOf(record), subject: record.file_name },
        ]);
      });
      kick();
      return one(documentId);
    },

    async remove(documentId: string): Promise<void> {
      const record = await find(documentId);
      const idle: ImportRecord['status'][] = [
        'ready',
        'completed',
        'cancelled',
        'failed',
        'undone',
      ];
      await inTransaction(strapi, async (transaction) => {
        // Nobody may start, or undo, what is about to go.
        if (await queries.move(transaction, record.id, idle, { status: 'undone' })) return;
        throw new Refusal(409, 'import_state', 'This import is at work. Cancel it first.');
      });
      await clear(record.id);
    },

    /** A deleted space's imports end. */
    async abandon(spaceIds: number[]): Promise<void> {
      await inTransaction(strapi, async (transaction) => {
        const ids = await queries.unfinishedOf(transaction, spaceIds);
        for (const id of ids)
          await queries.move(transaction, id, ['parsing', 'ready', 'running'], CANCELLED());
        await queries.dropParts(ids, transaction);
      });
    },

    /** Writes an import's end to the log, with its counts, and has others told. */
    async recordEnd(
      transaction: Knex.Transaction,
      record: ImportRecord,
      action: Extract<ActivityAction, `import.${string}`>,
      actor: Actor = starterOf(record),
    ): Promise<void> {
      const kind = kinds[record.kind];
      const state = await queries.state(transaction, record.id);
      await service(strapi, 'activity').record(transaction, actor, [
        {
          action,
          space: spaceOf(record),
          subject: record.file_name,
          details: countsOf(state, kind),
        },
      ]);
      await kind.tell?.(jobOf(record), state.applied);
    },
  };
};

/** Rows that name somebody. */
const usable = (counts: Counts, { open, settled }: Kind): number =>
  [...open, ...settled].reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

const CANCELLED = () => ({
  status: 'cancelled' as const,
  phase: null,
  finished_at: clock.now(),
});

const unknownImport = () => new Refusal(404, 'import_not_found', 'There is no such import.');

const wrongState = (wanted: ImportRecord['status'][]) =>
  new Refusal(
    409,
    'import_state',
    `This import is not ${wanted.join(' or ')} any more. Look at it again.`,
  );

const cannotUndo = ({ status }: Import) =>
  status === 'completed' || status === 'cancelled' || status === 'failed'
    ? new Refusal(
        409,
        'not_the_last',
        'Only the last import of a space that changed its list can be undone.',
      )
    : wrongState(['completed', 'cancelled']);

/** How a file is understood once its columns are used as somebody said. */
const mapped = (recognised: Recognised, input: ColumnsInput, { fields }: Kind): Recognised => {
  const count = recognised.columns.length;
  const given = input.columns.filter((field) => field !== null);
  const known = given.every((field) => fields.some(({ name }) => name === field));
  const complete = fields.every(({ name, required }) => !required || given.includes(name));
  const once = new Set(given).size === given.length;
  if (!known || !complete || !once || input.columns.length !== count)
    throw new Refusal(
      400,
      'invalid_columns',
      `Give each of the ${count} columns one use or none, each use once, and one of them the e-mail address.`,
    );
  const header = input.header ?? recognised.header;
  const columns =
    header === recognised.header
      ? recognised.columns
      : withHeader(recognised.columns, recognised.firstRow, header);
  return {
    ...recognised,
    header,
    columns: columns.map((column, index) => ({ ...column, field: input.columns[index]! })),
  };
};

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
