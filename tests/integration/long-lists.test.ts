import { startApp, type App } from './harness';
import { emailOf, fillLists, wasSent } from './long-list';
import { createSpace } from './story';

const ROWS = 10_050;

describe('a long list', () => {
  let app: App;
  let space: { documentId: string };

  const participants = async (query = '') =>
    (await app.admin.get(`/participation/spaces/${space.documentId}/participants?${query}`)).body;
  const invitations = async (query = '') =>
    (await app.admin.get(`/participation/invitations?${query}`)).body;
  const emails = ({ results }: { results: { email: string }[] }) =>
    results.map(({ email }) => email);

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
    await fillLists(app, space, ROWS);
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

  test('is counted to the end of the page, so that it is known whether one follows', async () => {
    const counted = async (list: typeof invitations, query: string) => {
      const { results, pagination } = await list(`${query}&pageSize=100`);
      return [results.length, pagination.total, pagination.more ?? false];
    };
    const sent = 'filters[invitationSent]=true';
    for (const query of ['_q=p', sent])
      expect(await counted(participants, `${query}&page=21`)).toEqual([100, 2_100, true]);
    expect(await counted(participants, `${sent}&page=91`)).toEqual([45, 9_045, false]);
    expect(await counted(participants, '_q=p&page=500')).toEqual([0, ROWS, false]);
    for (const query of ['_q=p', 'filters[status]=pending', 'filters[kind]=address'])
      expect(await counted(invitations, `${query}&page=21`)).toEqual([100, 2_100, true]);
    expect(await counted(invitations, 'filters[status]=pending&page=91')).toEqual([
      45,
      9_045,
      false,
    ]);
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
