import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startApp, type App } from './harness';
import {
  addresses,
  expectStatus,
  holdMails,
  listOf,
  Lists,
  people,
  runnersOf,
} from './imports/lists';
import {
  api,
  DAY,
  guestOf,
  INVITATIONS,
  invitationOf,
  newAddress,
  offer,
  rowsOf,
  userOf,
} from './invitations/offers';
import { accept, acceptance, createSpace, eventually, invite, tokenFor } from './story';

type Told = { event: string; payload: Record<string, unknown>; committed: boolean };

const EVENTS = [
  'participation.invitation.sent',
  'participation.invitation.accepted',
  'participation.invitation.declined',
  'participation.invitation.expired',
  'participation.invitation.failed',
  'participation.participant.added',
  'participation.participant.removed',
];

describe('what others are told', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };
  let told: Told[] = [];
  /** All of every test. */
  const everything: Told[] = [];

  const plugin = () => app.strapi.plugin('participation');
  const clock = () => plugin().service('clock');
  const shown = ({ documentId, slug, title }: typeof space) => ({ documentId, title, slug });

  const listen = () =>
    app.strapi.eventHub.subscribe(async (event: string, payload: Told['payload']) => {
      if (!event.startsWith('participation.')) return;
      const one = { event, payload, committed: !app.strapi.db.inTransaction() };
      told.push(one);
      everything.push(one);
    });

  /** What was told of an event, once it was told of this. */
  const heard = (event: string, what = ''): Promise<Told['payload'][]> =>
    eventually(
      async () => told.filter((one) => one.event === event).map(({ payload }) => payload),
      (payloads) => payloads.some((payload) => JSON.stringify(payload).includes(what)),
    );

  /** All that was told so far, each event by its name. */
  const names = () => told.map(({ event }) => event);

  /** An invitation as events tell of it. */
  const about = async (email: string, status: string) => ({
    documentId: (await invitationOf(app, email)).documentId,
    email,
    status,
    locale: null,
  });

  /** Invited into the space, with a mail that has left and been told of. */
  const guest = async () => {
    const email = newAddress();
    expectStatus(201, await invite(app, space, { name: 'Some One', email }));
    const token = await tokenFor(app, email);
    await heard('participation.invitation.sent', email);
    told = [];
    return { email, token };
  };

  const remove = (email: string) =>
    app.admin.post(`/participation/spaces/${space.documentId}/participants/actions`, {
      action: 'remove',
      all: true,
      _q: email,
    });

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
    listen();
  });
  afterAll(() => app?.stop());
  beforeEach(() => {
    told = [];
  });
  afterEach(() => clock().reset());

  test('of a participant by hand: added, and that the mail was sent, once each', async () => {
    const email = newAddress();
    const { body } = await invite(app, space, { name: 'Some One', email });
    expect(await heard('participation.participant.added')).toEqual([
      { space: shown(space), participants: [{ documentId: body.data.documentId, email }] },
    ]);
    expect(await heard('participation.invitation.sent')).toEqual([
      { invitation: await about(email, 'pending'), kind: 'invitation' },
    ]);
    expect(names()).toHaveLength(2);

    // Who is on the list already is nothing new.
    await invite(app, space, { name: 'Some One', email });
    const other = newAddress();
    await invite(app, space, { name: 'Some One', email: other });
    await heard('participation.invitation.sent', other);
    expect(names()).toHaveLength(4);
  });

  test('of a reminder as another kind of mail', async () => {
    const { email } = await guest();
    clock().advance(4 * DAY);
    plugin().service('invitations').tasks.kick();
    const reminders = await heard('participation.invitation.sent', email);
    expect(reminders).toContainEqual({
      invitation: await about(email, 'pending'),
      kind: 'reminder',
    });
    const ofIt = reminders.filter((one) => JSON.stringify(one).includes(email));
    expect(ofIt).toHaveLength(1);
  });

  test('of an acceptance, with the account', async () => {
    const { email, token } = await guest();
    expectStatus(200, await accept(app.http, token));
    expect(await heard('participation.invitation.accepted')).toEqual([
      {
        invitation: await about(email, 'accepted'),
        user: { documentId: (await userOf(app, email)).documentId },
      },
    ]);
    expect(names()).toHaveLength(1);
  });

  test('of each use of a code, with what it is by then', async () => {
    const body = { count: 1, maxUses: 2, spaces: [space.documentId] };
    const [made] = expectStatus(201, await app.admin.post(`${INVITATIONS}/codes`, body)).body.data;
    for (const status of ['pending', 'accepted']) {
      told = [];
      const email = newAddress();
      const { token: _, ...person } = acceptance('', { email });
      expectStatus(200, await api(app.http, 'accept', { code: made.code, ...person }));
      expect(await heard('participation.invitation.accepted')).toEqual([
        {
          invitation: { documentId: made.documentId, email: null, status, locale: null },
          user: { documentId: (await userOf(app, email)).documentId },
        },
      ]);
      expect(names()).toEqual([
        'participation.participant.added',
        'participation.invitation.accepted',
      ]);
    }
    const all = JSON.stringify(everything);
    for (const spelling of [made.code, made.code.replaceAll('-', '')])
      expect(all).not.toContain(spelling);
  });

  test('of a refusal', async () => {
    const { email, token } = await guest();
    expectStatus(204, await api(app.http, 'decline', { token }));
    expect(await heard('participation.invitation.declined')).toEqual([
      { invitation: await about(email, 'declined') },
    ]);
    expect(names()).toHaveLength(1);
  });

  test('of an end, once, however often it is looked', async () => {
    const { email } = await guestOf(app);
    clock().advance(31 * DAY);
    const { tasks } = plugin().service('invitations');
    tasks.kick();
    const expired = await heard('participation.invitation.expired', email);
    expect(expired).toContainEqual({ invitation: await about(email, 'expired') });
    // Those of other tests have ended, too; each is told of once.
    tasks.kick();
    const { email: later } = await guestOf(app);
    clock().advance(31 * DAY);
    tasks.kick();
    const all = await heard('participation.invitation.expired', later);
    const ids = all.map(({ invitation }) => (invitation as { documentId: string }).documentId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('of a mail that is given up, with the answer of the mail server', async () => {
    const email = newAddress();
    app.mailbox.refuse(email, '550 5.1.1 Nobody of that name');
    await offer(app, email);
    expect(await heard('participation.invitation.failed')).toEqual([
      {
        invitation: await about(email, 'pending'),
        error: expect.stringContaining('Nobody of that name'),
      },
    ]);
    expect(names()).toHaveLength(1);
  });

  test('of those who are taken off a list, at once', async () => {
    const { email, token } = await guest();
    await accept(app.http, token);
    const [row] = await rowsOf(app, 'participant', { email });
    told = [];
    expectStatus(200, await remove(email));
    expect(await heard('participation.participant.removed')).toEqual([
      { space: shown(space), participants: [{ documentId: row.documentId, email }] },
    ]);
    expectStatus(200, await remove(email));
    expect(names()).toHaveLength(1);
  });

  describe('and not', () => {
    test('of what is refused', async () => {
      const { token } = await guest();
      await accept(app.http, token, { username: '' });
      await accept(app.http, 'garbage');
      await api(app.http, 'decline', { token: 'garbage' });
      await api(app.http, 'preview', { token });
      await invite(app, space, { name: 'Some One', email: 'nobody' });
      expect(names()).toEqual([]);
      await accept(app.http, token);
      await accept(app.http, token);
      await api(app.http, 'decline', { token });
      expect(names()).toEqual(['participation.invitation.accepted']);
    });

    test('of the one of two answers that came too late', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { token } = await guest();
        const [accepted] = await Promise.all([
          accept(app.http, token),
          api(app.http, 'decline', { token }),
          accept(app.http, token),
        ]);
        const [only, ...others] = names();
        expect(others).toEqual([]);
        if (accepted!.status === 200) expect(only).toBe('participation.invitation.accepted');
      }
    });

    test('of what a transaction takes back', async () => {
      const { email } = await guest();
      const { id } = (await rowsOf(app, 'participant', { email }))[0];
      const record = (await app.strapi.db
        .query('plugin::participation.space')
        .findOne({ where: { documentId: space.documentId } })) as { id: number };
      const lost = app.strapi.db.transaction(async ({ trx }) => {
        const person = { id, documentId: 'p', invitationId: null, email };
        const removed = await plugin()
          .service('participants')
          .remove(trx, { ...shown(space), id: record.id }, [person], { type: 'system' });
        expect(removed.size).toBe(1);
        throw new Error('lost');
      });
      await expect(lost).rejects.toThrow('lost');
      expect(await rowsOf(app, 'participant', { email })).toHaveLength(1);
      // What comes later is told.
      await remove(email);
      expect(names()).toEqual(['participation.participant.removed']);
    });
  });

  test('of places that come with an invitation or a code, when somebody is put on the list', async () => {
    const [invited, known] = [newAddress(), newAddress()];
    const { jwt } = await app.registerUser({ username: `Known ${known}`, email: known });
    const listed = () => rowsOf(app, 'participant', { email: { $in: [invited, known] } });
    const person = ({ documentId, email }: { documentId: string; email: string }) => ({
      documentId,
      email,
    });
    await offer(app, [invited, known], { spaces: [space.documentId], send: false });
    const places = await listed();
    expect(await heard('participation.participant.added', invited)).toEqual(
      expect.arrayContaining(
        places.map((place) => ({ space: shown(space), participants: [person(place)] })),
      ),
    );
    told = [];
    await offer(app, [invited, known], { spaces: [space.documentId], send: false });
    const other = await createSpace(app);
    const { body } = await app.admin.post(`${INVITATIONS}/codes`, {
      count: 1,
      spaces: [other.documentId],
    });
    await api(app.as(jwt), 'accept', { code: body.data[0].code });
    const [added, ...others] = await heard('participation.participant.added', known);
    expect(others).toEqual([]);
    expect(added).toMatchObject({ space: shown(other), participants: [{ email: known }] });
  });

  test('a webhook that was made for an event is called, and for no other', async () => {
    const calls: { event: string | undefined; body: Record<string, unknown> }[] = [];
    const receiver = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const event = request.headers['x-strapi-event'] as string | undefined;
        calls.push({ event, body: JSON.parse(Buffer.concat(chunks).toString()) });
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    try {
      const webhook = {
        name: 'Answers',
        url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`,
        headers: {},
      };
      const hook = (events: string[]) => app.admin.post('/admin/webhooks', { ...webhook, events });
      expect((await hook(['participation.nothing'])).status).toBe(400);
      expectStatus(201, await hook(['participation.invitation.declined']));

      const accepted = await guest();
      await accept(app.http, accepted.token);
      const { email, token } = await guest();
      await api(app.http, 'decline', { token });
      await eventually(
        async () => calls,
        ({ length }) => length > 0,
      );
      expect(calls).toEqual([
        {
          event: 'participation.invitation.declined',
          body: {
            event: 'participation.invitation.declined',
            createdAt: expect.stringMatching(/Z$/),
            invitation: await about(email, 'declined'),
          },
        },
      ]);
      expectStatus(201, await hook(EVENTS));
    } finally {
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    }
  });

  describe('of a list that was imported', () => {
    let lists: Lists;
    const added = () => heard('participation.participant.added');

    beforeEach(async () => {
      lists = await Lists.ofNewSpace(app);
      await holdMails(app);
    });

    test('how many it put on the list, once', async () => {
      const [account, ...strangers] = addresses(5) as [string, ...string[]];
      await app.registerUser({ username: account, email: account });
      const file = `${listOf([account, ...strangers])}\nwrong,W\n`;
      const { id } = await lists.run(file);
      expect(await added()).toEqual([{ space: shown(lists.space), import: id, count: 5 }]);

      // The same file again puts nobody on it.
      await lists.run(file);
      const { id: next } = await lists.run(people(2));
      expect(await added()).toEqual([
        { space: shown(lists.space), import: id, count: 5 },
        { space: shown(lists.space), import: next, count: 2 },
      ]);
      expect(names()).toHaveLength(2);
    });

    test('and whom it took off, where it replaces the list', async () => {
      const [old] = addresses(1) as [string];
      await lists.run(listOf([old]));
      told = [];
      const { id } = await lists.run(people(2), 'replace');
      expect(await added()).toEqual([{ space: shown(lists.space), import: id, count: 2 }]);
      expect(await heard('participation.participant.removed')).toEqual([
        {
          space: shown(lists.space),
          participants: [{ documentId: expect.any(String), email: old }],
        },
      ]);
      expect(names()).toHaveLength(2);
    });

    test('as far as it came, if it was cancelled', async () => {
      const { id } = await lists.preview(people(3_000));
      await lists.start(id);
      await eventually(
        () => lists.get(id),
        ({ progress }) => progress.done > 0,
      );
      expectStatus(200, await lists.cancel(id));
      const { progress } = await lists.get(id);
      expect(await added()).toEqual([
        { space: shown(lists.space), import: id, count: progress.done },
      ]);
      // Undoing it is told to nobody, and does not tell of it again.
      await lists.undo(id);
      await lists.until(id, 'undone');
      expect(names()).toHaveLength(1);

      const { id: unused } = await lists.preview(people(3));
      expectStatus(200, await lists.cancel(unused));
      expect(names()).toHaveLength(1);
    });

    test('as far as it came, if the server could not go on with it', async () => {
      const { connection } = app.strapi.db;
      const { runners } = plugin().service('imports');
      const { id } = await lists.preview(people(3_000));
      await lists.start(id);
      await eventually(
        () => lists.get(id),
        ({ progress }) => progress.done > 0,
      );
      app.strapi.log.silent = true;
      await connection.schema.renameTable('participation_deliveries', 'away');
      try {
        await eventually(
          async () => {
            clock().advance(10_000);
            runners.forEach((runner: { kick(): void }) => runner.kick());
            return lists.get(id);
          },
          ({ status }) => status === 'failed',
        );
      } finally {
        await connection.schema.renameTable('away', 'participation_deliveries');
        app.strapi.log.silent = false;
      }
      const { progress, error } = await lists.get(id);
      expect(error!.code).toBe('import_interrupted');
      expect(progress.done).toBeLessThan(3_000);
      expect(await added()).toEqual([
        { space: shown(lists.space), import: id, count: progress.done },
      ]);
      await lists.undo(id);
      await lists.until(id, 'undone');
      expect(names()).toHaveLength(1);
    });

    test('once, if the server was started anew meanwhile', async () => {
      const { id } = await lists.preview(people(2_500));
      await lists.start(id);
      const { progress } = await eventually(
        () => lists.get(id),
        (one) => one.progress.done > 0,
      );
      expect(progress.done).toBeLessThan(2_500);
      await Promise.all(runnersOf(app).map((runner) => runner.stop()));
      expect(names()).toEqual([]);
      const leaseUntil = (moment: Date | null) =>
        app.strapi.db.connection('participation_imports').update({ lease_until: moment });
      // Nobody goes on with it before somebody listens.
      await leaseUntil(clock().in(3_600_000));
      await app.restart();
      listen();
      await holdMails(app);
      await leaseUntil(null);
      runnersOf(app).forEach((runner) => runner.kick());
      await lists.until(id, 'completed');
      expect(await added()).toEqual([{ space: shown(lists.space), import: id, count: 2_500 }]);
      await app.restart();
      listen();
      await holdMails(app);
      const { id: next } = await lists.run(people(1));
      const imports = (await added()).map((payload) => payload.import);
      expect(imports).toEqual([id, next]);
    });
  });

  // Looks at what all tests before it have had told.
  test('holds nothing that opens an invitation, and comes after the commit', () => {
    expect(new Set(everything.map(({ event }) => event))).toEqual(new Set(EVENTS));
    expect(everything.filter(({ committed }) => !committed)).toEqual([]);
    const all = JSON.stringify(everything);
    const tokens = app.mailbox.messages.flatMap(
      ({ text }) => /token=([\w-]+)/.exec(text)?.[1] ?? [],
    );
    expect(tokens.length).toBeGreaterThan(5);
    for (const token of tokens) expect(all).not.toContain(token);
    expect(all).not.toMatch(/public_?id|token|digest|http/i);
  });
});
