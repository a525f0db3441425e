import type { App } from '../harness';
import { invite, participantOf } from '../story';
import { codeOf, Lists, people, startImports } from './lists';

describe('correcting a refused row', () => {
  let app: App;
  let lists: Lists;

  beforeAll(async () => {
    app = await startImports();
  });
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
    app.mailbox.clear();
  });

  const totals = async (id: string) => (await lists.get(id)).totals;

  test('makes it one of those that are invited, applied and mailed', async () => {
    const { id } = await lists.preview('ok@example.org,Fine\nelise.example.org,Él(ise\n');
    expect(await totals(id)).toEqual({ rows: 2, invited: 1, invalid: 1 });

    const answer = await lists.correct(id, 2, { email: ' ELISE@example.org ', name: ' Élise ' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      line: 2,
      values: { email: 'elise@example.org', name: 'Élise' },
      outcome: 'invited',
      expected: null,
      reasons: [],
    });
    expect(await totals(id)).toEqual({ rows: 2, invited: 2 });
    expect(await lists.rows(id, 'outcome=invalid')).toEqual([]);
    expect(await lists.emails()).toEqual([]);
    expect((await lists.get(id)).progress).toMatchObject({ done: 2, total: 2 });

    const done = await lists.apply(id);
    expect(done).toMatchObject({ totals: { rows: 2, invited: 2 }, changed: 0 });
    const mail = await app.mailbox.waitFor(({ to }) => to === 'elise@example.org');
    expect(mail.text).toContain('Élise');
    expect(await lists.report(id)).toHaveLength(1);
  });

  test('to what is wrong as well says what is wrong now', async () => {
    const { id } = await lists.preview('two@example.org,Two\none.example.org,One\n');
    const answer = await lists.correct(id, 2, { email: 'one@', name: 'O;ne' });
    expect(answer.body.data).toMatchObject({
      outcome: 'invalid',
      values: { email: 'one@', name: 'O;ne' },
      reasons: [
        { code: 'invalid_email', value: 'one@' },
        { code: 'forbidden_character', field: 'name', value: ';' },
      ],
    });
    // What is not given stays as it is.
    expect((await lists.correct(id, 2, { name: 'One' })).body.data).toMatchObject({
      outcome: 'invalid',
      values: { email: 'one@', name: 'One' },
      reasons: [{ code: 'invalid_email' }],
    });
    expect((await lists.correct(id, 2, { email: '' })).body.data.reasons).toMatchObject([
      { code: 'missing_email' },
    ]);
    expect(await totals(id)).toEqual({ rows: 2, invited: 1, invalid: 1 });
    expect(await lists.report(id, 'locale=en')).toEqual([
      'E-mail,Name,Line,Reason',
      ',One,2,The e-mail address is missing.',
    ]);
  });

  test('asks for a name where the list has a column of names, and only there', async () => {
    const named = await lists.preview('email,name\nx.example.org,\n');
    expect(
      (await lists.correct(named.id, 2, { email: 'x@example.org' })).body.data.reasons,
    ).toMatchObject([{ code: 'missing_name' }]);
    const bare = await lists.preview('email\na@example.org\nx.example.org\n');
    expect((await lists.correct(bare.id, 3, { email: 'x@example.org' })).body.data).toMatchObject({
      outcome: 'invited',
      values: { email: 'x@example.org', name: '' },
    });
  });

  test('to an address that the file has already makes it a duplicate of that row', async () => {
    const { id } = await lists.preview(
      'email,name\nwrong,First\na@example.org,A\nb@example.org,B\nworse,Last\n',
    );
    for (const line of [2, 5])
      expect((await lists.correct(id, line, { email: 'B@example.org' })).body.data).toMatchObject({
        line,
        outcome: 'duplicate',
        reasons: [{ code: 'duplicate_in_file', field: 'email', value: '4' }],
      });
    expect(await totals(id)).toEqual({ rows: 4, invited: 2, duplicate: 2 });
  });

  test('a duplicate with another address is a row of its own', async () => {
    const { id } = await lists.preview('a@example.org,A\na@example.org,B\na@example.org,C\n');
    expect((await lists.correct(id, 2, { email: 'b@example.org' })).body.data).toMatchObject({
      outcome: 'invited',
      reasons: [],
    });
    // A third one of the address that is free no more.
    expect((await lists.correct(id, 3, { email: 'b@example.org' })).body.data).toMatchObject({
      outcome: 'duplicate',
      reasons: [{ value: '2' }],
    });
    expect((await lists.apply(id)).totals).toEqual({ rows: 3, invited: 2, duplicate: 1 });
    expect(await lists.emails()).toEqual(['a@example.org', 'b@example.org']);
  });

  test('shows what will become of it: added, there already, invited already', async () => {
    await app.registerUser({ username: 'Account', email: 'account@correct.example.org' });
    await participantOf(app, lists.space, 'inside@correct.example.org');
    await invite(app, lists.space, { name: 'Waiting', email: 'waiting@correct.example.org' });
    const { id } = await lists.preview('x@correct.example.org,D\n1,A\n2,B\n3,C\n');
    const outcomes = ['account', 'inside', 'waiting'].map(async (name, index) => {
      const email = `${name}@correct.example.org`;
      return (await lists.correct(id, index + 2, { email })).body.data.outcome;
    });
    expect(await Promise.all(outcomes)).toEqual([
      'added',
      'already_participant',
      'already_invited',
    ]);
    expect(await totals(id)).toEqual({
      rows: 4,
      added: 1,
      already_participant: 1,
      already_invited: 1,
      invited: 1,
    });
    expect((await lists.apply(id)).totals).toEqual(await totals(id));
    expect((await lists.members()).map(({ email, status }) => [email, status])).toContainEqual([
      'account@correct.example.org',
      'active',
    ]);
  });

  test('leaves a row alone that is right, and knows none that there is not', async () => {
    const { id } = await lists.preview('a@example.org,A\nwrong,B\n');
    const right = await lists.correct(id, 1, { email: 'b@example.org' });
    expect([right.status, codeOf(right)]).toEqual([409, 'row_not_refused']);
    for (const line of [3, 0, -1, 1.5, 'two', 2 ** 31, 1e300]) {
      const unknown = await lists.correct(id, line, { email: 'b@example.org' });
      expect([line, unknown.status, codeOf(unknown)]).toEqual([line, 404, 'row_not_found']);
    }
    // Corrected once, it is right as well.
    await lists.correct(id, 2, { email: 'b@example.org' });
    expect(codeOf(await lists.correct(id, 2, { email: 'c@example.org' }))).toBe('row_not_refused');
    expect(await lists.outcomes(id)).toEqual({
      'a@example.org': 'invited',
      'b@example.org': 'invited',
    });
  });

  test('takes nothing but texts of a reasonable length', async () => {
    const { id } = await lists.preview('a@example.org,A\nwrong,B\n');
    for (const values of [{ email: 1 }, { email: null }, { email: 'x'.repeat(70_000) }, 'text'])
      expect((await lists.correct(id, 2, values as object)).status).toBe(400);
    expect(
      (await app.admin.put(`/participation/imports/${id}/rows/2`, { email: 'b@example.org' }))
        .status,
    ).toBe(400);
    expect(await totals(id)).toEqual({ rows: 2, invited: 1, invalid: 1 });
  });

  test('comes too late once the import was started or cancelled', async () => {
    const { id: started } = await lists.run('a@example.org,A\nwrong,B\n');
    const { id: cancelled } = await lists.preview('b@example.org,A\nwrong,B\n');
    await lists.cancel(cancelled);
    for (const id of [started, cancelled]) {
      const answer = await lists.correct(id, 2, { email: 'c@example.org' });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'import_state']);
    }
    expect(await lists.emails()).toEqual(['a@example.org']);
  });

  test('two at once to one address: one is the duplicate of the other', async () => {
    const wrong = ['one', 'two', 'three', 'four'];
    const { id } = await lists.preview(
      `${people(2)}\n${wrong.map((word) => `${word},Name`).join('\n')}\n`,
    );
    const answers = await Promise.all(
      wrong.map((_, index) => lists.correct(id, index + 3, { email: 'same@example.org' })),
    );
    const rows = answers.map(({ body }) => body.data);
    const [first, ...others] = rows.sort((one, other) =>
      one.outcome === other.outcome ? 0 : one.outcome === 'invited' ? -1 : 1,
    );
    expect(first.outcome).toBe('invited');
    for (const { outcome, reasons } of others) {
      expect(outcome).toBe('duplicate');
      expect(reasons).toMatchObject([{ code: 'duplicate_in_file', value: String(first.line) }]);
    }
    expect(await totals(id)).toEqual({ rows: 6, invited: 3, duplicate: 3 });
    expect((await lists.apply(id)).totals).toEqual({ rows: 6, invited: 3, duplicate: 3 });
  });

  test('and the start at the same moment: what was corrected in time is applied, all counted', async () => {
    const { id } = await lists.preview(`${people(3)}\nwrong,Late\n`);
    const [corrected, started] = await Promise.all([
      lists.correct(id, 4, { email: 'in.time@example.org' }),
      lists.start(id),
    ]);
    expect(started.status).toBe(200);
    const done = await lists.until(id, 'completed');
    if (corrected.status === 200) expect(done.totals).toEqual({ rows: 4, invited: 4 });
    else {
      expect(codeOf(corrected)).toBe('import_state');
      expect(done.totals).toEqual({ rows: 4, invited: 3, invalid: 1 });
    }
    expect(await lists.emails()).toHaveLength(done.totals.invited!);
  });
});
