import { startApp, type Answer, type App, type Client } from '../harness';
import { expectStatus, IMPORTS } from '../imports/lists';
import { accept, acceptance, createSpace, eventually, invite, tokenFor } from '../story';
import {
  api,
  codeOf,
  guestOf,
  INVITATIONS,
  newAddress,
  offer,
  outcomesOf,
  rowsOf,
  userOf,
} from './offers';

const PASSWORD = 'Password123';
const PAGE = '/participation/invitation';

describe('accounts and invitations', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };

  const enters = async (client: Client) =>
    (await client.get(`/api/participation/spaces/${space.slug}`)).status;

  const account = async (email: string, fields: object = {}) => {
    const { jwt } = await app.registerUser({ username: `Owner of ${email}`, email, ...fields });
    return app.as(jwt);
  };

  const oneCode = async (fields: object = {}): Promise<string> => {
    const body = { count: 1, spaces: [space.documentId], ...fields };
    return expectStatus(201, await app.admin.post(`${INVITATIONS}/codes`, body)).body.data[0].code;
  };

  beforeAll(async () => {
    app = await startApp({ participation: { invitations: { fields: ['district'] } } });
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());

  describe('of people who stand on a list without one', () => {
    /** On the list by an invitation that they declined, with an account since. */
    const declined = async () => {
      const email = newAddress();
      await invite(app, space, { name: 'Some One', email });
      const token = await tokenFor(app, email);
      expect((await api(app.http, 'decline', { token })).status).toBe(204);
      return { email, client: await account(email) };
    };

    /** Invited with an account that was confirmed only afterwards. */
    const confirmedLater = async () => {
      const email = newAddress();
      const client = await account(email, { confirmed: false });
      await offer(app, email, { spaces: [space.documentId] });
      const { id } = await userOf(app, email);
      await app.strapi.db
        .query('plugin::users-permissions.user')
        .update({ where: { id }, data: { confirmed: true } });
      return { email, client };
    };

    test.each([
      ['that was made after a refusal', declined],
      ['that was confirmed after the invitation', confirmedLater],
    ])('are in once they are invited again with one %s', async (_name, standing) => {
      const { email, client } = await standing();
      expect(await enters(client)).toBe(404);
      const again = () => offer(app, email, { spaces: [space.documentId] });
      expect(outcomesOf(await again())).toEqual({ [email]: 'added' });
      expect(await enters(client)).toBe(200);
      expect(outcomesOf(await again())).toEqual({ [email]: 'already_participant' });
      expect(await rowsOf(app, 'participant', { email })).toHaveLength(1);
    });

    test('are in by a code, which they use up', async () => {
      const { client } = await declined();
      const code = await oneCode();
      expect((await api(client, 'accept', { code })).status).toBe(200);
      expect(await enters(client)).toBe(200);
      expect((await api(app.http, 'preview', { code })).status).toBe(404);
    });

    test('are in by a file, as its preview said', async () => {
      const { email, client } = await declined();
      const { body } = await app.admin.upload(IMPORTS, {
        file: `email,spaces\n${email},${space.slug}\n`,
        filename: 'list.csv',
        fields: { kind: 'invitations' },
      });
      const until = (status: string) =>
        eventually(
          async () => (await app.admin.get(`${IMPORTS}/${body.data.id}`)).body.data,
          (one) => one.status === status,
        );
      expect((await until('ready')).totals).toMatchObject({ rows: 1, added: 1 });
      await app.admin.post(`${IMPORTS}/${body.data.id}/start`);
      expect(await until('completed')).toMatchObject({ changed: 0, totals: { added: 1 } });
      expect(await enters(client)).toBe(200);
    });
  });

  describe('that are finished by an invitation', () => {
    test('do not take the address of somebody who is invited for a name', async () => {
      const { email: invited } = await guestOf(app);
      for (const username of [invited, ` ${invited.toUpperCase()}`]) {
        const { token } = await guestOf(app);
        const answers = [
          await accept(app.http, token, { username }),
          await api(app.http, 'accept', {
            ...acceptance('', { username, email: newAddress() }),
            token: undefined,
            code: await oneCode(),
          }),
        ];
        for (const answer of answers) {
          expect(answer.status).toBe(400);
          expect(answer.body.error.details.errors).toEqual([
            expect.objectContaining({ code: 'username_taken', path: ['username'] }),
          ]);
        }
      }
      const own = await guestOf(app);
      expect((await accept(app.http, own.token, { username: own.email })).status).toBe(200);
    });

    test('of one name at the same moment, exactly one has it; the other can choose again', async () => {
      const guests = [await guestOf(app), await guestOf(app)];
      const username = `Both ${guests[0]!.email}`;
      const answers = await Promise.all(
        guests.map(({ token }) => accept(app.http, token, { username })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      const late = answers.findIndex(({ status }) => status === 400);
      expect(codeOf(answers[late]!)).toBe('username_taken');
      expect((await accept(app.http, guests[late]!.token)).status).toBe(200);
      const users = await app.strapi.db
        .query('plugin::users-permissions.user')
        .count({ where: { username } });
      expect(users).toBe(1);
    });

    test('of one address by two codes at the same moment, there is one', async () => {
      const email = newAddress();
      const codes = [await oneCode(), await oneCode()];
      const answers = await Promise.all(
        codes.map((code) => {
          const { token: _, ...person } = acceptance('', { email });
          return api(app.http, 'accept', { code, ...person });
        }),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      const late = answers.findIndex(({ status }) => status === 400);
      expect(codeOf(answers[late]!)).toBe('email_taken');
      expect((await api(app.http, 'preview', { code: codes[late]! })).status).toBe(200);
    });
  });

  test('that accept have filled in what they say nothing of, and nothing else', async () => {
    const role = await app.strapi.db
      .query('plugin::users-permissions.role')
      .create({ data: { name: 'Juror', type: 'juror', description: 'Made by a test' } });
    const email = newAddress();
    const client = await account(email);
    const { id } = await userOf(app, email);
    await app.strapi.db
      .query('plugin::users-permissions.user')
      .update({ where: { id }, data: { firstName: 'Own' } });
    await app.admin.put('/participation/settings', {
      invitations: { existingAccounts: 'invite' },
    });
    try {
      const { body } = await app.admin.upload(IMPORTS, {
        file: `email,first_name,last_name,language,role,district\n${email},Other,Curie,fr,Juror,Hillside\n`,
        filename: 'list.csv',
        fields: { kind: 'invitations', options: JSON.stringify({ send: false }) },
      });
      const until = (status: string) =>
        eventually(
          async () => (await app.admin.get(`${IMPORTS}/${body.data.id}`)).body.data,
          (one) => one.status === status,
        );
      await until('ready');
      await app.admin.post(`${IMPORTS}/${body.data.id}/start`);
      await until('completed');
      const [{ documentId }] = await rowsOf(app, 'invitation', { email });
      const { token } = (await app.admin.get(`${INVITATIONS}/${documentId}/link`)).body;
      expect((await api(client, 'accept', { token })).status).toBe(200);
    } finally {
      await app.admin.put('/participation/settings', { invitations: { existingAccounts: 'add' } });
    }
    expect(await userOf(app, email)).toMatchObject({
      username: `Owner of ${email}`,
      firstName: 'Own',
      lastName: 'Curie',
      preferredLocale: 'fr',
      district: 'Hillside',
      role: { id: role.id },
    });
  });

  test('keep their own address and name while they are invited', async () => {
    const permissions = app.strapi.db.query('plugin::users-permissions.permission');
    const roles = app.strapi.db.query('plugin::users-permissions.role');
    const { id: role } = await roles.findOne({ where: { type: 'authenticated' } });
    await permissions.create({ data: { action: 'plugin::users-permissions.user.update', role } });
    const [email, other] = [newAddress(), newAddress()];
    const client = await account(email);
    const { id } = await userOf(app, email);
    await offer(app, [email, other], { admin: true });
    const save = (changes: object) => client.put(`/api/users/${id}`, changes);
    expect((await save({ email: email.toUpperCase(), firstName: 'Ada' })).status).toBe(200);
    expect((await save({ email, username: `Owner of ${email}` })).status).toBe(200);
    for (const changes of [{ email: other }, { username: other }])
      expect((await save(changes)).status).toBe(400);
    expect(await userOf(app, email)).toMatchObject({ firstName: 'Ada' });
  });

  describe('whose secrets are guessed', () => {
    const points = 5;

    beforeEach(() =>
      app.restart({ participation: { limits: { code: { points, seconds: 600 } } } }),
    );

    const statusesOf = (answers: Answer[]) => {
      const counts: Record<number, number> = {};
      for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
      return counts;
    };

    test('by many codes at once: no more are looked at than one after another', async () => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, turn) =>
          api(app.http, 'preview', { code: `WRNG-WRNG-${String(turn).padStart(4, '0')}` }),
        ),
      );
      expect(statusesOf(answers)).toEqual({ 404: points, 429: 40 - points });
    });

    test.each([
      ['code', async () => ({ code: await oneCode({ maxUses: 100 }) })],
      [
        'link',
        async (email: string) => {
          await offer(app, email, { admin: true, send: false });
          const [{ documentId }] = await rowsOf(app, 'invitation', { email });
          const { body } = await app.admin.get(`${INVITATIONS}/${documentId}/link`);
          return { token: body.token as string };
        },
      ],
    ])('by passwords on the page of a %s: after a few, none is looked at', async (_name, keyOf) => {
      const email = newAddress();
      await account(email);
      const key = await keyOf(email);
      const enter = (password: string) =>
        app.http.form(PAGE, { ...key, email, password, username: 'Nobody', acceptTerms: 'true' });
      const wrong = await Promise.all(
        Array.from({ length: 4 * points }, (_, turn) => enter(`Wrong-${turn}`)),
      );
      expect(statusesOf(wrong)[429]).toBeGreaterThanOrEqual(3 * points);
      const right = await enter(PASSWORD);
      expect(right.status).toBe(429);
      expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
      expect(right.text).toContain('Too many attempts');
    });
  });
});
