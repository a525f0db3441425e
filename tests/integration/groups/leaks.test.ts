import { startApp, type Answer, type App, type Client } from '../harness';
import { GRAPHQL, REST } from '../visibility/paths';
import { createWorld, type World } from '../visibility/world';
import {
  decide,
  GROUPS,
  joins,
  made,
  membershipOf,
  organization,
  person,
  SITE,
  verified,
  type Made,
  type Person,
} from './story';

const PROPOSALS = '/api/proposals';
/** Says of whoever asks who they are: not the same for two people. */
const PERSONAL = ['myself'];

let world: World;
let app: App;

const graphql = (client: Client, query: string) => client.post('/graphql', { query });

/** With the keys of each object in one order: Strapi puts a relation where it was loaded. */
const inOrder = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const told = ({ status, body }: Answer) => `${status} ${JSON.stringify(body, inOrder)}`;

const grant = async (action: string) => {
  for (const role of await app.strapi.db
    .query('plugin::users-permissions.role')
    .findMany({ where: { type: { $in: ['public', 'authenticated'] } } }))
    await app.strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action, role: role.id } });
};

beforeAll(async () => {
  app = await startApp();
  world = await createWorld(app);
}, 300_000);
afterAll(() => app?.stop());

describe('who is in a group that a private space admits', () => {
  type Way = { who: Person; leave(): Promise<unknown> };

  const ways: Record<string, Way> = {};
  let paths: Record<string, string>;

  /** Everything that `client` is answered. */
  const askAll = async (client: Client): Promise<Record<string, string>> => {
    const answers: Record<string, string> = {};
    for (const [name, path] of Object.entries(paths))
      answers[name] = told(
        path.startsWith('/') ? await client.get(path) : await graphql(client, path),
      );
    return answers;
  };

  /** What is different for `client` from what it is for `other`. */
  const differences = async (client: Client, expected: Record<string, string>) => {
    const answers = await askAll(client);
    return Object.keys(paths).filter((name) => answers[name] !== expected[name]);
  };

  /** Statuses of writes to what belongs to the space, by REST and by GraphQL. */
  const writesOf = async (client: Client): Promise<unknown[]> => {
    const { space, proposals, comments } = world.places.mine;
    const [{ documentId }, [comment]] = [proposals[0]!, comments];
    const data = { title: 'Written by a test', space: space!.documentId };
    const created = await client.post(PROPOSALS, { data });
    const own = created.body.data?.documentId ?? documentId;
    const mutated = [
      `createProposal(data: { title: "x", space: "${space!.documentId}" }) { documentId }`,
      `updateProposal(documentId: "${own}", data: { votes: 3 }) { documentId }`,
    ];
    const answers = [
      created,
      await client.put(`${PROPOSALS}/${documentId}`, { data: { votes: 0 } }),
      await client.put(`/api/comments/${comment!.documentId}`, { data: {} }),
      await client.post('/api/comments', { data: { body: 'x', proposal: documentId } }),
      await client.put(`${PROPOSALS}/${world.places.public.proposals[0]!.documentId}`, {
        data: { merged: documentId },
      }),
    ];
    const results: unknown[] = answers.map(({ status }) => status);
    for (const mutation of mutated) {
      const { body } = await graphql(client, `mutation { ${mutation} }`);
      results.push(body.errors?.[0].extensions.error.name ?? 'done');
    }
    const removed =
      own === documentId
        ? await client.delete(`${PROPOSALS}/${world.places.mine.proposals[1]!.documentId}`)
        : await client.delete(`${PROPOSALS}/${own}`);
    return [...results, removed.status];
  };

  const hand = async (group: Made, who: Person): Promise<Way> => {
    const path = `${GROUPS}/${group.documentId}/members`;
    await app.admin.post(path, { users: [who.id] });
    const leave = async () => {
      const { results } = (await app.admin.get(`${path}?_q=${who.email}`)).body;
      return app.admin.delete(`${path}/${results[0].documentId}`);
    };
    return { who, leave };
  };

  beforeAll(async () => {
    const [creator, ...people] = await Promise.all(
      ['keeper', 'joiner', 'vouched', 'listed', 'fitting', 'added'].map((name) =>
        person(app, name),
      ),
    );
    const [joiner, vouched, listed, fitting, added] = people as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    const [club, union] = [await verified(app, creator!), await verified(app, creator!)];
    await joins(club, joiner, creator!);
    await joins(union, vouched, creator!);
    const users = app.strapi.db.query('plugin::users-permissions.user');
    const rename = (firstName: string) =>
      users.update({ where: { id: fitting.id }, data: { firstName } });
    await rename('Ada');
    const [list, smart, byHand] = [
      await made(app, {}),
      await made(app, { kind: 'smart', rule: { firstName: { $eq: 'Ada' } } }),
      await made(app, { kind: 'smart', rule: { firstName: { $eq: 'Nobody' } } }),
    ];
    Object.assign(ways, {
      'an organization, and leaves': {
        who: joiner,
        leave: async () => {
          const { documentId } = await membershipOf(club, joiner, creator!);
          return joiner.client.delete(`${SITE}/${club.nickname}/memberships/${documentId}`);
        },
      },
      'an organization that is no longer vouched for': {
        who: vouched,
        leave: () => decide(app, 'reject', [union]),
      },
      'a list': await hand(list, listed),
      'a smart group by its rule': { who: fitting, leave: () => rename('Bea') },
      'a smart group by hand': await hand(byHand, added),
    } satisfies Record<string, Way>);
    await app.admin.put(`/participation/spaces/${world.places.mine.space!.documentId}`, {
      groups: [club, union, list, smart, byHand].map(({ documentId }) => documentId),
    });
    paths = { ...REST(world), ...GRAPHQL(world) };
    for (const name of PERSONAL) delete paths[name];
  });

  test('is answered what participants are, and may write what they may', async () => {
    const { participant, outsider } = world.clients;
    const expected = await askAll(participant);
    expect(await differences(outsider, expected)).not.toEqual([]);
    for (const [name, { who }] of Object.entries(ways))
      expect([name, await differences(who.client, expected)]).toEqual([name, []]);
    const written = await writesOf(participant);
    expect(written).toEqual([201, 200, 200, 201, 200, 'done', 'done', 204]);
    for (const [name, { who }] of Object.entries(ways))
      expect([name, await writesOf(who.client)]).toEqual([name, written]);
  });

  test('is answered what outsiders are, and writes nothing, from the moment they are out', async () => {
    for (const { leave } of Object.values(ways)) await leave();
    const { outsider } = world.clients;
    const expected = await askAll(outsider);
    for (const [name, { who }] of Object.entries(ways))
      expect([name, await differences(who.client, expected)]).toEqual([name, []]);
    const rows = () => app.strapi.db.connection('proposals').orderBy('id');
    const before = await rows();
    const written = await writesOf(outsider);
    expect(written).not.toContain('done');
    expect(written.filter((status) => Number(status) < 400)).toEqual([]);
    for (const [name, { who }] of Object.entries(ways))
      expect([name, await writesOf(who.client)]).toEqual([name, written]);
    expect(await rows()).toEqual(before);
  });
});

