import { startApp, type App, type Client } from '../harness';
import { GROUPS, made, person, SITE, verified, type Made, type Person } from './story';

const MANAGER = '/content-manager/collection-types';
const GROUP = 'plugin::participation.group';
const USER = 'plugin::users-permissions.user';
const PROPOSAL = 'api::proposal.proposal';

/** What an administrator of the group's own pages alone decides or reads. */
const OWN = {
  kind: 'organization',
  verified: true,
  email: 'taken.over@example.org',
  confirmedAt: '2020-01-01T00:00:00.000Z',
  documentNumber: 'W000000001',
  documentKey: 'w000000001',
  phone: '+33600000009',
  decidedBy: 'Somebody else',
  decidedAt: '2020-01-01T00:00:00.000Z',
  reason: 'None',
  rule: { blocked: false },
  publicId: 'A'.repeat(22),
  tokenVersion: 9,
};

describe('groups in the Content Manager', () => {
  let app: App;
  let editor: Client;
  let creator: Person;
  let group: Made;

  const rights = (subject: string, fields: string[]) =>
    ['create', 'read', 'update'].map((action) => ({
      action: `plugin::content-manager.explorer.${action}`,
      subject,
      properties: { fields },
    }));

  const stored = ({ documentId }: { documentId: string }) =>
    app.strapi.db.query(GROUP).findOne({ where: { documentId } });

  beforeAll(async () => {
    app = await startApp();
    creator = await person(app);
    group = await verified(app, creator, {
      phone: '+33612345678',
      documentNumber: 'W751234567',
    });
    editor = await app.adminWith([
      ...rights(GROUP, ['name', 'nickname', 'about']),
      ...rights(PROPOSAL, ['title', 'groupAuthor']),
      ...rights(USER, ['username']),
    ]);
  });
  afterAll(() => app?.stop());

  test('are edited in their words, and become nothing else thereby', async () => {
    for (const [index, client] of [editor, app.admin].entries()) {
      const before = await stored(group);
      const answer = await client.put(`${MANAGER}/${GROUP}/${group.documentId}`, {
        ...OWN,
        nameKey: 'other',
        nicknameKey: 'other',
        about: `About ${index}`,
      });
      expect(answer.status).toBe(200);
      expect(await stored(group)).toEqual({
        ...before,
        about: `About ${index}`,
        updatedAt: expect.any(String),
        publishedAt: expect.any(String),
      });
    }
    const list = await made(app, {});
    const path = `${MANAGER}/${GROUP}/${list.documentId}`;
    expect((await app.admin.put(path, { ...OWN, kind: 'smart' })).status).toBe(200);
    expect(await stored(list)).toMatchObject({ kind: 'manual', verified: false, rule: null });
  });

  test('are made there as lists, also where another one is copied', async () => {
    const plain = { kind: 'manual', verified: false, status: null, email: null, rule: null };
    for (const [index, client] of [editor, app.admin].entries()) {
      const answer = await client.post(`${MANAGER}/${GROUP}`, { ...OWN, name: `Made ${index}` });
      expect(answer.status).toBe(201);
      expect(await stored(answer.body.data)).toMatchObject({ ...plain, publicId: null });
      const copy = await client.post(`${MANAGER}/${GROUP}/clone/${group.documentId}`, {
        name: `Copied ${index}`,
        nickname: `copied-${index}`,
      });
      expect(copy.status).toBe(200);
      expect(await stored(copy.body.data)).toMatchObject({ ...plain, publicId: null });
      const { body } = await app.http.get(`${SITE}?_q=Copied`);
      expect(body.data).toEqual([]);
    }
  });

  test('show nothing there of what their own pages are for', async () => {
    const secrets = [group.email, '+33612345678', 'W751234567', (await stored(group)).publicId];
    const proposal = await app.strapi
      .documents(PROPOSAL)
      .create({ data: { title: 'By a group', groupAuthor: group.documentId } as never });
    for (const client of [editor, app.admin])
      for (const path of [
        `${GROUP}`,
        `${GROUP}/${group.documentId}`,
        `${GROUP}?fields[0]=email&fields[1]=phone`,
        `${PROPOSAL}/${proposal.documentId}`,
        `${PROPOSAL}?populate[groupAuthor][fields][0]=email`,
        `${PROPOSAL}?populate=*`,
      ]) {
        const { status, text } = await client.get(`${MANAGER}/${path}`);
        expect([200, 400]).toContain(status);
        for (const secret of secrets) expect(text).not.toContain(secret);
      }
  });

  test('are not found there by it either', async () => {
    const other = await verified(app, creator, { phone: '+33699999999' });
    const ids = async (client: Client, query: string) => {
      const { body } = await client.get(`${MANAGER}/${GROUP}?pageSize=100&${query}`);
      return (body.results ?? []).map(({ documentId }: Made) => documentId);
    };
    for (const client of [editor, app.admin]) {
      const all = await ids(client, 'sort=id:asc');
      expect(all).toContain(other.documentId);
      for (const text of [group.email, '33612345678', 'W751234567'])
        expect(await ids(client, `_q=${encodeURIComponent(text)}`)).toEqual([]);
      for (const query of [
        'filters[email][$startsWith]=z',
        'filters[phone]=1',
        'filters[$and][0][documentNumber][$notNull]=true',
      ])
        expect([[], all]).toContainEqual(await ids(client, query));
      expect(await ids(client, 'filters[phone]=33612345678')).toEqual(
        await ids(client, 'filters[phone]=33699999999'),
      );
      const related = await client.get(
        `/content-manager/relations/${PROPOSAL}/groupAuthor?_q=${encodeURIComponent(group.email)}`,
      );
      expect(related.body.results).toEqual([]);
    }
  });

  test('are still whole on their own pages', async () => {
    const { body } = await app.admin.get(`${GROUPS}/${group.documentId}`);
    expect(body.data).toMatchObject({
      kind: 'organization',
      status: 'verified',
      email: group.email,
      phone: '+33612345678',
      documentNumber: 'W751234567',
    });
  });

  test('and accounts: nobody there reads or writes since when one has its owner', async () => {
    const owner = await person(app);
    const where = { id: owner.id };
    const users = app.strapi.db.query(USER);
    const { documentId } = await users.update({
      where,
      data: { handedOverAt: '2021-01-01T00:00:00.000Z' },
    });
    for (const client of [editor, app.admin]) {
      const path = `${MANAGER}/${USER}/${documentId}`;
      expect((await client.put(path, { handedOverAt: null })).status).toBe(200);
      expect((await users.findOne({ where })).handedOverAt).toBe('2021-01-01T00:00:00.000Z');
      expect((await client.get(path)).text).not.toContain('handedOverAt');
    }
  });
});
