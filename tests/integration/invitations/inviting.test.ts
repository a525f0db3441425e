import type { InviteResult } from '../../../contracts/invitations';
import { startApp, type App } from '../harness';
import { PERMISSIONS } from '../../../contracts/permissions';
import { accept, createSpace, eventually, tokenFor } from '../story';
import {
  act,
  codeOf,
  DAY,
  INVITATIONS,
  invitationOf,
  linkOf,
  newAddress,
  newAddresses,
  offer,
  outcomesOf,
  rowsOf,
} from './offers';

type Space = { documentId: string; slug: string; title: string };

describe('inviting a pasted list', () => {
  let app: App;
  let space: Space;

  const mailsTo = (email: string) => rowsOf(app, 'delivery', { email });
  const placesOf = (email: string) => rowsOf(app, 'participant', { email });

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());

  test('every entry has an outcome of its own, however they are parted', async () => {
    const text = [
      'anna@list.example.org, bob@list.example.org;carl@list.example.org dora@list.example.org',
      '\tEve Doe <eve@list.example.org>',
      '"Doe, Fay" <FAY@list.example.org>; Anna@List.example.org',
      'nobody, gus@@list.example.org,  , ;',
    ].join('\r\n');
    const { status, body } = await offer(app, text);
    expect(status).toBe(201);
    expect(body.data).toEqual([
      ...['anna', 'bob', 'carl', 'dora', 'eve', 'fay'].map((name) => ({
        email: `${name}@list.example.org`,
        outcome: 'invited',
      })),
      { email: 'anna@list.example.org', outcome: 'duplicate' },
      {
        email: 'nobody',
        outcome: 'invalid',
        reason: 'invalid_email',
        message: expect.stringContaining('@'),
      },
      {
        email: 'gus@@list.example.org',
        outcome: 'invalid',
        reason: 'invalid_email',
        message: expect.any(String),
      },
    ]);
    expect((await invitationOf(app, 'eve@list.example.org')).name).toBe('Eve Doe');
    const mail = await app.mailbox.waitFor(({ to }) => to === 'eve@list.example.org');
    expect(mail.text).toContain('Eve Doe');
  });

  test('a list of texts is read like one', async () => {
    const [one, two, three] = newAddresses(3) as [string, string, string];
    const answer = await offer(app, [one, `Some One <${two}>`, `${three}; ${one}`]);
    expect(answer.body.data.map((result: { outcome: string }) => result.outcome)).toEqual([
      'invited',
      'invited',
      'invited',
      'duplicate',
    ]);
  });

  test('outcomes are in the order of what was pasted', async () => {
    const [one, two] = newAddresses(2) as [string, string];
    const { body } = await offer(app, [one, 'nobody', `${one} ${two}`]);
    expect(body.data.map(({ email, outcome }: InviteResult) => [email, outcome])).toEqual([
      [one, 'invited'],
      ['nobody', 'invalid'],
      [one, 'duplicate'],
      [two, 'invited'],
    ]);
  });

  test.each([
    ['an empty text', ' \n;'],
    ['an empty list', []],
  ])('of %s, the sender is told that there is nobody in it', async (_name, emails) => {
    const answer = await offer(app, emails);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toEqual({
      code: 'required',
      errors: [expect.objectContaining({ code: 'required', path: ['emails'] })],
    });
  });

  test('they stand on lists by their names, and by that of their account', async () => {
    const [invited, known] = newAddresses(2) as [string, string];
    await app.registerUser({ username: 'Known McPerson', email: known });
    await offer(app, `Ida B. Wells <${invited}>, ${known}`, { spaces: [space.documentId] });
    expect(await placesOf(invited)).toMatchObject([
      { sortName: 'ida b. wells', lastName: 'wells' },
    ]);
    expect(await placesOf(known)).toMatchObject([{ sortName: 'known mcperson' }]);
  });

  test('of more addresses than a request may have, nobody is invited', async () => {
    const before = (await rowsOf(app, 'invitation', {})).length;
    const text = Array.from({ length: 5_001 }, (_, index) => `m${index}@many.example.org`);
    const answer = await offer(app, text.join(' '));
    expect([answer.status, codeOf(answer)]).toEqual([400, 'too_many_rows']);
    expect(await rowsOf(app, 'invitation', {})).toHaveLength(before);
  });

  test('they are offered what was chosen, in their language and with a message', async () => {
    const email = newAddress();
    const expiresAt = new Date(Date.now() + 10 * DAY).toISOString();
    await offer(app, email, {
      role: 'authenticated',
      spaces: [space.documentId],
      locale: 'fr',
      message: 'Nous vous attendons <b>toutes</b> et tous.\n\nÀ bientôt !',
      expiresAt,
    });
    expect(await invitationOf(app, email)).toMatchObject({
      kind: 'address',
      email,
      status: 'pending',
      admin: false,
      role: { documentId: expect.any(String), name: 'Authenticated' },
      locale: 'fr',
      groups: [],
      spaces: [{ documentId: space.documentId, title: space.title }],
      expiresAt,
      invitedBy: 'Super Admin',
    });
    const mail = await app.mailbox.waitFor(({ to }) => to === email);
    expect(mail.html).toContain('lang="fr"');
    expect(mail.text).toContain('Nous vous attendons <b>toutes</b> et tous.');
    expect(mail.html).not.toContain('<b>toutes</b>');
    expect(mail.text).toContain(space.title);
  });

  test('everything that there is not is named at once, and nobody is invited', async () => {
    const email = newAddress();
    const answer = await offer(app, email, {
      role: 'public',
      groups: ['Nobody’s group'],
      spaces: ['missing', space.documentId],
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'unknown_role']);
    expect(answer.body.error.details.errors).toEqual([
      expect.objectContaining({ code: 'unknown_role', path: ['role'], value: 'public' }),
      expect.objectContaining({ code: 'unknown_group', path: ['groups', '0'] }),
      expect.objectContaining({ code: 'unknown_space', path: ['spaces', '0'], value: 'missing' }),
    ]);
    expect(await rowsOf(app, 'invitation', { email })).toEqual([]);
  });

  test('what cannot be meant is refused', async () => {
    const email = newAddress();
    const refused = async (options: object) => {
      const answer = await offer(app, email, options);
      return [answer.status, answer.body.error?.details.errors[0].path[0]];
    };
    expect(await refused({ expiresAt: new Date(Date.now() - DAY).toISOString() })).toEqual([
      400,
      'expiresAt',
    ]);
    expect(await refused({ expiresAt: 'tomorrow' })).toEqual([400, 'expiresAt']);
    expect(await refused({ locale: 'xx' })).toEqual([400, 'locale']);
    expect(await refused({ message: 'x'.repeat(5_001) })).toEqual([400, 'message']);
    expect(await rowsOf(app, 'invitation', { email })).toEqual([]);
  });

  test('without a mail the link is there to hand over, and a mail can follow', async () => {
    const email = newAddress();
    expect(outcomesOf(await offer(app, email, { send: false }))).toEqual({ [email]: 'invited' });
    const { documentId, url, token } = await linkOf(app, email);
    expect(url).toBe(`${app.url}/participation/invitation?token=${token}`);
    expect(await mailsTo(email)).toEqual([]);
    expect(await invitationOf(app, email)).toMatchObject({ sentAt: null, delivery: null });

    expect((await act(app, 'resend', { ids: [documentId] })).body).toEqual({
      affected: 1,
      skipped: 0,
    });
    expect(await tokenFor(app, email)).not.toBe(token);
  });

  test('who was invited without a mail gets it when invited again with one, once', async () => {
    const email = newAddress();
    await offer(app, email, { send: false });
    const { token } = await linkOf(app, email);
    expect(outcomesOf(await offer(app, email, { send: false }))).toEqual({
      [email]: 'already_invited',
    });
    expect(await rowsOf(app, 'delivery', { email })).toEqual([]);

    const answers = await Promise.all(Array.from({ length: 4 }, () => offer(app, email)));
    for (const answer of answers)
      expect(outcomesOf(answer)).toEqual({ [email]: 'already_invited' });
    expect(await tokenFor(app, email)).toBe(token);
    await offer(app, email);
    expect(await rowsOf(app, 'delivery', { email })).toHaveLength(1);
  });

  test('who was invited by a mail that nobody took gets another when invited again', async () => {
    const email = newAddress();
    app.mailbox.refuse(email);
    await offer(app, email);
    await eventually(
      () => invitationOf(app, email),
      ({ delivery }) => delivery?.status === 'failed',
    );
    app.mailbox.accept(email);
    await offer(app, email);
    await tokenFor(app, email);
    expect(await rowsOf(app, 'delivery', { email })).toHaveLength(2);
  });

  describe('somebody with an account', () => {
    const register = async (fields: object = {}) => {
      const email = newAddress();
      const { jwt } = await app.registerUser({ username: `Known ${email}`, email, ...fields });
      return { email, jwt };
    };
    const enter = (jwt: string) => app.as(jwt).get(`/api/participation/spaces/${space.slug}`);

    test('is let in at once, without a mail, and once', async () => {
      const { email, jwt } = await register();
      const options = { spaces: [space.documentId] };
      expect(outcomesOf(await offer(app, ` ${email.toUpperCase()} `, options))).toEqual({
        [email]: 'added',
      });
      expect((await enter(jwt)).status).toBe(200);
      expect(outcomesOf(await offer(app, email, options))).toEqual({
        [email]: 'already_participant',
      });
      expect(await placesOf(email)).toHaveLength(1);
      expect(await rowsOf(app, 'invitation', { email })).toEqual([]);
      expect(await mailsTo(email)).toEqual([]);
    });

    test('is invited to an administrator’s rights, which nobody is given unasked', async () => {
      const { email, jwt } = await register();
      const answer = await offer(app, email, { spaces: [space.documentId], admin: true });
      expect(outcomesOf(answer)).toEqual({ [email]: 'invited' });
      expect((await enter(jwt)).status).toBe(200);
      expect(await invitationOf(app, email)).toMatchObject({ admin: true, status: 'pending' });
      await tokenFor(app, email);
      expect(await app.strapi.db.query('admin::user').count({ where: { email } })).toBe(0);
    });

    test('that was never confirmed is invited', async () => {
      const { email, jwt } = await register({ confirmed: false });
      const answer = await offer(app, email, { spaces: [space.documentId] });
      expect(outcomesOf(answer)).toEqual({ [email]: 'invited' });
      expect((await enter(jwt)).status).toBe(404);
    });

    test('is invited like the others where the settings say so', async () => {
      const settings = (existingAccounts: string) =>
        app.admin.put('/participation/settings', { invitations: { existingAccounts } });
      const { email, jwt } = await register();
      expect((await settings('invite')).status).toBe(200);
      try {
        const answer = await offer(app, email, { spaces: [space.documentId] });
        expect(outcomesOf(answer)).toEqual({ [email]: 'invited' });
        expect((await enter(jwt)).status).toBe(404);
        const token = await tokenFor(app, email);
        expect((await accept(app.http, token)).status).toBe(409);
        expect((await accept(app.as(jwt), token)).status).toBe(200);
        expect((await enter(jwt)).status).toBe(200);
      } finally {
        await settings('add');
      }
    });
  });

  describe('again', () => {
    test('adds to the invitation that is open, and says so', async () => {
      const email = newAddress();
      const other = await createSpace(app);
      const first = new Date(Date.now() + 3 * DAY).toISOString();
      await offer(app, email, { spaces: [space.documentId], expiresAt: first, locale: 'es' });
      const token = await tokenFor(app, email);

      const again = await offer(app, `Name Given Later <${email}>`, {
        spaces: [space.documentId, other.documentId],
        role: 'Authenticated',
      });
      expect(outcomesOf(again)).toEqual({ [email]: 'already_invited' });
      expect(await rowsOf(app, 'invitation', { email })).toHaveLength(1);
      const invitation = await invitationOf(app, email);
      expect(invitation).toMatchObject({
        name: 'Name Given Later',
        locale: 'es',
        role: { name: 'Authenticated' },
        status: 'pending',
      });
      expect(invitation.spaces.map(({ documentId }) => documentId).sort()).toEqual(
        [space.documentId, other.documentId].sort(),
      );
      expect(Date.parse(invitation.expiresAt)).toBeGreaterThan(Date.now() + 29 * DAY);
      // The second mail tells of the space that is new, and the first link is still good.
      const mails = () => app.mailbox.messages.filter(({ to }) => to === email);
      await app.mailbox.waitFor(() => mails().length === 2);
      expect(mails()[1]!.text).toContain(other.title);
      const accepted = await accept(app.http, token);
      expect(accepted.body.spaces).toHaveLength(2);
    });

    test('with nothing new sends no mail', async () => {
      const email = newAddress();
      await offer(app, email, { spaces: [space.documentId] });
      await tokenFor(app, email);
      const again = await offer(app, email, { spaces: [space.documentId] });
      expect(outcomesOf(again)).toEqual({ [email]: 'already_invited' });
      expect(await mailsTo(email)).toHaveLength(1);
    });

    test('after a refusal makes a new one', async () => {
      const email = newAddress();
      await offer(app, email, { spaces: [space.documentId] });
      const { documentId } = await linkOf(app, email);
      await act(app, 'revoke', { ids: [documentId] });
      expect(outcomesOf(await offer(app, email, { spaces: [space.documentId] }))).toEqual({
        [email]: 'invited',
      });
      const statuses = (await rowsOf(app, 'invitation', { email })).map(({ status }) => status);
      expect(statuses.sort()).toEqual(['pending', 'revoked']);
      expect(await placesOf(email)).toHaveLength(1);
    });

    test('by several at the same moment is one invitation and one mail for each', async () => {
      const emails = newAddresses(200);
      const options = { spaces: [space.documentId] };
      const answers = await Promise.all([
        offer(app, emails.join('\n'), options),
        offer(app, [...emails].reverse().join('\n'), options),
      ]);
      const [one, other] = answers.map(outcomesOf);
      for (const email of emails)
        expect([one![email], other![email]].sort()).toEqual(['already_invited', 'invited']);
      for (const type of ['invitation', 'participant', 'delivery'] as const) {
        const rows = await rowsOf(app, type, { email: { $in: emails } });
        expect(rows).toHaveLength(200);
        expect(new Set(rows.map(({ email }) => email)).size).toBe(200);
      }
    });
  });

  test('what is offered with administrator’s rights needs the right to create administrators', async () => {
    const [refused, allowed] = newAddresses(2) as [string, string];
    const without = await app.adminWith([PERMISSIONS.invitationsInvite]);
    const answer = await offer(app, refused, { admin: true }, without);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'admin_not_allowed']);
    expect(await rowsOf(app, 'invitation', { email: refused })).toEqual([]);
    expect((await offer(app, refused, { admin: false }, without)).status).toBe(201);

    const creator = await app.adminWith([PERMISSIONS.invitationsInvite, 'admin::users.create']);
    expect((await offer(app, allowed, { admin: true }, creator)).status).toBe(201);
    expect((await invitationOf(app, allowed)).admin).toBe(true);
  });

  test('a mail can be looked at before it is sent', async () => {
    const { status, body } = await app.admin.post(`${INVITATIONS}/preview-mail`, {
      locale: 'fr',
      message: 'Bonjour <i>vous</i>',
      spaces: [space.documentId],
    });
    expect(status).toBe(200);
    expect(body.data.text).toContain(space.title);
    expect(body.data.html).toContain('Bonjour &lt;i&gt;vous&lt;/i&gt;');
    expect(body.data.text).toContain('Super Admin');
    expect(body.data.text).not.toMatch(/token=[\w-]{43}/);
  });
});
