import { startApp, type App, type Client } from '../harness';
import { createSpace, participantOf } from '../story';
import { asAnonymous, createToken, openTypes } from './world';

const PROPOSAL = 'api::proposal.proposal';
const READ_PROPOSALS = {
  action: 'plugin::content-manager.explorer.read',
  subject: PROPOSAL,
  properties: { fields: ['title', 'space'] },
};

let app: App;
let outsider: Client;
let outsiderId: number;

const propose = (title: string, space: { documentId: string } | null, data: object = {}) =>
  app.strapi
    .documents(PROPOSAL)
    .create({ data: { title, space: space?.documentId ?? null, ...data } as never });
const comment = (body: string, proposal: { documentId: string } | null) =>
  app.strapi
    .documents('api::comment.comment')
    .create({ data: { body, proposal: proposal?.documentId ?? null } as never });
const readable = async (client: Client, entry: { documentId: string }) =>
  (await client.get(`/api/proposals/${entry.documentId}`)).status === 200;

beforeAll(async () => {
  app = await startApp({
    participation: { visibility: { tokens: ['Search index'], privateEvents: false } },
  });
  await openTypes(app, 'public');
  await openTypes(app, 'authenticated');
  const { user, jwt } = await app.registerUser({
    username: 'outsider',
    email: 'outsider@example.org',
  });
  outsider = app.as(jwt);
  outsiderId = user.id;
});
afterAll(() => app?.stop());

describe('who is behind what happens', () => {
  const count = () => app.strapi.db.query(PROPOSAL).count();

  test('work without a request sees everything', async () => {
    const space = await createSpace(app);
    const before = await count();
    await propose('Hidden', space);
    expect(await count()).toBe(before + 1);
  });

  test('in a request, only what runs for the system sees everything', async () => {
    await propose('Hidden', await createSpace(app));
    const { asSystem } = app.strapi.plugin('participation').service('visibility');
    const [known, all] = await asAnonymous(app, async () => [await count(), await asSystem(count)]);
    expect(all).toBe(await count());
    expect(known).toBeLessThan(all!);
  });

  test('a lifecycle hook and an event listener act for whoever made the request', async () => {
    const space = await createSpace(app);
    await propose('Hidden', space);
    const known = (await outsider.get('/api/proposals')).body.meta.pagination.total;
    const seen: number[] = [];
    const unsubscribe = app.strapi.db.lifecycles.subscribe({
      models: ['api::topic.topic'],
      async afterCreate() {
        seen.push(await count());
      },
    });
    const heard = new Promise<number>((resolve) => {
      app.strapi.eventHub.once('entry.create', async () => resolve(await count()));
    });
    expect((await outsider.post('/api/topics', { data: { name: 'Parks' } })).status).toBe(201);
    unsubscribe();
    expect([...seen, await heard]).toEqual([known, known]);
    expect(await count()).toBeGreaterThan(known);
  });

  test('an API token sees what is public, one named in the configuration all that is published', async () => {
    const entries = [
      await propose('Private', await createSpace(app)),
      await propose('Not yet', await createSpace(app, { visibility: 'public', published: false })),
      await propose('Public', await createSpace(app, { visibility: 'public' })),
      await propose('Nowhere', null),
    ];
    const [plain, named] = [await createToken(app, 'Site'), await createToken(app, 'Search index')];
    const seenBy = (client: Client) => Promise.all(entries.map((entry) => readable(client, entry)));
    expect(await seenBy(plain)).toEqual([false, false, true, true]);
    expect(await seenBy(named)).toEqual([true, false, true, true]);
  });

  test('a participant who is not confirmed yet gets nothing', async () => {
    const space = await createSpace(app);
    const entry = await propose('Private', space);
    await app.admin.post(`/participation/spaces/${space.documentId}/participants`, {
      name: 'Some One',
      email: 'pending@example.org',
    });
    expect(await readable(outsider, entry)).toBe(false);
    expect(await readable(app.http, entry)).toBe(false);
  });

  test('an account of the site is no administrator, even one with the same number', async () => {
    const entry = await propose('Private', await createSpace(app));
    expect(outsiderId).toBe(1);
    expect(await readable(outsider, entry)).toBe(false);
  });
});

