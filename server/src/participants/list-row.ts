import type { Detected, ImportLimits } from '../../../contracts/imports';
import type { Parsed } from '../imports/kind';
import { checkEmail } from './email';
import { checkName, tidy } from './name';
import { cut, type Reason } from './reason';
import { unescapeFormula } from '../shared/csv';

/** Characters of a refused value that are kept for the preview and the report. */
const MAX_VALUE = 255;

const NAME_FIELDS = ['firstName', 'name', 'lastName'];

export type Cell = { text: string } | { reason: Reason };

export const cellOf = (text: string, field: string, { maxCell }: ImportLimits): Cell => {
  if (text.length <= maxCell) return { text: unescapeFormula(text) };
  const message = `The cell is longer than ${maxCell} characters: shorten it.`;
  return { reason: { code: 'cell_too_long', field, value: cut(text, MAX_VALUE), message } };
};

const shown = (raw: string): string => cut(tidy(raw), MAX_VALUE);

export const parseEmail = (cell: Cell): { email: string; reasons: Reason[] } => {
  if ('reason' in cell) return { email: shown(cell.reason.value ?? ''), reasons: [cell.reason] };
  const checked = checkEmail(cell.text);
  if ('email' in checked) return { email: checked.email, reasons: [] };
  return { email: shown(cell.text), reasons: [checked.reason] };
};

const parseName = (parts: Cell[]): { name: string; reasons: Reason[] } => {
  const tooLong = parts.flatMap((part) => ('reason' in part ? [part.reason] : []));
  const text = parts.map((part) => ('text' in part ? part.text : (part.reason.value ?? '')));
  const raw = text.map(tidy).filter(Boolean).join(' ');
  if (tooLong.length > 0) return { name: shown(raw), reasons: tooLong };
  const checked = checkName(raw, { required: parts.length > 0 });
  if ('name' in checked) return { name: checked.name, reasons: [] };
  return { name: shown(raw), reasons: [checked.reason] };
};

/**
 * One row of a list of participants. `email` and `name` are normalised when
 * they are right, else what stood there, cut to 255 characters. A name is
 * required when the file has a column for it; without one it is `''`.
 */
export const parseParticipant = (
  cells: string[],
  { columns }: Detected,
  limits: ImportLimits,
): Parsed => {
  const cellsFor = (field: string, label: string): Cell[] =>
    columns.flatMap((column, index) =>
      column.field === field ? [cellOf(cells[index] ?? '', label, limits)] : [],
    );
  return fromCells(
    cellsFor('email', 'email')[0] ?? { text: '' },
    NAME_FIELDS.flatMap((field) => cellsFor(field, 'name')),
  );
};

/** A row again, once somebody has corrected its values by hand. */
export const correctParticipant = (
  { email = '', name = '' }: Record<string, string>,
  { columns }: Detected,
  limits: ImportLimits,
): Parsed => {
  const named = columns.some(({ field }) => field !== null && NAME_FIELDS.includes(field));
  return fromCells(
    cellOf(email, 'email', limits),
    named || name !== '' ? [cellOf(name, 'name', limits)] : [],
  );
};

const fromCells = (emailCell: Cell, nameCells: Cell[]): Parsed => {
  const { email, reasons } = parseEmail(emailCell);
  const name = parseName(nameCells);
  return { email, name: name.name, reasons: [...reasons, ...name.reasons] };
};
