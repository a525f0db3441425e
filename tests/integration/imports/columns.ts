import type { Import } from '../../../contracts/imports';
import type { App } from '../harness';
import { Lists, codeOf, people, sample, startImports } from './lists';

/** Headings that no list of names knows, each time others. */
let lists = 0;
const unknownHeadings = () => {
  lists += 1;
  return [`Kontakt ${lists}`, `Bürger ${lists}`, `Ort ${lists}`];
};

describe('the columns of a list', () => {
  let app: App;
  let imports: Lists;

  const fields = ({ detected }: Import) => detected!.columns.map(({ field }) => field);
  const rowsOf = async (id: string) =>
    (await imports.rows(id)).map(({ line, values, outcome }) => [
      line,
      values.email,
      values.name,
      outcome,
    ]);

  beforeAll(async () => {
    app = await startImports();
  });
  beforeEach(async () => {
    imports = await Lists.ofNewSpace(app);
  });

  test('are guessed from what they hold where their names are unknown, and shown with samples', async () => {
    const [contact, citizen, town] = unknownHeadings();
    const { detected, totals } = await imports.preview(
      [
        `${citizen};${contact};${town}`,
        `Anna;anna@example.org;${'x'.repeat(80)}`,
        'Bert;bert@example.org;',
        'Cleo;cleo@example.org;Metz',
        'Dora;dora@example.org;Lyon',
      ].join('\n'),
    );

    expect(detected).toMatchObject({ header: true, separator: ';' });
    expect(detected!.columns).toEqual([
      { name: citizen, field: null, samples: ['Anna', 'Bert', 'Cleo'] },
      {
        name: contact,
        field: 'email',
        samples: ['anna@example.org', 'bert@example.org', 'cleo@example.org'],
      },
      { name: town, field: null, samples: [expect.stringMatching(/^x{50,59}/), 'Metz', 'Lyon'] },
    ]);
    expect(detected!.columns[2]!.samples[0]!.length).toBeLessThanOrEqual(60);
    expect(totals).toEqual({ rows: 4, invited: 4 });
  });

  test('can be put right: the file is read again, and the preview is the new one', async () => {
    const [contact, citizen, town] = unknownHeadings();
    const { id } = await imports.preview(
      `${citizen};${contact};${town}\nAnna;anna@example.org;Metz\n;bert@example.org;Lyon\n`,
    );
    expect(await rowsOf(id)).toEqual([
      [2, 'anna@example.org', '', 'invited'],
      [3, 'bert@example.org', '', 'invited'],
    ]);

    const answer = await imports.useColumns(id, ['firstName', 'email', 'lastName']);
    expect(answer.status).toBe(200);
    expect(['parsing', 'ready']).toContain(answer.body.data.status);
    const again = await imports.until(id, 'ready');
    expect(fields(again)).toEqual(['firstName', 'email', 'lastName']);
    expect(again.detected!.columns.map(({ name }) => name)).toEqual([citizen, contact, town]);
    expect(again.totals).toEqual({ rows: 2, invited: 2 });
    expect(await rowsOf(id)).toEqual([
      [2, 'anna@example.org', 'Anna Metz', 'invited'],
      [3, 'bert@example.org', 'Lyon', 'invited'],
    ]);

    // Once more, now with names that one row has not.
    await imports.useColumns(id, ['name', 'email', null]);
    expect((await imports.until(id, 'ready')).totals).toEqual({ rows: 2, invited: 1, invalid: 1 });
    const done = await imports.apply(id);
    expect(done.totals).toEqual({ rows: 2, invited: 1, invalid: 1 });
    expect((await imports.members()).map(({ name }) => name)).toEqual(['Anna']);
  });

  test('of a workbook can be put right as well', async () => {
    const { id } = await imports.preview(await sample('invitations-six-columns.xlsx'));
    await imports.useColumns(id, ['email', 'name', null, null, null, null]);
    const again = await imports.until(id, 'ready');
    expect(again.detected).toMatchObject({ format: 'xlsx', sheet: 'Invitations' });
    expect((await imports.rows(id))[0]!.values.name).toBe('Nora');
    // For the other tests: what is said here is remembered.
    await imports.useColumns(id, ['email', 'firstName', 'lastName', null, null, null]);
    await imports.until(id, 'ready');
  });

  test('are remembered for the next file with the same headings, in any order and spelling', async () => {
    const [contact, citizen, town] = unknownHeadings() as [string, string, string];
    const first = await imports.preview(`${citizen},${contact},${town}\nA,a@example.org,Metz\n`);
    await imports.useColumns(first.id, ['name', 'email', null]);
    await imports.until(first.id, 'ready');

    const next = await imports.preview(
      `${town};${contact.toUpperCase()};More;${citizen.replace('ü', 'u')}\nLyon;b@example.org;c@example.org;Bea\n`,
    );
    expect(fields(next)).toEqual([null, 'email', null, 'name']);
    expect((await imports.rows(next.id))[0]!.values).toEqual({
      email: 'b@example.org',
      name: 'Bea',
    });
  });

  test('that are of no use although their name is known stay so for the next file', async () => {
    const first = await imports.preview('Courriel,Participante,Surnames\na@example.org,A,B\n');
    expect(fields(first)).toEqual(['email', 'name', null]);
    await imports.useColumns(first.id, ['email', null, 'name']);
    await imports.until(first.id, 'ready');
    const next = await imports.preview('Courriel,Participante,Surnames\nb@example.org,C,D\n');
    expect(fields(next)).toEqual(['email', null, 'name']);
  });

  test('a first row that was taken for names can be a row, and the other way round', async () => {
    const { id } = await imports.preview('who,where\nanna@example.org,Anna\n');
    expect((await imports.get(id)).detected).toMatchObject({ header: true });

    await imports.useColumns(id, ['email', 'name'], false);
    const all = await imports.until(id, 'ready');
    expect(all.detected).toMatchObject({ header: false });
    expect(all.detected!.columns.map(({ name }) => name)).toEqual([null, null]);
    expect(await rowsOf(id)).toEqual([
      [1, 'who', 'where', 'invalid'],
      [2, 'anna@example.org', 'Anna', 'invited'],
    ]);

    await imports.useColumns(id, ['email', 'name'], true);
    const headed = await imports.until(id, 'ready');
    expect(headed.detected).toMatchObject({ header: true });
    expect(await rowsOf(id)).toEqual([[2, 'anna@example.org', 'Anna', 'invited']]);
    expect(headed.totals).toEqual({ rows: 1, invited: 1 });
  });

  test('of a header that is switched off and on again are called as they were', async () => {
    const [contact, citizen] = unknownHeadings();
    const { id } = await imports.preview(`${contact},${citizen}\nanna@example.org,Anna\n`);
    await imports.useColumns(id, ['email', 'name'], false);
    await imports.until(id, 'ready');
    await imports.useColumns(id, ['email', 'name'], true);
    const headed = await imports.until(id, 'ready');
    expect(headed.detected!.columns.map(({ name }) => name)).toEqual([contact, citizen]);
  });

  test('that nobody can read by are refused, and the preview stays as it was', async () => {
    const { id } = await imports.preview('email,name,town\na@example.org,Anna,Metz\n');
    for (const columns of [
      ['name', 'lastName', null],
      [null, null, null],
      ['email', 'email', null],
      ['email', 'name', 'name'],
      ['email', 'name', 'town'],
      ['email', 'name', '__proto__'],
      ['email', 'name'],
      ['email', 'name', null, null],
    ]) {
      const answer = await imports.useColumns(id, columns);
      expect([columns, answer.status, codeOf(answer)]).toEqual([columns, 400, 'invalid_columns']);
    }
    expect((await imports.useColumns(id, [])).status).toBe(400);
    const kept = await imports.get(id);
    expect(kept.status).toBe('ready');
    expect(fields(kept)).toEqual(['email', 'name', null]);
    expect(await rowsOf(id)).toEqual([[2, 'a@example.org', 'Anna', 'invited']]);
  });

  test('can’t be changed any more once the import was started or cancelled', async () => {
    const started = await imports.run(people(2));
    const { id: cancelled } = await imports.preview(people(2));
    await imports.cancel(cancelled);
    for (const id of [started.id, cancelled]) {
      const answer = await imports.useColumns(id, ['email', 'name']);
      expect(answer.status).toBe(409);
      expect(codeOf(answer)).toBe('import_state');
    }
  });

  test('put right twice at once are those of one of the two, read once', async () => {
    const { id } = await imports.preview('who,what,town\na@example.org,Anna,Metz\n');
    const answers = await Promise.all([
      imports.useColumns(id, ['email', 'name', null]),
      imports.useColumns(id, ['email', null, 'name']),
    ]);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    const { totals, detected } = await imports.until(id, 'ready');
    expect(totals).toEqual({ rows: 1, invited: 1 });
    const [row] = await imports.rows(id);
    const named = detected!.columns.findIndex(({ field }) => field === 'name');
    expect(row!.values.name).toBe(['', 'Anna', 'Metz'][named]);
  });
});