describe('when a space is deleted', () => {
  const remove = (space: { documentId: string }) =>
    app.admin.delete(`/participation/spaces/${space.documentId}`);

  test('what only participants saw stays, and stays hidden', async () => {
    for (const fields of [{}, { visibility: 'public', published: false }]) {
      const space = await createSpace(app, fields);
      const entry = await propose('Kept', space);
      const page = await app.strapi
        .documents('api::page.page')
        .create({ data: { title: 'Kept', process: space.documentId } as never });
      expect((await remove(space)).status).toBe(204);
      expect(await readable(outsider, entry)).toBe(false);
      expect((await outsider.get(`/api/pages/${page.documentId}?status=draft`)).status).toBe(404);
      const kept = await app.strapi
        .documents(PROPOSAL)
        .findOne({ documentId: entry.documentId, populate: ['space'] as never });
      expect(kept).toMatchObject({
        title: 'Kept',
        space: { slug: 'content-of-deleted-spaces', published: false },
      });
    }
  });

  test('what everybody read goes on being read', async () => {
    for (const visibility of ['public', 'transparent']) {
      const space = await createSpace(app, { visibility });
      const entry = await propose('Open', space);
      expect((await remove(space)).status).toBe(204);
      expect(await readable(app.http, entry)).toBe(true);
    }
  });

  test('a space without content leaves nothing behind, and many go at once', async () => {
    const [empty, ...full] = [
      await createSpace(app),
      await createSpace(app),
      await createSpace(app),
    ];
    for (const space of full) await propose('Kept', space);
    expect((await remove(empty!)).status).toBe(204);
    const answer = await app.admin.post(
      '/content-manager/collection-types/plugin::participation.space/actions/bulkDelete',
      { documentIds: full.map(({ documentId }) => documentId) },
    );
    expect(answer.status).toBe(200);
    const spaces = app.strapi.db.query('plugin::participation.space');
    expect(await spaces.count({ where: { slug: 'content-of-deleted-spaces' } })).toBe(1);
  });

  test('nor does it come to light when many spaces are deleted by what they are', async () => {
    const space = await createSpace(app, { title: 'Doomed' });
    const entry = await propose('Kept', space);
    const spaces = app.strapi.db.query('plugin::participation.space');
    const archive = await spaces.findOne({ where: { slug: 'content-of-deleted-spaces' } });
    const where = { visibility: 'private', id: { $ne: archive?.id ?? 0 } };
    app.strapi.db.lifecycles.disable();
    try {
      await spaces.deleteMany({ where });
    } finally {
      app.strapi.db.lifecycles.enable();
    }
    expect(await spaces.count({ where: { title: 'Doomed' } })).toBe(0);
    expect(await readable(outsider, entry)).toBe(false);
  });

  test('nor into a space of that name that is open', async () => {
    const spaces = app.strapi.db.query('plugin::participation.space');
    const archive = await spaces.findOne({ where: { slug: 'content-of-deleted-spaces' } });
    await spaces.update({
      where: { id: archive.id },
      data: { visibility: 'public', published: true },
    });
    const space = await createSpace(app);
    const entry = await propose('Kept', space);
    expect((await remove(space)).status).toBe(204);
    expect(await readable(outsider, entry)).toBe(false);
    const another = await spaces.findOne({ where: { slug: 'content-of-deleted-spaces-2' } });
    expect(another).toMatchObject({ visibility: 'private', published: false });
    await app.strapi.db.query(PROPOSAL).deleteMany({ where: { space: another.id } });
    await spaces.delete({ where: { id: another.id } });
    await spaces.update({
      where: { id: archive.id },
      data: { visibility: 'private', published: false },
    });
  });

  test('the space that keeps such content goes only when it is empty', async () => {
    const space = await createSpace(app);
    await propose('Kept', space);
    await remove(space);
    const archive = await app.strapi.db
      .query('plugin::participation.space')
      .findOne({ where: { slug: 'content-of-deleted-spaces' } });
    const refused = await remove(archive);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details.code).toBe('space_holds_content');
    for (const uid of [PROPOSAL, 'api::page.page'])
      await app.strapi.db
        .query(uid)
        .deleteMany({ where: { [uid === PROPOSAL ? 'space' : 'process']: archive.id } });
    expect((await remove(archive)).status).toBe(204);
  });
});

describe('signals to others', () => {
  test('no shared cache keeps what somebody was shown for others', async () => {
    const space = await createSpace(app);
    const participant = await participantOf(app, space, 'cached@example.org');
    const query = { query: '{ proposals { title } }' };
    for (const answer of [
      await participant.get('/api/proposals'),
      await participant.get('/api/topics?populate=proposals'),
      await participant.get('/api/participation/spaces'),
      await participant.post('/graphql', query),
    ]) {
      expect(answer.headers['cache-control']).toMatch(/^(private, no-cache|no-store)$/);
      expect(answer.headers.vary).toContain('Authorization');
    }
    for (const answer of [
      await app.http.get('/api/proposals'),
      await app.http.post('/graphql', query),
    ])
      expect(answer.headers.vary).toContain('Authorization');
  });

  test('an answer without any scoped content stays as it is without the plugin', async () => {
    const answer = await outsider.get('/api/topics');
    expect(answer.headers['cache-control']).toBeUndefined();
    expect(answer.headers.vary ?? '').not.toContain('Authorization');
  });

  test('events tell of public content alone, if the configuration says so', async () => {
    const told: string[] = [];
    const listen = (name: string) =>
      app.strapi.eventHub.on(
        name,
        async ({ uid, entry }: { uid: string; entry: { title: string } }) => {
          if (uid === PROPOSAL) told.push(`${name} ${entry.title}`);
        },
      );
    const stop = ['entry.create', 'entry.update', 'entry.delete'].map(listen);
    const proposals = app.strapi.documents(PROPOSAL);
    // Strapi emits after the transaction, and nobody waits for it.
    const emitted = () => new Promise((resolve) => setTimeout(resolve, 150));
    for (const [title, space] of [
      ['secret', await createSpace(app)],
      ['public', await createSpace(app, { visibility: 'public' })],
      ['free', null],
    ] as const) {
      const { documentId } = await propose(title, space);
      await emitted();
      await proposals.update({ documentId, data: { votes: 1 } as never });
      await emitted();
      await proposals.delete({ documentId });
      await emitted();
    }
    stop.forEach((off) => off());
    expect(told.toSorted()).toEqual(
      ['create', 'update', 'delete']
        .flatMap((change) => [`entry.${change} free`, `entry.${change} public`])
        .toSorted(),
    );
  });
});

