import type { Detected, ImportLimits } from '../../../contracts/imports';
import { MAX_MESSAGE } from '../../../contracts/invitations';
import type { Parsed } from '../imports/kind';
import { cellOf, parseEmail } from '../participants/list-row';
import { checkName, tidy } from '../participants/name';
import { cut, type Reason } from '../participants/reason';
import { LOCALES, type Locale } from '../shared/locales';
import { NO_ADMIN_ROLE } from './administrators';
import type { Directory } from './directory';
import { yesOrNo, type UserField } from './fields';
import type { Offer } from './offer';

/** What rows are judged by. */
export type Rules = {
  directory: Directory;
  /** Attributes of the account to be that a column can hold. */
  fields: UserField[];
  /** Whoever decides about the rows may create administrators. */
  mayOfferAdmin: boolean;
  /** … may see the roles of the site. */
  mayChooseRole: boolean;
  /** The roles of administrators that the settings name, where there is none of them. */
  missingAdminRoles: string | null;
};

/** What a row says itself. What it leaves open is not there. */
export type Said = Partial<
  Omit<Offer, 'email' | 'expiresAt' | 'attributes'> & { attributes: Record<string, unknown> }
>;

type Values = Record<string, string>;
type Told = { said: Said; shown?: string } | { reasons: Reason[] };
type Teller = (text: string, rules: Rules) => Told;

/** Characters of a refused value that are kept for the preview and the report. */
const MAX_VALUE = 255;

const refuse = (
  code: Reason['code'],
  field: string,
  value: string,
  message: string,
): { reasons: Reason[] } => ({
  reasons: [{ code, field, value: cut(value, MAX_VALUE), message }],
});

/** Names of languages, as people write them into a cell instead of a code. */
const LANGUAGES: Record<string, Locale> = {
  english: 'en',
  anglais: 'en',
  ingles: 'en',
  french: 'fr',
  francais: 'fr',
  frances: 'fr',
  spanish: 'es',
  espagnol: 'es',
  espanol: 'es',
  castellano: 'es',
};

/** The language of a code, whatever its region and letter case, or of a name. */
const localeOf = (text: string): Locale | null => {
  const word = text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
  const [, code] = /^([a-z]{2})(?:[-_][a-z0-9]+)*$/.exec(word) ?? [];
  return LANGUAGES[word] ?? LOCALES.find((locale) => locale === code) ?? null;
};

/** Names that commas part; one that holds a comma stands in quotes, as in a CSV file. */
export const namesIn = (text: string): string[] => {
  const names: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(,|$)/y;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [, quoted, plain = '', end] = found;
    names.push((quoted?.replace(/""/g, '"') ?? plain).trim());
    if (end === '') break;
  }
  return names.filter((name) => name !== '');
};

const tellName =
  (field: 'name' | 'first_name' | 'last_name', as: 'name' | 'firstName' | 'lastName'): Teller =>
  (text) => {
    const checked = checkName(text, { required: false });
    if ('reason' in checked) return { reasons: [{ ...checked.reason, field }] };
    return { said: { [as]: checked.name }, shown: checked.name };
  };

const tellLanguage: Teller = (text) => {
  const locale = localeOf(text);
  if (locale) return { said: { locale } };
  return refuse(
    'unknown_locale',
    'language',
    text,
    `This is no language that mails are written in: ${LOCALES.join(', ')}.`,
  );
};

/** Entries of a list, each looked up; all that there are not are named. */
const tellNames =
  (field: 'groups' | 'spaces', of: 'group' | 'space', as: 'groupIds' | 'spaceIds'): Teller =>
  (text, { directory }) => {
    const found = namesIn(text).map((name) => ({ name, id: directory[of](name) }));
    const unknown = found.filter(({ id }) => id === null);
    if (unknown.length === 0) return { said: { [as]: [...new Set(found.map(({ id }) => id!))] } };
    return {
      reasons: unknown.flatMap(
        ({ name }) =>
          refuse(`unknown_${of}`, field, name, `There is no ${of} of this name.`).reasons,
      ),
    };
  };

const tellRole: Teller = (text, { directory, mayChooseRole }) => {
  if (!mayChooseRole)
    return refuse(
      'role_not_allowed',
      'role',
      text,
      'Only somebody who may see the roles of the site can offer one.',
    );
  const roleId = directory.role(text);
  if (roleId !== null) return { said: { roleId } };
  return refuse('unknown_role', 'role', text, 'There is no role of this name.');
};

const tellAdmin: Teller = (text, { mayOfferAdmin, missingAdminRoles }) => {
  const admin = yesOrNo(text);
  if (admin === null)
    return refuse('invalid_admin_value', 'admin', text, 'Write TRUE or FALSE, or leave it empty.');
  if (admin && !mayOfferAdmin)
    return refuse(
      'admin_not_allowed',
      'admin',
      text,
      'Only somebody who may create administrators can offer their rights.',
    );
  if (admin && missingAdminRoles !== null)
    return refuse('unknown_role', 'admin', missingAdminRoles, NO_ADMIN_ROLE);
  return { said: { admin } };
};

