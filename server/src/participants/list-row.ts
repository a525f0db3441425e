import type { Detected } from '../../../contracts/imports';
import { checkEmail } from './email';
import { checkName, tidy } from './name';
import { cut, type Reason } from './reason';
import type { Column } from '../imports/columns';
import { MAX_CELL } from '../imports/read';
import { unescapeFormula } from '../shared/csv';

/** What a row says about a person, and everything that is wrong with it. */
export type ParsedParticipant = { email: string; name: string; reasons: Reason[] };

/** Characters of a refused value that are kept for the preview and the report. */
const MAX_VALUE = 255;

const NAME_FIELDS: Column['field'][] = ['firstName', 'name', 'lastName'];

type Cell = { text: string } | { reason: Reason };

const cellAt = (cells: string[], index: number, field: string): Cell => {
  const text = cells[index] ?? '';
  if (text.length <= MAX_CELL) return { text: unescapeFormula(text) };
  const message = `The cell is longer than ${MAX_CELL} characters: shorten it.`;
  return { reason: { code: 'cell_too_long', field, value: cut(text, MAX_VALUE), message } };
};

const shown = (raw: string): string => cut(tidy(raw), MAX_VALUE);

const parseEmail = (cell: Cell): { email: string; reasons: Reason[] } => {
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
export const parseParticipant = (cells: string[], { columns }: Detected): ParsedParticipant => {
  const cellsFor = (field: Column['field'], label: string): Cell[] =>
    columns.flatMap((column, index) =>
      column.field === field ? [cellAt(cells, index, label)] : [],
    );
  const { email, reasons } = parseEmail(cellsFor('email', 'email')[0] ?? { text: '' });
  const name = parseName(NAME_FIELDS.flatMap((field) => cellsFor(field, 'name')));
  return { email, name: name.name, reasons: [...reasons, ...name.reasons] };
};
