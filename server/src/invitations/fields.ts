import type { Core } from '@strapi/strapi';
import { checkEmail } from '../participants/email';
import { tidy } from '../participants/name';
import { USER } from '../shared/accounts';
import { configOf } from '../shared/config';

/** What a text is as a value of an attribute, or what is wrong with it. */
export type Cast = { value: unknown } | { message: string };

/** An attribute of the user type that a file may fill in. */
export type UserField = { name: string; cast(text: string): Cast };

type Attribute = {
  type: string;
  enum?: string[];
  min?: number;
  max?: number;
  minLength?: number;
  maxLength?: number;
  regex?: string | RegExp;
};
type Caster = (text: string, attribute: Attribute) => Cast;

/** What decides who an account is and what it may do is nobody's to be filled in. */
const OWN = new Set([
  'username',
  'email',
  'provider',
  'confirmed',
  'blocked',
  'resetPasswordToken',
  'confirmationToken',
  'handedOverAt',
]);

const YES = new Set(['true', 'vrai', 'verdadero', 'yes', 'oui', 'si', '1']);
const NO = new Set(['false', 'faux', 'falso', 'no', 'non', '0']);

/** What a word for yes or no means, in three languages; null: neither. */
export const yesOrNo = (text: string): boolean | null => {
  const word = text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
};

const STRING_LENGTH = 255;
const LARGEST = { integer: 2n ** 31n - 1n, biginteger: 2n ** 63n - 1n };

const wrong = (message: string): Cast => ({ message });

const asText =
  (longest: number): Caster =>
  (text, { minLength = 0, maxLength = longest, regex }) => {
    const length = [...text].length;
    if (length > maxLength) return wrong(`This has more than ${maxLength} characters: shorten it.`);
    if (length < minLength) return wrong(`This has fewer than ${minLength} characters.`);
    if (regex && !new RegExp(regex).test(text))
      return wrong('This is not in the form it must have.');
    return { value: text };
  };

const asEmail: Caster = (text) => {
  const checked = checkEmail(text);
  return 'email' in checked ? { value: checked.email } : wrong(checked.reason.message);
};

const within = (value: number, { min = -Infinity, max = Infinity }: Attribute): boolean =>
  value >= min && value <= max;

const asInteger =
  (type: keyof typeof LARGEST): Caster =>
  (text, attribute) => {
    if (!/^[+-]?\d{1,19}$/.test(text)) return wrong('This is no whole number.');
    const value = BigInt(text.replace('+', ''));
    const isSmall = value <= LARGEST[type] && value >= -LARGEST[type];
    if (!isSmall || !within(Number(value), attribute)) return wrong('This number is out of range.');
    return { value: type === 'integer' ? Number(value) : String(value) };
  };

const asNumber: Caster = (text, attribute) => {
  if (!/^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/.test(text)) return wrong('This is no number.');
  const value = Number(text.replace(',', '.'));
  return within(value, attribute) ? { value } : wrong('This number is out of range.');
};

const asBoolean: Caster = (text) => {
  const value = yesOrNo(text);
  return value === null ? wrong('This is neither TRUE nor FALSE.') : { value };
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/;

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  // A day that there is not, such as the 30th of February, is taken for one of the next month.
  return DAY.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

const asDate: Caster = (text) =>
  isDay(text) ? { value: text } : wrong('This is no day: write it like 2026-03-31.');

const asDatetime: Caster = (text) => {
  const [, day = text, time = '00:00', zone = 'Z'] = TIME.exec(text) ?? [];
  const date = new Date(`${day}T${time}${zone}`);
  if (!isDay(day) || Number.isNaN(date.getTime()))
    return wrong('This is no moment: write it like 2026-03-31T09:30:00Z.');
  return { value: date.toISOString() };
};

const asChoice: Caster = (text, attribute) => {
  const choices = attribute.enum ?? [];
  const same = (one: string) => one.toLowerCase() === text.toLowerCase();
  const value = choices.find((one) => one === text) ?? choices.find(same);
  return value === undefined ? wrong(`This is none of: ${choices.join(', ')}.`) : { value };
};

const CASTERS: Record<string, Caster> = {
  string: asText(STRING_LENGTH),
  text: asText(Infinity),
  email: asEmail,
  integer: asInteger('integer'),
  biginteger: asInteger('biginteger'),
  decimal: asNumber,
  float: asNumber,
  boolean: asBoolean,
  date: asDate,
  datetime: asDatetime,
  enumeration: asChoice,
};

/**
 * Those of the attributes named in the configuration that a file can fill in: of the user type, of a
 * type that a cell can hold, and not what an account is signed in or confirmed by.
 */
export const userFields = (strapi: Core.Strapi): UserField[] => {
  const attributes = strapi.getModel(USER).attributes as Record<string, Attribute>;
  return configOf(strapi).invitations.fields.flatMap((name) => {
    const attribute = Object.hasOwn(attributes, name) && !OWN.has(name) ? attributes[name] : null;
    const cast = attribute && CASTERS[attribute.type];
    return cast ? [{ name, cast: (text) => cast(tidy(text), attribute) }] : [];
  });
};
