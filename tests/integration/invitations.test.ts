import { randomBytes } from 'node:crypto';
import { startApp, type Answer, type App, type Client } from './harness';
import { accept, acceptance, createSpace, invite, tokenFor, whileSettings } from './story';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

const api = (client: Client, action: string, body: unknown) =>
  client.post(`/api/participation/invitations/${action}`, body);

let addresses = 0;
const newAddress = () => `guest.${(addresses += 1)}@example.org`;

describe('an invitation', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };

  const clock = () => app.strapi.plugin('participation').service('clock');
  const users = () => app.strapi.db.query('plugin::users-permissions.user');
  const invitations = () => app.strapi.db.query('plugin::participation.invitation');
  const guest = async (email = newAddress(), to = space) => {
    await invite(app, to, { name: 'Invited Guest', email });
    return { email, token: await tokenFor(app, email) };
  };
  const path = () => `/participation/spaces/${space.documentId}/participants`;
  const act = (action: string, email: string) =>
    app.admin.post(`${path()}/actions`, { action, all: true, _q: email });

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  test('shows its holder what it offers', async () => {
    const { email, token } = await guest();
    const { status, body, headers } = await api(app.http, 'preview', { token });
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({
      status: 'pending',
      email,
      firstName: null,
      lastName: null,
      suggestedUsername: 'Invited Guest',
      spaces: [{ title: space.title, slug: space.slug }],
      groups: [],
      inviter: 'Super Admin',
      message: null,
      locale: null,
      expiresAt: expect.stringMatching(/Z$/),
      accountExists: false,
    });
  });

  test('accepted, it makes a confirmed account that is signed in and inside', async () => {
    const { email, token } = await guest();
    const mails = app.mailbox.messages.length;
    const answer = await accept(app.http, token, {
      username: 'Marie Curie',
      firstName: 'Marie',
      lastName: 'Curie',
      newsletter: true,
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      user: { username: 'Marie Curie', email, confirmed: true },
      spaces: [{ slug: space.slug }],
      groups: [],
    });
    expect(answer.text).not.toMatch(/password|resetPasswordToken|confirmationToken/i);
    const me = app.as(answer.body.jwt);
    expect((await me.get(`/api/participation/spaces/${space.slug}`)).status).toBe(200);
    const login = await app.http.post('/api/auth/local', {
      identifier: email,
      password: 'Correct-horse-9',
    });
    expect(login.status).toBe(200);

    const user = await users().findOne({ where: { email }, populate: ['role'] });
    expect(user).toMatchObject({
      provider: 'local',
      firstName: 'Marie',
      lastName: 'Curie',
      role: { type: 'authenticated' },
    });
    expect(Date.now() - Date.parse(user.termsAcceptedAt)).toBeLessThan(60_000);
    expect(user.newsletterAcceptedAt).not.toBeNull();
    expect(app.mailbox.messages).toHaveLength(mails);
  });

  test('it works while public registration is closed and e-mails are to be confirmed', async () => {
    const store = app.strapi.store({ type: 'plugin', name: 'users-permissions', key: 'advanced' });
    const settings = (await store.get({})) as object;
    await store.set({ value: { ...settings, allow_register: false, email_confirmation: true } });
    try {
      const { token } = await guest();
      const answer = await accept(app.http, token);
      expect(answer.status).toBe(200);
      expect((await app.as(answer.body.jwt).get('/api/users/me')).status).toBe(200);
    } finally {
      await store.set({ value: settings });
    }
  });

  test('every field that is wrong is named, and the invitation stays as it was', async () => {
    await app.registerUser({ username: 'Taken Name', email: newAddress() });
    const { token } = await guest();
    const wrong = async (fields: object) =>
      (await accept(app.http, token, fields)).body.error.details.errors.map(
        ({ path: [field], code }: { path: string[]; code: string }) => [field, code],
      );

    expect(await wrong({ username: '', password: '', acceptTerms: false })).toEqual([
      ['username', 'required'],
      ['password', 'required'],
      ['acceptTerms', 'terms_not_accepted'],
    ]);
    expect(await wrong({ username: 'ab', password: '12345' })).toEqual([
      ['username', 'too_short'],
      ['password', 'too_short'],
    ]);
    expect(await wrong({ username: 'Taken Name' })).toEqual([['username', 'username_taken']]);
    expect(await wrong({ password: 'é'.repeat(37) })).toEqual([['password', 'too_long']]);
    expect((await accept(app.http, token)).status).toBe(200);
  });

  test('dead and unknown links get one and the same answer', async () => {
    const used = await guest();
    await accept(app.http, used.token);
    const old = await guest();
    app.mailbox.clear();
    await act('resend', old.email);
    await tokenFor(app, old.email);
    const revoked = await guest();
    await act('remove', revoked.email);
    const declined = await guest();
    expect((await api(app.http, 'decline', { token: declined.token })).status).toBe(204);
    const forged = used.token.slice(0, -4) + 'AAAA';

    const unknown = randomBytes(32).toString('base64url');
    const tokens = [used, old, revoked, declined].map(({ token }) => token);
    // Time and the rest of its limit are the request's own.
    const comparable = ({ status, text, headers }: Answer) => ({
      status,
      text,
      headers: Object.entries(headers).filter(
        ([name]) => !/^(date|x-response-time|x-ratelimit-.*)$/.test(name),
      ),
    });
    for (const action of ['preview', 'accept', 'decline']) {
      const answer = await api(app.http, action, acceptance(unknown));
      expect(answer.status).toBe(404);
      expect(answer.body.error.details.code).toBe('invitation_invalid');
      for (const token of [...tokens, forged, 'garbage'])
        expect(comparable(await api(app.http, action, acceptance(token)))).toEqual(
          comparable(answer),
        );
    }
    const pages = [unknown, ...tokens, forged, 'garbage'].map(async (token) => {
      const { status, text } = await app.http.get(`/participation/invitation?token=${token}`);
      return { status, text: text.replaceAll(token, '') };
    });
    const [page, ...others] = await Promise.all(pages);
    for (const other of others) expect(other).toEqual(page);
  });

  test('an expired one says so, and a new one can be asked for', async () => {
    const { email, token } = await guest();
    clock().advance(31 * DAY);

    expect((await api(app.http, 'preview', { token })).body.status).toBe('expired');
    const refused = await accept(app.http, token);
    expect(refused.status).toBe(410);
    expect(refused.body.error.details.code).toBe('invitation_expired');

    app.mailbox.clear();
    expect((await api(app.http, 'resend', { email })).status).toBe(202);
    const fresh = await tokenFor(app, email);
    expect(fresh).not.toBe(token);
    expect((await accept(app.http, token)).status).toBe(404);
    expect((await accept(app.http, fresh)).status).toBe(200);
  });

  test('asked for again by anybody, it comes at most once an hour and its link goes on working', async () => {
    const { email, token } = await guest();
    app.mailbox.clear();
    for (let turn = 0; turn < 3; turn += 1)
      expect((await api(app.http, 'resend', { email: ` ${email.toUpperCase()} ` })).status).toBe(
        202,
      );
    expect(await tokenFor(app, email)).toBe(token);
    clock().advance(HOUR + 1);
    await api(app.http, 'resend', { email });
    await app.mailbox.waitFor(2);
    expect(app.mailbox.messages).toHaveLength(2);
    expect((await accept(app.http, token)).status).toBe(200);
  });

  test('an unknown address gets the same answer as an invited one', async () => {
    const { email } = await guest();
    const [known, unknown] = [
      await api(app.http, 'resend', { email }),
      await api(app.http, 'resend', { email: newAddress() }),
    ];
    expect(known.text).toBe(unknown.text);
    expect(known.status).toBe(unknown.status);
  });

  test('looking at the page uses nothing up, with GET, HEAD or prefetch', async () => {
    const { token } = await guest();
    const page = `/participation/invitation?token=${token}`;
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await app.http.get(page)).status).toBe(200);
      expect((await app.http.head(page)).status).toBe(200);
      expect((await app.http.get(page, { headers: { purpose: 'prefetch' } })).status).toBe(200);
    }
    expect((await accept(app.http, token)).status).toBe(200);
  });

  describe('for somebody with an account', () => {
    test('signed in with the same address, the token is enough', async () => {
      const { email, token } = await guest();
      const { jwt } = await app.registerUser({ username: `Own ${email}`, email });
      expect((await api(app.http, 'preview', { token })).body.accountExists).toBe(true);
      const answer = await api(app.as(jwt), 'accept', { token });
      expect(answer.status).toBe(200);
      expect(answer.body.user.email).toBe(email);
      expect((await app.as(jwt).get(`/api/participation/spaces/${space.slug}`)).status).toBe(200);
    });

    test('signed in with another address it is refused, and still good for its own', async () => {
      const { token } = await guest();
      const { jwt } = await app.registerUser({ username: 'Somebody Else', email: newAddress() });
      const answer = await api(app.as(jwt), 'accept', { token });
      expect(answer.status).toBe(403);
      expect(answer.body.error.details.code).toBe('wrong_account');
      expect((await accept(app.http, token)).status).toBe(200);
    });

    test('not signed in, nobody can set a new password for it', async () => {
      const { email, token } = await guest();
      await app.registerUser({ username: `Kept ${email}`, email });
      const answer = await accept(app.http, token, { password: 'Attackers-choice-1' });
      expect(answer.status).toBe(409);
      expect(answer.body.error.details.code).toBe('account_exists');
      const login = await app.http.post('/api/auth/local', {
        identifier: email,
        password: 'Attackers-choice-1',
      });
      expect(login.status).toBe(400);
    });

    test('an unconfirmed one is handed over, with a new password', async () => {
      const email = newAddress();
      const { user, jwt } = await app.registerUser({
        username: `Squatter ${email}`,
        email,
        password: 'Squatters-choice-1',
        confirmed: false,
      });
      const { token } = await guest(email);
      // Tokens tell their age in whole seconds.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const answer = await accept(app.http, token, { username: `Owner ${email}` });
      expect(answer.status).toBe(200);
      expect(answer.body.user).toMatchObject({ id: user.id, confirmed: true });
      const login = (password: string) =>
        app.http.post('/api/auth/local', { identifier: email, password });
      expect((await login('Squatters-choice-1')).status).toBe(400);
      expect((await login('Correct-horse-9')).status).toBe(200);
      const open = (client: Client) => client.get(`/api/participation/spaces/${space.slug}`);
      expect((await open(app.as(jwt))).status).toBe(404);
      expect((await open(app.as(answer.body.jwt))).status).toBe(200);
    });

    test('a blocked one stays out', async () => {
      const email = newAddress();
      const { token } = await guest(email);
      await app.registerUser({ username: `Blocked ${email}`, email, blocked: true });
      const answer = await accept(app.http, token);
      expect(answer.status).toBe(403);
      expect(answer.body.error.details.code).toBe('account_blocked');
    });
  });

  describe('closes the door', () => {
    const register = (email: string, username = `Reg ${email}`) =>
      app.http.post('/api/auth/local/register', { email, username, password: 'Password123' });
    const mayUpdateUsers = async () => {
      const role = await app.strapi.db
        .query('plugin::users-permissions.role')
        .findOne({ where: { type: 'authenticated' } });
      await app.strapi.db.query('plugin::users-permissions.permission').create({
        data: { action: 'plugin::users-permissions.user.update', role: role.id },
      });
    };

    test('an invited address cannot register itself, and hears what a taken one hears', async () => {
      const { email, token } = await guest();
      const taken = newAddress();
      await app.registerUser({ username: `Taken ${taken}`, email: taken });
      app.mailbox.clear();

      const [invited, known] = [await register(email), await register(taken)];
      expect(invited.text).toBe(known.text);
      expect(invited.status).toBe(known.status);
      expect(await users().count({ where: { email } })).toBe(0);
      expect(await tokenFor(app, email)).toBe(token);

      await register(email.toUpperCase());
      clock().advance(HOUR + 1);
      await register(email);
      await app.mailbox.waitFor(2);
      expect(app.mailbox.messages).toHaveLength(2);
    });

    test('nor can it by GraphQL, whose answer is the same for both, too', async () => {
      const graphql = (mutation: string, client = app.http) =>
        client.post('/graphql', { query: `mutation { ${mutation} }` });
      const registerAs = (email: string) =>
        graphql(
          `register(input: { username: "Graph ${email}", email: "${email}", password: "Password123" }) { jwt }`,
        );
      const { email, token } = await guest();
      const taken = newAddress();
      await app.registerUser({ username: `Taken ${taken}`, email: taken });
      app.mailbox.clear();

      const known = await registerAs(taken);
      expect(known.body.errors[0].message).toBe('Email or Username are already taken');
      for (const spelling of [email, email.toUpperCase()]) {
        const invited = await registerAs(spelling);
        expect(invited.text).toBe(known.text);
        expect(invited.status).toBe(known.status);
      }
      expect(await users().count({ where: { email } })).toBe(0);
      expect(await tokenFor(app, email)).toBe(token);
      expect(app.mailbox.messages).toHaveLength(1);
      expect((await registerAs(newAddress())).body.data.register.jwt).toEqual(expect.any(String));

      const own = newAddress();
      const { user, jwt } = await app.registerUser({ username: `Mover ${own}`, email: own });
      await mayUpdateUsers();
      const move = (to: string) =>
        graphql(
          `updateUsersPermissionsUser(id: "${user.id}", data: { email: "${to}" }) { data { email } }`,
          app.as(jwt),
        );
      const moved = await move(email);
      expect(moved.text).toBe((await move(taken)).text);
      expect(moved.body.errors[0].message).toBe('Email already taken');
      expect((await users().findOne({ where: { id: user.id } })).email).toBe(own);
    });

    test('an invited address cannot be taken as a user name', async () => {
      const { email, token } = await guest();
      expect((await register(newAddress(), email)).status).toBe(400);
      expect((await accept(app.http, token)).status).toBe(200);
      const login = { identifier: email, password: 'Correct-horse-9' };
      expect((await app.http.post('/api/auth/local', login)).status).toBe(200);
    });

    test('an address that nobody invited registers as ever', async () => {
      expect((await register(newAddress())).status).toBe(200);
    });

    test('an account cannot move to an invited address', async () => {
      const { email } = await guest();
      const own = newAddress();
      const { user, jwt } = await app.registerUser({ username: `Mover ${own}`, email: own });
      await mayUpdateUsers();
      const taken = newAddress();
      await app.registerUser({ username: `Taken ${taken}`, email: taken });
      const move = (to: string) => app.as(jwt).put(`/api/users/${user.id}`, { email: to });
      expect((await move(email)).text).toBe((await move(taken)).text);
      expect((await users().findOne({ where: { id: user.id } })).email).toBe(own);
    });

    test('a provider’s sign-in cannot take it either', async () => {
      const { email } = await guest();
      const providers = app.strapi.plugin('users-permissions').service('providers-registry');
      providers.add('test-provider', {
        enabled: true,
        icon: '',
        grantConfig: {},
        authCallback: async () => ({ username: `Provided ${email}`, email }),
      });
      const connect = app.strapi.requestContext.run(
        { request: { path: '/api/auth/test-provider/callback' }, state: {} } as never,
        () =>
          app.strapi
            .plugin('users-permissions')
            .service('providers')
            .connect('test-provider', { access_token: 'token' }),
      );
      await expect(connect).rejects.toThrow('Email is already taken.');
      expect(await users().count({ where: { email } })).toBe(0);
    });

    test('an administrator may still make an account for it', async () => {
      const { email } = await guest();
      const role = await app.strapi.db
        .query('plugin::users-permissions.role')
        .findOne({ where: { type: 'authenticated' } });
      const answer = await app.admin.post(
        '/content-manager/collection-types/plugin::users-permissions.user',
        {
          username: `By admin ${email}`,
          email,
          password: 'Password123',
          confirmed: true,
          role: { connect: [{ documentId: role.documentId }] },
        },
      );
      expect(answer.status).toBe(201);
    });
  });

  describe('at the same moment', () => {
    const ROUNDS = 10;
    const statusOf = async (email: string) =>
      (await invitations().findOne({ where: { email } })).status;
    const hasAccess = async (email: string) =>
      (await app.strapi.db
        .query('plugin::participation.participant')
        .count({ where: { email, user: { id: { $notNull: true } } } })) === 1;

    test('accepted twice, one of the two wins', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { email, token } = await guest();
        const answers = await Promise.all([accept(app.http, token), accept(app.http, token)]);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
        expect(await users().count({ where: { email } })).toBe(1);
      }
    });

    test('accepted and removed, access and state agree with the winner', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { email, token } = await guest();
        const [accepted] = await Promise.all([accept(app.http, token), act('remove', email)]);
        expect(await hasAccess(email)).toBe(false);
        expect([accepted.status, await statusOf(email)]).toEqual(
          accepted.status === 200 ? [200, 'accepted'] : [404, 'revoked'],
        );
      }
    });

    test('accepted and resent, the old link either won or is dead', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { email, token } = await guest();
        const [accepted, resent] = await Promise.all([
          accept(app.http, token),
          act('resend', email),
        ]);
        const won = accepted.status === 200;
        expect(resent.body.affected).toBe(won ? 0 : 1);
        expect(await statusOf(email)).toBe(won ? 'accepted' : 'pending');
        expect(await hasAccess(email)).toBe(won);
      }
    });

    test('accepted and declined, one of the two wins', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { email, token } = await guest();
        const [accepted, declined] = await Promise.all([
          accept(app.http, token),
          api(app.http, 'decline', { token }),
        ]);
        expect([accepted.status === 200, declined.status === 204].filter(Boolean)).toHaveLength(1);
        expect(await hasAccess(email)).toBe(accepted.status === 200);
      }
    });
  });

  test('everything anonymous has its limit', async () => {
    const limited = { points: 3, seconds: 60 };
    await whileSettings(app, { limits: { answer: limited, resend: limited } }, async () => {
      const ask = async (action: string, body: object) => {
        const answers = [];
        for (let turn = 0; turn < 4; turn += 1) answers.push(await api(app.http, action, body));
        return answers.at(-1)!;
      };
      for (const [action, body] of [
        ['preview', { token: 'x' }],
        ['resend', { email: newAddress() }],
      ] as const) {
        const last = await ask(action, body);
        expect(last.status).toBe(429);
        expect(last.body.error.details.code).toBe('too_many_requests');
        expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
      }
      expect((await app.http.get('/participation/invitation?token=x')).status).toBe(429);
    });
  });
});

