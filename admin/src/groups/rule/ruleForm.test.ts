import type { Rule, RuleField } from '../../../../contracts/groups';
import { asForm, asJson, draftOf, ruleOfDraft } from './draft';
import { operatorsFor } from './operators';
import {
  emptyForm,
  formOf,
  incompleteIn,
  isBlock,
  newBlock,
  newCondition,
  ruleOf,
} from './ruleForm';

const FIELDS: RuleField[] = [
  { name: 'username', type: 'string' },
  { name: 'email', type: 'string' },
  { name: 'age', type: 'number' },
  { name: 'newsletter', type: 'boolean' },
  { name: 'createdAt', type: 'date' },
  { name: 'district', type: 'enumeration', values: [{ value: 'north', label: 'north' }] },
  { name: 'role', type: 'relation', values: [{ value: 'r1', label: 'Authenticated' }] },
];

const sameAgain = (rule: Rule): Rule | null => {
  const form = formOf(rule, FIELDS);
  return form && ruleOf(form, FIELDS);
};

describe('a rule that the form can hold', () => {
  test.each<[string, Rule]>([
    ['a text', { $and: [{ email: { $endsWith: '@example.org' } }] }],
    ['a text in any letter case', { $and: [{ username: { $containsi: 'ana' } }] }],
    ['a number', { $and: [{ age: { $gte: 18 } }, { age: { $lt: 26.5 } }] }],
    ['a yes or no', { $and: [{ newsletter: { $eq: false } }] }],
    ['a day', { $and: [{ createdAt: { $gte: '2026-03-01' } }] }],
    ['a choice', { $or: [{ district: { $eq: 'north' } }, { district: { $ne: 'south' } }] }],
    ['several choices', { $and: [{ district: { $in: ['north', 'south'] } }] }],
    ['an entry', { $and: [{ role: { documentId: { $eq: 'r1' } } }] }],
    ['several entries', { $and: [{ role: { documentId: { $in: ['r1', 'r2'] } } }] }],
    [
      'whether there is anything',
      { $and: [{ age: { $null: true } }, { role: { $notNull: true } }] },
    ],
    [
      'blocks among conditions',
      {
        $and: [
          { email: { $endsWithi: '@example.org' } },
          { $or: [{ age: { $lt: 26 } }, { district: { $eq: 'north' } }] },
          { $or: [{ newsletter: { $eq: true } }, { role: { documentId: { $eq: 'r1' } } }] },
        ],
      },
    ],
  ])('with %s is the same again', (_what, rule) => {
    expect(sameAgain(rule)).toEqual(rule);
  });

  test.each<[string, Rule, Rule]>([
    [
      'several fields in one object',
      { email: { $contains: '@' }, newsletter: true },
      { $and: [{ email: { $contains: '@' } }, { newsletter: { $eq: true } }] },
    ],
    [
      'several comparisons of one field',
      { age: { $gte: 18, $lt: 26 } },
      { $and: [{ age: { $gte: 18 } }, { age: { $lt: 26 } }] },
    ],
    [
      'a block of one condition',
      { $or: [{ $and: [{ age: { $gt: 3 } }] }, { age: { $eq: 1 } }] },
      { $or: [{ age: { $gt: 3 } }, { age: { $eq: 1 } }] },
    ],
    [
      'a block that asks for the same as the rule',
      { $and: [{ $and: [{ age: 1 }, { $and: [{ age: 2 }, { age: 3 }] }] }, { age: 4 }] },
      { $and: [1, 2, 3, 4].map((age) => ({ age: { $eq: age } })) },
    ],
    [
      'a presence the other way round',
      { age: { $null: false } },
      { $and: [{ age: { $notNull: true } }] },
    ],
  ])('with %s says the same in fewer layers', (_what, rule, expected) => {
    expect(sameAgain(rule)).toEqual(expected);
  });
});

