import type { Knex } from 'knex';
import type { Detected, ImportOptions, RowOutcome } from '../../../contracts/imports';
import type { Reason } from '../participants/reason';
import type { Person } from '../participants/service';
import type { SpaceRef } from '../spaces/schema';

/** An import whose turn it is, as a kind needs it. */
export type Job = {
  id: number;
  space: SpaceRef;
  options: ImportOptions;
  creator: string | null;
};

/**
 * What a room tells the engine about a list that it takes in. The engine reads files, keeps rows
 * and outcomes, and goes on where it stopped; only the kind knows what a row means.
 */
export type Kind = {
  /** A row's cells as values, and everything that is wrong with them. */
  parse(cells: string[], detected: Detected): Person & { reasons: Reason[] };
  /** Outcomes to be expected, as joins of the rows (alias `r`) that have them; the first counts. */
  expected(job: Job): [RowOutcome, (rows: Knex.QueryBuilder) => Knex.QueryBuilder][];
  /** The outcome of every row that no query matches. */
  otherwise: RowOutcome;
  /** Outcomes of rows that there is something to do for. */
  open: RowOutcome[];
  /** Does it, in the caller's transaction, and gives what became of each address. */
  apply(transaction: Knex.Transaction, job: Job, rows: Person[]): Promise<Map<string, RowOutcome>>;
};
