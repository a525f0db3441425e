import type { RowOutcome } from '../../../contracts/imports';
import { createPublicId } from '../shared/token';
import { documentId } from '../shared/tables';
import type { Absent, Became, Kind, Parsed } from './kind';
import type { Counts, NewRow } from './queries';

/** A row of a file as its kind understands it. */
export type ReadRow = Parsed & { line: number };

export const refused = (
  { line, email, name, more }: ReadRow,
  outcome: 'invalid' | 'duplicate',
  reasons: Parsed['reasons'],
): NewRow => ({ line, email, name, more, outcome, reasons, documentId: null, publicId: null });

/** A row whose address stands on an earlier line. */
export const duplicate = (row: ReadRow, line: number): NewRow =>
  refused(row, 'duplicate', [
    {
      code: 'duplicate_in_file',
      field: 'email',
      value: String(line),
      message: `The same address stands on line ${line} already.`,
    },
  ]);

export const accepted = ({ line, email, name, more }: ReadRow, outcome: RowOutcome): NewRow => ({
  line,
  email,
  name,
  more,
  outcome,
  reasons: [],
  ...newIds(),
});

/** Somebody whom `replace` took off the list, with what they become if that is undone. */
export const removed = ({ email, name }: Absent, line: number): NewRow => ({
  line,
  email,
  name,
  outcome: 'removed',
  reasons: [],
  ...newIds(),
});

const newIds = () => ({ documentId: documentId(), publicId: createPublicId() });

/** Rows that there is something to do for. */
export const openIn = (counts: Counts, { open }: Kind): number =>
  open.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

/** Counts with these outcomes on top. */
export const addUp = (counts: Counts, outcomes: (RowOutcome | null)[]): Counts => {
  const sum = { ...counts };
  for (const outcome of outcomes) if (outcome) sum[outcome] = (sum[outcome] ?? 0) + 1;
  return sum;
};

/** Counts in which rows have what they became instead of what was expected. */
export const moved = (counts: Counts, rows: Became[]): Counts => {
  const sum = addUp(
    counts,
    rows.map((row) => row.became),
  );
  for (const { outcome } of rows) sum[outcome]! -= 1;
  return sum;
};

/** Lines by the outcome that they have, of rows that turned out other than expected. */
export const otherwise = (rows: Became[]): Map<RowOutcome, number[]> => {
  const lines = new Map<RowOutcome, number[]>();
  for (const { line, outcome, became } of rows)
    if (became !== outcome) lines.set(became, [...(lines.get(became) ?? []), line]);
  return lines;
};
