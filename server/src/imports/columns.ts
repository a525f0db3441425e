import type { Detected } from '../../../contracts/imports';
import { normaliseEmail } from '../participants/email';

export type Column = Detected['columns'][number];

/** Names of columns as people write them in English, French and Spanish, as `heading` leaves them. */
const NAMES = {
  email: [
    'email mail emails mails emailaddress mailaddress useremail contactemail primaryemail',
    'courriel mel adresseemail adressemail adresseelectronique adressecourriel adressemel',
    'adressedemessagerie courrierelectronique emails adressesemail',
    'correo correos correoelectronico direcciondecorreo direcciondecorreoelectronico',
    'direccionemail direcciondeemail direccionelectronica emailcorreo',
  ],
  name: [
    'fullname displayname completename participant participantname personname firstandlastname',
    'firstnamelastname firstnameandlastname nomcomplet nometprenom nomprenom prenomnom prenometnom',
    'nomsetprenoms nomdaffichage nomaffiche participante nombrecompleto nombreyapellidos',
    'nombreyapellido nombreapellidos apellidosynombre apellidosynombres nombresyapellidos',
  ],
  firstName: [
    'firstname forename forenames givenname givennames prenom prenoms nombredepila primernombre',
  ],
  lastName: [
    'lastname surname surnames familyname secondname nomdefamille nomdusage nomsdefamille',
    'apellido apellidos',
  ],
  /** The full name alone, the last name beside a first name. */
  nameOrLastName: ['name nom noms'],
  /** The full name alone, the first name beside a last name. */
  nameOrFirstName: ['nombre nombres'],
};

type Meaning = keyof typeof NAMES;

const MEANINGS = new Map<string, Meaning>(
  (Object.entries(NAMES) as [Meaning, string[]][]).flatMap(([meaning, lines]) =>
    lines.flatMap((line) => line.split(' ').map((name) => [name, meaning] as const)),
  ),
);

/** A heading without case, accents, spaces, punctuation and remarks in brackets. */
const heading = (cell: string): string =>
  cell
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const meaning = (cell: string): Meaning | null =>
  cell.length > 100 ? null : (MEANINGS.get(heading(cell)) ?? null);

/** Whether a cell is an address and nothing else. Rough: it finds columns, it accepts nobody. */
export const looksLikeAddress = (cell: string): boolean => {
  if (cell.length > 320) return false;
  return /^[^\s@,;|<>"]+@[^\s@,;|<>"]+\.[^\s@,;|<>".]+$/.test(normaliseEmail(cell));
};

/** How many cells of a row name a column that we know. */
export const knownNames = (row: string[]): number =>
  row.filter((cell) => meaning(cell) !== null).length;

/** Whether the first row names columns: it has one that we know, or no sign of an address. */
export const isHeader = (row: string[]): boolean => {
  if (row.some(looksLikeAddress)) return false;
  return row.some((cell) => meaning(cell) === 'email') || !row.some((cell) => cell.includes('@'));
};

const addresses = (rows: string[][], column: number): number =>
  rows.filter((row) => looksLikeAddress(row[column] ?? '')).length;

const emailColumn = (meanings: (Meaning | null)[], rows: string[][]): number | null => {
  const all = meanings.map((_, column) => column);
  const named = all.filter((column) => meanings[column] === 'email');
  const candidates = named.length > 0 ? named : all.filter((column) => addresses(rows, column) > 0);
  if (candidates.length === 0) return null;
  return candidates.reduce((best, column) =>
    addresses(rows, column) > addresses(rows, best) ? column : best,
  );
};

const nameColumns = (meanings: (Meaning | null)[]): [number, Column['field']][] => {
  const at = (...wanted: Meaning[]): number | null => {
    const found = wanted.map((one) => meanings.indexOf(one)).find((column) => column >= 0);
    return found ?? null;
  };
  const full = at('name');
  if (full !== null) return [[full, 'name']];

  const parts = at('firstName') !== null || at('lastName') !== null;
  const pair = at('nameOrFirstName') !== null && at('nameOrLastName') !== null;
  if (!parts && !pair) {
    const alone = at('nameOrLastName', 'nameOrFirstName');
    return alone === null ? [] : [[alone, 'name']];
  }
  // "First name, Last name, Name": the third one holds both.
  const both = at('nameOrLastName', 'nameOrFirstName');
  if (at('firstName') !== null && at('lastName') !== null && both !== null) return [[both, 'name']];

  const found: [number | null, Column['field']][] = [
    [at('firstName', 'nameOrFirstName'), 'firstName'],
    [at('lastName', 'nameOrLastName'), 'lastName'],
  ];
  return found.filter((one): one is [number, Column['field']] => one[0] !== null);
};

const width = (rows: string[][]): number =>
  Math.max(0, ...rows.map((row) => row.findLastIndex((cell) => cell.trim() !== '') + 1));

/**
 * What each column is used for, from the first rows of a file, blank ones left
 * out. Columns that are empty to the right of all others are not listed.
 *
 * @returns null if there is no column of addresses
 */
export const recogniseColumns = (rows: string[][], header: boolean): Column[] | null => {
  const names = header ? (rows[0] ?? []) : [];
  const body = header ? rows.slice(1) : rows;
  const columns = Array.from({ length: width(rows) }, (_, index): Column => {
    const name = names[index]?.trim() ?? '';
    return { name: name === '' ? null : name, field: null };
  });
  const meanings = columns.map(({ name }) => (name === null ? null : meaning(name)));

  const email = emailColumn(meanings, body);
  if (email === null) return null;
  const filled = (index: number) => body.some((row) => (row[index] ?? '').trim() !== '');
  const other = columns.findIndex((_, index) => index !== email && filled(index));
  const used: [number, Column['field']][] = header
    ? nameColumns(meanings)
    : other < 0
      ? []
      : [[other, 'name']];
  for (const [index, field] of [...used, [email, 'email'] as const]) {
    columns[index] = { name: columns[index]?.name ?? null, field };
  }
  return columns;
};
