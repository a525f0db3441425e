import { startApp, type Answer, type App } from '../harness';
import { accept, tokenFor } from '../story';
import {
  codeOf,
  GROUPS,
  joins,
  me,
  membershipOf,
  person,
  SITE,
  verified,
  type Made,
  type Person,
} from './story';

const DAY = 24 * 60 * 60 * 1_000;

type Who = 'creator' | 'admin' | 'member' | 'self' | 'outsider';
type Status = 'active' | 'invited' | 'requested';
type Action = 'accept' | 'decline' | 'promote' | 'demote' | 'remove';

describe('a membership', () => {
  let app: App;
  let group: Made;
  let people: Record<Exclude<Who, 'self'>, Person>;

  const clock = () => app.strapi.plugin('participation').service('clock');
  const path = (suffix: string) => `${SITE}/${group.nickname}/${suffix}`;
  const invite = (by: Person, nickname: string) =>
    by.client.post(path('invitations'), { nickname });
  const ask = (who: Person) => who.client.post(path('requests'));
  const act = (by: Person, id: string, action: Action): Promise<Answer> =>
    action === 'remove'
      ? by.client.delete(path(`memberships/${id}`))
      : by.client.put(path(`memberships/${id}`), { action });
  const mailTo = (who: Person, text: string) =>
    app.mailbox.waitFor(({ to, text: body }) => to === who.email && body.includes(text), 60_000);

  /** Somebody who is, is asked to be or asks to be in the group. */
  const somebody = async (status: Status): Promise<{ who: Person; id: string }> => {
    const who = await person(app);
    if (status === 'active') {
      await app.admin.post(`${GROUPS}/${group.documentId}/members`, { users: [who.id] });
      return { who, id: (await membershipOf(group, who, people.creator)).documentId };
    }
    const answer =
      status === 'invited' ? await invite(people.creator, `@${who.username}`) : await ask(who);
    return { who, id: answer.body.data.documentId };
  };

  beforeAll(async () => {
    app = await startApp({ participation: { limits: { group: { points: 10_000, seconds: 60 } } } });
    people = {
      creator: await person(app, 'Creator'),
      admin: await person(app, 'Admin'),
      member: await person(app, 'Member'),
      outsider: await person(app, 'Outsider'),
    };
    group = await verified(app, people.creator);
    const id = await joins(group, people.admin, people.creator);
    await act(people.creator, id, 'promote');
    await joins(group, people.member, people.creator);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  // Every action on a membership of every status, by everybody: what becomes of it.
  const allowed: Record<Status, Record<Action, Partial<Record<Who, string>>>> = {
    active: {
      accept: {},
      decline: {},
      promote: { creator: 'admin', admin: 'admin' },
      demote: {},
      remove: { creator: 'gone', admin: 'gone', self: 'gone' },
    },
    invited: {
      accept: { self: 'active' },
      decline: { self: 'gone' },
      promote: {},
      demote: {},
      remove: { creator: 'gone', admin: 'gone', self: 'gone' },
    },
    requested: {
      accept: { creator: 'active', admin: 'active' },
      decline: { creator: 'gone', admin: 'gone' },
      promote: {},
      demote: {},
      remove: { creator: 'gone', admin: 'gone', self: 'gone' },
    },
  };
  const cases = (Object.keys(allowed) as Status[]).flatMap((status) =>
    (['accept', 'decline', 'promote', 'demote', 'remove'] as Action[]).map(
      (action) => [status, action] as const,
    ),
  );

  test.each(cases)('that is %s: who may %s it, and what it is then', async (status, action) => {
    for (const by of ['creator', 'admin', 'member', 'self', 'outsider'] as Who[]) {
      const { who, id } = await somebody(status);
      const actor = by === 'self' ? who : people[by];
      const answer = await act(actor, id, action);
      const now = await membershipOf(group, who, people.creator);
      const expected = allowed[status][action][by];
      if (expected === undefined) {
        expect([403, 404, 409]).toContain(answer.status);
        expect(now).toMatchObject({ status, role: 'member' });
      } else if (expected === 'gone') {
        expect([200, 204]).toContain(answer.status);
        expect(now).toBeUndefined();
      } else {
        expect(answer.status).toBe(200);
        expect(now).toMatchObject(
          expected === 'admin' ? { role: 'admin', status } : { role: 'member', status: expected },
        );
      }
    }
  });

  test('of an administrator of the group can be taken back by the others who manage it', async () => {
    for (const by of ['member', 'admin', 'creator'] as const) {
      const { who, id } = await somebody('active');
      await act(people.creator, id, 'promote');
      expect((await act(people[by], id, 'demote')).status).toBe(by === 'member' ? 403 : 200);
      const { role } = await membershipOf(group, who, people.creator);
      expect(role).toBe(by === 'member' ? 'admin' : 'member');
    }
  });

  test('of the creator is taken by nobody', async () => {
    const { documentId } = await membershipOf(group, people.creator, people.creator);
    for (const action of ['demote', 'remove'] as const) {
      const answer = await act(people.admin, documentId, action);
      expect([403, 409]).toContain(answer.status);
    }
    expect((await membershipOf(group, people.creator, people.creator)).role).toBe('creator');
  });

  describe('by invitation', () => {
    test('is told to the person, by mail and in what they read of themselves', async () => {
      const who = await person(app);
      expect((await invite(people.admin, `@${who.username}`)).status).toBe(201);
      await mailTo(who, group.name);
      const own = await me(who);
      expect(own.groupInvitations).toMatchObject([{ nickname: group.nickname, status: 'invited' }]);
      expect(own.notices).toMatchObject([{ kind: 'invited', by: people.admin.username }]);
      await act(who, own.groupInvitations[0].membership, 'accept');
      expect((await me(who)).groups).toMatchObject([{ role: 'member', status: 'active' }]);
    });

    test('finds people with and without @, in any letter case, and tells who does not exist', async () => {
      const who = await person(app);
      expect((await invite(people.creator, who.username.toUpperCase())).status).toBe(201);
      expect(codeOf(await invite(people.creator, `@${who.username}`))).toBe('already_invited');
      expect(codeOf(await invite(people.creator, people.member.username))).toBe('already_member');
      const { username } = await person(app, 'Émile');
      expect((await invite(people.creator, username)).status).toBe(201);
      const nobody = await invite(people.creator, '@nobody-at-all');
      expect([nobody.status, codeOf(nobody)]).toEqual([404, 'user_not_found']);
      for (const by of [people.member, people.outsider])
        expect((await invite(by, who.username)).status).toBe(403);
    });

    test.each(['Δημήτρης Αγγέλης', 'ÉLODIE', 'zoë'])(
      'finds %s as anybody writes it',
      async (name) => {
        const email = `${Buffer.from(name).toString('hex')}@example.org`;
        await app.registerUser({ username: name, email });
        const [first, second, third] = [name, name.toUpperCase(), name.toLowerCase()];
        expect((await invite(people.creator, first)).status).toBe(201);
        for (const other of [second, third])
          expect(codeOf(await invite(people.creator, other))).toBe('already_invited');
      },
    );

    test('takes nobody for another whose name is written with other letters', async () => {
      await person(app, 'Weiss');
      expect(codeOf(await invite(people.creator, 'Weiß'))).toBe('user_not_found');
    });

    test('is mailed once a day, however often it is taken back and made again', async () => {
      const who = await person(app);
      for (let round = 0; round < 3; round += 1) {
        const { body } = await invite(people.creator, who.username);
        await act(people.creator, body.data.documentId, 'remove');
      }
      const mails = () =>
        app.strapi.db
          .query('plugin::participation.delivery')
          .count({ where: { kind: 'group_invited', email: who.email } });
      expect(await mails()).toBe(1);
      clock().advance(DAY + 1);
      await invite(people.creator, who.username);
      expect(await mails()).toBe(2);
    });

    test.each<[string, (who: Person, id: string) => Promise<Answer>, string]>([
      ['accepted', (who, id) => act(who, id, 'accept'), 'accepted'],
      ['accepted by asking to join', (who) => ask(who), 'accepted'],
      ['declined', (who, id) => act(who, id, 'decline'), 'declined'],
      ['declined by going', (who, id) => act(who, id, 'remove'), 'declined'],
    ])('is told to whoever made it when it is %s', async (_how, answer, kind) => {
      const who = await person(app);
      const { body } = await invite(people.admin, who.username);
      expect((await answer(who, body.data.documentId)).status).toBeLessThan(300);
      expect((await me(people.admin)).notices[0]).toMatchObject({ kind, by: who.username });
      const mail = await mailTo(people.admin, who.username);
      expect(mail.text).toContain(group.name);
      for (const other of [people.creator, who])
        expect((await me(other)).notices[0]).not.toMatchObject({ kind });
    });

    test('is told to all who manage the group when whoever made it does not any more', async () => {
      const { who: inviter, id } = await somebody('active');
      await act(people.creator, id, 'promote');
      const who = await person(app);
      const { body } = await invite(inviter, who.username);
      await act(people.creator, id, 'demote');
      await act(who, body.data.documentId, 'accept');
      for (const manager of [people.creator, people.admin])
        expect((await me(manager)).notices[0]).toMatchObject({
          kind: 'accepted',
          by: who.username,
        });
      expect((await me(inviter)).notices[0]).toMatchObject({ kind: 'demoted' });
    });

    test('lets in at once who had asked, and tells them', async () => {
      const { who } = await somebody('requested');
      expect((await invite(people.creator, who.username)).body.data.status).toBe('active');
      expect((await me(who)).notices[0]).toMatchObject({ kind: 'accepted' });
    });

    test('lets in at once who asks while being invited', async () => {
      const { who } = await somebody('invited');
      expect((await ask(who)).body.data.status).toBe('active');
    });
  });

  describe('by request', () => {
    test('is asked for once, and told to those who manage the group', async () => {
      const who = await person(app);
      expect((await ask(who)).status).toBe(201);
      expect(codeOf(await ask(who))).toBe('already_requested');
      for (const manager of [people.creator, people.admin]) await mailTo(manager, who.username);
      expect((await me(people.admin)).notices[0]).toMatchObject({
        kind: 'requested',
        by: who.username,
      });
      expect((await me(people.member)).notices).not.toContainEqual(
        expect.objectContaining({ kind: 'requested' }),
      );
      expect((await me(who)).joinRequests).toMatchObject([{ nickname: group.nickname }]);
    });

    test('can be asked for again a day after it was declined', async () => {
      const { who, id } = await somebody('requested');
      await act(people.creator, id, 'decline');
      expect((await me(who)).notices[0]).toMatchObject({ kind: 'declined' });
      const soon = await ask(who);
      expect([soon.status, codeOf(soon)]).toEqual([409, 'asked_recently']);
      clock().advance(DAY + 1);
      expect((await ask(who)).status).toBe(201);
    });
  });

  describe('that was asked for and ends otherwise', () => {
    test('is declined when a manager takes it away', async () => {
      const { who, id } = await somebody('requested');
      expect((await act(people.admin, id, 'remove')).status).toBe(204);
      expect((await me(who)).notices[0]).toMatchObject({ kind: 'declined' });
      await mailTo(who, group.name);
      expect(codeOf(await ask(who))).toBe('asked_recently');
    });

    test('can be asked for again at once when the person took it back', async () => {
      const { who, id } = await somebody('requested');
      await act(who, id, 'remove');
      expect((await ask(who)).status).toBe(201);
      expect((await me(who)).notices).toEqual([]);
    });

    test('is declined when an administrator takes it away', async () => {
      const { who, id } = await somebody('requested');
      const path = `${GROUPS}/${group.documentId}/members/${id}`;
      expect((await app.admin.delete(path)).status).toBe(204);
      expect((await me(who)).notices[0]).toMatchObject({ kind: 'declined', by: null });
      await mailTo(who, group.name);
      expect(codeOf(await ask(who))).toBe('asked_recently');
      expect((await app.admin.delete(path)).status).toBe(404);
    });

    test('is accepted when an administrator adds the person', async () => {
      const { who } = await somebody('requested');
      const invited = await somebody('invited');
      await app.admin.post(`${GROUPS}/${group.documentId}/members`, {
        users: [who.id, invited.who.id],
      });
      expect((await me(who)).notices[0]).toMatchObject({ kind: 'accepted', by: null });
      await mailTo(who, group.name);
      expect((await me(invited.who)).notices).toMatchObject([{ kind: 'invited' }]);
    });

    test('is accepted when the person accepts an invitation that carries the group', async () => {
      const email = 'asks.first@example.org';
      const { user, jwt } = await app.registerUser({
        username: 'asks-first',
        email,
        confirmed: false,
      });
      const who = { client: app.as(jwt), id: user.id, username: 'asks-first', email };
      expect((await ask(who)).status).toBe(201);
      await app.admin.post('/participation/invitations', {
        emails: email,
        groups: [group.documentId],
      });
      const answer = await accept(app.http, await tokenFor(app, email));
      expect(answer.status).toBe(200);
      const now = await me({ ...who, client: app.as(answer.body.jwt) });
      expect(now.groups).toMatchObject([{ nickname: group.nickname, status: 'active' }]);
      expect(now.notices[0]).toMatchObject({ kind: 'accepted', by: null });
    });
  });

  test('that waits for an account is seen in the panel alone', async () => {
    const own = await verified(app, people.creator);
    const emails = 'without.account@example.org';
    await app.admin.post(`${GROUPS}/${own.documentId}/members`, { emails });
    const path = `${SITE}/${own.nickname}/memberships`;
    for (const query of ['', '?filters[status]=invited']) {
      const { body } = await people.creator.client.get(`${path}${query}`);
      expect(body.data.map(({ user }: { user: object }) => user)).toEqual(
        query ? [] : [{ username: people.creator.username }],
      );
      expect(body.meta.pagination.total).toBe(query ? 0 : 1);
    }
    const { body } = await app.admin.get(`${GROUPS}/${own.documentId}/members`);
    expect(body.results.map(({ email }: { email: string }) => email)).toContain(emails);
  });

  test('is seen by outsiders only where it is active', async () => {
    const { who } = await somebody('requested');
    const seen = async (by: Person) =>
      (await by.client.get(`${path('memberships')}?pagination[pageSize]=100`)).body.data.map(
        ({ user }: { user: { username: string } }) => user.username,
      );
    expect(await seen(people.creator)).toContain(who.username);
    for (const by of [people.member, people.outsider]) {
      expect(await seen(by)).not.toContain(who.username);
      expect(await seen(by)).toContain(people.member.username);
    }
    expect((await app.http.get(path('memberships'))).status).toBe(403);
  });

  describe('of the last who manages a group', () => {
    const alone = async () => {
      const creator = await person(app);
      const own = await verified(app, creator);
      const { documentId } = await membershipOf(own, creator, creator);
      const on = (action: Action, by = creator, id = documentId) =>
        action === 'remove'
          ? by.client.delete(`${SITE}/${own.nickname}/memberships/${id}`)
          : by.client.put(`${SITE}/${own.nickname}/memberships/${id}`, { action });
      return { creator, own, documentId, on };
    };

    test('ends by no way', async () => {
      const { on } = await alone();
      for (const action of ['remove', 'demote'] as const) {
        const answer = await on(action);
        expect([answer.status, codeOf(answer)]).toEqual([409, 'last_manager']);
      }
    });

    test('can end once another manages the group, who is its creator then', async () => {
      const { creator, own, on } = await alone();
      const heir = await person(app);
      const id = await joins(own, heir, creator);
      expect((await on('promote', creator, id)).status).toBe(200);
      expect((await on('remove')).status).toBe(204);
      expect((await membershipOf(own, heir, heir)).role).toBe('creator');
      expect((await me(heir)).notices[0]).toMatchObject({ kind: 'transferred' });
    });

    test('stays with one of two who leave at the same moment', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { creator, own, documentId, on } = await alone();
        const other = await person(app);
        const id = await joins(own, other, creator);
        await on('promote', creator, id);
        const answers = await Promise.all([
          on('remove', creator, documentId),
          on('remove', other, id),
        ]);
        expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
        const stays = answers[0]!.status === 204 ? other : creator;
        expect((await membershipOf(own, stays, stays)).role).toBe('creator');
      }
    });

    test('goes with their account to whoever was in the group longest', async () => {
      const { creator, own } = await alone();
      const [first, second] = [await person(app), await person(app)];
      await joins(own, first, creator);
      clock().advance(1_000);
      await joins(own, second, creator);
      await app.strapi.plugin('users-permissions').service('user').remove({ id: creator.id });
      expect((await membershipOf(own, first, first)).role).toBe('creator');
      expect((await app.http.get(`${SITE}/${own.nickname}`)).body.data.members).toBe(2);
    });
  });

  describe('and the group itself', () => {
    test('is handed to another member by its creator alone', async () => {
      const creator = await person(app);
      const own = await verified(app, creator);
      const heir = await person(app);
      await joins(own, heir, creator);
      const transfer = (by: Person, nickname: string) =>
        by.client.post(`${SITE}/${own.nickname}/transfer`, { nickname });
      expect(codeOf(await transfer(heir, heir.username))).toBe('not_the_creator');
      expect(codeOf(await transfer(creator, people.outsider.username))).toBe('not_a_member');
      expect((await transfer(creator, `@${heir.username}`)).body.data.role).toBe('creator');
      expect((await membershipOf(own, creator, heir)).role).toBe('admin');
      await mailTo(heir, own.name);
    });
  });

  test('of one creator is left when the group is handed over and left at the same moment', async () => {
    const members = async ({ documentId }: Made): Promise<{ role: string }[]> =>
      (await app.admin.get(`${GROUPS}/${documentId}/members?filters[status]=active`)).body.results;
    for (let round = 0; round < 5; round += 1)
      for (const leaver of ['creator', 'heir'] as const) {
        const both = { creator: await person(app), heir: await person(app) };
        const own = await verified(app, both.creator);
        const ids = {
          heir: await joins(own, both.heir, both.creator),
          creator: (await membershipOf(own, both.creator, both.creator)).documentId,
        };
        const on = `${SITE}/${own.nickname}`;
        const [transferred, left] = await Promise.all([
          both.creator.client.post(`${on}/transfer`, { nickname: both.heir.username }),
          both[leaver].client.delete(`${on}/memberships/${ids[leaver]}`),
        ]);
        const now = await members(own);
        expect(now.map(({ role }) => role).filter((role) => role === 'creator')).toHaveLength(1);
        expect(now).toHaveLength(left.status === 204 ? 1 : 2);
        expect([200, 403, 404, 409]).toContain(transferred.status);
        expect([204, 409]).toContain(left.status);
      }
  });

  test('is answered once, when it is accepted and withdrawn at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { who, id } = await somebody('invited');
      const [accepted, withdrawn] = await Promise.all([
        act(who, id, 'accept'),
        act(people.creator, id, 'remove'),
      ]);
      const now = await membershipOf(group, who, people.creator);
      // Withdrawing what has been accepted takes the person out again.
      expect(withdrawn.status === 204 ? undefined : 'active').toBe(now?.status);
      expect([200, 404]).toContain(accepted.status);
    }
  });

  test('comes into being once, when somebody asks twice at the same moment', async () => {
    const who = await person(app);
    const answers = await Promise.all([ask(who), ask(who), invite(people.creator, who.username)]);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => [201, 409].includes(status))).toBe(true);
    const rows = await app.strapi.db
      .query('plugin::participation.membership')
      .count({ where: { user: who.id } });
    expect(rows).toBe(1);
  });
});