const tellSend: Teller = (text) => {
  const send = yesOrNo(text);
  if (send !== null) return { said: { send } };
  const message = 'Write TRUE or FALSE, or leave it empty.';
  return refuse('invalid_field_value', 'send_invite_email', text, message);
};

const tellMessage: Teller = (text) => {
  const message = text.replace(/\r\n?/g, '\n');
  if (message.length <= MAX_MESSAGE) return { said: { message } };
  const longer = `The message is longer than ${MAX_MESSAGE} characters: shorten it.`;
  return refuse('invalid_field_value', 'message', text, longer);
};

const TELLERS: Record<string, Teller> = {
  name: tellName('name', 'name'),
  first_name: tellName('first_name', 'firstName'),
  last_name: tellName('last_name', 'lastName'),
  language: tellLanguage,
  groups: tellNames('groups', 'group', 'groupIds'),
  spaces: tellNames('spaces', 'space', 'spaceIds'),
  role: tellRole,
  admin: tellAdmin,
  send_invite_email: tellSend,
  message: tellMessage,
};

const tellAttribute =
  ({ name, cast }: UserField): Teller =>
  (text) => {
    const result = cast(text);
    if ('value' in result) return { said: { attributes: { [name]: result.value } } };
    return refuse('invalid_field_value', name, text, result.message);
  };

const tellerOf = (field: string, { fields }: Rules): Teller | null => {
  if (Object.hasOwn(TELLERS, field)) return TELLERS[field]!;
  const own = fields.find(({ name }) => name === field);
  return own ? tellAttribute(own) : null;
};

/** What the values of a row say, as they are shown then, and all that is wrong with them. */
export const readValues = (
  values: Values,
  rules: Rules,
): { said: Said; shown: Values; reasons: Reason[] } => {
  const said: Said = {};
  const shown: Values = {};
  const reasons: Reason[] = [];
  for (const [field, raw] of Object.entries(values)) {
    const text = tidy(raw);
    shown[field] = text;
    const told = text === '' ? null : tellerOf(field, rules)?.(text, rules);
    if (!told) continue;
    if ('reasons' in told) {
      reasons.push(...told.reasons);
      continue;
    }
    const attributes = { ...said.attributes, ...told.said.attributes };
    Object.assign(said, told.said, told.said.attributes && { attributes });
    shown[field] = told.shown ?? text;
  }
  return { said, shown, reasons };
};

/** A row of a list of invitations, from the texts of its cells by field. */
const parse = ({ email = '', ...others }: Values, rules: Rules, limits: ImportLimits): Parsed => {
  const address = parseEmail(cellOf(email, 'email', limits));
  const cells = Object.entries(others).map(
    ([field, text]) => [field, cellOf(text, field, limits)] as const,
  );
  const readable = cells.flatMap(([field, cell]) => ('text' in cell ? [[field, cell.text]] : []));
  const { shown, reasons } = readValues(Object.fromEntries(readable), rules);
  const tooLong = cells.flatMap(([, cell]) => ('reason' in cell ? [cell.reason] : []));
  // In the order of the columns, whichever of them could be read.
  const more = Object.fromEntries(
    cells.map(([field, cell]) => [
      field,
      'text' in cell ? shown[field]! : (cell.reason.value ?? ''),
    ]),
  );
  const all = [...address.reasons, ...tooLong, ...reasons];
  return { email: address.email, name: '', more, reasons: all };
};

/** One row, from its cells. */
export const parseInvitation = (
  cells: string[],
  { columns }: Detected,
  limits: ImportLimits,
  rules: Rules,
): Parsed => {
  const values = columns.flatMap(({ field }, index) =>
    field === null ? [] : [[field, cells[index] ?? '']],
  );
  return parse(Object.fromEntries(values), rules, limits);
};

/** A row again, once somebody has corrected its values by hand. */
export const correctInvitation = (
  values: Values,
  { columns }: Detected,
  limits: ImportLimits,
  rules: Rules,
): Parsed => {
  const fields = columns.flatMap(({ field }) => field ?? []);
  return parse(
    Object.fromEntries(fields.map((field) => [field, values[field] ?? ''])),
    rules,
    limits,
  );
};

/** What a person is offered: what the row says, else what holds for all. */
export const offerOf = (
  email: string,
  said: Said,
  common: Omit<Offer, 'email' | 'name' | 'firstName' | 'lastName' | 'attributes'>,
): Offer => ({
  ...common,
  name: null,
  firstName: null,
  lastName: null,
  attributes: null,
  ...said,
  email,
});