describe('a rule that says more than the form can', () => {
  test.each<[string, Rule]>([
    ['no condition', {}],
    ['an empty list', { $and: [] }],
    ['a field that there is not', { shoeSize: { $eq: 42 } }],
    ['a negation', { $not: { email: { $contains: '@' } } }],
    ['a negated comparison', { email: { $not: { $contains: '@' } } }],
    ['a comparison that is not offered', { age: { $between: [18, 25] } }],
    ['a moment', { createdAt: { $gte: '2026-03-01T12:00:00.000Z' } }],
    ['a number as a text', { age: { $eq: '18' } }],
    ['a field of an entry', { role: { name: { $eq: 'Authenticated' } } }],
    [
      'blocks within blocks',
      { $or: [{ age: 1 }, { $and: [{ age: 2 }, { $or: [{ age: 3 }, { age: 4 }] }] }] },
    ],
  ])('with %s is kept as text', (_what, rule) => {
    expect(formOf(rule, FIELDS)).toBeNull();
    const draft = draftOf(rule, FIELDS);
    expect(draft).toEqual({ json: expect.any(String) });
    expect(ruleOfDraft(draft, FIELDS)).toEqual(rule);
    expect(Object.keys(rule).length > 0 ? asForm(draft, FIELDS) : null).toBeNull();
  });
});

describe('a form', () => {
  test('is no rule before each condition is complete', () => {
    const form = emptyForm(FIELDS);
    const [first] = form.parts;
    expect(ruleOf(form, FIELDS)).toBeNull();
    expect(incompleteIn(form, FIELDS)).toEqual([first!.id]);
  });

  test('is no rule without a condition, which would fit everybody', () => {
    expect(ruleOf({ match: 'all', parts: [] }, FIELDS)).toBeNull();
  });

  test.each([
    ['age', '$gte', 'eighteen'],
    ['age', '$gte', ' '],
    ['createdAt', '$gte', '1 March'],
    ['email', '$eqi', '  '],
  ] as const)('needs a value that fits %s', (field, operator, value) => {
    const condition = { ...newCondition(FIELDS, field), operator, values: [value] };
    expect(ruleOf({ match: 'all', parts: [condition] }, FIELDS)).toBeNull();
  });

  test('needs a field that there is', () => {
    const condition = { id: 1, field: 'shoeSize', operator: '$eq' as const, values: ['42'] };
    expect(incompleteIn({ match: 'all', parts: [condition] }, FIELDS)).toEqual([1]);
  });

  test('takes values as they are meant', () => {
    const parts = [
      { ...newCondition(FIELDS, 'age'), values: [' -3.5 '] },
      newCondition(FIELDS, 'newsletter'),
      { ...newCondition(FIELDS, 'email'), values: [' ana@example.org '] },
    ];
    expect(ruleOf({ match: 'any', parts }, FIELDS)).toEqual({
      $or: [
        { age: { $eq: -3.5 } },
        { newsletter: { $eq: true } },
        { email: { $eqi: 'ana@example.org' } },
      ],
    });
  });

  test('begins with the address, or with what there is', () => {
    expect(newCondition(FIELDS).field).toBe('email');
    expect(newCondition(FIELDS.slice(2)).field).toBe('age');
  });

  test('has blocks of two conditions to begin with', () => {
    const block = newBlock(FIELDS, 'any');
    expect(isBlock(block)).toBe(true);
    expect(block.conditions).toHaveLength(2);
  });
});

test('exact letter case is offered only where a rule asks for it already', () => {
  expect(operatorsFor('string')).not.toContain('$endsWith');
  expect(operatorsFor('string', '$endsWith')).toContain('$endsWith');
});

describe('a draft', () => {
  test('goes from form to text and back', () => {
    const rule = { $or: [{ age: { $gt: 3 } }, { newsletter: { $eq: true } }] };
    const text = asJson(draftOf(rule, FIELDS), FIELDS);
    expect(text).toEqual({ json: JSON.stringify(rule, null, 2) });
    expect(ruleOfDraft(asForm(text, FIELDS)!, FIELDS)).toEqual(rule);
  });

  test('that is incomplete begins anew', () => {
    const text = asJson(draftOf(null, FIELDS), FIELDS);
    expect(text).toEqual({ json: '{}' });
    expect(asForm(text, FIELDS)).toHaveProperty('form.match', 'all');
  });

  test.each(['', '{', '[]', '"email"', 'null'])('with the text %j is no rule', (json) => {
    expect(ruleOfDraft({ json }, FIELDS)).toBeNull();
  });
});
