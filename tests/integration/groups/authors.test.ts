import { startApp, type App } from '../harness';
import { createSpace } from '../story';
import {
  answering,
  codeOf,
  decide,
  joins,
  made,
  organization,
  person,
  SITE,
  verified,
} from './story';
import type { Made, Person } from './story';

const PROPOSALS = '/api/proposals';
const PROPOSAL = 'api::proposal.proposal';
const GROUP = 'plugin::participation.group';

describe('content in the name of a group', () => {
  let app: App;
  let space: { documentId: string };
  let [creator, member, outsider]: Person[] = [];
  let group: Made;

  const write = (who: Person, groupAuthor: unknown, fields: object = {}) =>
    who.client.post(PROPOSALS, {
      data: { title: 'A proposal', space: space.documentId, groupAuthor, ...fields },
    });

  const authorOf = async (documentId: string) =>
    (await app.http.get(`${PROPOSALS}/${documentId}?populate[groupAuthor][populate]=avatar`)).body
      .data.groupAuthor;

  /** All groups in whose name an entry is, whoever may know of them. */
  const authorsOf = async (documentId: string): Promise<string[]> =>
    app.strapi.db
      .connection('proposals_group_author_lnk')
      .join('proposals', 'proposals.id', 'proposals_group_author_lnk.proposal_id')
      .join(
        'participation_groups',
        'participation_groups.id',
        'proposals_group_author_lnk.group_id',
      )
      .where('proposals.document_id', documentId)
      .pluck('participation_groups.nickname');

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app, { visibility: 'public' });
    [creator, member, outsider] = [await person(app), await person(app), await person(app)];
    group = await verified(app, creator!);
    await joins(group, member!, creator!);
    const roles = await app.strapi.db.query('plugin::users-permissions.role').findMany({});
    for (const { id } of roles)
      for (const action of ['find', 'findOne', 'create', 'update'])
        await app.strapi.db.query('plugin::users-permissions.permission').create({
          data: { action: `api::proposal.proposal.${action}`, role: id },
        });
  });
  afterAll(() => app?.stop());

  test('shows the group with its badge, and nothing that is not public', async () => {
    const answer = await write(creator!, group.documentId);
    expect(answer.status).toBe(201);
    expect(await authorOf(answer.body.data.documentId)).toEqual({
      id: expect.any(Number),
      documentId: group.documentId,
      name: group.name,
      nickname: group.nickname,
      about: null,
      verified: true,
      avatar: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      publishedAt: expect.any(String),
    });
    const profile = await app.http.get(`${SITE}/${group.nickname}`);
    expect(profile.body.data.badges).toContainEqual({
      name: 'contributions',
      level: 1,
      levels: 3,
      count: 1,
    });
  });

  test('counts for the badge of the group where everybody may read it', async () => {
    const own = await verified(app, creator!);
    const hidden = await createSpace(app);
    await app.admin.post(`/participation/spaces/${hidden.documentId}/participants`, {
      name: 'The creator',
      email: creator!.email,
    });
    const answer = await write(creator!, own.documentId, { space: hidden.documentId });
    expect(answer.status).toBe(201);
    const { badges } = (await app.http.get(`${SITE}/${own.nickname}`)).body.data;
    expect(badges.map(({ name }: { name: string }) => name)).toEqual(['verified']);
  });

  test.each(['documentId', 'connect', 'set'])(
    'is written by who manages it, as %s',
    async (how) => {
      const named = {
        documentId: group.documentId,
        connect: { connect: [{ documentId: group.documentId }] },
        set: { set: [group.documentId] },
      }[how];
      expect((await write(creator!, named)).status).toBe(201);
      for (const who of [member!, outsider!]) {
        const answer = await write(who, named);
        expect([answer.status, codeOf(answer)]).toEqual([403, 'group_not_allowed']);
      }
    },
  );

  test('is refused alike for groups that one may not know of', async () => {
    const hidden = await organization(outsider!);
    const list = await made(app, {});
    const answers = await Promise.all(
      [hidden.documentId, list.documentId, 'nothing'].map((id) => write(creator!, id)),
    );
    for (const answer of answers)
      expect([answer.status, answer.text]).toEqual([403, answers[0]!.text]);
  });

  test('is refused while nobody vouches for the group, and its author is hidden meanwhile', async () => {
    const own = await verified(app, creator!);
    const { documentId } = (await write(creator!, own.documentId)).body.data;
    await decide(app, 'reject', [own], 'Not any more');
    expect(await authorOf(documentId)).toBeNull();
    const answer = await write(creator!, own.documentId);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'group_not_verified']);
    const filtered = await app.http.get(
      `${PROPOSALS}?filters[groupAuthor][nickname]=${own.nickname}`,
    );
    expect(filtered.body.meta.pagination.total).toBe(0);
    await decide(app, 'verify', [own]);
    expect(await authorOf(documentId)).toMatchObject({ nickname: own.nickname });
  });

  test('goes to another group, or to none, by the hand of who manages both', async () => {
    const other = await verified(app, outsider!);
    const { documentId } = (await write(creator!, group.documentId)).body.data;
    const change = (who: Person, data: object) =>
      who.client.put(`${PROPOSALS}/${documentId}`, { data });
    expect(codeOf(await change(outsider!, { groupAuthor: other.documentId }))).toBe(
      'group_not_allowed',
    );
    expect(codeOf(await change(outsider!, { groupAuthor: null }))).toBe('group_not_allowed');
    expect(codeOf(await change(creator!, { groupAuthor: other.documentId }))).toBe(
      'group_not_allowed',
    );
    expect((await change(creator!, { title: 'Another title' })).status).toBe(200);
    expect(await authorOf(documentId)).toMatchObject({ nickname: group.nickname });
    expect((await change(creator!, { groupAuthor: null })).status).toBe(200);
    expect(await authorOf(documentId)).toBeNull();
  });

  test('is the group that was looked at, whatever else the body says', async () => {
    const [victim, own] = [await verified(app, outsider!), group];
    const idOf = async ({ documentId }: Made): Promise<number> =>
      (await app.strapi.db.query(GROUP).findOne({ where: { documentId } })).id;
    const [victimId, ownId] = [await idOf(victim), await idOf(own)];
    const { documentId: other } = (await write(outsider!, victim.documentId)).body.data;
    const { id: otherId } = await app.strapi.db
      .query(PROPOSAL)
      .findOne({ where: { documentId: other } });
    const [a, b] = [{ documentId: victim.documentId }, { documentId: own.documentId }];
    for (const said of [
      { connect: [a, b] },
      { connect: [b, a] },
      { set: [a, b] },
      [a, b],
      [[victim.documentId]],
      { set: [[victim.documentId]] },
      { connect: [[victim.documentId], own.documentId] },
      { id: ownId, documentId: victim.documentId },
      { id: '', documentId: victim.documentId },
      { id: [], documentId: victim.documentId },
      { connect: [{ id: ownId, documentId: victim.documentId }] },
      { connect: [{ id: ownId, __pivot: { group_id: victimId } }] },
      { set: [{ id: ownId, __pivot: { group_id: victimId } }] },
      { id: ownId, __pivot: { group_id: victimId } },
      { connect: [{ id: ownId, __pivot: { proposal_id: otherId } }] },
      { connect: [{ documentId: own.documentId, __pivot: { proposal_id: otherId } }] },
    ]) {
      const change = (entry: string) =>
        creator!.client.put(`${PROPOSALS}/${entry}`, { data: { groupAuthor: said } });
      const mine = (await write(creator!, own.documentId)).body.data.documentId;
      const created = await write(creator!, said);
      for (const answer of [created, await change(mine), await change(other)])
        expect(answer.status).toBeLessThan(500);
      for (const entry of [mine, created.body.data?.documentId ?? mine])
        expect({ said, authors: await authorsOf(entry) }).not.toMatchObject({
          authors: expect.arrayContaining([victim.nickname]),
        });
      expect(await authorsOf(other)).toEqual([victim.nickname]);
    }
  });

  test('is written by GraphQL as by REST: by who manages a verified group, and by nobody else', async () => {
    const pending = await organization(creator!);
    const mutate = async (who: Person, mutation: string) => {
      const { body } = await who.client.post('/graphql', { query: `mutation { ${mutation} }` });
      return body.errors?.[0].extensions.error.details?.code ?? Object.values(body.data)[0];
    };
    const create = (who: Person, author: string) =>
      mutate(
        who,
        `createProposal(data: { title: "x", groupAuthor: "${author}" }) { documentId groupAuthor { nickname } }`,
      );
    const made = await create(creator!, group.documentId);
    expect(made.groupAuthor).toEqual({ nickname: group.nickname });
    for (const who of [member!, outsider!])
      expect(await create(who, group.documentId)).toBe('group_not_allowed');
    expect(await create(creator!, pending.documentId)).toBe('group_not_verified');
    for (const author of ['null', `"${group.documentId}"`]) {
      const update = (who: Person) =>
        mutate(
          who,
          `updateProposal(documentId: "${made.documentId}", data: { title: "y", groupAuthor: ${author} }) { title }`,
        );
      const isOthers = author === 'null';
      expect(await update(outsider!)).toEqual(isOthers ? 'group_not_allowed' : { title: 'y' });
      expect(await authorsOf(made.documentId)).toEqual([group.nickname]);
    }
  });

  test('is looked at where a project’s own code writes by the Document Service', async () => {
    const proposals = app.strapi.documents(PROPOSAL);
    const data = (groupAuthor: unknown) => ({ title: 'By own code', groupAuthor }) as never;
    const refused = (who: Person, work: () => Promise<unknown>, code = 'group_not_allowed') =>
      expect(answering(app, who, async () => void (await work()))).rejects.toMatchObject({
        details: { code },
      });
    // The code may have begun a transaction.
    const { documentId } = await answering(app, creator!, () =>
      app.strapi.db.transaction(() => proposals.create({ data: data(group.documentId) })),
    );
    expect(await authorsOf(documentId)).toEqual([group.nickname]);
    const pending = await organization(creator!);
    await refused(
      creator!,
      () => proposals.create({ data: data(pending.documentId) }),
      'group_not_verified',
    );
    for (const who of [member!, outsider!]) {
      await refused(who, () => proposals.create({ data: data(group.documentId) }));
      await refused(who, () => proposals.update({ documentId, data: data(null) }));
      await refused(who, () =>
        app.strapi.db.transaction(() => proposals.update({ documentId, data: data(null) })),
      );
    }
    expect(await authorsOf(documentId)).toEqual([group.nickname]);
    // Without a request it is the system that writes, which may.
    const own = await proposals.create({ data: data(group.documentId) });
    expect(await authorsOf(own.documentId)).toEqual([group.nickname]);
  });

  test('of a copy is said anew, or that of the original: by who may write for it', async () => {
    const proposals = app.strapi.documents(PROPOSAL);
    const other = await verified(app, outsider!);
    const { documentId } = (await write(creator!, group.documentId)).body.data;
    const copy = (who: Person, data?: object): Promise<string[]> =>
      answering(app, who, async () => {
        const made = (await proposals.clone({ documentId, data: data as never }))!;
        return authorsOf(made.documentId);
      });
    for (const data of [
      undefined,
      {},
      { title: 'A copy' },
      { groupAuthor: undefined },
      { groupAuthor: {} },
      { groupAuthor: { connect: [] } },
      { groupAuthor: { disconnect: [other.documentId] } },
      { groupAuthor: group.documentId },
      { groupAuthor: { set: [group.documentId] } },
    ]) {
      expect(await copy(creator!, data)).toEqual([group.nickname]);
      await expect(copy(outsider!, data)).rejects.toMatchObject({
        details: { code: 'group_not_allowed' },
      });
    }
    expect(await copy(outsider!, { groupAuthor: null })).toEqual([]);
    expect(await copy(outsider!, { groupAuthor: { disconnect: [group.documentId] } })).toEqual([]);
    expect(await copy(outsider!, { groupAuthor: other.documentId })).toEqual([other.nickname]);
    await decide(app, 'reject', [group]);
    await expect(copy(creator!)).rejects.toMatchObject({ details: { code: 'group_not_verified' } });
    await decide(app, 'verify', [group]);
    expect(await authorsOf(documentId)).toEqual([group.nickname]);
  });

  test('cannot be written by way of another entry, nor by a token', async () => {
    const { accessKey } = await app.strapi.service('admin::api-token').create({
      name: 'A frontend',
      type: 'full-access',
      description: '',
      lifespan: null,
      permissions: null,
    });
    const answer = await app.as(accessKey).post(PROPOSALS, {
      data: { title: 'By a token', space: space.documentId, groupAuthor: group.documentId },
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'group_not_allowed']);
  });

  test('is open to members where the settings say so', async () => {
    await app.admin.put('/participation/settings', { groups: { authors: 'members' } });
    expect((await write(member!, group.documentId)).status).toBe(201);
    expect((await write(outsider!, group.documentId)).status).toBe(403);
    await app.admin.put('/participation/settings', { groups: { authors: 'managers' } });
  });

  test('is impossible while groups are switched off, and there are none of their endpoints', async () => {
    const off = () => app.admin.put('/participation/settings', { groups: { enabled: false } });
    expect((await off()).status).toBe(200);
    expect((await write(creator!, group.documentId)).status).toBe(403);
    for (const client of [app.http, creator!.client])
      expect((await client.get(`${SITE}/${group.nickname}`)).status).toBe(404);
    expect((await app.http.get(SITE)).status).toBe(404);
    expect((await app.admin.get('/participation/groups')).status).toBe(404);
    expect((await app.admin.post('/participation/groups', {})).status).toBe(404);
    expect((await creator!.client.get('/api/participation/me')).body.data.groups).toEqual([]);
    await app.admin.put('/participation/settings', { groups: { enabled: true } });
    expect((await app.http.get(`${SITE}/${group.nickname}`)).status).toBe(200);
  });
});
