import type {
  Import,
  ImportPhase,
  ImportRow,
  ImportStatus,
  RowOutcome,
} from '../../../contracts/imports';

/** The server is at work on it. */
export const isAtWork = (status: ImportStatus): boolean =>
  status === 'parsing' || status === 'running';

export const hasEnded = (status: ImportStatus): boolean => !isAtWork(status) && status !== 'ready';

/** What it is doing; while it waits for its turn, what it will do. */
export const phaseOf = ({ status, progress }: Import): ImportPhase =>
  progress.phase ?? (status === 'parsing' ? 'reading' : 'applying');

/** Of people, in the order in which they matter to whoever imports. */
const OUTCOMES = [
  'invited',
  'added',
  'already_invited',
  'already_participant',
  'removed',
  'duplicate',
  'invalid',
] as const satisfies RowOutcome[];

/** Of groups that are to be verified, those with nothing left to do last. */
const VERIFICATIONS = [
  'verified',
  'unconfirmed',
  'rejected',
  'unknown',
  'already_verified',
  'duplicate',
  'invalid',
] as const satisfies RowOutcome[];

/** It is about groups, not about people. */
export const isOfGroups = ({ kind }: Pick<Import, 'kind'>): boolean =>
  kind === 'group-verifications';

/** Those that an import can have: only one that has replaced a list has removed anybody. */
export const outcomesOf = (one: Import): RowOutcome[] => {
  if (isOfGroups(one)) return [...VERIFICATIONS];
  const { mode, startedAt } = one;
  return OUTCOMES.filter(
    (outcome) => outcome !== 'removed' || (mode === 'replace' && startedAt !== null),
  );
};

export const countOf = ({ totals }: Import, outcome: RowOutcome): number => totals[outcome] ?? 0;

/** Who is invited already may gain something: what is new is added to the open invitation. */
export const gainingIn = (one: Import): number =>
  one.kind === 'invitations' ? countOf(one, 'already_invited') : 0;

/** Rows that there is something to do for. */
export const openIn = (one: Import): number =>
  countOf(one, 'invited') + countOf(one, 'added') + countOf(one, 'verified') + gainingIn(one);

/** A row of the file that was refused, which can be corrected before the start. */
export type RefusedRow = ImportRow & { line: number };

export const isRefused = (row: ImportRow): row is RefusedRow =>
  row.line !== null && (row.outcome === 'invalid' || row.outcome === 'duplicate');

/** Rows that can be corrected and sent again. */
export const refusedIn = (one: Import): number =>
  countOf(one, 'invalid') + countOf(one, 'duplicate');

/** Rows that the report lists: of groups, all that were not verified. */
export const reportedIn = (one: Import): number =>
  isOfGroups(one)
    ? VERIFICATIONS.filter((outcome) => outcome !== 'verified').reduce(
        (sum, outcome) => sum + countOf(one, outcome),
        0,
      )
    : refusedIn(one);

/** Which words fit its outcomes: what is to be expected before the start, what became of it after. */
export const tenseOf = ({ startedAt }: Import): 'expected' | 'outcome' =>
  startedAt === null ? 'expected' : 'outcome';

/** In whole hundredths; null when it can't be told. */
export const percentOf = ({ progress: { share } }: Import): number | null =>
  share === null ? null : Math.max(0, Math.min(100, Math.floor(share * 100)));

/** Tells apart what the rows of an import read like: each state, each use of the columns has its own. */
export const versionOf = ({ status, detected }: Import): string =>
  [status, detected?.header, ...(detected?.columns ?? []).map(({ field }) => field)].join();

/** Tells apart what is shown of an import; a preview of other columns is another one. */
export const stageOf = (one: Import): string =>
  one.status === 'ready' ? versionOf(one) : one.status;
