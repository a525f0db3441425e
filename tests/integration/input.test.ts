import { startApp, type Answer, type App, type Client } from './harness';
import { made, organization, person, SITE, verified, type Made, type Person } from './groups/story';
import { createSpace } from './story';

const ADMIN = '/participation';
const API = '/api/participation';

/** What no database, or not every one, takes in a text. */
describe('texts that cannot be stored', () => {
  let app: App;
  let somebody: Person;
  let group: Made;
  let list: Made;
  let space: { documentId: string; slug: string };

  beforeAll(async () => {
    app = await startApp();
    somebody = await person(app);
    group = await verified(app, somebody);
    list = await made(app, {});
    space = await createSpace(app, { visibility: 'public' });
  });
  afterAll(() => app?.stop());

  const expectRefused = ({ status, body }: Answer, field?: string) => {
    expect(status).toBe(400);
    const [first] = body.error.details.errors;
    expect(first).toMatchObject({ code: 'control_character', value: 'U+0000' });
    if (field) expect(first.path.join('.')).toBe(field);
  };

  test('lead to nothing in an address', async () => {
    const calls: [Client, 'get' | 'put' | 'post' | 'delete', string][] = [
      ...[`${SITE}/%00`, `${SITE}/%00/memberships`, `${API}/users/%00/groups`].map(
        (path) => [app.http, 'get', path] as [Client, 'get', string],
      ),
      [app.http, 'get', `${API}/spaces/a%00b`],
      [somebody.client, 'put', `${SITE}/%00`],
      [somebody.client, 'post', `${SITE}/%00/follow`],
      [somebody.client, 'delete', `${SITE}/${group.nickname}/memberships/%00`],
      ...[
        `${ADMIN}/groups/%00`,
        `${ADMIN}/groups/%00/members`,
        `${ADMIN}/spaces/%00`,
        `${ADMIN}/spaces/%00/participants`,
        `${ADMIN}/spaces/${space.documentId}/content/%00`,
        `${ADMIN}/visibility/api::proposal.proposal/%00`,
        `${ADMIN}/invitations/%00`,
        `${ADMIN}/imports/%00`,
      ].map((path) => [app.admin, 'get', path] as [Client, 'get', string]),
      [app.admin, 'delete', `${ADMIN}/groups/${list.documentId}/members/%00`],
    ];
    for (const [client, method, path] of calls) {
      const { status, body } = await client[method](path);
      expect({ path, status, name: body.error.name }).toEqual({
        path,
        status: 404,
        name: 'NotFoundError',
      });
    }
  });

  test('are refused where something is looked for', async () => {
    for (const path of [SITE, `${API}/spaces`, `${SITE}/${group.nickname}/memberships`])
      for (const query of ['_q=%00', '_q=a%00b']) {
        const answer = await app.http.get(`${path}?${query}`);
        if (!path.endsWith('memberships')) expectRefused(answer, '_q');
        expect(answer.status).toBeLessThan(500);
      }
    for (const path of [
      'groups',
      'groups/people',
      `groups/${list.documentId}/members`,
      'spaces',
      `spaces/${space.documentId}/participants`,
      `spaces/${space.documentId}/participants/export`,
      'invitations',
      'invitations/export',
    ])
      expectRefused(await app.admin.get(`${ADMIN}/${path}?_q=%00`), '_q');
    expectRefused(
      await app.admin.get(`${ADMIN}/groups?filters[space][$eq]=%00`),
      'filters.space.$eq',
    );
  });

  test('are refused where something is written, however deep', async () => {
    const { email, name, nickname } = { email: 'a@b.example', name: 'A', nickname: 'a-nul' };
    const nul = 'a\u0000b';
    expectRefused(await somebody.client.post(SITE, { email, name, nickname, about: nul }), 'about');
    expectRefused(await somebody.client.put(`${SITE}/${group.nickname}`, { phone: nul }), 'phone');
    expectRefused(await app.admin.post(`${ADMIN}/spaces`, { title: nul }), 'title');
    expectRefused(
      await app.admin.put(`${ADMIN}/spaces/${space.documentId}`, { summary: nul }),
      'summary',
    );
    expectRefused(await app.admin.put(`${ADMIN}/settings`, { siteName: nul }), 'siteName');
    expectRefused(
      await app.admin.put(`${ADMIN}/settings`, {
        templates: { invitation: { fr: { subject: nul } } },
      }),
      'templates.invitation.fr.subject',
    );
    expectRefused(
      await app.admin.post(`${ADMIN}/groups`, {
        name,
        kind: 'smart',
        rule: { $or: [{ email: { $in: ['x', nul] } }] },
      }),
      'rule.$or.0.email.$in.1',
    );
    expectRefused(
      await app.admin.post(`${ADMIN}/groups`, { name, kind: 'smart', rule: { [nul]: 1 } }),
    );
    expectRefused(
      await app.admin.post(`${ADMIN}/groups/actions`, {
        action: 'reject',
        ids: [group.documentId],
        reason: nul,
      }),
      'reason',
    );
    expectRefused(
      await app.admin.post(`${ADMIN}/invitations`, { emails: [email], message: nul }),
      'message',
    );
    expectRefused(
      await app.admin.upload(`${ADMIN}/imports`, {
        file: 'x@example.org',
        filename: 'list.csv',
        fields: { kind: 'invitations', options: JSON.stringify({ message: nul }) },
      }),
      'options.message',
    );
    expectRefused(await app.http.post(`${API}/invitations/preview`, { token: nul }), 'token');
  });

  test('are found as deep as a body can be', async () => {
    const deep = `${'['.repeat(50_000)}"a\\u0000"${']'.repeat(50_000)}`;
    const answer = await fetch(`${app.url}${SITE}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${somebody.client.token}`,
        'content-type': 'application/json',
      },
      body: `{ "about": ${deep} }`,
    });
    expect(answer.status).toBe(400);
    expect((await answer.json()).error.details.code).toBe('control_character');
  });

  test('halves of characters are such texts too', async () => {
    const answer = await organization(somebody, { about: 'x \ud83d' }).catch(
      (error: Error) => error.message,
    );
    expect(answer).toContain('U+D83D');
  });

  test('are no words, links or codes on the pages', async () => {
    const codes = await app.admin.post(`${ADMIN}/invitations/codes`, { count: 1 });
    const { code } = codes.body.data[0];
    const guest = { code, action: 'accept', password: 'Correct-horse-9', acceptTerms: 'on' };
    for (const page of ['invitation', 'group-confirmation']) {
      for (const query of ['token=%00', 'code=%00', 'lang=%00'])
        expect((await app.http.get(`${ADMIN}/${page}?${query}`)).status).toBeLessThan(500);
      for (const fields of [
        { token: '\u0000' },
        { action: 'accept', code: 'a\u0000', username: 'a\u0000b', email: 'a\u0000@b.example' },
        { action: 'resend', email: 'a\u0000@b.example' },
        { ...guest, username: 'a\u0000b', email: 'guest@example.org' },
        { ...guest, username: 'guest', email: 'g\u0000est@example.org' },
        { ...guest, username: 'guest', email: 'guest@example.org', firstName: 'a\u0000b' },
        {
          ...guest,
          username: 'guest',
          email: 'guest@example.org',
          password: 'Correct\u0000-9-horse',
        },
      ] as Record<string, string>[])
        expect((await app.http.form(`${ADMIN}/${page}`, fields)).status).toBeLessThan(500);
    }
  });
});
