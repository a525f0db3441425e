import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { ImportPhase } from '../../../contracts/imports';
import { clock } from '../shared/clock';
import { LEASE, type createQueries, type ImportRecord } from './queries';

/** The import is no longer this instance's: cancelled, or taken over; or this instance is to stop. */
export class LetGo extends Error {}

/** An instance's hold on an import that it works on. */
export type Hold = {
  /** The import as this instance last wrote it. */
  record: ImportRecord;
  /**
   * Writes the import's state, as part of a transaction or at once, and prolongs the hold.
   *
   * @throws LetGo if the import is no longer this instance's, so that nothing else is written
   */
  write(
    values: Partial<Record<keyof ImportRecord, unknown>>,
    transaction?: Knex.Transaction,
  ): Promise<void>;
  /** Begins a phase, of which `done` is done. */
  enter(phase: ImportPhase, done: number): Promise<void>;
  /** Lets other work of this process have its turn. */
  pause(): Promise<void>;
  /** No more signs of life. */
  end(): void;
};

export const createHold = (
  queries: ReturnType<typeof createQueries>,
  owner: string,
  record: ImportRecord,
  signal: AbortSignal,
): Hold => {
  // Whatever takes long: a large workbook is opened for a while before its first row comes.
  const beat = setInterval(() => {
    queries.proceed(record.id, owner, record.status, {}).catch(() => {});
  }, LEASE / 4);
  const hold: Hold = {
    record,
    async write(values, transaction) {
      const { id, status } = record;
      if (!(await queries.proceed(id, owner, status, values, transaction))) throw new LetGo();
    },
    enter: (phase, done) => hold.write({ phase, phase_since: clock.now(), phase_base: done }),
    async pause() {
      await othersTurn();
      if (signal.aborted) throw new LetGo();
    },
    end: () => clearInterval(beat),
  };
  return hold;
};

/** Nobody works on it. */
export const AT_REST = { phase: null, lease_owner: null, lease_until: null };
