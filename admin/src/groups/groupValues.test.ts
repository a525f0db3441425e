import type { Group, RuleField } from '../../../contracts/groups';
import { changesOf, emptyGroup, newGroupOf, valuesOf } from './groupValues';

const FIELDS: RuleField[] = [{ name: 'email', type: 'string' }];
const RULE = { $and: [{ email: { $endsWith: '@example.org' } }] };

const group = (fields: Partial<Group>): Group => ({
  documentId: 'g1',
  name: 'Cyclists',
  nickname: 'cyclists',
  kind: 'organization',
  about: null,
  avatar: null,
  status: 'verified',
  verified: true,
  members: 0,
  followers: 0,
  email: 'cyclists@example.org',
  confirmed: true,
  documentNumber: null,
  phone: null,
  reason: null,
  rule: null,
  spaces: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  decidedAt: null,
  decidedBy: null,
  ...fields,
});

test('a new group says only what groups of its kind have', () => {
  const empty = { ...emptyGroup(FIELDS), name: ' Cyclists ', phone: '0102030405' };
  expect(newGroupOf(empty, FIELDS)).toEqual({
    name: 'Cyclists',
    nickname: undefined,
    kind: 'manual',
    about: null,
    avatar: null,
  });
  expect(newGroupOf({ ...empty, kind: 'organization' }, FIELDS)).toMatchObject({
    phone: '0102030405',
    email: null,
  });
});

test('only what was changed is sent', () => {
  const before = valuesOf(group({}), FIELDS);
  expect(changesOf(before, before, FIELDS)).toEqual({});
  expect(changesOf({ ...before, about: 'We ride.' }, before, FIELDS)).toEqual({
    about: 'We ride.',
  });
});

test('a rule is sent when it says something else, not when it is only looked at as text', () => {
  const before = valuesOf(group({ kind: 'smart', rule: RULE, email: null }), FIELDS);
  const asText = { ...before, rule: { json: JSON.stringify(RULE) } };
  expect(changesOf(asText, before, FIELDS)).toEqual({});
  const other = { $and: [{ email: { $eqi: 'ana@example.org' } }] };
  const changed = { ...before, rule: { json: JSON.stringify(other) } };
  expect(changesOf(changed, before, FIELDS)).toEqual({ rule: other });
});
