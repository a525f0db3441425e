import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { stdnum } from 'stdnum';
import type { ErrorCode, FieldError } from '../../../contracts/errors';
import { NICKNAME, type GroupChanges } from '../../../contracts/groups';
import { checkEmail } from '../participants/email';
import { CONTROL, tidy } from '../participants/name';

/** What a group says of itself, as it is stored and compared. */
export type Profile = {
  name: string;
  nickname: string;
  email: string | null;
  about: string | null;
  documentNumber: string | null;
  phone: string | null;
};

type Checked<Value> = { value: Value } | { fault: FieldError };

/** Names stand in mails and pages: these would let them pass for something else. */
const FORBIDDEN = /[<>\uFFFD]/u;

/** Association number of the French register: W, the department's code, and seven digits. */
const RNA = /^W\d[\dA-Z]\d{7}$/;

/** Characters of what is compared at most, as Strapi's strings hold them. */
const MAX_KEY = 255;

const NUMBER = /^[\p{L}\p{N}./]+$/u;
const PHONE = /^\+?\d{3,30}$/;

/** A text as it is compared: what differs in letter case or in spaces around it is the same. */
export const keyOf = (text: string): string => tidy(text).replace(/\s+/gu, ' ').toLowerCase();

const refuse = (field: string, code: ErrorCode, message: string, value: string) => ({
  fault: { code, path: [field], message, value: value.slice(0, 255) },
});

const checkName = (raw: string): Checked<string> => {
  const name = tidy(raw).replace(/\s+/gu, ' ');
  if (name === '') return refuse('name', 'required', 'The group needs a name.', raw);
  if (CONTROL.test(name))
    return refuse(
      'name',
      'control_character',
      'The name holds an invisible character: remove it.',
      raw,
    );
  // Some letters become two in lower case.
  if (keyOf(name).length > MAX_KEY)
    return refuse('name', 'too_long', 'The name is too long: shorten it.', raw);
  const forbidden = FORBIDDEN.exec(name)?.[0];
  return forbidden
    ? refuse('name', 'forbidden_character', `The name holds “${forbidden}”: remove it.`, forbidden)
    : { value: name };
};

const checkNickname = (raw: string): Checked<string> => {
  const nickname = raw.replace(/^@/, '');
  return NICKNAME.test(nickname)
    ? { value: nickname }
    : refuse(
        'nickname',
        'invalid_nickname',
        'A nickname holds letters without accents, digits, “-” and “_” only.',
        raw,
      );
};

const checkAddress = (raw: string): Checked<string> => {
  const checked = checkEmail(raw);
  if ('reason' in checked) {
    const { code, message, value } = checked.reason;
    return refuse('email', code as ErrorCode, message, value ?? raw);
  }
  return /^[\x21-\x7e]+$/.test(checked.email)
    ? { value: checked.email }
    : refuse('email', 'invalid_email', 'The address holds an accent or a space: remove it.', raw);
};

const isFrench = (number: string): boolean => {
  if (/^\d{14}$/.test(number)) return stdnum.FR!.siret!.validate(number).isValid;
  if (/^\d{9}$/.test(number)) return stdnum.FR!.siren!.validate(number).isValid;
  return RNA.test(number.toUpperCase());
};

const checkDocumentNumber = (raw: string, country: string | null): Checked<string> => {
  const refused = (message: string) =>
    refuse('documentNumber', 'invalid_document_number', message, raw);
  if (!NUMBER.test(raw)) return refused('Write the number without dashes and spaces.');
  if (country === 'FR' && !isFrench(raw))
    return refused('This is neither a SIRET (14 digits), a SIREN (9 digits) nor an RNA (W…).');
  return { value: raw.toUpperCase() };
};

const checkPhone = (raw: string, country: string | null): Checked<string> => {
  const refused = (message: string) => refuse('phone', 'invalid_phone', message, raw);
  if (!PHONE.test(raw)) return refused('Write the number without dashes and spaces.');
  if (country === null) return { value: raw };
  const phone = parsePhoneNumberFromString(raw, country as CountryCode);
  return phone?.isValid()
    ? { value: phone.number }
    : refused('There is no such phone number. Begin numbers of other countries with “+”.');
};

const optional = (
  raw: string | null,
  check: (raw: string) => Checked<string>,
): Checked<string | null> => (raw === null || raw === '' ? { value: null } : check(raw));

/**
 * What is given of a profile, as it is stored, or everything that is wrong with it. `country` is the
 * one by whose rules numbers are checked; null: by none.
 */
export const checkProfile = (
  given: GroupChanges,
  country: string | null,
): { profile: Partial<Profile>; faults: FieldError[] } => {
  const checks: { [Field in keyof Profile]: (raw: string) => Checked<string | null> } = {
    name: checkName,
    nickname: checkNickname,
    email: checkAddress,
    about: (raw) => ({ value: raw }),
    documentNumber: (raw) => checkDocumentNumber(raw, country),
    phone: (raw) => checkPhone(raw, country),
  };
  const needed = ['name', 'nickname', 'email'];
  const profile: Partial<Record<keyof Profile, string | null>> = {};
  const faults: FieldError[] = [];
  for (const [field, check] of Object.entries(checks) as [keyof Profile, typeof checkName][]) {
    const raw = given[field];
    if (raw === undefined) continue;
    const checked = needed.includes(field) ? check(raw ?? '') : optional(raw, check);
    if ('fault' in checked) faults.push(checked.fault);
    else profile[field] = checked.value;
  }
  return { profile: profile as Partial<Profile>, faults };
};

/** What is compared of a profile, by column. */
export const keysOf = ({ name, nickname, documentNumber }: Partial<Profile>) => ({
  ...(name !== undefined && { name_key: keyOf(name) }),
  ...(nickname !== undefined && { nickname_key: keyOf(nickname) }),
  ...(documentNumber !== undefined && { document_key: documentNumber && keyOf(documentNumber) }),
});

/** A nickname made of a name; `attempt` counts from 0 and makes it another one. */
export const nicknameOf = (name: string, attempt: number): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 40);
  const base = plain.length < 2 ? 'group' : plain;
  return attempt === 0 ? base : `${base}-${attempt + 1}`;
};
