import { startApp, type App, type Mailbox } from './harness';
import { createSpace, eventually, invite, later } from './story';

const HOUR = 3_600_000;
const DELIVERIES = { retryDelay: 200, maxAttempts: 3 };
/** Those of nodemailer are minutes. A mail that is taken must never meet the last one. */
const TIMEOUTS = { connectionTimeout: 500, greetingTimeout: 500, socketTimeout: 2_000 };

const appWith = (providerOptions: object) => ({
  participation: { deliveries: DELIVERIES },
  plugins: { email: { providerOptions: { ...TIMEOUTS, ...providerOptions } } },
  logLevel: 'error' as const,
});

describe('mails', () => {
  let app: App;
  let space: { documentId: string };

  const clock = () => app.strapi.plugin('participation').service('clock');
  const state = async (email: string) => {
    const list = await app.admin.get(
      `/participation/spaces/${space.documentId}/participants?_q=${email}`,
    );
    return list.body.results[0];
  };
  const delivered = (email: string, status: string) =>
    eventually(
      () => state(email),
      (one) => one.delivery?.status === status,
    );

  const hourLater = () => later(app, HOUR);

  /** Hours pass until so many mails are there: a try that was under way is put off by one more. */
  const hoursLater = async (mails: number) => {
    for (let hour = 0; hour < 10; hour += 1) {
      hourLater();
      const arrived = await app.mailbox.waitFor(mails, 6_000).catch(() => null);
      if (arrived) return arrived;
    }
    return app.mailbox.waitFor(mails, 0);
  };

  /** Hours pass until the mail was tried so many times and waits for the next. */
  const tried = async (email: string, times: number) => {
    for (;;) {
      const { delivery } = await eventually(
        () => state(email),
        (one) => one.delivery?.status !== 'sending' && one.delivery?.error !== null,
      );
      if (delivery.attempts >= times) return delivery;
      hourLater();
      await eventually(
        () => state(email),
        (one) => one.delivery?.attempts > delivery.attempts,
      );
    }
  };

  beforeAll(async () => {
    app = await startApp(appWith({ pool: false }));
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    space = await createSpace(app);
    app.mailbox.clear();
  });
  afterEach(async () => {
    clock().reset();
    app.strapi.config.set('plugin::participation.deliveries.retryDelay', DELIVERIES.retryDelay);
    app.mailbox.failAuth(false);
    app.mailbox.behave();
    await app.mailbox.up();
  });

  test('carry a message id of their own and say that a machine wrote them', async () => {
    await invite(app, space, { name: 'One', email: 'one@example.org' });
    const mail = await app.mailbox.waitFor(({ to }) => to === 'one@example.org');
    expect(mail.messageId).toMatch(/^<[0-9a-z]{24}@127\.0\.0\.1>$/);
    expect(mail.headers['auto-submitted']).toBe('auto-generated');
    expect(mail.text.length).toBeGreaterThan(100);
    expect(mail.html).toContain('</html>');
  });

  test('an address that the server refuses fails with its answer, and the others go out', async () => {
    app.mailbox.refuse('refused@example.org', '550 5.1.1 No such mailbox');
    for (const name of ['before', 'refused', 'after'])
      await invite(app, space, { name, email: `${name}@example.org` });

    const failed = await delivered('refused@example.org', 'failed');
    expect(failed).toMatchObject({
      status: 'invited',
      invitationSentAt: null,
      delivery: {
        status: 'failed',
        attempts: 1,
        error: expect.stringContaining('No such mailbox'),
      },
    });
    await delivered('before@example.org', 'sent');
    await delivered('after@example.org', 'sent');

    app.mailbox.accept('refused@example.org');
    await app.admin.post(`/participation/spaces/${space.documentId}/participants/actions`, {
      action: 'resend',
      ids: [failed.documentId],
    });
    await delivered('refused@example.org', 'sent');
  });

  test('a refusal for now is tried again until the server takes it', async () => {
    app.mailbox.refuse('greylisted@example.org', '451 4.7.1 Come back later');
    await invite(app, space, { name: 'Grey', email: 'greylisted@example.org' });
    await eventually(
      () => state('greylisted@example.org'),
      (one) => one.delivery?.status === 'queued' && one.delivery.attempts > 0,
    );
    app.mailbox.accept('greylisted@example.org');
    hourLater();
    const sent = await delivered('greylisted@example.org', 'sent');
    expect(sent.delivery.error).toBeNull();
  });

  test('a wrong password loses nothing: all go out once it is right', async () => {
    app.mailbox.failAuth();
    for (let number = 0; number < 8; number += 1)
      await invite(app, space, { name: 'Auth', email: `auth.${number}@example.org` });
    await eventually(
      () => state('auth.0@example.org'),
      (one) => one.delivery?.error !== null,
    );
    expect(await state('auth.0@example.org')).toMatchObject({
      status: 'invited',
      delivery: { error: expect.stringContaining('Authentication failed') },
    });
    app.mailbox.failAuth(false);
    expect(new Set((await hoursLater(8)).map(({ to }) => to)).size).toBe(8);
  });

  test('a server that is away is not hammered, and gets every mail once when it is back', async () => {
    await app.mailbox.down();
    for (let number = 0; number < 30; number += 1)
      await invite(app, space, { name: 'Down', email: `down.${number}@example.org` });
    await eventually(
      () => state('down.0@example.org'),
      (one) => one.delivery?.attempts > 0,
    );
    await app.mailbox.up();
    const mails = await hoursLater(30);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(30);
    expect(mails).toHaveLength(30);
  });

  test('given up after so many tries, it says so', async () => {
    app.mailbox.refuse('never@example.org', '451 4.3.0 Not today');
    await invite(app, space, { name: 'Never', email: 'never@example.org' });
    for (let attempt = 1; attempt < DELIVERIES.maxAttempts; attempt += 1) {
      await eventually(
        () => state('never@example.org'),
        (one) => one.delivery?.attempts === attempt && one.delivery.status === 'queued',
      );
      hourLater();
    }
    const { delivery } = await delivered('never@example.org', 'failed');
    expect(delivery.attempts).toBe(DELIVERIES.maxAttempts);
  });

  const troubles: [string, (mailbox: Mailbox) => unknown][] = [
    ['listens no more', (mailbox) => mailbox.down()],
    ['hangs up on whoever connects', (mailbox) => mailbox.beforeGreeting('drops')],
    ['says nothing to whoever connects', (mailbox) => mailbox.beforeGreeting('stalls')],
    ['knows the password no more', (mailbox) => mailbox.failAuth()],
    ['hangs up in the middle of every mail', (mailbox) => mailbox.inMessages('drops')],
    ['stalls in the middle of every mail', (mailbox) => mailbox.inMessages('stalls')],
  ];
  const emails = ['one.of.two@example.org', 'two.of.two@example.org'];

  const outlasts = async (trouble: (mailbox: Mailbox) => unknown) => {
    // Connections that are open know nothing of trouble yet.
    await app.mailbox.down();
    await app.mailbox.up();
    await trouble(app.mailbox);
    for (const email of emails) await invite(app, space, { name: 'Waits', email });
    for (const email of emails)
      expect(await tried(email, DELIVERIES.maxAttempts + 1)).toMatchObject({ status: 'queued' });
    app.mailbox.failAuth(false);
    app.mailbox.behave();
    await app.mailbox.up();
    await hoursLater(2);
    for (const email of emails) await delivered(email, 'sent');
    expect(app.mailbox.messages.map(({ to }) => to).sort()).toEqual(emails);
  };

  test.each(troubles)(
    'a server that %s, however often it is tried, gets every mail once when it behaves',
    (_, trouble) => outlasts(trouble),
  );

  test('a server that is away costs a mail no try, so one refusal for now does not end it', async () => {
    const email = 'patient@example.org';
    await app.mailbox.down();
    await invite(app, space, { name: 'Patient', email });
    const { attempts } = await tried(email, DELIVERIES.maxAttempts + 1);
    app.mailbox.refuse(email, '451 4.3.2 Just back');
    await app.mailbox.up();
    expect(await tried(email, attempts + 1)).toMatchObject({
      status: 'queued',
      error: expect.stringContaining('Just back'),
    });
    app.mailbox.accept(email);
    hourLater();
    await delivered(email, 'sent');
  });

  const givesUpOne = async (trouble: 'drops' | 'stalls') => {
    const email = `${trouble}.filtered@example.org`;
    // A server taken for away would be left alone for a minute, and the others would wait.
    app.strapi.config.set('plugin::participation.deliveries.retryDelay', 60_000);
    app.mailbox.inMessages(trouble, email);
    await invite(app, space, { name: 'Filtered', email });
    for (let attempt = 1; attempt < DELIVERIES.maxAttempts; attempt += 1) {
      await invite(app, space, { name: 'Other', email: `while.${attempt}@example.org` });
      await app.mailbox.waitFor(({ to }) => to === `while.${attempt}@example.org`);
      expect(await tried(email, attempt)).toMatchObject({ status: 'queued', attempts: attempt });
      await invite(app, space, { name: 'Other', email: `after.${attempt}@example.org` });
      await app.mailbox.waitFor(({ to }) => to === `after.${attempt}@example.org`);
      hourLater();
    }
    expect((await delivered(email, 'failed')).delivery).toMatchObject({
      attempts: DELIVERIES.maxAttempts,
      error: expect.stringMatching(
        /^(Connection closed unexpectedly|read ECONNRESET|write EPIPE|Timeout)$/,
      ),
    });
    expect(app.mailbox.messages).toHaveLength(2 * (DELIVERIES.maxAttempts - 1));
  };

  test.each([
    ['hangs up', 'drops'],
    ['stalls', 'stalls'],
  ] as const)(
    'one in whose middle the server %s, as in no other, holds up no other and is given up',
    (_, trouble) => givesUpOne(trouble),
  );

  describe('by connections that stay open', () => {
    beforeAll(() => app.restart(appWith({ pool: true, maxRequeues: 0, socketTimeout: 60_000 })));
    afterAll(() => app.restart());

    test.each(troubles.filter(([does]) => does.startsWith('hangs up')))(
      'a server that %s gets every mail once when it behaves',
      (_, trouble) => outlasts(trouble),
    );

    test('one in whose middle the server hangs up holds up no other and is given up', () =>
      givesUpOne('drops'));

    test('one that the server stalls on keeps no other waiting, however long', async () => {
      app.mailbox.inMessages('stalls', 'stalled@example.org');
      await invite(app, space, { name: 'Stalled', email: 'stalled@example.org' });
      await delivered('stalled@example.org', 'sending');
      for (const name of ['one', 'another']) {
        await invite(app, space, { name, email: `${name}@example.org` });
        await delivered(`${name}@example.org`, 'sent');
      }
      expect((await state('stalled@example.org')).delivery.status).toBe('sending');
      app.mailbox.behave();
      await app.mailbox.down();
      await app.mailbox.up();
      await tried('stalled@example.org', 1);
      await hoursLater(3);
      expect(app.mailbox.messages).toHaveLength(3);
    });
  });

  test('those of a removed participant do not go out', async () => {
    await app.mailbox.down();
    await invite(app, space, { name: 'Removed', email: 'removed@example.org' });
    await app.admin.post(`/participation/spaces/${space.documentId}/participants/actions`, {
      action: 'remove',
      all: true,
    });
    await invite(app, space, { name: 'Kept', email: 'kept@example.org' });
    await app.mailbox.up();
    const mails = await hoursLater(1);
    expect(mails.map(({ to }) => to)).toEqual(['kept@example.org']);
    expect(app.mailbox.messages.map(({ to }) => to)).not.toContain('removed@example.org');
  });

  test('of one person do not wait behind those of a long list', async () => {
    await app.mailbox.down();
    const list = Array.from({ length: 200 }, (_, index) => `bulk.${index}@example.org,Bulk`);
    const { body } = await app.admin.upload('/participation/imports', {
      file: list.join('\n'),
      filename: 'bulk.csv',
      fields: { kind: 'participants', space: space.documentId },
    });
    const status = async () =>
      (await app.admin.get(`/participation/imports/${body.data.id}`)).body.data.status;
    await eventually(status, (one) => one === 'ready');
    await app.admin.post(`/participation/imports/${body.data.id}/start`);
    await eventually(status, (one) => one === 'completed');
    await invite(app, space, { name: 'Urgent', email: 'urgent@example.org' });
    await app.mailbox.up();
    const mails = await hoursLater(200);
    // Ahead of all but those that were on their way already.
    expect(mails.findIndex(({ to }) => to === 'urgent@example.org')).toBeLessThan(60);
  });

  test('a server that was killed in the middle sends the rest after its restart', async () => {
    await app.mailbox.down();
    for (let number = 0; number < 5; number += 1)
      await invite(app, space, { name: 'Later', email: `later.${number}@example.org` });
    // What a killed worker leaves behind: mails in its hands, under a lease that has run out.
    await app.strapi.db
      .connection('participation_deliveries')
      .where('status', 'queued')
      .update({
        status: 'sending',
        lease_owner: 'dead',
        lease_until: app.strapi.db.connection.client.config.client.includes('sqlite')
          ? Date.now() - 1_000
          : new Date(Date.now() - 1_000),
      });
    await app.restart();
    await app.mailbox.up();
    const mails = await hoursLater(5);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(5);
  });
});
