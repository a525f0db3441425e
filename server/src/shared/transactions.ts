import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

type Transaction = Knex.Transaction;
type Work<Result> = (
  transaction: Transaction,
  onCommit: (call: () => void) => void,
) => Promise<Result>;

/** Of a dozen that meet in one place, one gets through at each attempt of the others. */
const ATTEMPTS = 12;

/**
 * Runs `work` in one transaction (or in the one under way) and gives what it gives. A transaction
 * that the database gave up for another one's sake (deadlock, serialization) is run again, by
 * whoever began it.
 */
export const inTransaction = async <Result>(
  strapi: Core.Strapi,
  work: Work<Result>,
): Promise<Result> => {
  const nested = strapi.db.inTransaction();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await strapi.db.transaction(({ trx, onCommit }) => work(trx as Transaction, onCommit));
    } catch (error) {
      if (nested || attempt === ATTEMPTS || !isLostRace(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 20 * Math.random()));
    }
  }
};

// PostgreSQL: 40001 serialization_failure, 40P01 deadlock_detected. MariaDB and MySQL by name;
// 1020 is MariaDB's "record has changed since last read" under snapshot isolation.
// 1467 is what they answer when a deadlock is about the counter of a table's ids.
const LOST_RACES = [
  '40001',
  '40P01',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_AUTOINC_READ_FAILED',
];

/** The database gave a transaction up for another one's sake. */
export const isLostRace = (error: unknown): boolean => LOST_RACES.includes(codeOf(error));

/** The database refused a second row where a unique index allows one. */
export const isDuplicate = (error: unknown): boolean =>
  ['23505', 'ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE'].includes(codeOf(error));

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');
