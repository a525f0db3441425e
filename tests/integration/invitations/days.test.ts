import { startApp, type App } from '../harness';
import { accept, createSpace, eventually, later, tokenFor } from '../story';
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
  newAddresses,
  offer,
  outcomesOf,
  rowsOf,
} from './offers';

type Tasks = { start(): void; kick(): void; stop(): Promise<void> };

describe('as days go by', () => {
  let app: App;
  let space: { documentId: string };

  const plugin = () => app.strapi.plugin('participation');
  const clock = () => plugin().service('clock');
  const tasks = (): Tasks => plugin().service('invitations').tasks;
  const pass = (ms: number) => later(app, ms);

  /** The tasks of another instance on the same database. */
  const otherTasks = (): Tasks => {
    const { services } = nodeRequire('strapi-plugin-participation/strapi-server').default ?? {};
    return services.invitations({ strapi: app.strapi }).tasks;
  };

  const remindersOf = async (email: string) =>
    (await rowsOf(app, 'delivery', { email, kind: 'reminder' })).length;
  const reminded = (email: string, times = 1) =>
    app.mailbox.waitFor(
      () =>
        app.mailbox.messages.filter((mail) => mail.to === email && isReminder(mail)).length >=
        times,
    );
  const isReminder = ({ subject }: { subject: string }) => /^Reminder/.test(subject);
  /** Invited by a mail that has arrived. */
  const invited = async (options: object = {}, email = newAddress()) => {
    await offer(app, email, options);
    const token = await tokenFor(app, email);
    const one = await eventually(
      () => invitationOf(app, email),
      ({ sentAt }) => sentAt !== null,
    );
    return { email, token, documentId: one.documentId };
  };
  const mailed = (email: string, times: number) =>
    eventually(
      () => rowsOf(app, 'delivery', { email, kind: 'invitation', status: 'sent' }),
      (rows) => rows.length === times,
    );
  const rowOf = async (documentId: string) =>
    (await rowsOf(app, 'invitation', { documentId }))[0] as Record<string, unknown>;

  beforeAll(async () => {
    app = await startApp({
      participation: { invitations: { reminderDays: [3, 7], retentionDays: 60 } },
    });
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    await act(app, 'delete', { all: true });
    app.mailbox.clear();
  });
  afterEach(() => clock().reset());

  describe('who has not answered', () => {
    test('is reminded on each of the days, once', async () => {
      const { email } = await invited();
      pass(3 * DAY - HOUR);
      const later = await invited();
      expect(await remindersOf(email)).toBe(0);

      pass(2 * HOUR);
      await reminded(email);
      const [mail] = app.mailbox.messages.filter(isReminder);
      expect(mail!.text).toMatch(/token=[\w-]{43}/);
      await eventually(
        () => invitationOf(app, email),
        ({ remindedAt }) => remindedAt !== null,
      );

      pass(3 * DAY);
      await reminded(later.email);
      expect(await remindersOf(email)).toBe(1);

      pass(DAY);
      await reminded(email, 2);
      pass(3 * DAY);
      await reminded(later.email, 2);
      expect(await remindersOf(email)).toBe(2);
    });

    test('is reminded once after an absence over several of the days', async () => {
      const { email } = await invited();
      pass(8 * DAY);
      await reminded(email);
      const later = await invited();
      pass(3 * DAY + HOUR);
      await reminded(later.email);
      expect(await remindersOf(email)).toBe(1);
    });

    test('is reminded once by several instances that look at once', async () => {
      const emails = newAddresses(40);
      await offer(app, emails);
      await eventually(
        () => rowsOf(app, 'invitation', { sentAt: { $notNull: true } }),
        (rows) => rows.length === 40,
      );
      const others = [otherTasks(), otherTasks()];
      clock().advance(3 * DAY + HOUR);
      for (const one of [tasks(), ...others]) (one === tasks() ? one.kick : one.start)();
      await Promise.all(emails.map((email) => reminded(email)));
      // A round of its own after theirs, which would send what they had left or send it twice.
      const last = await invited();
      pass(3 * DAY + HOUR);
      await reminded(last.email);
      await Promise.all(others.map((one) => one.stop()));
      const reminders = await rowsOf(app, 'delivery', { kind: 'reminder', email: emails });
      expect(reminders.map(({ email }) => email).sort()).toEqual([...emails].sort());
    });

    test('is reminded by one mail where the mail server was away for days', async () => {
      const { email } = await invited();
      await app.mailbox.down();
      pass(3 * DAY + HOUR);
      await eventually(
        () => remindersOf(email),
        (count) => count === 1,
      );
      pass(4 * DAY);
      await eventually(
        () => rowsOf(app, 'invitation', { email, reminders: 2 }),
        (rows) => rows.length === 1,
      );
      // Not while a try is under way: it would have the next one wait from the later hour on.
      await eventually(
        () => rowsOf(app, 'delivery', { email, kind: 'reminder', status: 'queued' }),
        ([row]) => row?.attempts === 1,
      );
      await app.mailbox.up();
      pass(HOUR);
      await reminded(email);
      const waiting = { email, kind: 'reminder', status: ['queued', 'sending', 'sent'] };
      expect(await rowsOf(app, 'delivery', waiting)).toHaveLength(1);
    });
  });

  test('nobody is reminded who has answered, was revoked, or never had a mail', async () => {
    const accepted = await invited();
    const declined = await invited();
    const revoked = await invited();
    const handed = await guestOf(app);
    const waiting = await invited();
    await accept(app.http, accepted.token);
    await api(app.http, 'decline', { token: declined.token });
    await act(app, 'revoke', { ids: [revoked.documentId] });
    pass(3 * DAY + HOUR);
    await reminded(waiting.email);
    for (const { email } of [accepted, declined, revoked, handed])
      expect(await remindersOf(email)).toBe(0);
  });

  test('after a resend the days are counted anew', async () => {
    const { email, documentId } = await invited();
    pass(3 * DAY + HOUR);
    await reminded(email);
    app.mailbox.clear();
    await act(app, 'resend', { ids: [documentId] });
    // The first mail is three days old until this one has left: nobody is reminded in between.
    tasks().kick();
    await mailed(email, 2);

    pass(2 * DAY);
    const other = await invited();
    expect(await remindersOf(email)).toBe(1);
    pass(DAY + HOUR);
    await reminded(email);
    pass(2 * DAY);
    await reminded(other.email);
    expect(await remindersOf(email)).toBe(2);
  });

  describe('past its last day, an invitation', () => {
    test('has expired, stays on the list, is refused, and can be renewed', async () => {
      const { email, token, documentId } = await invited({ spaces: [space.documentId] });
      clock().advance(30 * DAY + HOUR);
      // As soon as the hour has struck, whether or not a task has come by.
      expect(await invitationOf(app, email)).toMatchObject({ status: 'expired', documentId });
      tasks().kick();
      await eventually(
        () => rowOf(documentId),
        ({ status }) => status === 'expired',
      );
      expect((await invitationOf(app, email)).status).toBe('expired');
      expect((await app.admin.get(`${INVITATIONS}?filters[status]=expired`)).body.results).toEqual([
        expect.objectContaining({ email }),
      ]);
      const refused = await accept(app.http, token);
      expect([refused.status, codeOf(refused)]).toEqual([410, 'invitation_expired']);

      app.mailbox.clear();
      await act(app, 'resend', { ids: [documentId] });
      expect(await invitationOf(app, email)).toMatchObject({ status: 'pending' });
      const fresh = await tokenFor(app, email);
      expect((await accept(app.http, token)).status).toBe(404);
      const answer = await accept(app.http, fresh);
      expect([answer.status, answer.body.spaces.length]).toEqual([200, 1]);
    });

    test('lives again when its address is invited again, and is reminded of again', async () => {
      const { email, token } = await invited();
      pass(3 * DAY + HOUR);
      await reminded(email);
      clock().advance(30 * DAY);
      app.mailbox.clear();
      expect(outcomesOf(await offer(app, email))).toEqual({ [email]: 'already_invited' });
      expect(await tokenFor(app, email)).toBe(token);
      expect(await invitationOf(app, email)).toMatchObject({ status: 'pending' });
      await mailed(email, 2);
      pass(3 * DAY + HOUR);
      await reminded(email);
      expect((await accept(app.http, token)).status).toBe(200);
    });

    test('has its own last day where it was given one', async () => {
      const expiresAt = new Date(Date.now() + 2 * DAY).toISOString();
      const { email } = await guestOf(app, { expiresAt });
      expect((await invitationOf(app, email)).expiresAt).toBe(expiresAt);
      clock().advance(2 * DAY + 1_000);
      expect((await invitationOf(app, email)).status).toBe('expired');
    });

    test('keeps the account of whoever accepted it', async () => {
      const { email, token } = await guestOf(app, { spaces: [space.documentId] });
      const { jwt } = (await accept(app.http, token)).body;
      const dead = await guestOf(app);
      pass(31 * DAY);
      await eventually(
        () => rowOf(dead.documentId),
        ({ status }) => status === 'expired',
      );
      expect(await invitationOf(app, email)).toMatchObject({ status: 'accepted' });
      expect((await app.as(jwt).get('/api/participation/me')).body.data.spaces).toHaveLength(1);
    });
  });

  test('who never came is forgotten, after the days that the settings name', async () => {
    const carrying = { spaces: [space.documentId], message: 'Dear Forgotten' };
    const expired = await invited(carrying);
    const declined = await invited(carrying);
    const revoked = await invited(carrying);
    const accepted = await invited(carrying);
    await accept(app.http, accepted.token);
    await api(app.http, 'decline', { token: declined.token });
    await act(app, 'revoke', { ids: [revoked.documentId] });
    const dead = [expired, declined, revoked];

    pass(31 * DAY);
    await eventually(
      () => rowOf(expired.documentId),
      ({ status }) => status === 'expired',
    );
    expect((await rowOf(declined.documentId)).email).toBe(declined.email);

    pass(61 * DAY);
    for (const { documentId, email } of dead) {
      await eventually(
        () => rowOf(documentId),
        (row) => row.email === null,
      );
      expect(await rowOf(documentId)).toMatchObject({
        openEmail: null,
        name: null,
        firstName: null,
        lastName: null,
        message: null,
        attributes: null,
      });
      for (const type of ['participant', 'delivery', 'invitation'] as const)
        expect(await rowsOf(app, type, { email })).toEqual([]);
      const { text } = await app.admin.get('/participation/activity?pageSize=100');
      expect(text).not.toContain(email);
    }
    const list = (await app.admin.get(INVITATIONS)).body.results;
    expect(list).toHaveLength(4);
    expect(await invitationOf(app, accepted.email)).toMatchObject({ status: 'accepted' });
    expect(await rowsOf(app, 'participant', { email: accepted.email })).toHaveLength(1);
    // Whoever was forgotten can be invited like anybody else.
    expect(outcomesOf(await offer(app, declined.email))).toEqual({ [declined.email]: 'invited' });
    expect((await accept(app.http, expired.token)).status).toBe(404);
  });
});
