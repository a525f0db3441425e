import type { Import, ImportStatus, RowOutcome } from '../../../contracts/imports';

/** The server is at work on it. */
export const isAtWork = (status: ImportStatus): boolean =>
  status === 'parsing' || status === 'running';

export const hasEnded = (status: ImportStatus): boolean =>
  status === 'completed' || status === 'cancelled' || status === 'failed';

/** In the order in which they matter to whoever imports. */
export const OUTCOMES = [
  'invited',
  'added',
  'already_invited',
  'already_participant',
  'duplicate',
  'invalid',
] as const satisfies RowOutcome[];

export const countOf = ({ totals }: Import, outcome: RowOutcome): number => totals[outcome] ?? 0;

/** Rows that the report lists, to be corrected and sent again. */
export const refusedIn = (one: Import): number =>
  countOf(one, 'invalid') + countOf(one, 'duplicate');

/** Which words fit its outcomes: what is to be expected before the start, what became of it after. */
export const tenseOf = ({ startedAt }: Import): 'expected' | 'outcome' =>
  startedAt === null ? 'expected' : 'outcome';
