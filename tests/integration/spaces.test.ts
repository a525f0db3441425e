import { PERMISSIONS } from '../../contracts/permissions';
import { startApp, type App, type Client } from './harness';
import { whileSettingsAre } from './invitations/offers';
import { createSpace, invite, participantOf } from './story';

describe('who gets to know of a space', () => {
  let app: App;
  let outsider: Client;

  const list = async (client: Client) =>
    (await client.get('/api/participation/spaces?pagination[pageSize]=100')).body;
  const slugs = async (client: Client) =>
    (await list(client)).data.map((space: { slug: string }) => space.slug);
  const open = (client: Client, slug: string) => client.get(`/api/participation/spaces/${slug}`);

  beforeAll(async () => {
    app = await startApp();
    const { jwt } = await app.registerUser({ username: 'outsider', email: 'outsider@example.org' });
    outsider = app.as(jwt);
  });
  afterAll(() => app?.stop());

  test('a private space is neither listed nor counted for anonymous people and outsiders', async () => {
    await createSpace(app, { visibility: 'public' });
    const before = [await list(app.http), await list(outsider)];
    const space = await createSpace(app);

    for (const [index, client] of [app.http, outsider].entries()) {
      expect(await list(client)).toEqual(before[index]);
      expect((await open(client, space.slug)).status).toBe(404);
    }
  });

  test('a private and an unknown slug get the same answer, byte for byte', async () => {
    const space = await createSpace(app);
    for (const client of [app.http, outsider]) {
      const [secret, unknown] = [
        await open(client, space.slug),
        await open(client, 'no-such-space'),
      ];
      expect(secret.text).toBe(unknown.text);
      expect(secret.status).toBe(unknown.status);
      const comparable = ({ date: _date, ...headers }: Record<string, string>) =>
        Object.fromEntries(
          Object.entries(headers).filter(([name]) => !/ratelimit|response-time/.test(name)),
        );
      expect(comparable(secret.headers)).toEqual(comparable(unknown.headers));
    }
  });

  test('a participant finds it in the list, reads it and can participate', async () => {
    const space = await createSpace(app, { summary: 'Only for us' });
    const participant = await participantOf(app, space, 'in@example.org');

    expect(await slugs(participant)).toContain(space.slug);
    const answer = await open(participant, space.slug);
    expect(answer.body.data).toMatchObject({
      title: space.title,
      summary: 'Only for us',
      participation: { participant: true, canParticipate: true },
    });
    expect(answer.headers['cache-control']).toContain('private');
    expect((await participant.get('/api/participation/me')).body.data.spaces).toEqual([
      expect.objectContaining({ slug: space.slug }),
    ]);
  });

  test('a transparent space is read by everyone and open to participants only', async () => {
    const space = await createSpace(app, { visibility: 'transparent' });
    const participant = await participantOf(app, space, 'transparent@example.org');
    const participation = async (client: Client) =>
      (await open(client, space.slug)).body.data.participation;

    expect(await participation(app.http)).toEqual({ participant: false, canParticipate: false });
    expect(await participation(outsider)).toEqual({ participant: false, canParticipate: false });
    expect(await participation(participant)).toEqual({ participant: true, canParticipate: true });
  });

  test('a public space is open to all', async () => {
    const space = await createSpace(app, { visibility: 'public' });
    for (const client of [app.http, outsider])
      expect((await open(client, space.slug)).body.data.participation).toEqual({
        participant: false,
        canParticipate: true,
      });
  });

  test('an unpublished space is seen by nobody outside the panel, participants included', async () => {
    const space = await createSpace(app);
    const participant = await participantOf(app, space, 'unpublished@example.org');
    await app.admin.put(`/participation/spaces/${space.documentId}`, { published: false });

    for (const client of [app.http, outsider, participant]) {
      expect((await open(client, space.slug)).status).toBe(404);
      expect(await slugs(client)).not.toContain(space.slug);
    }
    expect((await app.admin.get(`/participation/spaces/${space.documentId}`)).status).toBe(200);
  });

  test('an account with the same unconfirmed address is let in nowhere', async () => {
    const space = await createSpace(app);
    const { jwt } = await app.registerUser({
      username: 'squatter',
      email: 'squatted@example.org',
      confirmed: false,
    });
    const answer = await invite(app, space, { name: 'Real Owner', email: 'squatted@example.org' });

    expect(answer.body.outcome).toBe('invited');
    expect((await open(app.as(jwt), space.slug)).status).toBe(404);
  });

  test('an API token sees what is public, and nothing private', async () => {
    const space = await createSpace(app);
    const token = await app.admin.post('/admin/api-tokens', {
      name: 'reader',
      description: '',
      type: 'full-access',
      lifespan: null,
    });
    const client = app.as(token.body.data.accessKey);

    expect((await client.get('/api/participation/spaces')).status).toBe(200);
    expect(await slugs(client)).not.toContain(space.slug);
    expect((await open(client, space.slug)).status).toBe(404);
  });

  test('a file that a private space shows does not give the space away', async () => {
    const file = await app.admin.upload('/upload', {
      file: Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64'),
      filename: 'banner.gif',
      type: 'image/gif',
      name: 'files',
    });
    const banner = file.body[0].id;
    const space = await createSpace(app, { title: 'Bannered secret', banner });
    expect(space).toMatchObject({ banner: { id: banner, mime: 'image/gif' } });

    for (const type of ['read-only', 'full-access']) {
      const token = await app.admin.post('/admin/api-tokens', {
        name: `files ${type}`,
        description: '',
        type,
        lifespan: null,
      });
      const client = app.as(token.body.data.accessKey);
      for (const populate of ['*', 'related']) {
        const answer = await client.get(`/api/upload/files?populate=${populate}`);
        expect(answer.status).toBe(200);
        expect(answer.text).toContain('banner.gif');
        expect(answer.text).not.toContain('Bannered secret');
      }
    }
  });

  test('neither a grant nor a token opens the plugin’s tables in another way', async () => {
    for (const path of ['participants', 'invitations', 'imports', 'deliveries', 'activities'])
      expect((await outsider.get(`/api/participation/${path}`)).status).toBe(404);
    expect((await outsider.get('/api/participation/spaces?populate=*')).text).not.toMatch(/email/);
  });

  test('the list can be searched, filtered, sorted and turned page by page', async () => {
    await createSpace(app, { title: 'Zebra crossing', visibility: 'public', kind: 'assembly' });
    await createSpace(app, { title: 'Zebra zoo', visibility: 'public' });
    const titles = async (query: string) =>
      (await app.http.get(`/api/participation/spaces?${query}`)).body.data.map(
        (space: { title: string }) => space.title,
      );

    expect(await titles('_q=ZEBRA&sort=title:desc')).toEqual(['Zebra zoo', 'Zebra crossing']);
    expect(await titles('_q=zebra&filters[kind]=assembly')).toEqual(['Zebra crossing']);
    expect(await titles('_q=zebra&filters[kind][$eq]=process&sort[0]=title')).toEqual([
      'Zebra zoo',
    ]);
    expect(await titles('_q=zebra&pagination[pageSize]=1&pagination[page]=2')).toEqual([
      'Zebra zoo',
    ]);
    expect((await app.http.get('/api/participation/spaces?sort=secret')).body.error).toMatchObject({
      status: 400,
      details: { code: 'invalid_choice', errors: [{ path: ['sort'] }] },
    });
  });

  test('deleting a user removes their participations', async () => {
    const space = await createSpace(app);
    await participantOf(app, space, 'leaver@example.org');
    const users = app.strapi.db.query('plugin::users-permissions.user');
    await users.delete({ where: { email: 'leaver@example.org' } });

    const { body } = await app.admin.get(`/participation/spaces/${space.documentId}/participants`);
    expect(body.pagination.total).toBe(0);
  });

  test('deleting a space removes its participants and pending grants, and nothing else', async () => {
    const [space, other] = [await createSpace(app), await createSpace(app)];
    await participantOf(app, space, 'stays@example.org');
    for (const one of [space, other])
      await invite(app, one, { name: 'Two Spaces', email: 'two@example.org' });
    await invite(app, space, { name: 'One Space', email: 'one@example.org' });

    expect((await app.admin.delete(`/participation/spaces/${space.documentId}`)).status).toBe(204);

    const count = (type: string, where: object) =>
      app.strapi.db.query(`plugin::participation.${type}`).count({ where });
    expect(await count('participant', { space: null })).toBe(0);
    expect(await count('invitation', { email: 'one@example.org', status: 'revoked' })).toBe(1);
    expect(await count('invitation', { email: 'two@example.org', status: 'pending' })).toBe(1);
    expect(
      await app.strapi.db
        .query('plugin::users-permissions.user')
        .count({ where: { email: 'stays@example.org' } }),
    ).toBe(1);
  });
});