describe('in the refresh mode of users-permissions', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp({ jwtManagement: 'refresh' });
  });
  afterAll(() => app?.stop());

  test('accepting opens a session like a registration does', async () => {
    const space = await createSpace(app);
    await invite(app, space, { name: 'Refresh', email: 'refresh@example.org' });
    const { status, body } = await accept(app.http, await tokenFor(app, 'refresh@example.org'));
    expect(status).toBe(200);
    expect(body.refreshToken).toEqual(expect.any(String));
    expect((await app.as(body.jwt).get(`/api/participation/spaces/${space.slug}`)).status).toBe(
      200,
    );
    const renewed = await app.http.post('/api/auth/refresh', { refreshToken: body.refreshToken });
    expect(renewed.status).toBe(200);
  });

  test('handing over an unconfirmed account ends the sessions that were open', async () => {
    const space = await createSpace(app);
    const { jwt } = await app.registerUser({
      username: 'Squatter',
      email: 'held@example.org',
      confirmed: false,
    });
    await invite(app, space, { name: 'Owner', email: 'held@example.org' });
    const login = { identifier: 'held@example.org', password: 'Password123' };
    const { refreshToken } = (await app.http.post('/api/auth/local', login)).body;
    const token = await tokenFor(app, 'held@example.org');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await accept(app.http, token);

    expect((await app.http.post('/api/auth/refresh', { refreshToken })).status).toBe(401);
    expect((await app.as(jwt).get(`/api/participation/spaces/${space.slug}`)).status).toBe(404);
  });
});

describe('with a page of the host’s own', () => {
  test('links lead there, with the token where no server logs it', async () => {
    const app = await startApp({
      participation: {
        pages: { enabled: false, acceptUrl: 'https://city.example/join' },
        siteName: 'City of Example',
      },
    });
    try {
      const space = await createSpace(app);
      await invite(app, space, { name: 'Own Page', email: 'own@example.org', locale: 'fr' });
      const mail = await app.mailbox.waitFor(({ to }) => to === 'own@example.org');
      expect(mail.text).toMatch(/https:\/\/city\.example\/join#token=[\w-]{43}/);
      expect(mail.html).toContain('lang="fr"');
      expect((await app.http.get('/participation/invitation')).status).toBe(404);
    } finally {
      await app.stop();
    }
  });
});
