import { startApp, type Answer, type App } from '../harness';
import { IMPORTS } from '../imports/lists';
import { accept, acceptance, createSpace, eventually, tokenFor } from '../story';
import {
  act,
  api,
  codeOf,
  DAY,
  guestOf,
  HOUR,
  INVITATIONS,
  invitationOf,
  newAddress,
  offer,
  rowsOf,
  userOf,
  whileSettingsAre,
} from './offers';

const isRecent = (moment: string) => Math.abs(Date.now() - Date.parse(moment)) < 60_000;

describe('an invitation to the platform', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };

  const clock = () => app.strapi.plugin('participation').service('clock');

  /** Applies a file of invitations. */
  const importFile = async (file: string) => {
    const { body } = await app.admin.upload(IMPORTS, {
      file,
      filename: 'list.csv',
      fields: { kind: 'invitations' },
    });
    const until = (status: string) =>
      eventually(
        async () => (await app.admin.get(`${IMPORTS}/${body.data.id}`)).body.data,
        (one) => one.status === status,
      );
    await until('ready');
    await app.admin.post(`${IMPORTS}/${body.data.id}/start`);
    return until('completed');
  };

  beforeAll(async () => {
    app = await startApp({ participation: { invitations: { fields: ['district', 'birthDate'] } } });
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  describe('accepted', () => {
    test('leaves on the account what it carried, while registration is closed', async () => {
      const role = await app.strapi.db.query('plugin::users-permissions.role').create({
        data: { name: 'Jury member', type: 'jury-member', description: 'Made by a test' },
      });
      const email = newAddress();
      await importFile(
        [
          'email,first_name,last_name,language,spaces,role,district,birthDate',
          `${email},Marie,Curie,es,${space.slug},Jury member,Hillside,1967-11-07`,
        ].join('\n'),
      );
      const token = await tokenFor(app, email);
      const closed = { allow_register: false, email_confirmation: true };
      const answer = await whileSettingsAre(app, closed, () =>
        accept(app.http, token, { newsletter: true }),
      );

      expect(answer.status).toBe(200);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.body).toMatchObject({
        jwt: expect.any(String),
        user: { email, confirmed: true },
        spaces: [{ title: space.title, slug: space.slug }],
        groups: [],
      });
      const user = await userOf(app, email);
      expect(user).toMatchObject({
        provider: 'local',
        confirmed: true,
        firstName: 'Marie',
        lastName: 'Curie',
        preferredLocale: 'es',
        district: 'Hillside',
        birthDate: '1967-11-07',
        role: { id: role.id },
      });
      expect(isRecent(user.termsAcceptedAt)).toBe(true);
      expect(isRecent(user.newsletterAcceptedAt)).toBe(true);
      expect((await invitationOf(app, email)).status).toBe('accepted');
      const [place] = await rowsOf(app, 'participant', { email, user: { id: user.id } });
      expect(place.source).toBe('import');
    });

    test('signs in, and takes what the guest writes over what was known', async () => {
      const { email, token } = await guestOf(app, { spaces: [space.documentId] });
      const { body } = await accept(app.http, token, { firstName: 'Ada', lastName: 'Byron' });
      const me = app.as(body.jwt);
      expect((await me.get(`/api/participation/spaces/${space.slug}`)).status).toBe(200);
      expect(await userOf(app, email)).toMatchObject({
        firstName: 'Ada',
        lastName: 'Byron',
        newsletterAcceptedAt: null,
        role: { type: 'authenticated' },
      });
    });

    test('needs no space to carry', async () => {
      const { token } = await guestOf(app);
      const answer = await accept(app.http, token);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ spaces: [], groups: [] });
    });

    test('refused for a fault, it stays as it was', async () => {
      const { token } = await guestOf(app);
      const answer = await accept(app.http, token, { username: 'x', acceptTerms: false });
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.errors).toEqual([
        expect.objectContaining({ code: 'too_short', path: ['username'] }),
        expect.objectContaining({ code: 'terms_not_accepted', path: ['acceptTerms'] }),
      ]);
      expect((await accept(app.http, token)).status).toBe(200);
    });
  });

  describe('that offers administrator’s rights', () => {
    const administrator = (email: string) =>
      app.strapi.db.query('admin::user').findOne({ where: { email }, populate: ['roles'] });

    test('leads, once accepted, to the registration of an administrator', async () => {
      const { email, token } = await guestOf(app, { admin: true });
      expect(await administrator(email)).toBeNull();
      const answer = await accept(app.http, token, { firstName: 'Grace', lastName: 'Hopper' });
      expect(answer.status).toBe(200);

      const invited = await administrator(email);
      expect(invited).toMatchObject({ isActive: false, firstname: 'Grace', lastname: 'Hopper' });
      expect(invited.roles.map(({ code }: { code: string }) => code)).toEqual(['strapi-author']);

      const mail = await app.mailbox.waitFor(
        ({ to, text }) => to === email && text.includes('registrationToken='),
      );
      const link = mail.links.find((one) => one.includes('registrationToken='))!;
      expect(link).toMatch(new RegExp(`^${app.url}/admin/auth/register\\?`));
      const registered = await app.http.post('/admin/register', {
        registrationToken: new URL(link).searchParams.get('registrationToken'),
        userInfo: { firstname: 'Grace', lastname: 'Hopper', password: 'Password123' },
      });
      expect(registered.status).toBe(200);
      expect((await administrator(email)).isActive).toBe(true);
      const login = { email, password: 'Password123' };
      expect((await app.http.post('/admin/login', login)).status).toBe(200);
    });

    test('changes nothing for somebody who is an administrator already', async () => {
      const { email } = app.adminCredentials;
      await offer(app, email, { admin: true, send: false });
      const { documentId } = await invitationOf(app, email);
      const { token } = (await app.admin.get(`${INVITATIONS}/${documentId}/link`)).body;
      const before = await administrator(email);
      expect((await accept(app.http, token)).status).toBe(200);
      expect(await administrator(email)).toEqual(before);
      expect(await rowsOf(app, 'delivery', { email, kind: 'admin_rights' })).toEqual([]);
    });

    test('declined, makes no administrator', async () => {
      const { email, token } = await guestOf(app, { admin: true });
      expect((await api(app.http, 'decline', { token })).status).toBe(204);
      expect(await administrator(email)).toBeNull();
    });
  });

  describe('that has ended', () => {
    const ended = {
      used: async () => {
        const guest = await guestOf(app);
        await accept(app.http, guest.token);
        return guest.token;
      },
      resent: async () => {
        const guest = await guestOf(app);
        await act(app, 'resend', { ids: [guest.documentId] });
        return guest.token;
      },
      revoked: async () => {
        const guest = await guestOf(app);
        await act(app, 'revoke', { ids: [guest.documentId] });
        return guest.token;
      },
      deleted: async () => {
        const guest = await guestOf(app);
        await act(app, 'delete', { ids: [guest.documentId] });
        return guest.token;
      },
      declined: async () => {
        const guest = await guestOf(app);
        await api(app.http, 'decline', { token: guest.token });
        return guest.token;
      },
      forged: async () => `${(await guestOf(app)).token.slice(0, -4)}AAAA`,
      garbage: async () => 'garbage',
    };

    test('looks like one that there never was, whatever ended it', async () => {
      const tokens = [];
      for (const end of Object.values(ended)) tokens.push(await end());
      for (const action of ['preview', 'accept', 'decline']) {
        const answers: Answer[] = [];
        for (const token of tokens) answers.push(await api(app.http, action, acceptance(token)));
        expect(answers.map(({ status }) => status)).toEqual(tokens.map(() => 404));
        expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      }
      const pages = [];
      for (const token of tokens)
        pages.push(await app.http.get(`/participation/invitation?token=${token}`));
      expect(pages.map(({ status }) => status)).toEqual(tokens.map(() => 404));
      expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    });

    test('by its last day says so to its holder, and a new one can be asked for', async () => {
      const { email, token } = await guestOf(app, {
        expiresAt: new Date(Date.now() + 2 * DAY).toISOString(),
      });
      clock().advance(2 * DAY + HOUR);
      expect((await api(app.http, 'preview', { token })).body.status).toBe('expired');
      for (const action of ['accept', 'decline']) {
        const answer = await api(app.http, action, acceptance(token));
        expect([answer.status, codeOf(answer)]).toEqual([410, 'invitation_expired']);
      }
      expect((await api(app.http, 'resend', { email })).status).toBe(202);
      const fresh = await tokenFor(app, email);
      expect((await accept(app.http, token)).status).toBe(404);
      expect((await accept(app.http, fresh)).status).toBe(200);
    });
  });

  test('is not used up by whoever looks at its link', async () => {
    const { token, url } = await guestOf(app);
    for (const look of ['get', 'head', 'get'] as const)
      expect((await app.http[look](url)).status).toBe(200);
    expect((await api(app.http, 'preview', { token })).status).toBe(200);
    expect((await accept(app.http, token)).status).toBe(200);
  });

  describe('keeps its address', () => {
    const register = (email: string) =>
      app.http.post('/api/auth/local/register', {
        email,
        username: `Registered ${email}`,
        password: 'Password123',
      });

    test('from registering, with the answer of a taken one, and is sent again', async () => {
      const { email, token } = await guestOf(app);
      const taken = newAddress();
      await app.registerUser({ username: `Taken ${taken}`, email: taken });
      const [invited, known] = [await register(email), await register(taken)];
      expect([invited.status, invited.text]).toEqual([known.status, known.text]);
      expect(await userOf(app, email)).toBeNull();
      expect(await tokenFor(app, email)).toBe(token);
    });

    test('from a provider’s sign-in', async () => {
      const { email } = await guestOf(app);
      const users = app.strapi.plugin('users-permissions');
      users.service('providers-registry').add('platform-provider', {
        enabled: true,
        icon: '',
        grantConfig: {},
        authCallback: async () => ({ username: `Provided ${email}`, email }),
      });
      const connect = app.strapi.requestContext.run(
        { request: { path: '/api/auth/platform-provider/callback' }, state: {} } as never,
        () => users.service('providers').connect('platform-provider', { access_token: 'token' }),
      );
      await expect(connect).rejects.toThrow('Email is already taken.');
      expect(await userOf(app, email)).toBeNull();
    });

    test('until it has ended', async () => {
      const { email, documentId } = await guestOf(app);
      await act(app, 'revoke', { ids: [documentId] });
      expect((await register(email)).status).toBe(200);
    });
  });

  test('shows nobody what opens it, but where the link is asked for', async () => {
    const { email, token, documentId } = await guestOf(app, { spaces: [space.documentId] });
    const created = await offer(app, newAddress(), { spaces: [space.documentId] });
    const answers = [
      created,
      await app.admin.get(`${INVITATIONS}?_q=${email}`),
      await app.admin.get(`${INVITATIONS}/${documentId}`),
      await app.admin.get(`${INVITATIONS}/export?_q=${email}`),
      await app.admin.get('/participation/activity'),
      await app.admin.get(`/participation/spaces/${space.documentId}/participants?_q=${email}`),
      await api(app.http, 'preview', { token }),
      await accept(app.http, token),
    ];
    const [row] = await rowsOf(app, 'invitation', { email });
    for (const { status, text } of answers) {
      expect(status).toBeLessThan(300);
      for (const secret of [token, row.publicId, 'publicId', 'public_id', 'tokenVersion', 'igest'])
        expect(text).not.toContain(secret);
    }
    expect(Object.keys(answers[1]!.body.results[0]).sort()).toEqual(
      [
        ...['acceptedAt', 'admin', 'createdAt', 'delivery', 'documentId', 'email', 'expiresAt'],
        ...['firstName', 'groups', 'invitedBy', 'kind', 'label', 'lastName', 'locale', 'maxUses'],
        ...['name', 'remindedAt', 'role', 'sentAt', 'spaces', 'status', 'uses'],
      ].sort(),
    );
  });

  test('fills the attributes that the host has named', async () => {
    const profile = {
      firstName: 'givenName',
      lastName: 'familyName',
      locale: 'language',
      termsAcceptedAt: 'agreedAt',
      newsletterAcceptedAt: 'subscribedAt',
    };
    await app.restart({ participation: { profile } });
    const { email, token } = await guestOf(app, { locale: 'fr' });
    const names = { firstName: 'Jo', lastName: 'March', newsletter: true };
    expect((await accept(app.http, token, names)).status).toBe(200);
    const user = await userOf(app, email);
    expect(user).toMatchObject({ givenName: 'Jo', familyName: 'March', language: 'fr' });
    expect(isRecent(user.agreedAt)).toBe(true);
    expect(isRecent(user.subscribedAt)).toBe(true);
  });
});
