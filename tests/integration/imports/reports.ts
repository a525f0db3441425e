import writeXlsxFile from 'write-excel-file/node';
import { zip } from '../../../server/src/imports/workbook/workbook.fixture';
import type { App } from '../harness';
import { partsOf } from '../spreadsheets';
import { accept, invite, tokenFor } from '../story';
import { addresses, listOf, Lists, startImports } from './lists';

/** What no cell may begin with: a spreadsheet would run it, or open it as a cell of its own. */
const DANGEROUS = ['=', '+', '-', '@', '\t', '\r'];

describe('files that imports give and take back', () => {
  let app: App;
  let lists: Lists;

  beforeAll(async () => {
    app = await startImports();
  });
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
    app.mailbox.clear();
  });

  const exported = async (format: 'csv' | 'xlsx') =>
    (
      await app.admin.get(
        `/participation/spaces/${lists.space.documentId}/participants/export?format=${format}`,
      )
    ).bytes;

  test('the report opens in a spreadsheet and, corrected, can be uploaded as it is', async () => {
    const { id } = await lists.run(
      'ok@example.org;Fine\nbad-address;Élise\nx@example.org;=HYPERLINK(1)\n+y@example.org;-Yves\nok@example.org;Twice\n',
    );
    const report = await lists.ask(id, '/report?locale=fr');

    expect(report.headers['content-disposition']).toContain('list-report.csv');
    expect(report.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = await lists.report(id, 'locale=fr');
    expect(lines[0]).toBe('E-mail;Nom complet;Ligne;Motif');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toBe('bad-address;Élise;2;Ce n’est pas une adresse e-mail.');

    const corrected = report.text
      .replace('bad-address', 'elise@example.org')
      .replace("'=HYPERLINK(1)", 'Xavier');
    expect((await lists.run(corrected)).totals).toEqual({
      rows: 3,
      invited: 2,
      already_invited: 1,
    });
  });

  test('the report of a workbook is a CSV, and says of each row what is wrong with it', async () => {
    const rows = [
      ['Nom', 'Courriel'],
      ['Zoé; dite «Z»', 'zoe.example.org'],
      ['', ''],
      ['Bob "le\nGrand"', 'bob@example.org'],
      ['Ann', 'ann@example.org'],
    ];
    const { id } = await lists.run(
      await writeXlsxFile(
        rows.map((row) => row.map((value) => ({ value, type: String }))),
      ).toBuffer(),
    );
    const report = await lists.ask(id, '/report?locale=es');
    expect(report.text.replace('\uFEFF', '').split('\r\n')).toEqual(
      [
        'Correo electrónico,Nombre completo,Línea,Motivo',
        'zoe.example.org,Zoé; dite «Z»,2,"No es una dirección de correo. El nombre contiene ;, que no está permitido."',
        expect.stringMatching(/^bob@example.org,"Bob ""le/),
        '',
      ].flatMap((line) => (typeof line === 'string' ? line.split('\r\n') : [line])),
    );
    expect((await lists.preview(report.bytes)).totals).toEqual({ rows: 2, invalid: 2 });
  });

  test('no cell of a report begins a formula, and what stood there comes back', async () => {
    const values = DANGEROUS.map((mark) => `${mark}cmd()`);
    const { id } = await lists.preview(
      [
        'email,name',
        ...values.map((value, index) => `"${value}","name ${index}("`),
        ...values.map((value, index) => `wrong.${index},"${value}"`),
        `"'=twice","''=thrice("`,
      ].join('\n'),
    );
    const report = await lists.ask(id, '/report');
    for (const line of report.text.replace('\uFEFF', '').split('\r\n'))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+\-@\t\r]/);

    const before = await lists.rows(id);
    const again = await lists.preview(report.bytes);
    const after = await lists.rows(again.id);
    expect(after.map(({ values }) => values)).toEqual(before.map(({ values }) => values));
  });

  test.each(['csv', 'xlsx'] as const)(
    'the export as %s, taken back in, changes nothing and loses nobody',
    async (format) => {
      const [waiting, active] = addresses(2) as [string, string];
      await lists.run(
        [
          'email;name',
          `${waiting};Élise, dite «Zoé»`,
          `${active};"O'Neil"`,
          `=eq.${waiting};-Dash`,
          `+plus.${waiting};Jean-Luc`,
        ].join('\n'),
      );
      await accept(app.http, await tokenFor(app, active));
      const before = await lists.members();
      expect(before).toHaveLength(4);
      const file = await exported(format);
      if (format === 'csv') {
        const [, ...lines] = file.toString('utf8').trimEnd().split('\r\n');
        for (const line of lines)
          for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+\-@\t\r]/);
      }

      const { id, totals, detected } = await lists.preview(file);
      expect(detected!.columns.slice(0, 2).map(({ field }) => field)).toEqual(['email', 'name']);
      expect(totals).toEqual({ rows: 4, already_invited: 3, already_participant: 1 });
      const rows = await lists.rows(id);
      expect(rows.map(({ values }) => values)).toEqual(
        expect.arrayContaining(before.map(({ email, name }) => ({ email, name }))),
      );
      const done = await lists.apply(id, 'replace');
      expect(done.totals).toEqual(totals);
      expect(await lists.members()).toEqual(before);
    },
  );

  test('the export of people without names, taken back in to replace, loses nobody', async () => {
    const emails = addresses(3);
    await lists.run(emails.join('\n'));
    await invite(app, lists.space, { name: 'Named', email: 'named@export.example.org' });
    const before = await lists.emails();
    await lists.run(await exported('csv'), 'replace');
    expect(await lists.emails()).toEqual(before);
  });

  describe('templates', () => {
    const HEADINGS = {
      en: ['E-mail', 'Name'],
      fr: ['E-mail', 'Nom complet'],
      es: ['Correo electrónico', 'Nombre completo'],
    };
    const LOCALES = Object.keys(HEADINGS) as (keyof typeof HEADINGS)[];
    const template = (query: string) =>
      app.admin.get(`/participation/imports/templates/participants?${query}`);

    test.each(LOCALES)('as CSV in %s is understood once it is filled', async (locale) => {
      const answer = await template(`format=csv&locale=${locale}`);
      const separator = locale === 'en' ? ',' : ';';
      expect(answer.text).toBe(`\uFEFF${HEADINGS[locale].join(separator)}\r\n`);
      expect(answer.headers['content-disposition']).toContain('participants.csv');
      const { detected, totals } = await lists.preview(
        `${answer.text}eva@example.org${separator}Eva Ruiz\r\n`,
      );
      expect(detected).toMatchObject({ header: true, separator });
      expect(detected!.columns.map(({ field }) => field)).toEqual(['email', 'name']);
      expect(totals).toEqual({ rows: 1, invited: 1 });
    });

    test.each(LOCALES)('as a workbook in %s is understood once it is filled', async (locale) => {
      const answer = await template(`format=xlsx&locale=${locale}`);
      expect(answer.headers['content-disposition']).toContain('participants.xlsx');
      expect(answer.headers['content-type']).toContain('spreadsheetml');
      expect((await lists.upload(answer.bytes)).body.error.details.code).toBe('no_rows');

      const { id, detected } = await lists.preview(
        await filled(answer.bytes, ['eva@example.org', 'Eva Ruiz']),
      );
      expect(detected).toMatchObject({ format: 'xlsx', header: true });
      expect(detected!.columns.map(({ name, field }) => [name, field])).toEqual([
        [HEADINGS[locale][0], 'email'],
        [HEADINGS[locale][1], 'name'],
      ]);
      expect(await lists.rows(id)).toMatchObject([
        { line: 2, values: { email: 'eva@example.org', name: 'Eva Ruiz' }, outcome: 'invited' },
      ]);
    });

    test('are there for known kinds, formats and languages only', async () => {
      expect((await app.admin.get('/participation/imports/templates/nonsense')).status).toBe(404);
      expect((await app.admin.get('/participation/imports/templates/constructor')).status).toBe(
        404,
      );
      expect((await template('format=ods')).status).toBe(400);
      expect((await template('locale=xx')).status).toBe(400);
      expect((await template('')).text).toBe('\uFEFFE-mail,Name\r\n');
    });
  });

  test('a list without names comes back out as it came in', async () => {
    const emails = addresses(2);
    await lists.run(listOf(emails));
    expect((await exported('csv')).toString()).toContain(`${emails[0]},Person 0,invited`);
  });
});

/** A workbook with one more row, as somebody types it in. */
const filled = async (workbook: Buffer, cells: string[]): Promise<Buffer> => {
  const parts = await partsOf(workbook);
  const sheet = parts.find(({ name }) => name === 'xl/worksheets/sheet1.xml')!;
  const typed = cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('');
  sheet.data = String(sheet.data).replace('</sheetData>', `<row r="2">${typed}</row></sheetData>`);
  return zip(parts);
};
