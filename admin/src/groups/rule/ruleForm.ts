import type { Rule, RuleField } from '../../../../contracts/groups';
import {
  isList,
  isPresence,
  operatorOf,
  operatorsFor,
  type FieldType,
  type Operator,
} from './operators';

/** One question about people: a field, how it is compared, and with what. */
export type Condition = {
  id: number;
  field: string;
  operator: Operator;
  /** As they are typed or chosen; one, but where the operator takes a list. */
  values: string[];
};

/** All of its conditions must fit, or any. */
export type Match = 'all' | 'any';

/** Conditions that count as one. */
export type Block = { id: number; match: Match; conditions: Condition[] };

/** A rule as it can be put together in a form. */
export type RuleForm = { match: Match; parts: (Condition | Block)[] };

export const isBlock = (part: Condition | Block): part is Block => 'conditions' in part;

let lastId = 0;
const nextId = (): number => (lastId += 1);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

const typesOf = (fields: readonly RuleField[]): Map<string, FieldType> =>
  new Map(fields.map(({ name, type }) => [name, type]));

/** A question that is yet to be asked, of a field that most rules are about. */
export const newCondition = (fields: readonly RuleField[], name?: string): Condition => {
  const field = fields.find((one) => one.name === (name ?? 'email')) ?? fields[0] ?? UNKNOWN_FIELD;
  const [operator] = operatorsFor(field.type);
  return {
    id: nextId(),
    field: field.name,
    operator: operator!,
    values: field.type === 'boolean' ? ['true'] : [],
  };
};

const UNKNOWN_FIELD: RuleField = { name: '', type: 'string' };

export const newBlock = (fields: readonly RuleField[], match: Match): Block => ({
  id: nextId(),
  match,
  conditions: [newCondition(fields), newCondition(fields)],
});

export const emptyForm = (fields: readonly RuleField[]): RuleForm => ({
  match: 'all',
  parts: [newCondition(fields)],
});

// From a form to a rule.

const isComplete = ({ operator, values }: Condition, type: FieldType | undefined): boolean => {
  if (!type) return false;
  if (isPresence(operator)) return true;
  if (isList(operator)) return values.length > 0;
  const value = values[0]?.trim() ?? '';
  if (type === 'number') return NUMBER.test(value);
  if (type === 'date') return DAY.test(value);
  return value !== '';
};

/** Ids of the conditions that something is missing of. */
export const incompleteIn = (form: RuleForm, fields: readonly RuleField[]): number[] => {
  const types = typesOf(fields);
  return form.parts
    .flatMap((part) => (isBlock(part) ? part.conditions : [part]))
    .filter((condition) => !isComplete(condition, types.get(condition.field)))
    .map(({ id }) => id);
};

const valueOf = ({ operator, values }: Condition, type: FieldType): unknown => {
  if (isPresence(operator)) return true;
  if (isList(operator)) return values;
  const value = values[0]!.trim();
  if (type === 'number') return Number(value);
  return type === 'boolean' ? value === 'true' : value;
};

const writeCondition = (condition: Condition, type: FieldType): Rule => {
  const test = { [condition.operator]: valueOf(condition, type) };
  const isEntry = type === 'relation' && !isPresence(condition.operator);
  return { [condition.field]: isEntry ? { documentId: test } : test };
};

const LOGIC = { all: '$and', any: '$or' } as const;

/** The rule that a form stands for; null: something is missing. */
export const ruleOf = (form: RuleForm, fields: readonly RuleField[]): Rule | null => {
  if (form.parts.length === 0 || incompleteIn(form, fields).length > 0) return null;
  const types = typesOf(fields);
  const write = (condition: Condition) => writeCondition(condition, types.get(condition.field)!);
  return {
    [LOGIC[form.match]]: form.parts.map((part) =>
      isBlock(part) ? { [LOGIC[part.match]]: part.conditions.map(write) } : write(part),
    ),
  };
};

// From a rule to a form.

