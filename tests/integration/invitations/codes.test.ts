import { PERMISSIONS } from '../../../contracts/permissions';
import type { InvitationCode } from '../../../contracts/invitations';
import { startApp, type Answer, type App, type Client } from '../harness';
import { expectStatus } from '../imports/lists';
import { acceptance, createSpace, tokenFor } from '../story';
import {
  act,
  api,
  codeOf,
  DAY,
  guestOf,
  INVITATIONS,
  newAddress,
  rowsOf,
  userOf,
  whileSettingsAre,
} from './offers';

const CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}(?:-|$)){3}$/;

describe('codes', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };

  const clock = () => app.strapi.plugin('participation').service('clock');
  const generate = async (fields: object = {}): Promise<InvitationCode[]> => {
    const body = { count: 1, spaces: [space.documentId], ...fields };
    const answer = await app.admin.post(`${INVITATIONS}/codes`, body);
    return expectStatus(201, answer).body.data;
  };
  const oneCode = async (fields: object = {}) => (await generate(fields))[0]!;
  const redeem = (code: string, fields: object = {}, client: Client = app.http) => {
    const { token: _, ...person } = acceptance('', { email: newAddress(), ...fields });
    return api(client, 'accept', { code, ...person });
  };
  const listed = async ({ documentId }: { documentId: string }) =>
    (await app.admin.get(`${INVITATIONS}/${documentId}`)).body.data;
  const enter = (client: Client) => client.get(`/api/participation/spaces/${space.slug}`);

  beforeAll(async () => {
    app = await startApp({ participation: { limits: { code: { points: 1_000, seconds: 600 } } } });
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  test('are made as many as are wanted, each another one, with their label', async () => {
    const expiresAt = new Date(Date.now() + 5 * DAY).toISOString();
    const made = await generate({ count: 120, maxUses: 7, label: 'Town hall', expiresAt });
    expect(new Set(made.map(({ code }) => code)).size).toBe(120);
    for (const one of made) {
      expect(one.code).toMatch(CODE);
      expect(one).toEqual({
        documentId: expect.any(String),
        code: one.code,
        label: 'Town hall',
        maxUses: 7,
        expiresAt,
        url: `${app.url}/participation/invitation?code=${one.code}`,
      });
    }
    const page = await app.admin.get(
      `${INVITATIONS}?_q=town&filters[kind]=code&filters[status]=pending`,
    );
    expect(page.body.pagination.total).toBe(120);
    expect(page.body.results[0]).toMatchObject({
      kind: 'code',
      email: null,
      label: 'Town hall',
      uses: 0,
      maxUses: 7,
      spaces: [{ documentId: space.documentId, title: space.title }],
    });
    expect(page.text).not.toContain(made.at(-1)!.code);
    const rows = await rowsOf(app, 'invitation', { documentId: made[0]!.documentId });
    expect(JSON.stringify(rows)).not.toContain(made[0]!.code);
    expect(app.mailbox.messages).toEqual([]);
  });

  test('show what they offer, typed as people type', async () => {
    const { code } = await oneCode();
    const variants = [
      code,
      code.toLowerCase().replace(/-/g, ''),
      ` ${code.replace(/-/g, ' ')} `,
      code.replace(/0/g, 'o').replace(/1/g, 'l'),
    ];
    for (const typed of variants) {
      const { status, body } = await api(app.http, 'preview', { code: typed });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: 'pending',
        email: null,
        accountExists: false,
        spaces: [{ title: space.title, slug: space.slug }],
        inviter: 'Super Admin',
      });
    }
    expect((await redeem(variants[1]!)).status).toBe(200);
  });

  test('redeemed, make an account that is signed in and inside', async () => {
    const role = { name: 'Hall', type: 'hall', description: 'Made by a test' };
    const { id } = await app.strapi.db
      .query('plugin::users-permissions.role')
      .create({ data: role });
    const one = await oneCode({ role: 'Hall', locale: 'fr' });
    const email = newAddress();
    const answer = await redeem(one.code, { email: email.toUpperCase(), firstName: 'Ida' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      user: { email, confirmed: true },
      spaces: [{ slug: space.slug }],
      groups: [],
    });
    expect(await userOf(app, email)).toMatchObject({
      confirmed: true,
      firstName: 'Ida',
      preferredLocale: 'fr',
      role: { id },
    });
    const [place] = await rowsOf(app, 'participant', { email });
    expect(place.source).toBe('invitation');
    expect(await listed(one)).toMatchObject({ status: 'accepted', uses: 1, maxUses: 1 });
  });

  test('are good for as many as they are for, and not for one more', async () => {
    const one = await oneCode({ maxUses: 3 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(one.code)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(3).fill(200), ...Array(7).fill(404)]);
    const emails = answers.flatMap(({ body }) => body.user?.email ?? []);
    expect(await rowsOf(app, 'participant', { email: emails })).toHaveLength(3);
    expect(await listed(one)).toMatchObject({ status: 'accepted', uses: 3 });
    const [unknown, used] = [
      await api(app.http, 'preview', { code: 'ZZZZ-ZZZZ-ZZZZ' }),
      await api(app.http, 'preview', { code: one.code }),
    ];
    expect([used.status, used.text]).toEqual([unknown.status, unknown.text]);
  });

  test('redeemed by several for one address, make one account', async () => {
    const one = await oneCode({ maxUses: 10 });
    const email = newAddress();
    const answers = await Promise.all(Array.from({ length: 6 }, () => redeem(one.code, { email })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(5).fill(400)]);
    expect(
      await app.strapi.db.query('plugin::users-permissions.user').count({ where: { email } }),
    ).toBe(1);
    expect((await listed(one)).uses).toBe(1);
  });

  test('signed in, need nothing else, and are used by whom they give something', async () => {
    const one = await oneCode({ maxUses: 5 });
    const email = newAddress();
    const { jwt } = await app.registerUser({ username: `Holder ${email}`, email });
    expect((await enter(app.as(jwt))).status).toBe(404);
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await api(app.as(jwt), 'accept', { code: one.code });
      expect([answer.status, answer.body.user.email]).toEqual([200, email]);
    }
    expect((await enter(app.as(jwt))).status).toBe(200);
    expect((await listed(one)).uses).toBe(1);
  });

  test('leave an address to be confirmed where the site asks for it', async () => {
    const one = await oneCode();
    const email = newAddress();
    const answer = await whileSettingsAre(app, { email_confirmation: true }, () =>
      redeem(one.code, { email }),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('jwt');
    expect(answer.body.user).toMatchObject({ email, confirmed: false });
    const mail = await app.mailbox.waitFor(({ to }) => to === email);
    const link = mail.links.find((one) => one.includes('confirmation='))!;
    const login = { identifier: email, password: 'Correct-horse-9' };
    await whileSettingsAre(app, { email_confirmation: true }, async () => {
      expect((await app.http.post('/api/auth/local', login)).status).toBe(400);
      const { pathname, search } = new URL(link);
      expect((await app.http.get(`${pathname}${search}`)).status).toBe(302);
      const { jwt } = (await app.http.post('/api/auth/local', login)).body;
      expect((await enter(app.as(jwt))).status).toBe(200);
    });
  });

  test('do not tell an invited address from a taken one, and are not used up by either', async () => {
    const one = await oneCode();
    const invited = await guestOf(app);
    const taken = newAddress();
    await app.registerUser({ username: `Taken ${taken}`, email: taken });
    const [first, second] = [
      await redeem(one.code, { email: invited.email }),
      await redeem(one.code, { email: taken }),
    ];
    expect([first.status, codeOf(first)]).toEqual([400, 'email_taken']);
    expect([first.status, first.text]).toEqual([second.status, second.text]);
    expect(await tokenFor(app, invited.email)).toBe(invited.token);
    expect(await listed(one)).toMatchObject({ status: 'pending', uses: 0 });
  });

  test('name every fault of what was filled in, and stay good', async () => {
    const one = await oneCode();
    const wrong = async (fields: object) => {
      const { status, body } = await redeem(one.code, fields);
      const [fault] = body.error.details.errors;
      return [status, fault.path[0], fault.code];
    };
    expect(await wrong({ email: 'nobody' })).toEqual([400, 'email', 'invalid_email']);
    expect(await wrong({ email: undefined })).toEqual([400, 'email', 'missing_email']);
    expect(await wrong({ username: 'x' })).toEqual([400, 'username', 'too_short']);
    expect(await wrong({ acceptTerms: false })).toEqual([400, 'acceptTerms', 'terms_not_accepted']);
    expect((await redeem(one.code)).status).toBe(200);
  });

  test('end by their last day and by a revocation', async () => {
    const [late, revoked] = (await generate({ count: 2 })) as [InvitationCode, InvitationCode];
    await act(app, 'revoke', { ids: [revoked.documentId] });
    expect((await redeem(revoked.code)).status).toBe(404);
    clock().advance(31 * DAY);
    const answer = await redeem(late.code);
    expect([answer.status, codeOf(answer)]).toEqual([410, 'invitation_expired']);
  });

  test('are no link, and no link is a code', async () => {
    const one = await oneCode();
    const { token } = await guestOf(app);
    expect((await api(app.http, 'preview', { token: one.code })).status).toBe(404);
    expect((await api(app.http, 'preview', { code: token })).status).toBe(404);
    const { body } = await app.admin.get(`${INVITATIONS}/${one.documentId}/link`);
    expect(body).toEqual({ url: one.url, token: one.code });
    const skipped = await act(app, 'resend', { ids: [one.documentId] });
    expect(skipped.body).toEqual({ affected: 0, skipped: 1 });
  });

  test('are shown again in exports only', async () => {
    const [one] = await generate({ label: 'Only here' });
    const csv = await app.admin.get(`${INVITATIONS}/export?filters[kind]=code&_q=Only here`);
    expect(csv.text).toContain(one!.code);
    for (const path of ['', `/${one!.documentId}`])
      expect((await app.admin.get(`${INVITATIONS}${path}`)).text).not.toContain(one!.code);
  });

  test('are made by whom it is allowed to', async () => {
    const reader = await app.adminWith([PERMISSIONS.invitationsRead]);
    expect((await reader.post(`${INVITATIONS}/codes`, { count: 1 })).status).toBe(403);
    for (const body of [
      { count: 0 },
      { count: 1_001 },
      { count: 1, maxUses: 0 },
      { count: 1, groups: ['none'] },
      { count: 1, expiresAt: new Date(Date.now() - DAY).toISOString() },
    ])
      expect((await app.admin.post(`${INVITATIONS}/codes`, body)).status).toBe(400);
  });

  describe('that are guessed', () => {
    const points = 5;
    const wrongCode = (turn: number) => `WRNG-WRNG-${String(turn).padStart(4, '0')}`;

    beforeEach(() =>
      app.restart({ participation: { limits: { code: { points, seconds: 600 } } } }),
    );

    const expectThrottled = (answer: Answer) => {
      expect(answer.status).toBe(429);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    };

    test('are throttled, right ones are not', async () => {
      const one = await oneCode({ maxUses: 100 });
      for (let turn = 0; turn < 4 * points; turn += 1)
        expect((await api(app.http, 'preview', { code: one.code })).status).toBe(200);
      for (let turn = 0; turn < points; turn += 1)
        expect((await api(app.http, 'preview', { code: wrongCode(turn) })).status).toBe(404);
      const refused = await api(app.http, 'preview', { code: wrongCode(99) });
      expectThrottled(refused);
      expect(codeOf(refused)).toBe('too_many_requests');
      // By then whoever guesses must not learn that one was right.
      expectThrottled(await redeem(one.code));
      const { token } = await guestOf(app);
      expect((await api(app.http, 'preview', { token })).status).toBe(200);
    });

    test('on the page are throttled too', async () => {
      const look = (code: string) => app.http.get(`/participation/invitation?code=${code}`);
      for (let turn = 0; turn < points; turn += 1) {
        const answer = await look(wrongCode(turn));
        expect(answer.status).toBe(404);
        expect(answer.text).toContain(wrongCode(turn));
      }
      expectThrottled(await look(wrongCode(99)));
      expectThrottled(
        await app.http.form('/participation/invitation', {
          code: wrongCode(98),
          action: 'accept',
          email: newAddress(),
        }),
      );
    });
  });
});
