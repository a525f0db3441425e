import type { Core } from '@strapi/strapi';
import type { ErrorCode } from '../../../contracts/errors';
import type { ImportKind } from '../../../contracts/imports';
import { clock, DAY, SECOND } from '../shared/clock';
import { createOwner } from '../shared/instance';
import { createLoop, type Loop } from '../shared/loop';
import { inTransaction, isLostRace } from '../shared/transactions';
import { createApplying } from './applying';
import { AT_REST, createHold, LetGo, type Hold } from './hold';
import { jobOf } from './job';
import type { Kind } from './kind';
import type { createQueries, ImportRecord } from './queries';
import { createReading } from './reading';
import { createUndoing } from './undoing';
import { UnreadableFile } from './unreadable';
import { clearDesk } from './upload';

/** How often the table is looked at for imports that another instance left behind. */
const LOOK_EVERY = 10 * SECOND;

/** Faults of the server in a row after which an import is given up, and the wait between them. */
const MOST_FAULTS = 5;
const PAUSE = 5 * SECOND;

/** What is done once, before the first runner of an instance begins. */
export const createPreparation = (queries: ReturnType<typeof createQueries>) => {
  const prepare = async () => {
    await clearDesk();
    await queries.adoptOlder();
    await queries.endLeasesOfTheGone();
  };
  let prepared: Promise<void> | null = null;
  return (): Promise<void> =>
    (prepared ??= prepare().catch((error) => {
      prepared = null;
      throw error;
    }));
};

/** Works on imports, one at a time, a batch at a time. */
export const createRunner = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  kinds: Record<ImportKind, Kind>,
  prepare: () => Promise<void>,
): Loop => {
  const owner = createOwner();
  const read = createReading(strapi, queries, kinds);
  const apply = createApplying(strapi, queries, kinds);
  const undo = createUndoing(strapi, queries, kinds);

  const taskOf = ({ status, phase }: ImportRecord) => {
    if (status === 'parsing') return read;
    return phase === 'undoing' ? undo : apply;
  };

  const fail = async (
    { record, write }: Hold,
    { code, message }: { code: ErrorCode; message: string },
  ) => {
    const error = { code, message };
    await inTransaction(strapi, async (transaction) => {
      await write({ ...AT_REST, status: 'failed', finished_at: clock.now(), error }, transaction);
      if (record.phase !== 'undoing')
        await kinds[record.kind].tell?.(jobOf(record), record.applied);
    });
    await queries.dropParts([record.id]);
  };

  /** A fault that has nothing to do with the file: the import goes on in a while, if not too often. */
  const stumble = async (hold: Hold, error: unknown) => {
    const { document_id } = hold.record;
    strapi.log.error(`participation: import ${document_id} stopped`, error);
    const { fault_count } = (await queries.find(document_id)) ?? hold.record;
    const faults = isLostRace(error) ? fault_count : fault_count + 1;
    if (faults >= MOST_FAULTS)
      return fail(hold, {
        code: 'import_interrupted',
        message: 'The import stopped on a fault of the server.',
      });
    await hold.write({
      fault_count: faults,
      lease_owner: null,
      lease_until: clock.in(PAUSE),
    });
  };

  /** So that another instance, or this one after its restart, need not wait for the lease to end. */
  const release = ({ id, status }: ImportRecord) =>
    queries.proceed(id, owner, status, { lease_owner: null, lease_until: null });

  const attempt = async (hold: Hold) => {
    try {
      await taskOf(hold.record)(hold);
    } catch (error) {
      if (error instanceof LetGo) throw error;
      await (error instanceof UnreadableFile ? fail(hold, error) : stumble(hold, error));
    }
  };

  const work = async (hold: Hold) => {
    try {
      await attempt(hold);
    } catch (error) {
      if (!(error instanceof LetGo)) throw error;
      await release(hold.record);
    } finally {
      hold.end();
    }
  };

  const dropIdleFiles = async () => {
    const idle = await queries.withIdleFile(clock.in(-DAY));
    if (idle.length > 0) await queries.dropParts(idle);
  };

  return createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      await prepare();
      await dropIdleFiles();
      for (const status of ['running', 'parsing'] as const) {
        let record: ImportRecord | null;
        while (!signal.aborted && (record = await queries.claim(status, owner)))
          await work(createHold(queries, owner, record, signal));
      }
    },
    onError: (error) => strapi.log.error('participation: the import runner stumbled', error),
  });
};