type Tree = Condition | { match: Match; branches: Tree[] };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLeaf = (tree: Tree): tree is Condition => 'field' in tree;

/** Null as soon as one of them is. */
const everyOne = <Given, Read>(
  given: readonly Given[],
  read: (one: Given) => Read | null,
): Read[] | null => {
  const results = given.map(read);
  return results.includes(null) ? null : (results as Read[]);
};

/** A value as the form has it; null: it can't be typed or chosen there. */
const readValue = (value: unknown, type: FieldType): string | null => {
  if (type === 'number') return typeof value === 'number' ? String(value) : null;
  if (type === 'boolean') return typeof value === 'boolean' ? String(value) : null;
  if (typeof value !== 'string' || value === '') return null;
  return type === 'date' && !DAY.test(value) ? null : value;
};

const readTest = (
  field: string,
  type: FieldType,
  [name, value]: [string, unknown],
): Condition | null => {
  const operator = operatorOf(type, name);
  if (!operator) return null;
  if (isPresence(operator)) {
    if (typeof value !== 'boolean') return null;
    const isNull = (operator === '$null') === value;
    return { id: nextId(), field, operator: isNull ? '$null' : '$notNull', values: [] };
  }
  const given: unknown = isList(operator) ? value : [value];
  if (!Array.isArray(given) || given.length === 0) return null;
  const values = everyOne(given, (one) => readValue(one, type));
  return values && { id: nextId(), field, operator, values };
};

/** The comparisons of a field; those of a relation are about the entry's documentId. */
const testsOf = (type: FieldType, given: unknown): [string, unknown][] | null => {
  if (type !== 'relation') return isObject(given) ? Object.entries(given) : [['$eq', given]];
  if (!isObject(given)) return null;
  const names = Object.keys(given);
  if (names.length !== 1) return null;
  if (names[0] === 'documentId') return testsOf('string', given.documentId);
  return Object.entries(given).filter(([name]) => name === '$null' || name === '$notNull');
};

const readField = (name: string, given: unknown, types: Map<string, FieldType>): Tree | null => {
  const type = types.get(name);
  const tests = type && testsOf(type, given);
  if (!type || !tests || tests.length === 0) return null;
  const branches = everyOne(tests, (test) => readTest(name, type, test));
  return branches && { match: 'all', branches };
};

const readTree = (given: unknown, types: Map<string, FieldType>): Tree | null => {
  if (!isObject(given) || Object.keys(given).length === 0) return null;
  const branches = everyOne(Object.entries(given), ([key, value]): Tree | null => {
    if (key !== '$and' && key !== '$or') return readField(key, value, types);
    if (!Array.isArray(value) || value.length === 0) return null;
    const inner = everyOne(value, (one) => readTree(one, types));
    return inner && { match: key === '$and' ? 'all' : 'any', branches: inner };
  });
  return branches && { match: 'all', branches };
};

/** The same question with no more layers than it needs. */
const flatten = (tree: Tree): Tree => {
  if (isLeaf(tree)) return tree;
  const branches = tree.branches.map(flatten);
  if (branches.length === 1) return branches[0]!;
  return {
    match: tree.match,
    branches: branches.flatMap((branch) =>
      !isLeaf(branch) && branch.match === tree.match ? branch.branches : [branch],
    ),
  };
};

/** A rule as a form; null: it says more than the form can. */
export const formOf = (rule: Rule, fields: readonly RuleField[]): RuleForm | null => {
  const read = readTree(rule, typesOf(fields));
  const tree = read && flatten(read);
  if (!tree) return null;
  if (isLeaf(tree)) return { match: 'all', parts: [tree] };
  const parts = everyOne(tree.branches, (branch): Condition | Block | null => {
    if (isLeaf(branch)) return branch;
    const conditions = everyOne(branch.branches, (leaf) => (isLeaf(leaf) ? leaf : null));
    return conditions && { id: nextId(), match: branch.match, conditions };
  });
  return parts && { match: tree.match, parts };
};
