import writeXlsxFile from 'write-excel-file/node';
import {
  sheetXml,
  stringsXml,
  workbookParts,
  workbookXml,
  zip,
} from '../../../server/src/imports/workbook/workbook.fixture';
import type { App } from '../harness';
import { accept, tokenFor } from '../story';
import { Lists, sample, startImports } from './lists';

const SHEET = 'xl/worksheets/sheet1.xml';

describe('reading a list', () => {
  let app: App;
  let lists: Lists;

  const fieldsOf = (found: Awaited<ReturnType<Lists['get']>>) =>
    found.detected!.columns.map(({ field }) => field);

  beforeAll(async () => {
    app = await startImports();
  });
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
    app.mailbox.clear();
  });

  describe('as CSV', () => {
    test('takes two columns without a header, every good row', async () => {
      const done = await lists.run(await sample('participants-two-columns.csv'));

      expect(done).toMatchObject({
        status: 'completed',
        fileName: 'list.csv',
        createdBy: 'Super Admin',
        totals: { rows: 4, invited: 4 },
        progress: { done: 4, total: 4 },
        detected: { encoding: 'utf-8', separator: ',', header: false },
      });
      const mails = await app.mailbox.waitFor(4);
      expect(mails.map(({ to }) => to)).toContain('francois.noel@example.org');
      expect(mails.every(({ text }) => text.includes('Super Admin'))).toBe(true);
      const { body } = await accept(app.http, await tokenFor(app, 'ada.lovelace@example.org'));
      expect(body.spaces).toEqual([{ title: lists.space.title, slug: lists.space.slug }]);
    });

    test.each([
      ['participants-bom-quoted.csv', { separator: ',', header: true }, 2],
      [
        'participants-excel-fr-windows1252.csv',
        { encoding: 'windows-1252', separator: ';', header: true },
        26,
      ],
      ['participants-utf16le.csv', { encoding: 'utf-16le', separator: '\t', header: true }, 2],
    ])('recognises how %s was saved', async (name, detected, invited) => {
      const found = await lists.preview(await sample(name));
      expect(found.detected).toMatchObject({ format: 'csv', sheet: null, ...detected });
      expect(found.totals.invited).toBe(invited);
    });

    test('keeps letters as they are, whatever the encoding', async () => {
      const names = async (name: string) =>
        (await lists.rows((await lists.preview(await sample(name))).id)).map(
          ({ values }) => values.name,
        );
      expect(await names('participants-excel-fr-windows1252.csv')).toContain(
        'Elsa Velázquez Roldán',
      );
      expect(await names('participants-utf16le.csv')).toContain('María José');
      expect(await names('participants-bom-quoted.csv')).toContain('Doe, Jane');
    });
  });

  describe('as a workbook', () => {
    test('counts rows as the sheet does, and takes links and results of formulas', async () => {
      const { id, totals, detected } = await lists.preview(
        await sample('invitations-six-columns.xlsx'),
        { name: 'invitations.xlsx' },
      );

      expect(detected).toMatchObject({
        format: 'xlsx',
        sheet: 'Invitations',
        encoding: null,
        separator: null,
        header: true,
      });
      expect(detected!.columns.map(({ name, field }) => [name, field])).toEqual([
        ['email', 'email'],
        ['first_name', 'firstName'],
        ['last_name', 'lastName'],
        ['language', null],
        ['groups', null],
        ['admin', null],
      ]);
      expect(totals).toEqual({ rows: 7, invited: 5, invalid: 1, duplicate: 1 });
      const rows = await lists.rows(id);
      // Row 4 is blank; row 2 is a link, row 9 a formula.
      expect(rows.map(({ line, values, outcome }) => [line, values.email, outcome])).toEqual([
        [2, 'nora@example.org', 'invited'],
        [3, 'omar@example.org', 'invited'],
        [5, 'pia@example.org', 'invalid'],
        [6, 'nora@example.org', 'duplicate'],
        [7, 'quentin@example.org', 'invited'],
        [8, 'rosa@example.org', 'invited'],
        [9, 'sam@example.org', 'invited'],
      ]);
      expect(rows[2]!.reasons).toMatchObject([{ code: 'missing_name', field: 'name' }]);
      expect(rows[3]!.reasons).toMatchObject([{ code: 'duplicate_in_file', value: '2' }]);

      await lists.apply(id);
      const members = await lists.members();
      expect(members.map(({ email, name }) => [email, name])).toEqual([
        ['nora@example.org', 'Nora Lindqvist'],
        ['omar@example.org', 'Omar Benali'],
        ['quentin@example.org', 'Quentin Durand'],
        ['rosa@example.org', 'Rosa Gil'],
        ['sam@example.org', 'Sam Formula'],
      ]);
    });

    test('knows French headings, and reads each of three hundred rows', async () => {
      const found = await lists.preview(await sample('invitations-fr-300.xlsx'));

      expect(found.detected!.sheet).toBe('Feuille 1');
      expect(fieldsOf(found)).toEqual(['email', 'firstName', 'lastName', null, null, null]);
      expect(found.detected!.columns[1]!.samples).toEqual(['Hippolyte', 'Jacqueline', 'Archibald']);
      expect(found.totals.rows).toBe(300);
      expect(found.totals.invited).toBe(300);
      const rows = await lists.rows(found.id);
      expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 300 }, (_, i) => i + 2));
      expect(rows[0]!.values).toEqual({
        email: 'resident.0@example.org',
        name: 'Hippolyte Charles',
      });
    });

    test('reads numbers, days and truth values as they are shown', async () => {
      const { id, detected } = await lists.preview(
        await writeXlsxFile([
          [{ value: 'E-mail' }, { value: 'Name' }, { value: 'Born' }],
          [
            { value: 'number@example.org' },
            { value: 24 },
            { value: new Date('1980-05-17'), format: 'dd/mm/yyyy' },
          ],
          [{ value: 'true@example.org' }, { value: true, type: Boolean }],
          [{ value: 'day@example.org' }, { value: new Date('2001-02-03'), format: 'yyyy-mm-dd' }],
        ]).toBuffer(),
      );

      expect((await lists.rows(id)).map(({ values }) => values.name)).toEqual([
        '24',
        'TRUE',
        '2001-02-03',
      ]);
      expect(detected!.columns[2]).toEqual({
        name: 'Born',
        field: null,
        samples: ['1980-05-17'],
      });
    });

    test('reads the first sheet that can be seen, and says which', async () => {
      const rows = (email: string) =>
        sheetXml(`<row r="7"><c r="A7" t="s"><v>0</v></c></row>
          <row r="9"><c r="A9" t="str"><v>${email}</v></c></row>`);
      const parts = workbookParts({
        'xl/workbook.xml': workbookXml(
          `<sheet name="Hidden" sheetId="1" state="hidden" r:id="r1"/>
           <sheet name="Asamblea 1" sheetId="2" r:id="r4"/>`,
        ),
        'xl/sharedStrings.xml': stringsXml(['<t>Correo electrónico</t>']),
        [SHEET]: rows('hidden@example.org'),
        'xl/worksheets/sheet2.xml': rows('seen@example.org'),
      });
      const relations = parts.find(({ name }) => name === 'xl/_rels/workbook.xml.rels')!;
      relations.data = String(relations.data).replace(
        '</Relationships>',
        `<Relationship Id="r4" Target="worksheets/sheet2.xml"
          Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
         </Relationships>`,
      );
      const { id, detected } = await lists.preview(zip(parts));

      expect(detected!.sheet).toBe('Asamblea 1');
      expect(await lists.rows(id)).toMatchObject([
        { line: 9, values: { email: 'seen@example.org' }, outcome: 'invited' },
      ]);
    });

    test('is recognised by its content, whatever the file is called', async () => {
      const workbook = await sample('invitations-six-columns.xlsx');
      const text = await sample('participants-two-columns.csv');
      const formatOf = async (file: Buffer, name: string) => {
        const found = await lists.preview(file, { name });
        expect(found.fileName).toBe(name);
        return found.detected!.format;
      };
      expect(await formatOf(workbook, 'list.csv')).toBe('xlsx');
      expect(await formatOf(text, 'list.xlsx')).toBe('csv');
      expect(await formatOf(workbook, 'Liste d’été')).toBe('xlsx');
    });
  });
});
