import { startApp, type App } from './harness';
import { createSpace } from './story';

const ROWS = 10_050;
const DAY = 86_400_000;

/** Person 7: `p00007@example.org`, "Émile 00007 Last7". */
const numberOf = (index: number) => String(index).padStart(5, '0');
const emailOf = (index: number) => `p${numberOf(index)}@example.org`;
const nameOf = (index: number) => `Émile ${numberOf(index)} Last${index}`;
const wasSent = (index: number) => index % 10 !== 1;

describe('a long list', () => {
  let app: App;
  let space: { documentId: string };

  const participants = async (query = '') =>
    (await app.admin.get(`/participation/spaces/${space.documentId}/participants?${query}`)).body;
  const invitations = async (query = '') =>
    (await app.admin.get(`/participation/invitations?${query}`)).body;
  const emails = ({ results }: { results: { email: string }[] }) =>
    results.map(({ email }) => email);

  const fill = async () => {
    const knex = app.strapi.db.connection;
    const { id } = await knex('participation_spaces')
      .where('document_id', space.documentId)
      .first('id');
    const indexes = Array.from({ length: ROWS }, (_, index) => index + 1);
    const isSqlite = app.strapi.db.dialect.client === 'sqlite';
    const time = (ms: number) => (isSqlite ? Date.now() + ms : new Date(Date.now() + ms));
    const common = (index: number) => ({
      id: index,
      document_id: `p${numberOf(index).padStart(23, '0')}`,
      created_at: time(0),
      updated_at: time(0),
      published_at: time(0),
      email: emailOf(index),
      name: nameOf(index),
    });
    await knex.batchInsert(
      'participation_invitations',
      indexes.map((index) => ({
        ...common(index),
        status: index % 10 === 0 ? 'declined' : 'pending',
        open_email: index % 10 === 0 ? null : emailOf(index),
        public_id: index.toString(16).padStart(32, '0'),
        token_version: 1,
        reminders: 0,
        sent_at: wasSent(index) ? time(-index * 1_000) : null,
        expires_at: time(30 * DAY),
      })),
      200,
    );
    await knex.batchInsert(
      'participation_participants',
      indexes.map((index) => ({
        ...common(index),
        space_id: id,
        invitation_id: index,
        source: 'import',
      })),
      200,
    );
  };

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
    await fill();
    // As rows of an older version are: what long lists are read by is added at the start.
    await app.restart();
  });
  afterAll(() => app?.stop());

  test('of participants is sorted by each column both ways, those without it last', async () => {
    const first = async (sort: string) => emails(await participants(`sort=${sort}&pageSize=3`));
    expect(await first('name:asc')).toEqual([1, 2, 3].map(emailOf));
    expect(await first('name:desc')).toEqual([10_050, 10_049, 10_048].map(emailOf));
    expect(await first('email:asc')).toEqual([1, 2, 3].map(emailOf));
    expect(await first('invitationSentAt:desc')).toEqual([2, 3, 4].map(emailOf));
    expect(await first('invitationSentAt:asc')).toEqual([10_050, 10_049, 10_048].map(emailOf));
    expect(await first('invitationAcceptedAt:desc')).toEqual([1, 2, 3].map(emailOf));
  });

  test('of participants gives every page, across those without what it is sorted by', async () => {
    const sent = ROWS - ROWS / 10;
    const page = async (number: number) =>
      emails(await participants(`sort=invitationSentAt:desc&pageSize=10&page=${number}`));
    const border = Math.floor(sent / 10) + 1;
    const around = [...(await page(border)), ...(await page(border + 1))];
    expect(new Set(around).size).toBe(20);
    expect(
      around.slice(0, sent % 10).every((email) => wasSent(Number(/\d+/.exec(email)![0]))),
    ).toBe(true);
    expect(around.slice(sent % 10)).toEqual(
      Array.from({ length: 20 - (sent % 10) }, (_, index) => emailOf(index * 10 + 1)),
    );
  });

  test('of participants is counted, and says when there are more', async () => {
    expect((await participants()).pagination).toMatchObject({ total: ROWS });
    expect((await participants()).pagination.more).toBeUndefined();
    expect((await participants('filters[invitationSent]=false')).pagination).toMatchObject({
      total: ROWS / 10,
    });
    expect((await participants('filters[status]=invited')).pagination).toMatchObject({
      total: 2_000,
      more: true,
    });
    expect((await participants('_q=p')).pagination).toMatchObject({ total: 2_000, more: true });
  });

  test('of participants is searched by the beginning of an address, a name and its last word', async () => {
    const found = async (text: string) =>
      emails(await participants(`_q=${encodeURIComponent(text)}&sort=name`));
    expect(await found('P09999@')).toEqual([emailOf(9_999)]);
    expect(await found('Émile 00123')).toEqual([emailOf(123)]);
    expect(await found('ÉMILE 00123')).toEqual([emailOf(123)]);
    expect(await found('last7777')).toEqual([emailOf(7_777)]);
    expect(await found('%')).toEqual([]);
    expect(await found('_999')).toEqual([]);
    expect(emails(await participants('_q=last77&filters[status]=declined'))).toEqual(
      expect.arrayContaining([emailOf(770)]),
    );
  });

  test('of invitations is sorted, searched and counted alike', async () => {
    const first = async (query: string) => emails(await invitations(`pageSize=2&${query}`));
    expect(await first('sort=name:asc')).toEqual([1, 2].map(emailOf));
    expect(await first('sort=createdAt:desc')).toEqual([10_050, 10_049].map(emailOf));
    expect(await first('sort=sentAt:desc')).toEqual([2, 3].map(emailOf));
    expect(await first('_q=p09999@')).toEqual([emailOf(9_999)]);
    expect(await first(`_q=p10000@&filters[status]=declined`)).toEqual([emailOf(10_000)]);
    expect(await first(`_q=p10000@&filters[status]=pending`)).toEqual([]);
    expect(await first(`filters[space]=${space.documentId}&sort=email`)).toEqual(
      [1, 2].map(emailOf),
    );
    const { pagination } = await invitations('filters[status]=declined');
    expect(pagination).toMatchObject({ total: ROWS / 10 });
    expect((await invitations('filters[status]=pending')).pagination.more).toBe(true);
  });

  test('is acted upon as it is searched', async () => {
    const remove = (body: object) =>
      app.admin.post(`/participation/spaces/${space.documentId}/participants/actions`, {
        action: 'remove',
        all: true,
        ...body,
      });
    // Anywhere in an address it would be found in all of them.
    expect((await remove({ _q: 'example' })).body).toEqual({ affected: 0, skipped: 0 });
    expect((await remove({ _q: 'P1004' })).body).toEqual({ affected: 10, skipped: 0 });
  });
});