describe('groups that no site may know of', () => {
  const SECRETS = [
    'email',
    'documentNumber',
    'documentKey',
    'nameKey',
    'nicknameKey',
    'phone',
    'kind',
    'status',
    'rule',
    'reason',
    'decidedBy',
    'decidedAt',
    'confirmedAt',
    'publicId',
    'tokenVersion',
  ];
  const hidden: Made[] = [];
  let shown: Made;
  let clients: Client[];

  beforeAll(async () => {
    const creator = await person(app);
    shown = await verified(app, creator, { documentNumber: 'W751111111', phone: '0611111111' });
    hidden.push(
      await organization(creator),
      await made(app, {}),
      await made(app, { kind: 'smart', rule: { firstName: { $eq: 'Ada' } } }),
    );
    const rejected = await organization(creator);
    await decide(app, 'reject', [rejected], 'Not you');
    hidden.push(rejected);
    const proposals = app.strapi.db.query('api::proposal.proposal');
    const groups = app.strapi.db.query('plugin::participation.group');
    const { places } = world;
    for (const [index, { documentId }] of [shown, ...hidden].entries()) {
      const { id } = await groups.findOne({ where: { documentId } });
      const entry = [
        ...places.public.proposals,
        ...places.none.proposals,
        ...places.transparent.proposals,
      ][index]!;
      await proposals.update({ where: { id: entry.id }, data: { groupAuthor: id } });
    }
    for (const action of ['find', 'findOne']) await grant(`plugin::participation.group.${action}`);
    clients = [app.http, world.clients.outsider, world.clients.token, creator.client];
  });

  const everywhere = (path: string) => Promise.all(clients.map((client) => client.get(path)));
  const queries = (query: string) => Promise.all(clients.map((client) => graphql(client, query)));

  const expectNothingHidden = (answers: Answer[]) => {
    for (const { text } of answers)
      for (const { name, nickname } of hidden)
        for (const word of [name, nickname]) expect(text).not.toContain(`"${word}"`);
  };

  test('are in no list and no relation', async () => {
    for (const path of [
      `${SITE}?pagination[pageSize]=100`,
      `${PROPOSALS}?populate=groupAuthor&pagination[pageSize]=100`,
      `${PROPOSALS}?populate[groupAuthor][populate]=*&populate[space][populate]=groups&pagination[pageSize]=100`,
      '/api/topics?populate[proposals][populate]=groupAuthor',
      '/api/participation/spaces?populate=groups',
    ])
      expectNothingHidden(await everywhere(path));
    const [answer] = await everywhere(`${PROPOSALS}?populate=groupAuthor&pagination[pageSize]=100`);
    expect(answer!.text).toContain(shown.nickname);
  });

  test('make no difference to filters and orders', async () => {
    for (const { name, nickname } of hidden)
      for (const filter of [
        `filters[groupAuthor][name][$eq]=${encodeURIComponent(name)}`,
        `filters[groupAuthor][nickname][$startsWith]=${nickname}`,
      ])
        for (const { body } of await everywhere(`${PROPOSALS}?${filter}`))
          expect(body.meta.pagination.total).toBe(0);
    for (const { body } of await everywhere(
      `${PROPOSALS}?filters[groupAuthor][id][$notNull]=true&pagination[pageSize]=100`,
    ))
      expect(body.data).toHaveLength(1);
    for (const direction of ['asc', 'desc']) {
      const order = async () =>
        (await everywhere(`${PROPOSALS}?sort[0]=groupAuthor.name:${direction}&sort[1]=id`)).map(
          told,
        );
      const before = await order();
      const knex = app.strapi.db.connection;
      const names = knex('participation_groups').whereNot('document_id', shown.documentId);
      const rows = await names.clone().select('id', 'name');
      for (const { id } of rows)
        await knex('participation_groups')
          .where({ id })
          .update({ name: `${1_000 - id} other` });
      const after = await order();
      for (const { id, name } of rows)
        await knex('participation_groups').where({ id }).update({ name });
      expect(after).toEqual(before);
    }
  });

  test('are not told by GraphQL: neither at the root, nor in relations, nor in totals', async () => {
    const fields = 'documentId name nickname verified';
    for (const query of [
      `{ proposals(pagination: { limit: 100 }) { title groupAuthor { ${fields} } } }`,
      `{ participationGroups { ${fields} } }`,
      `{ participationGroups_connection { nodes { ${fields} } pageInfo { total } } }`,
      '{ topics { proposals { groupAuthor { name nickname } } } }',
    ]) {
      const answers = await queries(query);
      for (const { body } of answers) expect(body.errors).toBeUndefined();
      expectNothingHidden(answers);
    }
    for (const { documentId } of hidden)
      for (const { body } of await queries(
        `{ participationGroup(documentId: "${documentId}") { ${fields} } }`,
      ))
        expect(body.data.participationGroup).toBeNull();
    const count = await app.strapi.db
      .query('plugin::participation.group')
      .count({ where: { verified: true } });
    for (const { body } of await queries(
      '{ participationGroups_connection { pageInfo { total } } }',
    ))
      expect(body.data.participationGroups_connection.pageInfo.total).toBe(count);
  });

  test.each(SECRETS)('do not tell the %s of any group, nor find or order by it', async (field) => {
    for (const path of [
      `${PROPOSALS}?filters[groupAuthor][${field}][$notNull]=true`,
      `${PROPOSALS}?sort=groupAuthor.${field}`,
      `${PROPOSALS}?populate[groupAuthor][filters][${field}][$notNull]=true`,
      `${PROPOSALS}?populate[groupAuthor][sort]=${field}`,
      `${PROPOSALS}?populate[groupAuthor][fields][0]=name&populate[groupAuthor][fields][1]=${field}`,
    ])
      for (const { status } of await everywhere(path)) expect([path, status]).toEqual([path, 400]);
    for (const query of [
      `{ participationGroups { ${field} } }`,
      `{ participationGroups(filters: { ${field}: { notNull: true } }) { name } }`,
      `{ proposals(filters: { groupAuthor: { ${field}: { notNull: true } } }) { title } }`,
    ])
      for (const { status } of await queries(query)) expect([query, status]).toEqual([query, 400]);
    for (const answer of await queries(`{ participationGroups(sort: ["${field}:asc"]) { name } }`))
      expect(answer.body.errors).toBeDefined();
  });

  test('are changed by no mutation, and have no memberships, follows and notices', async () => {
    const { body } = await graphql(
      app.http,
      '{ __schema { types { name fields { name } inputFields { name } } mutationType { fields { name } } } }',
    );
    type Type = {
      name: string;
      fields: { name: string }[] | null;
      inputFields: { name: string }[] | null;
    };
    const { types, mutationType } = body.data.__schema;
    const words = (types as Type[]).flatMap(({ name, fields, inputFields }) => [
      name,
      ...[...(fields ?? []), ...(inputFields ?? [])].map((each) => each.name),
    ]);
    const own = /membership|follow|notice|spaceGroups/i;
    expect(words.filter((word) => own.test(word))).toEqual([]);
    const mutations = mutationType.fields.map(({ name }: { name: string }) => name);
    expect(mutations.filter((name: string) => /participation|group/i.test(name))).toEqual([]);
    for (const path of ['memberships', 'follows', 'notices', 'activities'])
      for (const prefix of ['/api', '/api/participation'])
        for (const { status } of await everywhere(`${prefix}/${path}`))
          expect([401, 403, 404, 405]).toContain(status);
    for (const relation of ['memberships', 'members', 'follows', 'followers', 'notices', 'spaces'])
      for (const answer of await everywhere(
        `${PROPOSALS}?populate[groupAuthor][populate]=${relation}`,
      ))
        expect(answer.text).not.toContain(`"${relation}":`);
  });
});
