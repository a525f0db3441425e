import type { App } from '../harness';
import { invite, participantOf, tokenFor } from '../story';
import { clockOf, codeOf, DAY, Lists, people, sample, startImports } from './lists';

describe('the preview of an import', () => {
  let app: App;
  let lists: Lists;

  beforeAll(async () => {
    app = await startImports();
  });
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
    app.mailbox.clear();
  });
  afterEach(() => clockOf(app).reset());

  test('shows first what will happen, and neither writes nor mails anything before the start', async () => {
    const { space } = lists;
    await app.registerUser({ username: 'Has Account', email: 'has.account@example.org' });
    await participantOf(app, space, 'inside@example.org');
    await invite(app, space, { name: 'Waiting', email: 'waiting@example.org' });
    await tokenFor(app, 'waiting@example.org');
    const mails = app.mailbox.messages.length;

    const { id, totals } = await lists.preview(
      [
        'email;name',
        'new@example.org;New Person',
        'HAS.ACCOUNT@example.org;Has Account',
        'inside@example.org;Inside',
        'waiting@example.org;Waiting',
        ' New@Example.org ;New Again',
        'wrong;Wr(o)ng',
      ].join('\n'),
    );

    expect(totals).toEqual({
      rows: 6,
      invited: 1,
      added: 1,
      already_participant: 1,
      already_invited: 1,
      duplicate: 1,
      invalid: 1,
    });
    expect(await lists.rows(id, 'outcome=duplicate')).toEqual([
      {
        line: 6,
        values: { email: 'new@example.org', name: 'New Again' },
        outcome: 'duplicate',
        expected: null,
        reasons: [
          expect.objectContaining({ code: 'duplicate_in_file', field: 'email', value: '2' }),
        ],
      },
    ]);
    expect(await lists.rows(id, 'outcome=invalid')).toMatchObject([
      {
        line: 7,
        reasons: [
          { code: 'invalid_email', field: 'email', value: 'wrong' },
          { code: 'forbidden_character', field: 'name', value: '(' },
        ],
      },
    ]);
    expect(await lists.emails()).toEqual(['inside@example.org', 'waiting@example.org']);
    expect(await lists.count('invitation', { email: 'new@example.org' })).toBe(0);
    expect(app.mailbox.messages).toHaveLength(mails);
  });

  test('can be turned page by page, as a whole and by what will become of a row', async () => {
    const { id } = await lists.preview(`${people(25)}\nwrong,Wrong\n`);
    const page = async (query: string) => (await lists.ask(id, `/rows?${query}`)).body;

    expect((await page('pageSize=10&page=3')).results.map(lineOf)).toEqual([
      21, 22, 23, 24, 25, 26,
    ]);
    expect((await page('pageSize=10&page=3')).pagination).toEqual({
      page: 3,
      pageSize: 10,
      pageCount: 3,
      total: 26,
    });
    expect((await page('outcome=invited&pageSize=20&page=2')).results.map(lineOf)).toEqual([
      21, 22, 23, 24, 25,
    ]);
    expect((await page('outcome=invited&pageSize=20')).pagination.total).toBe(25);
    expect((await page('outcome=added')).pagination.total).toBe(0);
    expect(codeOf(await lists.ask(id, '/rows?outcome=nonsense'))).toBe('invalid_choice');
  });

  test('refuses an unknown space, an unknown kind, a missing file and wrong options', async () => {
    const nowhere = new Lists(app, { ...lists.space, documentId: 'nowhere' });
    expect(codeOf(await nowhere.upload('a@example.org,A'))).toBe('space_not_found');
    const space = lists.space.documentId;
    const send = async (fields: Record<string, string>, name = 'file') =>
      codeOf(
        await app.admin.upload('/participation/imports', {
          file: 'a@b.org,A',
          filename: 'x',
          name,
          fields,
        }),
      );
    expect(await send({ kind: 'nonsense', space })).toBe('invalid_choice');
    expect(await send({ kind: 'participants', space }, 'other')).toBe('file_missing');
    expect(await send({ kind: 'participants', space, options: '{"x":1}' })).toBe('invalid_input');
    expect(await send({ kind: 'participants', space, options: 'nonsense' })).toBe('invalid_input');
  });

  test('of an import that there is not is not there, in any way', async () => {
    const nothing = 'abcdefghijklmnopqrstuvwx';
    for (const answer of [
      await lists.ask(nothing),
      await lists.ask(nothing, '/rows'),
      await lists.ask(nothing, '/report'),
      await lists.removals(nothing),
      await lists.correct(nothing, 1, { email: 'a@example.org' }),
      await lists.useColumns(nothing, ['email']),
      await lists.start(nothing),
      await lists.cancel(nothing),
      await lists.undo(nothing),
      await lists.delete(nothing),
    ]) {
      expect(answer.status).toBe(404);
      expect(codeOf(answer)).toBe('import_not_found');
    }
  });

  test('cancelled before the start, it never does anything; deleted, it is gone', async () => {
    const { id } = await lists.preview(await sample('participants-two-columns.csv'));
    const cancelled = await lists.cancel(id);
    expect(cancelled.body.data).toMatchObject({ status: 'cancelled', totals: { rows: 4 } });
    expect(cancelled.body.data.totals).not.toHaveProperty('invited');
    expect(codeOf(await lists.start(id))).toBe('import_state');
    expect(codeOf(await lists.cancel(id))).toBe('import_state');
    expect(codeOf(await lists.undo(id))).toBeDefined();
    expect(await lists.emails()).toEqual([]);

    expect((await lists.delete(id)).status).toBe(204);
    expect(codeOf(await lists.ask(id))).toBe('import_not_found');
    expect(await lists.count('import-row', { import: null })).toBe(0);
  });

  test('keeps no file once it is started, cancelled or deleted', async () => {
    const parts = () => lists.count('import-part');
    const before = await parts();
    const ids = await Promise.all([1, 2, 3].map(async () => (await lists.preview(people(2))).id));
    expect(await parts()).toBe(before + 3);
    await lists.apply(ids[0]!);
    expect(await parts()).toBe(before + 2);
    await lists.cancel(ids[1]!);
    expect(await parts()).toBe(before + 1);
    await lists.delete(ids[2]!);
    expect(await parts()).toBe(before);
  });

  test('that nobody came back to for a day keeps its rows and not its file', async () => {
    const parts = (id: string) => lists.count('import-part', { import: { documentId: id } });
    const { id } = await lists.preview(people(2));
    expect(await parts(id)).toBe(1);
    clockOf(app).advance(DAY + 1_000);
    // Sets the runner to work, which tidies up first.
    await lists.preview(people(1));

    expect(await parts(id)).toBe(0);
    expect(codeOf(await lists.useColumns(id, ['name', 'email']))).toBe('file_gone');
    expect((await lists.apply(id)).totals).toEqual({ rows: 2, invited: 2 });
  });

  test('a space that is deleted takes its unfinished imports along', async () => {
    const { id } = await lists.preview(await sample('participants-two-columns.csv'));
    await app.admin.delete(`/participation/spaces/${lists.space.documentId}`);
    expect((await lists.get(id)).status).toBe('cancelled');
  });
});

const lineOf = ({ line }: { line: number }) => line;
