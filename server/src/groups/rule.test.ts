import { faultOfRule, safeAttributes, type Attributes } from './rule';

const TYPES: Record<string, Attributes> = {
  user: {
    email: { type: 'email' },
    age: { type: 'integer' },
    district: { type: 'enumeration', enum: ['north', 'south'] },
    password: { type: 'password', private: true },
    inviteToken: { type: 'string' },
    hidden: { type: 'string', private: true },
    picture: { type: 'media' },
    role: { type: 'relation', target: 'role' },
    maker: { type: 'relation', target: 'admin::user' },
    places: { type: 'relation', target: 'plugin::participation.participant' },
  },
  role: { name: { type: 'string' }, users: { type: 'relation', target: 'user' } },
};

const faultOf = (rule: unknown) => faultOfRule(rule, 'user', (uid) => TYPES[uid] ?? {});

describe('the fields that rules may use', () => {
  it('are those whose values anybody may know, with what tells rows apart', () => {
    expect([...safeAttributes(TYPES.user!).keys()]).toEqual([
      ...['id', 'documentId', 'createdAt', 'updatedAt'],
      ...['email', 'age', 'district', 'role'],
    ]);
  });
});

describe('a rule', () => {
  it.each([
    [{ email: { $endsWithi: '@example.org' } }],
    [{ email: 'ada@example.org' }],
    [{ age: { $gte: 16, $lt: 25 } }],
    [{ age: { $between: [16, 25] } }],
    [{ district: { $in: ['north', 'south'] } }],
    [{ district: { $null: true } }],
    [{ age: { $not: { $gt: 20 } } }],
    [{ role: { name: { $eq: 'Jury' } } }],
    [{ role: { $notNull: true } }],
    [{ $or: [{ age: 16 }, { $and: [{ age: 17 }, { $not: { district: 'north' } }] }] }],
  ])('may be %j', (rule) => {
    expect(faultOf(rule)).toBeNull();
  });

  it.each([
    [null, ['rule']],
    [[], ['rule']],
    [{}, ['rule']],
    [{ $and: [{}] }, ['rule', '$and', '0']],
    [{ $or: [] }, ['rule', '$or']],
    [{ email: {} }, ['rule', 'email']],
    [{ email: { $eq: { $ne: 1 } } }, ['rule', 'email', '$eq']],
    [{ email: { $raw: '1 = 1' } }, ['rule', 'email', '$raw']],
    [{ email: { $in: [] } }, ['rule', 'email', '$in']],
    [{ age: { $between: [1, 2, 3] } }, ['rule', 'age', '$between']],
    [{ age: { $null: 'yes' } }, ['rule', 'age', '$null']],
    [{ unknown: 1 }, ['rule', 'unknown']],
    [{ password: { $startsWith: '$2' } }, ['rule', 'password']],
    [{ inviteToken: { $notNull: true } }, ['rule', 'inviteToken']],
    [{ hidden: 'x' }, ['rule', 'hidden']],
    [{ maker: { id: 1 } }, ['rule', 'maker']],
    [{ places: { id: 1 } }, ['rule', 'places']],
    [{ role: { users: { password: 'x' } } }, ['rule', 'role', 'users', 'password']],
    [JSON.parse('{"__proto__": {"email": "x"}}'), ['rule', '__proto__']],
  ])('cannot be %j', (rule, path) => {
    expect(faultOf(rule)).toMatchObject({ code: 'invalid_rule', path });
  });

  it('is neither too long nor too deep for a database', () => {
    const nested = (depth: number): object =>
      depth === 0 ? { age: 1 } : { $and: [nested(depth - 1)] };
    expect(faultOf(nested(4))).toBeNull();
    expect(faultOf(nested(5))).not.toBeNull();
    const nots = (depth: number): unknown => (depth === 0 ? { $gt: 1 } : { $not: nots(depth - 1) });
    expect(faultOf({ age: nots(50) })).not.toBeNull();
    expect(faultOf({ $or: Array.from({ length: 51 }, (_, age) => ({ age })) })).not.toBeNull();
    expect(
      faultOf({ age: { $in: Array.from({ length: 1_001 }, (_, age) => age) } }),
    ).not.toBeNull();
    expect(faultOf({ email: 'x'.repeat(256) })).not.toBeNull();
  });
});
