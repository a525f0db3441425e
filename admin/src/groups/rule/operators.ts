import type { RuleField } from '../../../../contracts/groups';

export type FieldType = RuleField['type'];

// Exact letter case is for rules that were written elsewhere: nobody chooses it by mistake.
const EXACT = ['$eq', '$ne', '$contains', '$notContains', '$startsWith', '$endsWith'] as const;
const PRESENCE = ['$null', '$notNull'] as const;

/** How a field of each type can be compared, in the order in which that is offered. */
const OFFERED = {
  string: [
    '$eqi',
    '$nei',
    '$containsi',
    '$notContainsi',
    '$startsWithi',
    '$endsWithi',
    ...PRESENCE,
  ],
  number: ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', ...PRESENCE],
  boolean: ['$eq', ...PRESENCE],
  // A day: "after it" and "until it" would mean other moments where a field holds a time too.
  date: ['$gte', '$lt', ...PRESENCE],
  enumeration: ['$eq', '$ne', '$in', '$notIn', ...PRESENCE],
  relation: ['$eq', '$in', ...PRESENCE],
} as const satisfies Record<FieldType, readonly string[]>;

export type Operator = (typeof OFFERED)[FieldType][number] | (typeof EXACT)[number];

/** What a stored rule may compare a field of a type with, for the builder to show it. */
const known = (type: FieldType): readonly Operator[] =>
  type === 'string' ? [...OFFERED.string, ...EXACT] : OFFERED[type];

export const operatorOf = (type: FieldType, name: string): Operator | undefined =>
  known(type).find((one) => one === name);

/** What can be chosen for a field, with what is chosen already. */
export const operatorsFor = (type: FieldType, current?: Operator): readonly Operator[] => {
  const offered: readonly Operator[] = OFFERED[type];
  return current === undefined || offered.includes(current) ? offered : [...offered, current];
};

/** It asks whether there is something at all, and is compared with nothing. */
export const isPresence = (operator: Operator): operator is (typeof PRESENCE)[number] =>
  operator === '$null' || operator === '$notNull';

/** It is compared with several values. */
export const isList = (operator: Operator): boolean => operator === '$in' || operator === '$notIn';

const WORDS = {
  $eq: 'is',
  $eqi: 'is',
  $ne: 'isNot',
  $nei: 'isNot',
  $contains: 'containsExactly',
  $containsi: 'contains',
  $notContains: 'containsNotExactly',
  $notContainsi: 'containsNot',
  $startsWith: 'startsWithExactly',
  $startsWithi: 'startsWith',
  $endsWith: 'endsWithExactly',
  $endsWithi: 'endsWith',
  $gt: 'greater',
  $gte: 'atLeast',
  $lt: 'less',
  $lte: 'atMost',
  $in: 'isOneOf',
  $notIn: 'isNoneOf',
  $null: 'isEmpty',
  $notNull: 'isFilled',
} as const satisfies Record<Operator, string>;

/** Where an operator is called otherwise than elsewhere. */
const WORDS_OF_TYPE = {
  string: { $eq: 'isExactly', $ne: 'isNotExactly' },
  date: { $gte: 'since', $lt: 'before' },
} as const;

type Word =
  | (typeof WORDS)[Operator]
  | (typeof WORDS_OF_TYPE.string)[keyof typeof WORDS_OF_TYPE.string]
  | (typeof WORDS_OF_TYPE.date)[keyof typeof WORDS_OF_TYPE.date];

/** The word that a comparison is called by. */
export const wordOf = (type: FieldType, operator: Operator): Word => {
  const own: Partial<Record<Operator, Word>> =
    type === 'string' || type === 'date' ? WORDS_OF_TYPE[type] : {};
  return own[operator] ?? WORDS[operator];
};