describe('what the panel shows of it', () => {
  const entryOf = (uid: string, { documentId }: { documentId: string }) =>
    app.admin.get(`/participation/visibility/${uid}/${documentId}`);

  test('who sees an entry, through what, and how many take part', async () => {
    const space = await createSpace(app, { title: 'Budget' });
    await participantOf(app, space, 'one@example.org');
    await app.admin.post(`/participation/spaces/${space.documentId}/participants`, {
      name: 'Two',
      email: 'two@example.org',
    });
    const entry = await propose('In it', space);
    const expected = {
      documentId: space.documentId,
      title: 'Budget',
      slug: space.slug,
      kind: 'process',
      visibility: 'private',
      published: true,
      participants: { active: 1, total: 2 },
    };
    expect((await entryOf(PROPOSAL, entry)).body.data).toEqual({
      path: ['space'],
      belongs: 'space',
      space: expected,
    });
    const said = await comment('On it', entry);
    expect((await entryOf('api::comment.comment', said)).body.data).toEqual({
      path: ['proposal', 'space'],
      belongs: 'space',
      space: expected,
    });
  });

  test('an entry without space, one without parent, and none at all', async () => {
    expect((await entryOf(PROPOSAL, await propose('Free', null))).body.data).toEqual({
      path: ['space'],
      belongs: 'none',
      space: null,
    });
    const orphan = await comment('On nothing', null);
    expect((await entryOf('api::comment.comment', orphan)).body.data.belongs).toBe('missing');
    expect((await entryOf(PROPOSAL, { documentId: 'z'.repeat(24) })).status).toBe(404);
    expect((await entryOf('api::topic.topic', orphan)).status).toBe(403);
  });

  test('the content of a space, a document once whatever its versions and languages', async () => {
    await app.admin.post('/i18n/locales', { code: 'fr', name: 'French', isDefault: false });
    const space = await createSpace(app);
    const entry = await propose('In it', space);
    await comment('On it', entry);
    const pages = app.strapi.documents('api::page.page');
    const page = await pages.create({
      data: { title: 'Page', process: space.documentId } as never,
      status: 'published',
    });
    await pages.update({
      documentId: page.documentId,
      locale: 'fr',
      data: { title: 'fr' } as never,
    });

    const path = `/participation/spaces/${space.documentId}/content`;
    const summary = (await app.admin.get(path)).body.data;
    expect(summary.map(({ uid, total }: { uid: string; total: number }) => [uid, total])).toEqual([
      ['api::comment.comment', 1],
      ['api::home.home', 0],
      ['api::page.page', 1],
      [PROPOSAL, 1],
    ]);
    const { results, pagination } = (await app.admin.get(`${path}/api::page.page`)).body;
    expect(results).toEqual([
      expect.objectContaining({
        documentId: page.documentId,
        title: 'Page',
        status: 'published',
        locale: 'en',
      }),
    ]);
    expect(pagination.total).toBe(1);
    expect((await app.admin.get(`${path}/api::topic.topic`)).status).toBe(404);
  });

  test('an administrator sees there only what they may read in the Content Manager', async () => {
    const space = await createSpace(app);
    const entry = await propose('In it', space);
    const said = await comment('On it', entry);
    const editor = await app.adminWith(['plugin::participation.spaces.read', READ_PROPOSALS]);
    const uids = (types: { uid: string }[]) => types.map(({ uid }) => uid);
    expect(uids((await editor.get('/participation/visibility')).body.data)).toEqual([PROPOSAL]);
    const path = `/participation/spaces/${space.documentId}/content`;
    expect(uids((await editor.get(path)).body.data)).toEqual([PROPOSAL]);
    expect((await editor.get(`${path}/api::comment.comment`)).status).toBe(404);
    const of = (uid: string, { documentId }: { documentId: string }) =>
      editor.get(`/participation/visibility/${uid}/${documentId}`);
    expect((await of(PROPOSAL, entry)).status).toBe(200);
    expect((await of('api::comment.comment', said)).status).toBe(403);

    const nobody = await app.adminWith([]);
    expect((await nobody.get('/participation/visibility')).body.data).toEqual([]);
    expect((await nobody.get(path)).status).toBe(403);
    expect((await app.http.get(path)).status).toBe(401);
    expect((await app.http.get('/participation/visibility')).status).toBe(401);
  });
});
