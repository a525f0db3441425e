import { startApp, type App } from '../harness';
import { act, guestOf, invitationOf, newAddress, offer, outcomesOf } from '../invitations/offers';
import { accept, createSpace, tokenFor } from '../story';
import { codeOf, confirmationOf, GROUPS, made, me, organization, person, type Made } from './story';

const API = '/api/participation/invitations';

describe('an invitation that carries groups', () => {
  let app: App;
  let group: Made;

  const members = async (of: Made, query = '') =>
    (await app.admin.get(`${GROUPS}/${of.documentId}/members?${query}`)).body.results;

  const shown = (of: Made) => ({ name: of.name, nickname: of.nickname });

  beforeAll(async () => {
    app = await startApp();
    group = await made(app, { name: 'Jury, of the town' });
  });
  afterAll(() => app?.stop());

  test('shows them to its holder and to administrators, and gives them on acceptance', async () => {
    const { email, token } = await guestOf(app, { groups: [group.name] });
    const preview = await app.http.post(`${API}/preview`, { token });
    expect(preview.body.groups).toEqual([shown(group)]);
    expect((await invitationOf(app, email)).groups).toEqual([
      { documentId: group.documentId, name: group.name },
    ]);
    expect(await members(group, `_q=${email}`)).toMatchObject([
      { email, user: null, status: 'invited' },
    ]);
    const answer = await accept(app.http, token);
    expect(answer.body.groups).toEqual([shown(group)]);
    const { body } = await app.as(answer.body.jwt).get('/api/participation/me');
    expect(body.data.groups).toMatchObject([
      { nickname: group.nickname, kind: 'manual', role: 'member', status: 'active' },
    ]);
    expect(await members(group, `_q=${email}`)).toMatchObject([{ email, status: 'active' }]);
  });

  test('opens the spaces that admit them', async () => {
    const space = await createSpace(app);
    await app.admin.put(`/participation/spaces/${space.documentId}`, {
      groups: [group.documentId],
    });
    const { token } = await guestOf(app, { groups: [group.documentId] });
    const { body } = await accept(app.http, token);
    const one = await app.as(body.jwt).get(`/api/participation/spaces/${space.slug}`);
    expect(one.body.data.participation.canParticipate).toBe(true);
  });

  test('is not needed by who has an account: they are in at once', async () => {
    const who = await person(app);
    const given = () => offer(app, who.email, { groups: [group.nickname] });
    expect(outcomesOf(await given())).toEqual({ [who.email]: 'added' });
    expect((await me(who)).groups).toMatchObject([{ nickname: group.nickname }]);
    expect(outcomesOf(await given())).toEqual({ [who.email]: 'already_participant' });
  });

  test('takes on the groups of a later one, and says so', async () => {
    const other = await made(app, {});
    const email = newAddress();
    await offer(app, email, { groups: [group.documentId] });
    const again = await offer(app, email, { groups: [other.documentId, group.documentId] });
    expect(outcomesOf(again)).toEqual({ [email]: 'already_invited' });
    expect((await invitationOf(app, email)).groups.map(({ name }) => name).sort()).toEqual(
      [group.name, other.name].sort(),
    );
  });

  test('takes them along when it is revoked', async () => {
    const { email, documentId, token } = await guestOf(app, { groups: [group.documentId] });
    await act(app, 'revoke', { ids: [documentId] });
    expect(await members(group, `_q=${email}`)).toEqual([]);
    expect((await accept(app.http, token)).status).toBe(404);
  });

  test('is found by them', async () => {
    const own = await made(app, {});
    const emails = [newAddress(), newAddress()];
    await offer(app, emails, { groups: [own.documentId] });
    const { body } = await app.admin.get(
      `/participation/invitations?filters[group]=${own.documentId}`,
    );
    expect(body.results.map(({ email }: { email: string }) => email).sort()).toEqual(emails.sort());
  });

  test('may be a code, for new accounts and for those that there are', async () => {
    const own = await made(app, {});
    const answer = await app.admin.post('/participation/invitations/codes', {
      count: 1,
      maxUses: 2,
      groups: [own.name],
    });
    const [{ code }] = answer.body.data;
    expect((await app.http.post(`${API}/preview`, { code })).body.groups).toEqual([shown(own)]);
    const who = await person(app);
    const accepted = await who.client.post(`${API}/accept`, { code });
    expect(accepted.body.groups).toEqual([shown(own)]);
    expect(await members(own)).toMatchObject([{ email: who.email, status: 'active' }]);
    const { body } = await app.admin.get(
      `/participation/invitations?filters[group]=${own.documentId}&filters[kind]=code`,
    );
    expect(body.results).toMatchObject([{ uses: 1, groups: [{ name: own.name }] }]);
  });

  test('that is a code makes no account with the address of a group', async () => {
    const { body } = await app.admin.post('/participation/invitations/codes', { count: 1 });
    const { email } = await organization(await person(app));
    const token = await confirmationOf(app, email);
    await app.http.post('/api/participation/groups/confirm', { token });
    const answer = await accept(app.http, '', {
      token: undefined,
      code: body.data[0].code,
      email,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.code).toBe('email_taken');
  });

  test('leads to no group that is named as another one is nicknamed', async () => {
    const own = await made(app, { nickname: 'volunteers' });
    await organization(await person(app), { name: 'Volunteers' });
    const invite = (group: string) =>
      app.admin.post('/participation/invitations', { emails: newAddress(), groups: [group] });
    const answer = await invite('volunteers');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'unknown_group']);
    expect((await invite(own.documentId)).status).toBe(201);
  });

  test('comes of addresses that are pasted into a group', async () => {
    const own = await made(app, {});
    const who = await person(app);
    const guest = newAddress();
    const answer = await app.admin.post(`${GROUPS}/${own.documentId}/members`, {
      emails: `${who.email}; Guest <${guest}>, ${guest}, nonsense`,
    });
    expect(answer.status).toBe(201);
    const outcomes = answer.body.data.map(
      ({ email, outcome }: { email: string; outcome: string }) => [email, outcome],
    );
    expect(outcomes).toEqual(
      expect.arrayContaining([
        [who.email, 'added'],
        [guest, 'invited'],
        [guest, 'duplicate'],
        ['nonsense', 'invalid'],
      ]),
    );
    const { body } = await accept(app.http, await tokenFor(app, guest));
    expect(body.groups).toEqual([shown(own)]);
    const [invited] = await members(await made(app, {}));
    expect(invited).toBeUndefined();
  });

  test('makes who is the first in an organization its creator', async () => {
    const own = await made(app, { kind: 'organization' });
    const { token } = await guestOf(app, { groups: [own.documentId] });
    const { body } = await accept(app.http, token);
    const { groups } = (await app.as(body.jwt).get('/api/participation/me')).body.data;
    expect(groups).toMatchObject([{ nickname: own.nickname, role: 'creator' }]);
  });

  test('ends with the group if there was nothing else to it', async () => {
    const [own, space] = [await made(app, {}), await createSpace(app)];
    const carrying = async (options: object = {}) => {
      const guest = await guestOf(app, { groups: [own.documentId], ...options });
      const invitations = app.strapi.db.query('plugin::participation.invitation');
      // As those are that lists of participants make.
      await invitations.update({
        where: { documentId: guest.documentId },
        data: { standing: false },
      });
      return guest;
    };
    const [alone, more] = [await carrying(), await carrying({ spaces: [space.documentId] })];
    await app.admin.delete(`${GROUPS}/${own.documentId}`);
    expect((await invitationOf(app, alone.email)).status).toBe('revoked');
    expect((await invitationOf(app, more.email)).status).toBe('pending');
    expect((await accept(app.http, alone.token)).status).toBe(404);
    expect((await accept(app.http, more.token)).status).toBe(200);
  });

  test('names no group while groups are switched off', async () => {
    const switchTo = (enabled: boolean) =>
      app.admin.put('/participation/settings', { groups: { enabled } });
    const guest = await guestOf(app, { groups: [group.documentId] });
    const codes = await app.admin.post('/participation/invitations/codes', {
      count: 1,
      groups: [group.documentId],
    });
    const [{ code }] = codes.body.data;
    const seen = async (key: object) => (await app.http.post(`${API}/preview`, key)).body.groups;
    expect((await switchTo(false)).status).toBe(200);
    expect([await seen({ token: guest.token }), await seen({ code })]).toEqual([[], []]);
    expect((await invitationOf(app, guest.email)).groups).toEqual([]);
    const answer = await accept(app.http, guest.token);
    expect([answer.status, answer.body.groups]).toEqual([200, []]);
    await switchTo(true);
    expect(await seen({ code })).toEqual([shown(group)]);
    expect(await members(group, `_q=${guest.email}`)).toMatchObject([{ status: 'active' }]);
  });

  test('outlives the group that it carried', async () => {
    const own = await made(app, {});
    const { token } = await guestOf(app, { groups: [own.documentId] });
    await app.admin.delete(`${GROUPS}/${own.documentId}`);
    const answer = await accept(app.http, token);
    expect([answer.status, answer.body.groups]).toEqual([200, []]);
  });
});
