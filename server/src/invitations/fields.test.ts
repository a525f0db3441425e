import type { Core } from '@strapi/strapi';
import { userFields } from './fields';

const attributes: Record<string, object> = {
  city: { type: 'string', minLength: 2, maxLength: 10 },
  code: { type: 'string', regex: '^[A-Z]+$' },
  note: { type: 'text' },
  contact: { type: 'email' },
  age: { type: 'integer', min: 0, max: 120 },
  big: { type: 'biginteger' },
  share: { type: 'decimal' },
  member: { type: 'boolean' },
  born: { type: 'date' },
  seen: { type: 'datetime' },
  district: { type: 'enumeration', enum: ['North', 'south'] },
  secret: { type: 'password' },
  avatar: { type: 'media' },
  confirmed: { type: 'boolean' },
  username: { type: 'string' },
};

const strapi = {
  getModel: () => ({ attributes }),
  config: { get: () => ({ invitations: { fields: [...Object.keys(attributes), 'nothing'] } }) },
} as unknown as Core.Strapi;

jest.mock('../shared/config', () => ({
  configOf: ({ config }: { config: { get(): unknown } }) => config.get(),
}));

const cast = (name: string, text: string): unknown => {
  const result = userFields(strapi)
    .find((field) => field.name === name)!
    .cast(text);
  return 'value' in result ? result.value : 'refused';
};

describe('attributes of accounts in a file', () => {
  it('are those that are named, that a cell can hold, and that sign nobody in', () => {
    expect(userFields(strapi).map(({ name }) => name)).toEqual([
      'city',
      'code',
      'note',
      'contact',
      'age',
      'big',
      'share',
      'member',
      'born',
      'seen',
      'district',
    ]);
  });

  it.each([
    ['city', ' Lyon ', 'Lyon'],
    ['city', 'L', 'refused'],
    ['city', 'Saint-Étienne', 'refused'],
    ['code', 'ABC', 'ABC'],
    ['code', 'abc', 'refused'],
    ['note', 'x'.repeat(4_000), 'x'.repeat(4_000)],
    ['contact', 'ANA@Example.org', 'ana@example.org'],
    ['contact', 'ana', 'refused'],
    ['age', '42', 42],
    ['age', '+7', 7],
    ['age', '121', 'refused'],
    ['age', '4.2', 'refused'],
    ['age', '9999999999', 'refused'],
    ['big', '9223372036854775807', '9223372036854775807'],
    ['big', '9223372036854775808', 'refused'],
    ['share', '12,5', 12.5],
    ['share', '-0.25', -0.25],
    ['share', '1e9', 'refused'],
    ['member', 'VRAI', true],
    ['member', 'perhaps', 'refused'],
    ['born', '1990-02-28', '1990-02-28'],
    ['born', '1990-02-30', 'refused'],
    ['born', '28/02/1990', 'refused'],
    ['seen', '2026-03-02T09:30:00', '2026-03-02T09:30:00.000Z'],
    ['seen', '2026-03-02 09:30+02:00', '2026-03-02T07:30:00.000Z'],
    ['seen', '2026-03-02', '2026-03-02T00:00:00.000Z'],
    ['seen', '2026-03-02T25:00', 'refused'],
    ['district', 'NORTH', 'North'],
    ['district', 'west', 'refused'],
  ])('%s: %s', (name, text, expected) => expect(cast(name, text)).toBe(expected));
});
