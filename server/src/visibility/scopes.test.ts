import { needsSpaceAttribute, readScopes, type Declaration } from './scopes';

const SPACE = 'plugin::participation.space';

const type = (
  name: string,
  scoped: unknown,
  attributes: Declaration['attributes'] = {},
): Declaration => ({
  uid: `api::${name}.${name}`,
  attributes,
  pluginOptions: { participation: { scoped } },
});
const relation = (target: string, kind = 'manyToOne') => ({
  type: 'relation',
  relation: kind,
  target,
});
const proposal = type('proposal', true, { space: relation(SPACE) });

describe('how content types say which space their entries belong to', () => {
  test('by the relation that the plugin adds', () => {
    expect(needsSpaceAttribute(type('proposal', true))).toBe(true);
    expect(needsSpaceAttribute(proposal)).toBe(false);
    expect(readScopes([proposal])).toEqual(new Map([[proposal.uid, { attribute: 'space' }]]));
  });

  test('by a relation of their own', () => {
    for (const kind of ['manyToOne', 'oneToOne']) {
      const page = type('page', { attribute: 'process' }, { process: relation(SPACE, kind) });
      expect(needsSpaceAttribute(page)).toBe(false);
      expect(readScopes([page]).get(page.uid)).toEqual({ attribute: 'process' });
    }
  });

  test('through another entry, at any distance', () => {
    const comment = type('comment', { through: 'on' }, { on: relation(proposal.uid) });
    const flag = type('flag', { through: 'comment' }, { comment: relation(comment.uid) });
    const scopes = readScopes([flag, comment, proposal]);
    expect(scopes.get(comment.uid)).toEqual({ attribute: 'on', parent: proposal.uid });
    expect(scopes.get(flag.uid)).toEqual({ attribute: 'comment', parent: comment.uid });
  });

  test('or not at all', () => {
    const free = { uid: 'api::topic.topic', attributes: {} };
    expect(readScopes([free, type('page', false), type('news', undefined)])).toEqual(new Map());
    expect(needsSpaceAttribute(free)).toBe(false);
  });
});

describe('a declaration that cannot be followed is refused with what to write instead', () => {
  const attribute = { attribute: 'process' };
  const through = { through: 'proposal' };

  test.each([
    ['an unknown attribute', type('page', attribute), 'no attribute "process"'],
    ['a field', type('page', attribute, { process: { type: 'string' } }), 'not a relation to one'],
    [
      'a relation to many',
      type('page', attribute, { process: relation(SPACE, 'manyToMany') }),
      '"relation": "manyToOne"',
    ],
    [
      'a relation to something else',
      type('page', attribute, { process: relation('api::topic.topic') }),
      `"target": "${SPACE}"`,
    ],
    [
      'a name that is taken',
      type('page', true, { space: { type: 'string' } }),
      '"scoped": { "attribute": "…" }',
    ],
    [
      'a polymorphic relation',
      type('page', through, { proposal: { type: 'relation', relation: 'morphToOne' } }),
      'not a relation to one',
    ],
    [
      'a way through a type that is not scoped',
      type('comment', through, { proposal: relation('api::topic.topic') }),
      '"pluginOptions": { "participation": { "scoped": true } }',
    ],
    [
      'a relation that the other side keeps',
      type('badge', through, {
        proposal: { ...relation(proposal.uid, 'oneToOne'), mappedBy: 'badge' },
      }),
      '"inversedBy" here',
    ],
    ['an option that does not exist', type('page', { via: 'x' }), '"through": "<relation>"'],
    ['both options', type('page', { ...attribute, ...through }), '"attribute": "<relation>"'],
    ['a word', type('page', 'yes'), '"scoped" is "yes"'],
  ])('%s', (_what, declaration, words) => {
    expect(() => readScopes([proposal, declaration])).toThrow(`${declaration.uid}: `);
    expect(() => readScopes([proposal, declaration])).toThrow(words);
  });

  test('a circle, naming the types on it', () => {
    const one = type('one', { through: 'two' }, { two: relation('api::two.two') });
    const two = type('two', { through: 'one' }, { one: relation('api::one.one') });
    const reply = type('reply', { through: 'parent' }, { parent: relation('api::reply.reply') });
    expect(() => readScopes([one, two])).toThrow(
      /api::one\.one.*circle.*\n.*api::two\.two.*circle/,
    );
    expect(() => readScopes([reply])).toThrow('api::reply.reply: "through" leads in a circle');
  });

  test('all of them in one message', () => {
    const faults = [type('page', attribute), proposal, type('news', { via: 'x' })];
    expect(() => readScopes(faults)).toThrow(/api::page\.page[^]*api::news\.news/);
    expect(() => readScopes(faults)).not.toThrow(/api::proposal/);
  });

  test('the plugin’s own types', () => {
    const own = { ...proposal, uid: 'plugin::participation.invitation' };
    expect(() => readScopes([own])).toThrow('It belongs to the plugin itself.');
  });
});
