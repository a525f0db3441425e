import { startApp, type App } from '../harness';
import {
  codeOf,
  confirmationOf,
  decide,
  organization,
  person,
  profile,
  SITE,
  type Made,
  type Person,
} from './story';

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;
const MANY = { points: 10_000, seconds: 60 };

describe('what groups have the site write', () => {
  let app: App;
  let creator: Person;

  const clock = () => app.strapi.plugin('participation').service('clock');
  const mails = (where: object): Promise<number> =>
    app.strapi.db.query('plugin::participation.delivery').count({ where });
  const change = (group: Made, fields: object) =>
    creator.client.put(`${SITE}/${group.nickname}`, fields);
  const askAgain = (group: Made) => creator.client.post(`${SITE}/${group.nickname}/confirmation`);

  beforeAll(async () => {
    app = await startApp({ participation: { limits: { group: MANY, resend: MANY, read: MANY } } });
    creator = await person(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  test('to an address that is to be confirmed is five mails in an hour, whoever asks', async () => {
    const group = await organization(creator);
    expect((await askAgain(group)).status).toBe(202);
    const other = `other.${group.email}`;
    expect((await change(group, { email: other })).status).toBe(200);
    expect((await change(group, { email: group.email })).status).toBe(200);
    for (let more = 0; more < 2; more += 1) expect((await askAgain(group)).status).toBe(202);
    const refused = await askAgain(group);
    expect([refused.status, codeOf(refused)]).toEqual([429, 'too_many_requests']);

    await change(group, { email: other });
    const somebody = await person(app);
    const back = [
      await change(group, { email: group.email, about: 'Changed' }),
      await somebody.client.post(SITE, profile({ email: group.email })),
    ];
    expect(back.map(({ status }) => status)).toEqual([429, 429]);
    const { data } = (await creator.client.get(`${SITE}/${group.nickname}`)).body;
    expect([data.managed.email, data.about]).toEqual([other, null]);
    expect(await mails({ kind: 'group_confirmation', email: group.email })).toBe(5);

    clock().advance(HOUR + 1);
    expect((await change(group, { email: group.email })).status).toBe(200);
  });

  test('to administrators about one group is two mails a day, and anew after each decision', async () => {
    const group = await organization(creator);
    const toVerify = { kind: 'group_to_verify' };
    const before = await mails(toVerify);
    const told = async () => (await mails(toVerify)) - before;
    const confirm = async (email: string) =>
      app.http.post(`${SITE}/confirm`, { token: await confirmationOf(app, email) });
    const changeAndConfirm = async (email: string) => {
      expect((await change(group, { email })).status).toBe(200);
      expect((await confirm(email)).status).toBe(200);
    };
    await confirm(group.email);
    expect(await told()).toBe(1);
    for (const name of ['one', 'two', 'three']) await changeAndConfirm(`${name}.${group.email}`);
    expect(await told()).toBe(2);
    for (const [turn, changes] of [{ phone: '0612345678' }, { documentNumber: 'A1' }].entries()) {
      await decide(app, 'verify', [group]);
      await change(group, changes);
      expect(await told()).toBe(3 + turn);
    }
    await changeAndConfirm(`four.${group.email}`);
    await changeAndConfirm(`five.${group.email}`);
    expect(await told()).toBe(5);
    clock().advance(DAY + 1);
    await changeAndConfirm(`six.${group.email}`);
    expect(await told()).toBe(6);
  });

  test('to people whom a group that is not verified invites is for thirty a day', async () => {
    const [group, who] = [await organization(creator), await person(app)];
    const invite = () =>
      creator.client.post(`${SITE}/${group.nickname}/invitations`, { nickname: who.username });
    const takeBack = (id: string) =>
      creator.client.delete(`${SITE}/${group.nickname}/memberships/${id}`);
    const inviteAndTakeBack = async () => {
      const answer = await invite();
      expect(answer.status).toBe(201);
      await takeBack(answer.body.data.documentId);
    };
    for (let round = 0; round < 30; round += 1) await inviteAndTakeBack();
    const refused = await invite();
    expect([refused.status, codeOf(refused)]).toEqual([429, 'too_many_requests']);
    await decide(app, 'verify', [group]);
    await inviteAndTakeBack();
    await decide(app, 'reject', [group], 'No');
    expect((await invite()).status).toBe(429);
    clock().advance(DAY + 1);
    expect((await invite()).status).toBe(201);
  });
});
