import type {
  Detected,
  Import,
  ImportRow,
  ImportStatus,
  RowOutcome,
} from '../../../contracts/imports';
import { clock } from '../shared/clock';
import { isoDate } from '../shared/tables';
import type { Kind } from './kind';
import type { Recognised } from './recognise';
import type { Counts, ImportRecord, ImportState, RowFilter, StagedRow } from './queries';

const ENDED: ImportStatus[] = ['cancelled', 'failed', 'undone'];

/** Which rows' turn did not come, of an import that ended before all had theirs. */
export const unreachedOf = (record: ImportState, { open }: Kind): RowFilter['unreached'] =>
  ENDED.includes(record.status) ? { after: record.done_line, outcomes: open } : undefined;

/** How many rows have each outcome; those whose turn will not come have none. */
export const countsOf = (record: ImportState, kind: Kind): Counts => {
  if (!unreachedOf(record, kind)) return filled(record.counts);
  const reached = kind.open.map((outcome) => [outcome, record.applied[outcome] ?? 0] as const);
  return filled({ ...record.counts, ...Object.fromEntries(reached) });
};

export const spaceOf = (record: ImportRecord) =>
  record.space_document_id
    ? { documentId: record.space_document_id, title: record.space_title ?? '' }
    : null;

/** Whether there is something to take back of an import, or will be. */
export const changesAnything = ({ status, applied, counts }: ImportState, { open }: Kind) =>
  status === 'running' ||
  open.some((outcome) => (applied[outcome] ?? 0) > 0) ||
  (counts.removed ?? 0) > 0;

export const toImport = (record: ImportRecord, kind: Kind, isLast: boolean): Import => ({
  id: record.document_id,
  kind: record.kind,
  status: record.status,
  mode: record.mode,
  fileName: record.file_name,
  space: spaceOf(record),
  totals: { rows: record.row_count, ...countsOf(record, kind) },
  changed: record.changed_count,
  progress: progressOf(record),
  detected: record.detected && shownOf(record.detected),
  error: record.error,
  undoable: kind.undo !== null && isLast && record.status !== 'running',
  createdBy: record.creator_name,
  createdAt: isoDate(record.created_at)!,
  startedAt: isoDate(record.started_at),
  finishedAt: isoDate(record.finished_at),
});

const shownOf = ({ firstRow: _, ...detected }: Recognised): Detected => detected;

/** Without the outcomes that no row has. */
const filled = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

const progressOf = (record: ImportRecord): Import['progress'] => {
  const { done, total } = extentOf(record);
  const share = shareOf(record, done, total);
  const seconds = secondsAt(record);
  const rate = seconds > 0 ? (done - baseOf(record)) / seconds : 0;
  const left = total === null ? (share ? done / share - done : null) : total - done;
  return {
    phase: record.phase,
    done,
    total,
    share,
    rowsPerSecond: Math.max(0, Math.round(rate)),
    secondsLeft:
      record.phase === null || left === null || rate <= 0 ? null : Math.ceil(left / rate),
  };
};

/** How much of the phase, or of what was last done, is done. */
const extentOf = (record: ImportRecord): { done: number; total: number | null } => {
  if (record.status === 'parsing') return { done: record.row_count, total: null };
  if (record.status === 'ready') return { done: record.row_count, total: record.row_count };
  if (record.phase === 'removing')
    return {
      done: record.counts.removed ?? 0,
      total: Math.max(record.absent_count, record.counts.removed ?? 0),
    };
  if (record.phase === 'undoing')
    return {
      done: record.undone_count,
      total: record.done_count + (record.counts.removed ?? 0),
    };
  return { done: record.done_count, total: record.open_count };
};

const shareOf = (record: ImportRecord, done: number, total: number | null): number | null => {
  if (record.phase === null) return null;
  if (total === null) return record.read_share;
  return total === 0 ? 1 : Math.min(1, done / total);
};

/** What was done when the instance that works on it began, so that a rate leaves out any pause. */
const baseOf = (record: ImportRecord): number =>
  record.phase === null ? 0 : (record.phase_base ?? 0);

/** Since when, and until when, rows per second are counted: this phase, or all that was applied. */
const secondsAt = (record: ImportRecord): number => {
  const since = isoDate(record.phase === null ? record.started_at : record.phase_since);
  const until = isoDate(record.finished_at) ?? clock.now().toISOString();
  return since ? (Date.parse(until) - Date.parse(since)) / 1_000 : 0;
};

/** What stands in a row, by field. */
export const valuesOf = ({ email, name, more }: Pick<StagedRow, 'email' | 'name' | 'more'>) => ({
  email,
  ...(more ?? { name }),
});

/** A row as people see it. Somebody who was removed stood on no line. */
export const toImportRow = (row: StagedRow, unreached: RowFilter['unreached']): ImportRow => {
  const late =
    unreached !== undefined &&
    row.line > unreached.after &&
    unreached.outcomes.includes(row.outcome as RowOutcome);
  return {
    line: row.outcome === 'removed' ? null : row.line,
    values: valuesOf(row),
    outcome: late ? null : row.outcome,
    expected: row.expected,
    reasons: row.reasons,
  };
};
