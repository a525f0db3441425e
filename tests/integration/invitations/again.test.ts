import { PERMISSIONS } from '../../../contracts/permissions';
import type { HistoryEvent } from '../../../contracts/invitations';
import { startApp, type App, type Client } from '../harness';
import { expectStatus, IMPORTS } from '../imports/lists';
import { accept, createSpace, eventually, invite, tokenFor } from '../story';
import {
  act,
  api,
  codeOf,
  DAY,
  guestOf,
  HOUR,
  INVITATIONS,
  invitationOf,
  linkOf,
  newAddress,
  offer,
  outcomesOf,
  rowsOf,
} from './offers';

describe('invitations that are there already', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };

  const clock = () => app.strapi.plugin('participation').service('clock');
  const tasks = () => app.strapi.plugin('participation').service('invitations').tasks;

  const sent = (email: string, times = 1) =>
    eventually(
      () => rowsOf(app, 'delivery', { email, kind: 'invitation', status: 'sent' }),
      (rows) => rows.length === times,
    );
  const historyOf = async (documentId: string): Promise<HistoryEvent[]> =>
    (await app.admin.get(`${INVITATIONS}/${documentId}`)).body.data.history;

  const upload = (file: string, options: object = {}, client: Client = app.admin) =>
    client.upload(IMPORTS, {
      file,
      filename: 'list.csv',
      fields: { kind: 'invitations', options: JSON.stringify({ send: false, ...options }) },
    });
  const until = (id: string, status: string) =>
    eventually(
      async () => (await app.admin.get(`${IMPORTS}/${id}`)).body.data,
      (one) => one.status === status,
    );
  const ready = async (...given: Parameters<typeof upload>): Promise<string> => {
    const { id } = expectStatus(201, await upload(...given)).body.data;
    await until(id, 'ready');
    return id;
  };
  const start = (id: string) => app.admin.post(`${IMPORTS}/${id}/start`);
  const rowsIn = async (id: string) => (await app.admin.get(`${IMPORTS}/${id}/rows`)).body.results;

  beforeAll(async () => {
    app = await startApp({ participation: { invitations: { retentionDays: 60 } } });
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  describe('invited again', () => {
    test('with other words, are mailed; with the same ones, not', async () => {
      const email = newAddress();
      await offer(app, email, { message: 'Do come' });
      await sent(email);
      expect(outcomesOf(await offer(app, email, { message: 'Do come, please' }))).toEqual({
        [email]: 'already_invited',
      });
      await sent(email, 2);
      const mail = app.mailbox.messages.findLast(({ to }) => to === email)!;
      expect(mail.text).toContain('Do come, please');
      await offer(app, email, { message: 'Do come, please' });
      expect(await rowsOf(app, 'delivery', { email })).toHaveLength(2);
    });

    test('are called by all of the names that are known by then', async () => {
      const email = newAddress();
      for (const file of [`email,last_name\n${email},Díaz\n`, `email,first_name\n${email},Ana\n`]) {
        const id = await ready(file);
        await start(id);
        await until(id, 'completed');
      }
      expect(await invitationOf(app, email)).toMatchObject({
        firstName: 'Ana',
        lastName: 'Díaz',
        name: 'Ana Díaz',
      });
    });

    test('once they had expired, offer an administrator’s rights only if they do so anew', async () => {
      const [kept, lost, renewed] = [newAddress(), newAddress(), newAddress()];
      await offer(app, [kept, lost, renewed], { admin: true, send: false });
      await offer(app, kept, { send: false });
      clock().advance(31 * DAY);
      await offer(app, lost, { send: false });
      await offer(app, renewed, { admin: true, send: false });
      const rightsOf = async (email: string) => (await invitationOf(app, email)).admin;
      expect(await rightsOf(kept)).toBe(true);
      expect(await rightsOf(lost)).toBe(false);
      expect(await rightsOf(renewed)).toBe(true);
    });

    test('to another list after their last day, are reminded of again', async () => {
      const email = newAddress();
      await invite(app, space, { name: 'Some One', email });
      await tokenFor(app, email);
      await sent(email);
      const remindersOf = () => rowsOf(app, 'delivery', { email, kind: 'reminder' });
      const pass = (ms: number) => {
        clock().advance(ms);
        tasks().kick();
      };
      pass(3 * DAY + HOUR);
      await eventually(remindersOf, (rows) => rows.length === 1);
      clock().advance(30 * DAY);
      await invite(app, await createSpace(app), { name: 'Some One', email });
      await sent(email, 2);
      pass(3 * DAY + HOUR);
      await eventually(remindersOf, (rows) => rows.length === 2);
    });
  });

  test('sent again keep a last day that is later than that of a new one', async () => {
    const expiresAt = new Date(Date.now() + 90 * DAY).toISOString();
    const long = await guestOf(app, { expiresAt });
    const short = await guestOf(app);
    clock().advance(DAY);
    await act(app, 'resend', { ids: [long.documentId, short.documentId] });
    expect((await invitationOf(app, long.email)).expiresAt).toBe(expiresAt);
    const renewed = Date.parse((await invitationOf(app, short.email)).expiresAt);
    expect(Math.abs(renewed - (Date.now() + 31 * DAY))).toBeLessThan(HOUR);
  });

  test('that offer an administrator’s rights are sent again by those who may give them', async () => {
    const [plain, rights] = [await guestOf(app), await guestOf(app, { admin: true })];
    const ids = [plain.documentId, rights.documentId];
    const { invitationsRead, invitationsInvite } = PERMISSIONS;
    const inviter = await app.adminWith([invitationsRead, invitationsInvite]);
    expect((await act(app, 'resend', { ids }, inviter)).body).toEqual({ affected: 1, skipped: 1 });
    expect((await linkOf(app, rights.email)).token).toBe(rights.token);
    const giver = await app.adminWith([invitationsRead, invitationsInvite, 'admin::users.create']);
    expect((await act(app, 'resend', { ids }, giver)).body).toEqual({ affected: 2, skipped: 0 });
  });

  test('deleted after a refusal leave nothing of whom they named', async () => {
    const { email, token, documentId } = await guestOf(app, { spaces: [space.documentId] });
    await api(app.http, 'decline', { token });
    expect(await rowsOf(app, 'participant', { email })).toHaveLength(1);
    await act(app, 'delete', { ids: [documentId] });
    for (const type of ['participant', 'invitation', 'delivery'] as const)
      expect(await rowsOf(app, type, { email })).toEqual([]);
  });

  describe('a history', () => {
    test('tells when a link was opened that its holder had asked for anew', async () => {
      const email = newAddress();
      await offer(app, email);
      const token = await tokenFor(app, email);
      const { documentId } = await invitationOf(app, email);
      await sent(email);
      await api(app.http, 'preview', { token });
      clock().advance(31 * DAY);
      app.mailbox.clear();
      await api(app.http, 'resend', { email });
      const fresh = await tokenFor(app, email);
      await sent(email, 2);
      clock().advance(HOUR);
      await api(app.http, 'preview', { token: fresh });
      const events = await historyOf(documentId);
      expect(events.at(-1)!.event).toBe('opened');
      expect(events.find(({ event }) => event === 'renewed')).toMatchObject({ by: null });
    });

    test('names who used a code, each time', async () => {
      const body = { count: 1, maxUses: 2, spaces: [space.documentId] };
      const { body: made } = await app.admin.post(`${INVITATIONS}/codes`, body);
      const [{ code, documentId }] = made.data;
      const person = { password: 'Correct-horse-9', acceptTerms: true };
      const names = ['Code Holder One', 'Code Holder Two'];
      for (const username of names)
        await api(app.http, 'accept', { code, username, email: newAddress(), ...person });
      const uses = (await historyOf(documentId)).filter(({ event }) => event === 'accepted');
      expect(uses.map(({ by }) => by)).toEqual(names);
    });

    test('tells that the mail with an administrator’s rights was not taken', async () => {
      const { email, token, documentId } = await guestOf(app, { admin: true });
      app.mailbox.refuse(email, '550 5.7.1 No administrators here');
      await accept(app.http, token);
      const events = await eventually(
        () => historyOf(documentId),
        (all) => all.some(({ event }) => event === 'failed'),
      );
      expect(events.find(({ event }) => event === 'failed')!.detail).toContain('No administrators');
    });
  });

  describe('in a file', () => {
    test('have no group, role or space that is gone when it is applied', async () => {
      const going = await createSpace(app);
      const [one, other] = [newAddress(), newAddress()];
      const id = await ready(`email,spaces\n${one},${going.slug}\n${other},\n`, {
        spaces: [space.documentId],
      });
      await app.admin.delete(`/participation/spaces/${going.documentId}`);
      await start(id);
      expect((await until(id, 'completed')).totals).toMatchObject({ invited: 1, invalid: 1 });
      const [first] = await rowsIn(id);
      expect(first).toMatchObject({
        outcome: 'invalid',
        reasons: [{ code: 'unknown_space', field: 'spaces', value: going.slug }],
      });
      expect(await rowsOf(app, 'invitation', { email: one })).toEqual([]);
      expect((await invitationOf(app, other)).spaces).toHaveLength(1);
    });

    test('begin before the last day that was chosen for them, and offer what there is', async () => {
      const late = await ready(`email\n${newAddress()}\n`, {
        expiresAt: new Date(Date.now() + DAY).toISOString(),
      });
      const going = await createSpace(app);
      const lost = await ready(`email\n${newAddress()}\n`, { spaces: [going.documentId] });
      clock().advance(2 * DAY);
      await app.admin.delete(`/participation/spaces/${going.documentId}`);
      const refused = [await start(late), await start(lost)];
      expect(refused.map(({ status }) => status)).toEqual([400, 400]);
      expect(refused.map(codeOf)).toEqual(['invalid_input', 'unknown_space']);
      expect((await until(late, 'ready')).status).toBe('ready');
    });

    test('offer an administrator’s rights only while there is a role of theirs', async () => {
      await app.admin.put('/participation/settings', {
        invitations: { adminRoles: ['strapi-editor'] },
      });
      const roles = app.strapi.db.query('admin::role');
      const { id } = await roles.findOne({ where: { code: 'strapi-editor' } });
      await roles.update({ where: { id }, data: { code: 'strapi-editor-gone' } });
      try {
        const refused = await upload(`email\n${newAddress()}\n`, { admin: true });
        expect([refused.status, codeOf(refused)]).toEqual([400, 'unknown_role']);
        const [row] = await rowsIn(await ready(`email,admin\n${newAddress()},TRUE\n`));
        expect(row.reasons).toEqual([
          expect.objectContaining({ code: 'unknown_role', field: 'admin', value: 'strapi-editor' }),
        ]);
      } finally {
        await roles.update({ where: { id }, data: { code: 'strapi-editor' } });
      }
    });

    test('forgotten, are forgotten there too', async () => {
      const { email, token } = await guestOf(app);
      const id = await ready(`email,first_name\n${email},Forgettable\n`);
      await start(id);
      await until(id, 'completed');
      await api(app.http, 'decline', { token });
      clock().advance(61 * DAY);
      tasks().kick();
      await eventually(
        () => rowsIn(id),
        ([row]) => row.values.email === '',
      );
      const { text } = await app.admin.get(`${IMPORTS}/${id}/rows`);
      expect(text).not.toContain('Forgettable');
    });
  });

  describe('with a role', () => {
    test('are made by those who may see the roles of the site', async () => {
      const { invitationsRead, invitationsInvite, invitationsImport } = PERMISSIONS;
      const rights = [invitationsRead, invitationsInvite, invitationsImport];
      const inviter = await app.adminWith(rights);
      const chooser = await app.adminWith([...rights, 'plugin::users-permissions.roles.read']);
      const role = 'authenticated';
      const statuses = async (client: Client) => {
        const answers = [
          await offer(app, newAddress(), { role, send: false }, client),
          await client.post(`${INVITATIONS}/codes`, { count: 1, role }),
          await upload(`email\n${newAddress()}\n`, { role }, client),
        ];
        return answers.map((answer) => codeOf(answer) ?? answer.status);
      };
      expect(await statuses(inviter)).toEqual(Array(3).fill('role_not_allowed'));
      expect(await statuses(chooser)).toEqual([201, 201, 201]);
      const id = await ready(
        `email,role\n${newAddress()},${role}\n${newAddress()},\n`,
        {},
        inviter,
      );
      const [first, second] = await rowsIn(id);
      expect(first.reasons).toEqual([
        expect.objectContaining({ code: 'role_not_allowed', field: 'role', value: role }),
      ]);
      expect(second.outcome).toBe('invited');
    });
  });
});
