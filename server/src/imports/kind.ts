import type { Knex } from 'knex';
import type {
  Detected,
  ImportLimits,
  ImportOptions,
  Removal,
  RowOutcome,
} from '../../../contracts/imports';
import type { Reason } from '../participants/reason';
import type { Actor } from '../shared/actor';
import type { Locale } from '../shared/locales';
import type { SpaceRef } from '../spaces/schema';
import type { Counts } from './queries';

/** An import whose turn it is, as a kind needs it. */
export type Job = {
  id: number;
  documentId: string;
  /** Null where the import is about no space. */
  space: SpaceRef | null;
  options: ImportOptions;
  /** Those of the kind's further rights that whoever decided about the rows has. */
  rights: string[];
  /** Who started it; the system where that is not known. */
  actor: Actor;
  /** When the file was uploaded: who came on the list later was not in the preview. */
  createdAt: Date;
};

/** A row as its kind understands it. */
export type Parsed = {
  email: string;
  name: string;
  /** All values but the address, by field, where a name is not all that rows have. */
  more?: Record<string, string>;
  reasons: Reason[];
};

/** Names of columns as people write them, each without case, accents, spaces and punctuation. */
export type Vocabulary = {
  /** What a heading means to this kind, or null. */
  meaning(heading: string): string | null;
  /**
   * Fields of the columns but the e-mail's, from their meanings; by column. Columns that people have
   * given a field to mean nothing, and these fields are `taken`.
   */
  assign(meanings: (string | null)[], taken: string[]): Map<number, string>;
  /** The field that the first column with something in it has where nothing names columns. */
  unnamed: string | null;
};

/** What became of a row that was expected to have `outcome`; where it was refused after all, why. */
export type Became = {
  line: number;
  outcome: RowOutcome;
  became: RowOutcome;
  reasons?: Reason[];
};

/** A kind at work on one import; what it looks up for that is as it was when it began. */
export type Work = {
  /** A row's cells as values, and everything that is wrong with them. */
  parse(cells: string[], detected: Detected, limits: ImportLimits): Parsed;
  /** The same for values that somebody corrected by hand. */
  correct(values: Record<string, string>, detected: Detected, limits: ImportLimits): Parsed;
  /** Outcomes to be expected of sound rows; those that are left out have `otherwise`. */
  expected(transaction: Knex.Transaction, rows: Parsed[]): Promise<Map<string, RowOutcome>>;
  /**
   * Does it for the rows of a query (alias `r`; `space_id`, `document_id`, `public_id`, `email`,
   * `name`, `line`, `outcome`), in the caller's transaction. Gives what became of each.
   */
  apply(transaction: Knex.Transaction, rows: Knex.QueryBuilder): Promise<Became[]>;
};

/**
 * What a room tells the engine about a list that it takes in. The engine reads files, keeps rows
 * and outcomes, and goes on where it stopped; only the kind knows what a row means.
 */
export type Kind = {
  /** What an administrator needs to import it. */
  right: string;
  /** Every import is one into a space. */
  needsSpace: boolean;
  /** Further rights that decide about rows, not about whether a file may be imported. */
  rights: string[];
  /** What a column may be used for. `email` is among them: it tells rows apart. */
  fields: { name: string; required: boolean }[];
  vocabulary: Vocabulary;
  /** Headings of a file to fill in. */
  template(locale: Locale): string[];
  /** The values of a report on such a file, with headings by which they are known again. */
  columns(detected: Detected | null, locale: Locale): { field: string; heading: string }[];
  /** Refuses options that can't hold, or not by the hand of whoever has just these rights. */
  checkOptions(options: ImportOptions, rights: string[]): Promise<void>;
  /** Begins to work on an import, outside of any transaction. */
  begin(job: Job): Promise<Work>;
  /** Outcomes of sound rows that nothing is known about. */
  otherwise: RowOutcome;
  /** Outcomes of rows that there is something to do for. */
  open: RowOutcome[];
  /** Outcomes of sound rows that there is nothing to do for, as long as nothing changes. */
  settled: RowOutcome[];
  /** Outcomes of sound rows that the report lists beside refused ones. */
  reported: RowOutcome[];
  /** Which of the further rights a sound row makes use of. */
  rightsUsed(row: Omit<Parsed, 'reasons'>, options: ImportOptions): string[];
  /** What the mode `replace` takes off the list; null where there is no such mode. */
  replace: Replacement | null;
  /** Takes back what `apply` did for these rows; null where that can't be done. */
  undo: Undoing | null;
  /**
   * Tells others what was applied, once, in the transaction that ends an import; null where nobody
   * is told.
   */
  tell: ((job: Job, applied: Counts) => Promise<void>) | null;
};

/** Somebody on the list who is not in the file. */
export type Absent = Removal & { id: number; invitationId: number | null };

export type Replacement = {
  /**
   * Those on the list who are in none of the import's rows (a query of their addresses), a batch at
   * a time.
   */
  absent(job: Job, addresses: Knex.QueryBuilder): AsyncGenerator<Absent[]>;
  /** Takes people off the list; gives the ids of those who were still on it. */
  remove(transaction: Knex.Transaction, job: Job, people: Absent[]): Promise<Set<number>>;
};

export type Undoing = {
  /** Whether somebody among these rows has accepted, so that there is no way back. */
  accepted(rows: Knex.QueryBuilder): Promise<boolean>;
  /** Takes people off the list again, but for those who have accepted meanwhile. */
  takeBack(transaction: Knex.Transaction, rows: Knex.QueryBuilder): Promise<void>;
  /** Puts people back whom `replace` took off. */
  putBack(transaction: Knex.Transaction, job: Job, rows: Knex.QueryBuilder): Promise<void>;
};
