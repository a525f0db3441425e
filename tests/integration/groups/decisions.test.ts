import { PERMISSIONS } from '../../../contracts/permissions';
import { startApp, type Answer, type App, type Client } from '../harness';
import {
  codeOf,
  confirmationOf,
  decide,
  GROUPS,
  joins,
  made,
  me,
  organization,
  person,
  SITE,
  verified,
  type Made,
  type Person,
} from './story';

const MANY = { points: 10_000, seconds: 60 };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const STATUSES = ['pending', 'verified', 'rejected'] as const;
const ACTS = ['verify', 'reject', 'edit'] as const;
type Status = (typeof STATUSES)[number];
type Act = (typeof ACTS)[number];

let numbers = 0;

const aNumber = (prefix: string) => {
  numbers += 1;
  return `${prefix}${String(numbers).padStart(6, '0')}`;
};

describe('whether the platform vouches for an organization', () => {
  let app: App;
  let creator: Person;
  let verifier: Client;

  const one = async ({ documentId }: Made) =>
    (await app.admin.get(`${GROUPS}/${documentId}`)).body.data;
  const change = (group: Made, fields: object, by: Client = creator.client) =>
    by.put(`${SITE}/${group.nickname}`, fields);
  const act = (by: Client, body: object) => by.post(`${GROUPS}/actions`, body);

  /** A group in a state, and a member of it who does not manage it. */
  const having = async (status: Status): Promise<{ group: Made; member: Person }> => {
    const [group, member] = [await verified(app, creator), await person(app)];
    await joins(group, member, creator);
    if (status === 'rejected') await decide(app, 'reject', [group], 'No');
    if (status === 'pending') await change(group, { phone: aNumber('0611') });
    expect((await one(group)).status).toBe(status);
    return { group, member };
  };

  beforeAll(async () => {
    app = await startApp({ participation: { limits: { group: MANY, read: MANY, resend: MANY } } });
    creator = await person(app);
    verifier = await app.adminWith([PERMISSIONS.groupsRead, PERMISSIONS.groupsVerify]);
  });
  afterAll(() => app?.stop());

  describe('by who does what', () => {
    const BECOMES: Record<Act, Record<Status, Status>> = {
      verify: { pending: 'verified', verified: 'verified', rejected: 'verified' },
      reject: { pending: 'rejected', verified: 'rejected', rejected: 'rejected' },
      edit: { pending: 'pending', verified: 'pending', rejected: 'pending' },
    };
    const cases = STATUSES.flatMap((status) => ACTS.map((what) => [status, what] as const));

    test.each(cases)('a %s group: who may %s it, and what it is then', async (status, what) => {
      const editor = await app.adminWith([PERMISSIONS.groupsRead, PERMISSIONS.groupsUpdate]);
      const outsider = await person(app);
      const attempt = (by: Client, group: Made, isAdmin: boolean): Promise<Answer> => {
        if (what !== 'edit') return act(by, { action: what, ids: [group.documentId] });
        const fields = { phone: aNumber('0622') };
        return isAdmin
          ? by.put(`${GROUPS}/${group.documentId}`, fields)
          : change(group, fields, by);
      };
      const isEdit = what === 'edit';
      const isSeen = status === 'verified';
      const { group, member } = await having(status);
      for (const [by, isAdmin, expected] of [
        [app.http, false, isEdit ? 403 : 401],
        [outsider.client, false, isEdit ? (isSeen ? 403 : 404) : 401],
        [member.client, false, isEdit ? 403 : 401],
        [isEdit ? verifier : editor, true, 403],
      ] as const) {
        expect((await attempt(by, group, isAdmin)).status).toBe(expected);
        expect((await one(group)).status).toBe(status);
      }
      if (isEdit) {
        expect((await attempt(editor, group, true)).status).toBe(200);
        // What administrators write needs no further look.
        expect((await one(group)).status).toBe(status);
        expect((await attempt(creator.client, group, false)).status).toBe(200);
      } else {
        expect((await attempt(creator.client, group, false)).status).toBe(401);
        expect((await one(group)).status).toBe(status);
        const isSo = BECOMES[what][status] === status;
        expect((await attempt(verifier, group, true)).body).toEqual(
          isSo ? { affected: 0, skipped: 1 } : { affected: 1, skipped: 0 },
        );
      }
      const after = BECOMES[what][status];
      expect(await one(group)).toMatchObject({ status: after, verified: after === 'verified' });
      expect((await app.http.get(`${SITE}/${group.nickname}`)).status).toBe(
        after === 'verified' ? 200 : 404,
      );
    });

    test('who is in a group is changed by administrators with the right to it', async () => {
      const { group, member } = await having('verified');
      const members = `${GROUPS}/${group.documentId}/members`;
      const [{ documentId }] = (await app.admin.get(`${members}?_q=${member.username}`)).body
        .results;
      const somebody = await person(app);
      for (const [by, status] of [
        [app.http, 401],
        [creator.client, 401],
        [await app.adminWith([PERMISSIONS.groupsVerify]), 403],
      ] as const)
        expect((await by.get(members)).status).toBe(status);
      expect((await verifier.get(members)).status).toBe(200);
      for (const answer of [
        await verifier.post(members, { users: [somebody.id] }),
        await verifier.delete(`${members}/${documentId}`),
        await verifier.get(`${GROUPS}/people?_q=${somebody.username}`),
      ])
        expect(answer.status).toBe(403);
      const keeper = await app.adminWith([PERMISSIONS.groupsRead, PERMISSIONS.groupsMembers]);
      const invited = await keeper.post(members, { emails: 'somebody.else@example.org' });
      expect([invited.status, codeOf(invited)]).toEqual([403, 'forbidden']);
      expect((await keeper.post(members, { users: [somebody.id] })).status).toBe(201);
      expect((await keeper.delete(`${members}/${documentId}`)).status).toBe(204);
    });
  });

  describe('is asked again', () => {
    const changes: [string, (group: Made) => object][] = [
      ['name', ({ name }) => ({ name: `${name} of the town` })],
      ['nickname', ({ nickname }) => ({ nickname: `${nickname}-new` })],
      ['email', ({ email }) => ({ email: `new.${email}` })],
      ['documentNumber', () => ({ documentNumber: aNumber('W75') })],
      ['phone', () => ({ phone: aNumber('0633') })],
    ];

    test.each(changes)('when the %s changes, and not when it stays', async (_field, changed) => {
      const group = await verified(app, creator);
      const fields = changed(group);
      const answer = await change(group, fields);
      const { nickname } = answer.body.data;
      expect(answer.body.data).toMatchObject({ status: 'pending', verified: false });
      await decide(app, 'verify', [group]);
      const same = await change({ ...group, nickname }, fields);
      expect(same.body.data).toMatchObject({ status: 'verified', verified: true });
    });

    test('never for its words and its picture', async () => {
      const group = await verified(app, creator);
      expect((await change(group, { about: 'Other words' })).body.data.status).toBe('verified');
      const { body } = await creator.client.upload(`${SITE}/${group.nickname}/avatar`, {
        file: PNG,
        filename: 'picture.png',
      });
      expect(body.data.status).toBe('verified');
    });
  });

  test('is told its managers where it has no address', async () => {
    const [group, manager, member] = [
      await made(app, { kind: 'organization' }),
      await person(app),
      await person(app),
    ];
    for (const { id } of [manager, member])
      await app.admin.post(`${GROUPS}/${group.documentId}/members`, { users: [id] });
    await decide(app, 'reject', [group], 'We could not reach you.');
    const mail = await app.mailbox.waitFor(
      ({ to, text }) => to === manager.email && text.includes('We could not reach you.'),
    );
    expect(mail.text).toContain(group.name);
    expect((await me(manager)).notices[0]).toMatchObject({ kind: 'rejected' });
    const deliveries = app.strapi.db.query('plugin::participation.delivery');
    const to = (email: string) => deliveries.count({ where: { kind: 'group_rejected', email } });
    expect([await to(manager.email), await to(member.email)]).toEqual([1, 0]);
  });

  describe('where an account has its address by now', () => {
    const overtaken = async (isConfirmed = true) => {
      const group = await organization(creator);
      const token = await confirmationOf(app, group.email);
      const username = aNumber('newcomer');
      await app.registerUser({ username, email: group.email, confirmed: isConfirmed });
      return { group, token };
    };

    test('is not confirmed any more, by link or page', async () => {
      const { group, token } = await overtaken();
      const answer = await app.http.post(`${SITE}/confirm`, { token });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'email_taken']);
      const page = await app.http.form('/participation/group-confirmation', { token });
      expect([page.status, page.text.includes('belongs to an account')]).toEqual([409, true]);
      expect((await one(group)).confirmed).toBe(false);
    });

    test('is not vouched for, and can be rejected', async () => {
      const { group } = await overtaken();
      const other = await organization(creator);
      expect((await decide(app, 'verify', [group, other])).body).toEqual({
        affected: 1,
        skipped: 1,
        taken: 1,
      });
      expect((await one(group)).status).toBe('pending');
      expect((await decide(app, 'reject', [group], 'No')).body.affected).toBe(1);
      await change(group, { email: `free.${group.email}` });
      expect((await decide(app, 'verify', [group])).body.affected).toBe(1);
    });

    test('takes no harm from one that nobody has shown to be theirs', async () => {
      const { group, token } = await overtaken(false);
      expect((await app.http.post(`${SITE}/confirm`, { token })).status).toBe(200);
      expect((await decide(app, 'verify', [group])).body.affected).toBe(1);
    });
  });

  describe('is decided about what was looked at', () => {
    const list = async (query = '') => (await app.admin.get(`${GROUPS}?${query}`)).body;
    const verify = async (body: object) =>
      (await act(app.admin, { action: 'verify', ...body })).body;

    test('groups that others are by now are left out', async () => {
      const [group, other] = [await organization(creator), await organization(creator)];
      const { asOf } = await list();
      await change(group, { name: `City Council ${group.nickname}` });
      await change(other, { about: 'Other words' });
      const token = await confirmationOf(app, other.email);
      await app.http.post(`${SITE}/confirm`, { token });
      const ids = [group.documentId, other.documentId];
      expect(await verify({ ids, asOf })).toEqual({ affected: 1, skipped: 1, changed: 1 });
      expect((await one(group)).status).toBe('pending');
      const seen = await app.admin.get(`${GROUPS}/${group.documentId}`);
      expect(await verify({ ids, asOf: seen.body.asOf })).toEqual({ affected: 1, skipped: 1 });
    });

    test('all that match leave out groups that were not there', async () => {
      const name = 'Latecomers';
      const first = await organization(creator, { name: `${name} one` });
      const { asOf } = await list(`_q=${name}`);
      const second = await organization(creator, { name: `${name} two` });
      expect(await verify({ all: true, _q: name, asOf })).toEqual({
        affected: 1,
        skipped: 1,
        changed: 1,
      });
      expect([(await one(first)).status, (await one(second)).status]).toEqual([
        'verified',
        'pending',
      ]);
    });

    test('a moment is one, or is refused', async () => {
      const group = await organization(creator);
      const body = { action: 'verify', ids: [group.documentId], asOf: 'yesterday' };
      expect((await act(app.admin, body)).status).toBe(400);
      const { asOf: _, ...without } = body;
      expect((await act(app.admin, without)).body).toEqual({ affected: 1, skipped: 0 });
    });
  });
});