describe('spaces in the panel', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  test('are made with a title alone: private, unpublished, with a slug of their own', async () => {
    const make = () => app.admin.post('/participation/spaces', { title: 'Assemblée citoyenne' });
    const [first, second] = [await make(), await make()];

    expect(first.status).toBe(201);
    expect(first.body.data).toMatchObject({
      slug: 'assemblee-citoyenne',
      kind: 'process',
      visibility: 'private',
      published: false,
      participants: { total: 0, active: 0, invited: 0 },
    });
    expect(second.body.data.slug).toBe('assemblee-citoyenne-1');
  });

  test('refuse a slug that is taken, also when two ask at once', async () => {
    await createSpace(app, { slug: 'taken' });
    const answer = await app.admin.post('/participation/spaces', { title: 'B', slug: 'taken' });
    expect(answer.status).toBe(409);
    expect(answer.body.error.details).toMatchObject({
      code: 'slug_taken',
      errors: [{ path: ['slug'], value: 'taken' }],
    });

    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        app.admin.post('/participation/spaces', { title: 'Race', slug: 'race' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  test('name every field that is wrong', async () => {
    const answer = await app.admin.post('/participation/spaces', {
      title: '  ',
      slug: 'not a slug',
      visibility: 'secret',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.errors).toEqual([
      expect.objectContaining({ path: ['title'], code: 'required' }),
      expect.objectContaining({ path: ['slug'], code: 'invalid_slug' }),
      expect.objectContaining({ path: ['visibility'], code: 'invalid_choice' }),
    ]);
  });

  test('are listed with the number of their participants', async () => {
    const space = await createSpace(app, { title: 'Counted' });
    await participantOf(app, space, 'counted@example.org');
    await invite(app, space, { name: 'Still Waiting', email: 'waiting@example.org' });

    const { body } = await app.admin.get('/participation/spaces?_q=counted');
    expect(body.results).toEqual([
      expect.objectContaining({
        title: 'Counted',
        participants: { total: 2, active: 1, invited: 1 },
      }),
    ]);
  });

  test('leave a trace of every change, whoever makes it and where', async () => {
    const space = await createSpace(app, { title: 'Traced' });
    await app.admin.put(`/participation/spaces/${space.documentId}`, {
      visibility: 'public',
      title: 'Traced',
    });
    const contentManager = `/content-manager/collection-types/plugin::participation.space`;
    expect(
      (await app.admin.put(`${contentManager}/${space.documentId}`, { summary: 'New' })).status,
    ).toBe(200);
    await app.admin.delete(`/participation/spaces/${space.documentId}`);

    const { body } = await app.admin.get(`/participation/activity?space=${space.documentId}`);
    expect(
      body.results.map(({ action, actor, details }: Record<string, unknown>) => [
        action,
        actor,
        details,
      ]),
    ).toEqual([
      ['space.deleted', 'Super Admin', {}],
      ['space.updated', 'Super Admin', { changed: ['summary'] }],
      ['space.updated', 'Super Admin', { changed: ['visibility'] }],
      ['space.created', 'Super Admin', {}],
    ]);
  });

  test('are closed to administrators without the right', async () => {
    const space = await createSpace(app);
    const reader = await app.adminWith(['plugin::participation.spaces.read']);
    const path = `/participation/spaces/${space.documentId}`;

    expect((await reader.get(path)).status).toBe(200);
    const refused = [
      reader.post('/participation/spaces', { title: 'X' }),
      reader.put(path, { title: 'X' }),
      reader.delete(path),
      reader.get(`${path}/participants`),
      reader.post(`${path}/participants`, { name: 'X', email: 'x@example.org' }),
      reader.post(`${path}/participants/actions`, { action: 'remove', all: true }),
      reader.get(`${path}/participants/export`),
      reader.get('/participation/imports'),
      reader.get('/participation/activity'),
    ];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual(
      refused.map(() => 403),
    );
    expect((await app.http.get(path)).status).toBe(401);
  });

  test('are warned of, as long as anybody can register with somebody else’s address', async () => {
    const PATH = '/participation/spaces/warnings';
    const ask = async (client = app.admin) => (await client.get(PATH)).body.data;
    const isPrivate = { where: { visibility: 'private' } };
    const spaces = app.strapi.db.query('plugin::participation.space');

    await whileSettingsAre(app, { email_confirmation: false }, async () => {
      const before = await spaces.count(isPrivate);
      await createSpace(app);
      await createSpace(app, { published: false });
      await createSpace(app, { visibility: 'transparent' });
      const warning = { code: 'confirmation_off', privateSpaces: before + 2 };
      expect(await ask()).toEqual([warning]);
      expect(await ask(await app.adminWith([PERMISSIONS.spacesRead]))).toEqual([warning]);
      const stranger = await app.adminWith([PERMISSIONS.invitationsRead]);
      expect((await stranger.get(PATH)).status).toBe(403);
      expect((await app.http.get(PATH)).status).toBe(401);
    });
    await whileSettingsAre(app, { email_confirmation: true }, async () =>
      expect(await ask()).toEqual([]),
    );

    await spaces.updateMany({ ...isPrivate, data: { visibility: 'public' } });
    await whileSettingsAre(app, { email_confirmation: false }, async () =>
      expect(await ask()).toEqual([]),
    );
  });

  test('an unknown space is said to be unknown', async () => {
    for (const path of ['', '/participants', '/participants/export']) {
      const answer = await app.admin.get(`/participation/spaces/nowhere${path}`);
      expect(answer.status).toBe(404);
      expect(answer.body.error.details.code).toBe('space_not_found');
    }
  });
});

test('a grant that an administrator takes away stays away', async () => {
  const app = await startApp();
  try {
    expect((await app.http.get('/api/participation/spaces')).status).toBe(200);
    await app.strapi.db
      .query('plugin::users-permissions.permission')
      .deleteMany({ where: { action: 'plugin::participation.space.find' } });
    await app.restart();
    expect((await app.http.get('/api/participation/spaces')).status).toBe(403);
    expect((await app.http.post('/api/auth/local', {})).status).toBe(400);
  } finally {
    await app.stop();
  }
});
