import type { FieldError } from '../../../contracts/errors';
import type { RuleField } from '../../../contracts/groups';

/** As much of an attribute of a type as rules ask for. */
export type Attribute = {
  type: string;
  private?: boolean;
  target?: string;
  enum?: string[];
};

export type Attributes = Record<string, Attribute>;

/** The attributes of a type by its uid, and what its rows are told apart by. */
export type AttributesOf = (uid: string) => Attributes;

const KINDS: Record<string, RuleField['type']> = {
  string: 'string',
  text: 'string',
  email: 'string',
  uid: 'string',
  enumeration: 'enumeration',
  integer: 'number',
  biginteger: 'number',
  float: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'date',
  time: 'date',
  relation: 'relation',
};

/** What would tell a password or open an account, whatever a project makes of these attributes. */
const SECRET = /password|token|secret/i;

/** Types that are nobody's business here: administrators, and what the plugin keeps. */
const CLOSED = /^(admin::|plugin::participation\.)/;

const LOGIC = ['$and', '$or'];
const COMPARE = ['$eq', '$eqi', '$ne', '$nei', '$lt', '$lte', '$gt', '$gte'];
const TEXT = ['$contains', '$containsi', '$notContains', '$notContainsi'];
const ENDS = ['$startsWith', '$startsWithi', '$endsWith', '$endsWithi'];
const LISTS = ['$in', '$notIn', '$between'];
const PRESENCE = ['$null', '$notNull'];

/** Conditions of one rule at most, and how deep they may be nested. */
const MOST = 50;
const DEEPEST = 5;

/** Values in the lists of one rule at most: SQLite takes 32,766 in a whole query. */
const MOST_VALUES = 1_000;

/** Own to each row, beside its attributes. */
const IDS: Attributes = {
  id: { type: 'integer' },
  documentId: { type: 'string' },
  createdAt: { type: 'datetime' },
  updatedAt: { type: 'datetime' },
};

/** The attributes of a type that a rule may use, by name. */
export const safeAttributes = (attributes: Attributes): Map<string, RuleField['type']> =>
  new Map(
    Object.entries({ ...IDS, ...attributes }).flatMap(([name, attribute]) => {
      const kind = KINDS[attribute.type];
      const isSafe = kind !== undefined && !attribute.private && !SECRET.test(name);
      return isSafe && !CLOSED.test(attribute.target ?? '') ? [[name, kind]] : [];
    }),
  );

class Fault extends Error {
  constructor(
    readonly path: string[],
    message: string,
    readonly value?: string,
  ) {
    super(message);
  }
}

const tooDeep = (path: string[]) => new Fault(path, `Conditions are nested over ${DEEPEST} deep.`);

const isScalar = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) &&
  (typeof value !== 'string' || value.length <= 255);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a rule over a type's attributes; null: nothing. */
export const faultOfRule = (
  rule: unknown,
  uid: string,
  attributesOf: AttributesOf,
): FieldError | null => {
  let conditions = 0;
  let values = 0;

  const checkValue = (operator: string, value: unknown, path: string[]): void => {
    conditions += 1;
    if (PRESENCE.includes(operator)) {
      if (typeof value !== 'boolean') throw new Fault(path, `"${operator}" takes true or false.`);
      return;
    }
    if (LISTS.includes(operator)) {
      const isList = Array.isArray(value) && value.length > 0;
      if (!isList || !value.every(isScalar)) throw new Fault(path, `"${operator}" takes a list.`);
      values += value.length;
      if (values > MOST_VALUES)
        throw new Fault(path, `The lists of a rule have ${MOST_VALUES} values at most.`);
      if (operator === '$between' && value.length !== 2)
        throw new Fault(path, '"$between" takes two values.');
      return;
    }
    if (![...COMPARE, ...TEXT, ...ENDS].includes(operator))
      throw new Fault(path, `There is no operator "${operator}" for rules.`, operator);
    if (!isScalar(value))
      throw new Fault(path, `"${operator}" takes a text, a number or a yes or no.`);
  };

  const checkOperators = (given: unknown, path: string[], depth: number): void => {
    if (depth > DEEPEST) throw tooDeep(path);
    if (!isObject(given)) return checkValue('$eq', given, path);
    const entries = Object.entries(given);
    if (entries.length === 0) throw new Fault(path, 'A condition is missing.');
    for (const [operator, value] of entries) {
      if (operator === '$not') checkOperators(value, [...path, operator], depth + 1);
      else checkValue(operator, value, [...path, operator]);
    }
  };

  const checkField = (of: string, name: string, given: unknown, path: string[], depth: number) => {
    const attribute = attributesOf(of)[name];
    const kind = safeAttributes(attributesOf(of)).get(name);
    if (!kind) throw new Fault(path, `Rules cannot use the field "${name}".`, name);
    if (kind !== 'relation') return checkOperators(given, path, depth);
    if (!attribute?.target) throw new Fault(path, `Rules cannot use the field "${name}".`, name);
    if (isObject(given) && PRESENCE.some((operator) => operator in given))
      return checkOperators(given, path, depth);
    if (!isObject(given)) return checkValue('$eq', given, path);
    return check(given, attribute.target, path, depth + 1);
  };

  const check = (given: unknown, of: string, path: string[], depth: number): void => {
    if (depth > DEEPEST) throw tooDeep(path);
    if (!isObject(given) || Object.keys(given).length === 0)
      throw new Fault(path, 'A condition is missing: a rule without one would fit everybody.');
    for (const [key, value] of Object.entries(given)) {
      const at = [...path, key];
      if (LOGIC.includes(key)) {
        if (!Array.isArray(value) || value.length === 0)
          throw new Fault(at, `"${key}" takes a list of conditions.`);
        value.forEach((one, index) => check(one, of, [...at, String(index)], depth + 1));
      } else if (key === '$not') check(value, of, at, depth + 1);
      else checkField(of, key, value, at, depth);
    }
    if (conditions > MOST) throw new Fault(path, `A rule has ${MOST} conditions at most.`);
  };

  try {
    check(rule, uid, ['rule'], 1);
    return null;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const { path, message, value } = fault;
    return { code: 'invalid_rule', path, message, ...(value && { value }) };
  }
};
