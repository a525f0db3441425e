import { startApp, type App } from '../harness';
import { codeOf, Lists } from './lists';

describe('the limits of imports', () => {
  let app: App;
  let lists: Lists;

  const LIMITS = { maxFileSize: 2_000, maxRows: 3, maxColumns: 4, maxCell: 30, maxWaiting: 2 };

  beforeAll(async () => {
    app = await startApp({ participation: { imports: LIMITS } });
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
  });
  afterEach(async () => {
    // Whatever waits keeps the next test out.
    const { body } = await app.admin.get('/participation/imports?pageSize=100');
    for (const { id, status } of body.results) if (status === 'ready') await lists.cancel(id);
  });

  test('are told to whoever asks, with what a list may hold', async () => {
    const { body } = await app.admin.get('/participation/imports/kinds/participants');
    expect(body).toEqual({
      data: {
        kind: 'participants',
        fields: [
          { name: 'email', required: true },
          { name: 'name', required: false },
          { name: 'firstName', required: false },
          { name: 'lastName', required: false },
        ],
        limits: LIMITS,
      },
    });
    for (const kind of ['nonsense', 'constructor', '__proto__']) {
      const unknown = await app.admin.get(`/participation/imports/kinds/${kind}`);
      expect([kind, unknown.status, codeOf(unknown)]).toEqual([kind, 404, 'unknown_kind']);
    }
  });

  test('a file that is too large is refused, with how large it may be', async () => {
    const answer = await lists.upload('a@example.org,A\n'.repeat(200));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'file_too_large']);
    expect(answer.body.error.message).toMatch(/\d MB/);
    expect(await lists.count('import', { space: { documentId: lists.space.documentId } })).toBe(0);
  });

  test('a list with too many rows fails, with how many there may be and where it got too long', async () => {
    const four = '1@a.org\n2@a.org\n\n3@a.org\n4@a.org\n';
    const failed = await lists.preview(four);
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'too_many_rows', message: expect.stringMatching(/more than 3 rows.*line 5/) },
    });
    expect(failed.finishedAt).not.toBeNull();
    expect(failed.progress).toMatchObject({ phase: null, share: null, secondsLeft: null });
    expect(codeOf(await lists.start(failed.id))).toBe('import_state');
    expect(await lists.count('import-part', { import: { documentId: failed.id } })).toBe(0);
    // It keeps nobody else waiting, and blank lines don't count.
    expect((await lists.preview('email\n1@a.org\n\n2@a.org\n\n3@a.org\n')).status).toBe('ready');
  });

  test('a list with too many columns is refused, with how many there may be', async () => {
    const answer = await lists.upload('email,name,a,b,c\na@example.org,A,1,2,3\n');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'too_many_columns']);
    expect(answer.body.error.message).toContain('4 columns');
    // Of what stands to the right of nothing, nothing is taken.
    expect((await lists.preview('a@example.org,A,,,,\n')).totals).toEqual({ rows: 1, invited: 1 });
  });

  test('a cell that is too long spoils its row, with how long it may be', async () => {
    const long = 'x'.repeat(31);
    const { id, totals } = await lists.preview(
      `email,name\na@example.org,${long}\nb@example.org,${'x'.repeat(30)}\n${long}@example.org,C\n`,
    );
    expect(totals).toEqual({ rows: 3, invited: 1, invalid: 2 });
    const rows = await lists.rows(id, 'outcome=invalid');
    expect(rows.map(({ line, reasons }) => [line, reasons])).toEqual([
      [2, [expect.objectContaining({ code: 'cell_too_long', field: 'name' })]],
      [4, [expect.objectContaining({ code: 'cell_too_long', field: 'email' })]],
    ]);
    expect(rows[0]!.reasons[0]!.message).toContain('30 characters');
    // Nor can it be corrected to one.
    expect((await lists.correct(id, 2, { name: long })).body.data.reasons).toMatchObject([
      { code: 'cell_too_long' },
    ]);
  });

  test('only so many may wait, until one is started, cancelled or deleted', async () => {
    const first = await lists.preview('1@a.org\n');
    const second = await lists.preview('2@a.org\n');
    const third = await lists.upload('3@a.org\n');
    expect([third.status, codeOf(third)]).toEqual([409, 'too_many_waiting']);
    expect(third.body.error.message).toMatch(/^2 imports/);

    await lists.apply(first.id);
    const fourth = await lists.preview('4@a.org\n');
    expect(codeOf(await lists.upload('5@a.org\n'))).toBe('too_many_waiting');
    await lists.cancel(second.id);
    await lists.delete(fourth.id);
    expect((await lists.preview('6@a.org\n')).status).toBe('ready');
    expect((await lists.preview('7@a.org\n')).status).toBe('ready');
    expect(codeOf(await lists.upload('8@a.org\n'))).toBe('too_many_waiting');
  });
});
