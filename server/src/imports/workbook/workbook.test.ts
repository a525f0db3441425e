import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import writeXlsxFile from 'write-excel-file/node';
import { UnreadableFile } from '../unreadable';
import { openWorkbook, type Workbook } from './workbook';
import {
  relations,
  sheetXml,
  STRICT,
  stringsXml,
  stylesXml,
  workbookParts,
  workbookXml,
  zip,
  type Part,
} from './workbook.fixture';
import { noWorkbookInOle } from './kinds';
import { MAX_STRINGS, SharedStrings } from './strings';

// Some of these files are large, and the machine may be busy.
jest.setTimeout(60_000);

const LIMITS = { maxColumns: 64, maxCell: 4096 };
const SHEET = 'xl/worksheets/sheet1.xml';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'workbook-'));
});
afterAll(() => rm(folder, { recursive: true }));

const sample = (name: string) => path.join(__dirname, '../../../../tests/data', name);

let files = 0;
const file = async (content: Buffer | string): Promise<string> => {
  const name = path.join(folder, `${files++}.xlsx`);
  await writeFile(name, content);
  return name;
};

const used = async <T>(name: string, use: (workbook: Workbook) => Promise<T>): Promise<T> => {
  const workbook = await openWorkbook(name, LIMITS);
  try {
    return await use(workbook);
  } finally {
    await workbook.close();
  }
};

const allRows = async (workbook: Workbook) => {
  const rows = [];
  for await (const row of workbook.rows()) rows.push(row);
  return rows;
};

const read = async (parts: Part[]) => used(await file(zip(parts)), allRows);
const changed = (changes: Record<string, string | Buffer | null>) => read(workbookParts(changes));
const sheet = (rows: string, after?: string) => changed({ [SHEET]: sheetXml(rows, after) });
const cells = async (row: string) => (await sheet(`<row r="1">${row}</row>`))[0]?.cells;

const refusal = async (reading: Promise<unknown>): Promise<[code: string, message: string]> => {
  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UnreadableFile)) throw new Error(`Not refused: ${error}`);
  return [error.code, error.message];
};

const code = async (reading: Promise<unknown>) => (await refusal(reading))[0];

describe('the sample workbooks', () => {
  it('have rows with their numbers, typed cells, links and results of formulas', async () => {
    const rows = await used(sample('invitations-six-columns.xlsx'), async (workbook) => {
      expect(workbook.sheet).toBe('Invitations');
      return allRows(workbook);
    });
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6, 7, 8, 9]);
    expect(rows[1]?.cells).toEqual([
      'nora@example.org',
      'Nora',
      'Lindqvist',
      'en',
      'Quartier A',
      'FALSE',
    ]);
    expect(rows[3]).toEqual({ line: 5, cells: ['pia@example.org'] });
    expect(rows[6]?.cells).toEqual(['rosa@example.org', 'Rosa', 'Gil', 'es', '24', '0']);
    expect(rows[7]?.cells).toEqual(['sam@example.org', 'Sam', 'Formula']);
  });

  it('are all there', async () => {
    await used(sample('invitations-fr-300.xlsx'), async (workbook) => {
      expect(workbook.sheet).toBe('Feuille 1');
      const rows = await allRows(workbook);
      expect(rows).toHaveLength(301);
      expect(rows[0]?.cells).toEqual(['email', 'prenom', 'nom', 'langue', 'groupes', 'admin']);
      expect(rows[1]?.cells[0]).toBe('resident.0@example.org');
    });
  });

  it('of our own making can be read', async () => {
    const name = path.join(folder, 'own.xlsx');
    const birth = { value: new Date('1980-05-17'), format: 'dd/mm/yyyy' };
    await writeXlsxFile([
      [{ value: 'email' }, { value: 'born' }],
      [{ value: 'zoë@example.org' }, birth],
    ]).toFile(name);
    expect(await used(name, allRows)).toEqual([
      { line: 1, cells: ['email', 'born'] },
      { line: 2, cells: ['zoë@example.org', '1980-05-17'] },
    ]);
  });
});

describe('cells', () => {
  it('hold shared texts, with their runs joined and without how they are pronounced', async () => {
    const strings = stringsXml([
      '<t>plain &amp; simple</t>',
      '<r><rPr><b/></rPr><t>ri</t></r>\n<r><t xml:space="preserve">ch </t></r>',
      '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>',
      '<t><![CDATA[<c>]]>_x000D_</t>',
      '<t/>',
    ]);
    const row = [0, 1, 2, 3, 4, 0].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    const rows = await changed({
      [SHEET]: sheetXml(`<row r="1">${row}</row>`),
      'xl/sharedStrings.xml': strings,
    });
    expect(rows[0]?.cells).toEqual([
      'plain & simple',
      'rich ',
      '東京',
      '<c>\r',
      '',
      'plain & simple',
    ]);
  });

  it('hold texts of their own', async () => {
    expect(
      await cells(
        '<c t="inlineStr"><is><t>in</t></is></c>' +
          '<c t="inlineStr"><is><r><t>li</t></r><r><t>ne</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>' +
          '<c t="str"><f>A1&amp;"@"</f><v>a_x0040_b</v></c>',
      ),
    ).toEqual(['in', 'line', 'a@b']);
  });

  it('hold numbers, yes and no, errors, and nothing where a formula has no result', async () => {
    expect(
      await cells(
        '<c><v>0.30000000000000004</v></c><c t="n"><v>612345678</v></c><c t="b"><v>1</v></c>' +
          '<c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c t="str"><f>x</f><v></v></c>' +
          '<c><v>1</v><extLst><ext><v>2</v><t>3</t></ext></extLst></c>',
      ),
    ).toEqual(['0.3', '612345678', 'TRUE', 'FALSE', '#N/A', '', '', '1']);
  });

  it('hold dates where their style says so', async () => {
    const styles = stylesXml([0, 14, 164, 165], {
      164: 'dd/mm/yyyy hh:mm',
      165: '0 &quot;d&quot;',
    });
    const row =
      [0, 1, 2, 3, 9].map((style) => `<c s="${style}"><v>45383.5</v></c>`).join('') +
      '<c t="d"><v>2024-04-01T00:00:00</v></c><c s="1" t="str"><v>1</v></c>';
    const parts = { [SHEET]: sheetXml(`<row>${row}</row>`), 'xl/styles.xml': styles };
    const date = '2024-04-01T12:00:00';
    expect((await changed(parts))[0]?.cells).toEqual([
      '45383.5',
      date,
      date,
      '45383.5',
      '45383.5',
      '2024-04-01',
      '1',
    ]);
    const from1904 = workbookXml(
      '<sheet name="List" sheetId="1" r:id="r1"/>',
      '<workbookPr date1904="1"/>',
    );
    const [row1904] = await changed({ ...parts, 'xl/workbook.xml': from1904 });
    expect(row1904?.cells[1]).toBe('2028-04-02T12:00:00');
  });

  it('stand where their reference says, or after the one before', async () => {
    expect(await cells('<c r="B1"><v>1</v></c><c><v>2</v></c><c r="F1"><v>3</v></c>')).toEqual([
      '',
      '1',
      '2',
      '',
      '',
      '3',
    ]);
  });

  it('are kept up to one over the limit, and show if there are more', async () => {
    const row = Array.from({ length: 500 }, (_, index) => `<c><v>${index}</v></c>`).join('');
    expect(await cells(row)).toHaveLength(65);
    expect(await cells('<c r="A1"><v>1</v></c><c r="XFD1" s="1"/>')).toEqual(['1']);
    const far = await cells('<c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>');
    expect([far?.length, far?.at(-1)]).toEqual([65, '2']);
  });

  it('are cut to one character over the limit', async () => {
    const text = 'é'.repeat(9_999);
    const rows = await changed({
      [SHEET]: sheetXml(
        `<row><c t="s"><v>0</v></c><c t="str"><v>${text}</v></c>` +
          `<c t="inlineStr"><is><t>${text}</t></is></c></row>`,
      ),
      'xl/sharedStrings.xml': stringsXml([`<t>${text}</t>`]),
    });
    expect(rows[0]?.cells).toEqual(Array(3).fill('é'.repeat(4097)));
  });
});

describe('links', () => {
  const linked = (rows: string, links: string, targets: string[]) =>
    changed({
      [SHEET]: sheetXml(rows, `<hyperlinks>${links}</hyperlinks>`),
      'xl/worksheets/_rels/sheet1.xml.rels': relations(
        targets.map((target, index) => ({
          id: `h${index}`,
          type: 'hyperlink',
          target,
          external: true,
        })),
      ),
    });
  const row = (line: number, ...texts: string[]) => {
    const all = texts.map((text, index) => {
      const reference = `${'ABC'[index]}${line}`;
      return `<c r="${reference}" t="str"><v>${text}</v></c>`;
    });
    return `<row r="${line}">${all.join('')}</row>`;
  };

  it('give their address where the row shows none', async () => {
    const rows = await linked(
      row(1, 'Anna', 'x') + row(2, 'Ben', 'ben@example.org') + row(3, 'Site') + row(4, 'Cy'),
      '<hyperlink ref="A1" r:id="h0"/><hyperlink ref="A2" r:id="h0"/>' +
        '<hyperlink ref="A3" r:id="h1"/><hyperlink ref="A4:B4" r:id="h2"/><hyperlink ref="C4"/>',
      ['mailto:anna%40example.org?subject=Hi', 'https://example.org/', 'MAILTO:cy%@example.org'],
    );
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['anna@example.org', 'x'],
      ['Ben', 'ben@example.org'],
      ['Site'],
      ['cy%@example.org'],
    ]);
  });

  it('give way to the address that is shown', async () => {
    const rows = await linked(row(1, 'new@example.org'), '<hyperlink ref="A1" r:id="h0"/>', [
      'mailto:old@example.org',
    ]);
    expect(rows[0]?.cells).toEqual(['new@example.org']);
  });
});

describe('rows', () => {
  it('have the numbers that the spreadsheet shows, and are never two of one number', async () => {
    const numbers = ['', 'r="5"', '', 'r="5"', 'r="2"', 'r="x"', 'r="1e99"', 'r="20"'];
    const rows = await sheet(
      numbers.map((number) => `<row ${number}><c><v>1</v></c></row>`).join(''),
    );
    expect(rows.map(({ line }) => line)).toEqual([1, 5, 6, 7, 8, 9, 10, 20]);
  });

  it('are left out where they are blank', async () => {
    expect(
      await sheet('<row r="1"/><row r="2"><c s="3"/></row><row r="9"><c><v>1</v></c></row>'),
    ).toEqual([{ line: 9, cells: ['1'] }]);
    expect(await changed({ [SHEET]: sheetXml('').replace('<sheetData></sheetData>', '') })).toEqual(
      [],
    );
  });

  it('can be read again and by two at once, and left early', async () => {
    await used(sample('invitations-fr-300.xlsx'), async (workbook) => {
      for await (const row of workbook.rows()) if (row.line === 3) break;
      const [one, other] = await Promise.all([allRows(workbook), allRows(workbook)]);
      expect(one).toHaveLength(301);
      expect(other).toEqual(one);
    });
  });

  it('leave no file open', async () => {
    const open = () => readdirSync('/proc/self/fd').length;
    if (process.platform !== 'linux') return;
    const before = open();
    for (let turn = 0; turn < 20; turn++) {
      await used(sample('invitations-fr-300.xlsx'), async (workbook) => {
        for await (const row of workbook.rows()) if (row.line === 3) break;
      });
      await code(used(await file('PK\x03\x04'), allRows));
    }
    expect(open()).toBeLessThan(before + 5);
  });
});

describe('a workbook', () => {
  const TARGETS = {
    sheets: relations([
      { id: 'r1', type: 'worksheet', target: 'worksheets/sheet1.xml' },
      { id: 'r2', type: 'worksheet', target: 'worksheets/sheet2.xml' },
      { id: 'r3', type: 'chartsheet', target: 'chartsheets/sheet1.xml' },
    ]),
    second: sheetXml('<row><c t="str"><v>second</v></c></row>'),
  };
  const sheetOf = async (sheets: string) => {
    const parts = workbookParts({
      'xl/workbook.xml': workbookXml(sheets),
      'xl/_rels/workbook.xml.rels': TARGETS.sheets,
      'xl/worksheets/sheet2.xml': TARGETS.second,
      'xl/chartsheets/sheet1.xml': '<chartsheet/>',
    });
    return used(await file(zip(parts)), async (workbook) => {
      const [row] = await allRows(workbook);
      return [workbook.sheet, row?.cells[0]];
    });
  };

  it('is read at its first sheet that is visible', async () => {
    const one = (name: string, id: string, state?: string) =>
      `<sheet name="${name}" sheetId="1" r:id="${id}" ${state ? `state="${state}"` : ''}/>`;
    expect(await sheetOf(one('B', 'r2') + one('A', 'r1'))).toEqual(['B', 'second']);
    expect(
      await sheetOf(one('A', 'r1', 'hidden') + one('B', 'r2', 'visible') + one('C', 'r3')),
    ).toEqual(['B', 'second']);
    expect(await sheetOf(one('C', 'r3') + one('X', 'r9') + one('B', 'r2'))).toEqual([
      'B',
      'second',
    ]);
    expect(await sheetOf(one('B', 'r2', 'veryHidden') + one('A', 'r1', 'hidden'))).toEqual([
      'B',
      'second',
    ]);
    expect(await refusal(sheetOf(one('C', 'r3')))).toEqual([
      'file_empty',
      'The workbook has no sheet with rows: upload a list with one person per row.',
    ]);
  });

  it('may have prefixes in all its names', async () => {
    const rows = await changed({
      '_rels/.rels': relations([{ id: 'r1', type: 'officeDocument', target: 'xl/workbook.xml' }])
        .replaceAll('<R', '<p:R')
        .replaceAll('</R', '</p:R')
        .replace('xmlns=', 'xmlns:p='),
      'xl/workbook.xml':
        '<x:workbook xmlns:x="m" xmlns:d="r"><x:sheets><x:sheet name="L" sheetId="9" d:id="r1"/></x:sheets></x:workbook>',
      [SHEET]:
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="4"><x:c r="A4" t="s"><x:v>0</x:v></x:c>' +
        '<x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
      'xl/sharedStrings.xml': '<x:sst xmlns:x="m"><x:si><x:t>a</x:t></x:si></x:sst>',
    });
    expect(rows).toEqual([{ line: 4, cells: ['a', 'b'] }]);
  });

  it('may be Strict, with absolute targets, other folders and letter cases', async () => {
    const main = { id: 'r1', type: 'officeDocument', target: '/Book/Main.xml' };
    const rows = await read([
      { name: '_rels/.rels', data: relations([main], STRICT) },
      { name: 'book/main.xml', data: workbookXml('<sheet name="L" sheetId="1" r:id="q"/>') },
      {
        name: 'book\\_rels\\main.xml.rels',
        data: relations(
          [
            { id: 'q', type: 'worksheet', target: '/pages/One.xml' },
            { id: 's', type: 'sharedStrings', target: '../Texts.xml' },
          ],
          STRICT,
        ),
      },
      { name: 'pages/one.xml', data: sheetXml('<row><c t="s"><v>0</v></c></row>') },
      { name: 'texts.xml', data: stringsXml(['<t>yes</t>']) },
    ]);
    expect(rows).toEqual([{ line: 1, cells: ['yes'] }]);
  });

  it('may be UTF-16, begin with a mark, and have parts that are stored', async () => {
    const xml = sheetXml('<row><c t="str"><v>Đặng</v></c></row>');
    const utf16 = Buffer.from(`\uFEFF${xml}`, 'utf16le');
    expect((await changed({ [SHEET]: utf16 }))[0]?.cells).toEqual(['Đặng']);
    expect((await changed({ [SHEET]: `\uFEFF${xml}` }))[0]?.cells).toEqual(['Đặng']);
    const stored = workbookParts({ [SHEET]: xml }).map((part) => ({ ...part, stored: true }));
    expect((await read(stored))[0]?.cells).toEqual(['Đặng']);
  });

  it('has its texts before or behind the sheet, or none', async () => {
    const parts = workbookParts({
      [SHEET]: sheetXml('<row><c t="s"><v>0</v></c></row>'),
      'xl/sharedStrings.xml': stringsXml(['<t>text</t>']),
    });
    expect((await read(parts))[0]?.cells).toEqual(['text']);
    expect((await read(parts.reverse()))[0]?.cells).toEqual(['text']);
    expect((await changed({}))[0]?.cells).toEqual(['x']);
  });

  it('may have parts with any name, which lead nowhere', async () => {
    const parts = ['../../x', '/etc/passwd', 'C:\\x', '', 'a\0b'].map((name) => ({
      name,
      data: 'x',
    }));
    expect(await read([...parts, ...workbookParts()])).toHaveLength(1);
    const outside = relations([{ id: 'r1', type: 'worksheet', target: '../../../../etc/passwd' }]);
    expect(await code(changed({ 'xl/_rels/workbook.xml.rels': outside }))).toBe('file_unreadable');
  });
});

describe('what is no workbook is refused by name', () => {
  const other = (name: string, data = '<x/>') => ({ name, data });
  const main = (target: string) =>
    other('_rels/.rels', relations([{ id: 'r1', type: 'officeDocument', target }]));
  const ods = (kind: string) => [
    { ...other('mimetype', `application/vnd.oasis.opendocument.${kind}`), stored: true },
    other('content.xml'),
  ];

  it.each<[string, Part[], RegExp]>([
    ['a folder', [other('list.csv', 'a@example.org')], /ZIP archive.*unpack it/],
    ['an empty archive', [], /ZIP archive/],
    ['a letter', [main('word/document.xml'), other('word/document.xml')], /Word document.*copy/],
    ['slides', [main('ppt/presentation.xml'), other('ppt/presentation.xml')], /PowerPoint/],
    ['an .ods', ods('spreadsheet'), /LibreOffice spreadsheet \(\.ods\).*save it as \.xlsx/],
    ['an .odt', ods('text'), /LibreOffice document/],
    ['an .xlsb', [main('xl/workbook.bin'), other('xl/workbook.bin')], /\.xlsb/],
    ['a .numbers', [other('Index/Document.iwa')], /Numbers/],
    ['a folder with a huge mimetype', [other('mimetype', 'x'.repeat(99_999))], /ZIP archive/],
  ])('%s', async (_, parts, message) => {
    const [reason, text] = await refusal(read(parts));
    expect(reason).toBe('file_type');
    expect(text).toMatch(message);
  });

  it('an old workbook, and one with a password', async () => {
    const ole = Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), randomBytes(100_000)]);
    const old = await noWorkbookInOle(await file(ole));
    expect([old.code, old.message]).toEqual([
      'file_type',
      'The file seems to be an old Excel or Word file (.xls, .doc), not an Excel workbook (.xlsx): open it in a spreadsheet, save it as .xlsx or CSV and upload that.',
    ]);
    // Also where the name lies across two pieces of the file.
    ole.write('EncryptedPackage', 65_530, 'utf16le');
    const locked = await noWorkbookInOle(await file(ole));
    expect([locked.code, locked.message]).toEqual([
      'file_unreadable',
      'The workbook is protected by a password: open it, remove the password, save it and upload that.',
    ]);
  });

  it('an archive with a password', async () => {
    const parts = workbookParts().map((part) => ({ ...part, flags: 1 }));
    const [reason, message] = await refusal(read(parts));
    expect([reason, message]).toEqual(['file_unreadable', expect.stringContaining('password')]);
  });
});

describe('a damaged workbook is refused', () => {
  const whole = readFileSync(sample('invitations-six-columns.xlsx'));

  it('where it is cut', async () => {
    for (const length of [0, 3, 10, 100, 2_000, whole.length - 30, whole.length - 1]) {
      const cut = await file(whole.subarray(0, length));
      expect(await refusal(used(cut, allRows))).toEqual([
        'file_unreadable',
        'The workbook is damaged or was not uploaded completely: open it in a spreadsheet, save it again and upload that.',
      ]);
    }
  });

  it('where a part is missing, no XML, or another one than it should be', async () => {
    const broken: Record<string, string | Buffer | null>[] = [
      { [SHEET]: null },
      { [SHEET]: 'no XML at all' },
      { [SHEET]: '' },
      { [SHEET]: randomBytes(50_000) },
      { [SHEET]: sheetXml('<row><c><v>1</v></row>') },
      { [SHEET]: sheetXml('').slice(0, -5) },
      { [SHEET]: sheetXml('<row><c><v>&unknown;</v></c></row>') },
      { [SHEET]: '<chartsheet/>' },
      { [SHEET]: sheetXml('<row><c t="s"><v>0</v></c></row>') },
      { 'xl/sharedStrings.xml': '<sst><si>' },
      { 'xl/workbook.xml': '<workbook>' },
    ];
    for (const changes of broken) expect(await code(changed(changes))).toBe('file_unreadable');
  });

  it('where a text was lost', async () => {
    const parts = (index: string) => ({
      [SHEET]: sheetXml(`<row><c t="s"><v>${index}</v></c></row>`),
      'xl/sharedStrings.xml': stringsXml(['<t>only</t>']),
    });
    for (const index of ['1', '-1', '0.5', 'x', '1e9']) {
      expect(await code(changed(parts(index)))).toBe('file_unreadable');
    }
  });

  it('where the archive lies about a part', async () => {
    const lying = (lie: Partial<Part>) =>
      read(workbookParts().map((part) => (part.name === SHEET ? { ...part, ...lie } : part)));
    expect(await code(lying({ claimedSize: 10 }))).toBe('file_unreadable');
    expect(await code(lying({ claimedSize: 1_000_000 }))).toBe('file_unreadable');
    expect(await code(lying({ claimedSize: 1_000_000, stored: true }))).toBe('file_unreadable');
    expect(await code(lying({ claimedCrc: 1 }))).toBe('file_unreadable');
    expect(await code(lying({ data: 'x'.repeat(100_000_000), claimedSize: 1_000 }))).toBe(
      'file_unreadable',
    );
  });

  it('where ZIP64 headers lead out of the file', async () => {
    const end = whole.lastIndexOf('PK\x05\x06');
    for (const offset of [2n ** 64n - 1n, 2n ** 63n, 2n ** 53n, 2n ** 40n]) {
      const locator = Buffer.alloc(20);
      locator.write('PK\x06\x07');
      locator.writeBigUInt64LE(offset, 8);
      const forged = Buffer.concat([whole.subarray(0, end), locator, whole.subarray(end)]);
      expect(await code(used(await file(forged), allRows))).toBe('file_unreadable');
    }
  });

  it('or read, wherever it was changed', async () => {
    const change = fc.record({
      at: fc.nat(whole.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const { at, bytes: other } of changes)
          bytes.set(other.slice(0, bytes.length - at), at);
        const outcome = await used(await file(bytes), allRows).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof UnreadableFile).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a workbook that would cost too much', () => {
  const zeros = Buffer.alloc(100 * 1024 * 1024);

  it('is refused before a bomb is unpacked', async () => {
    for (const part of [SHEET, 'xl/sharedStrings.xml', 'xl/styles.xml', 'xl/workbook.xml']) {
      const [reason, message] = await refusal(changed({ [part]: zeros }));
      expect(reason).toBe('file_too_large');
      expect(message).toMatch(/unpacks to 100 MB.*save the sheet with the list as CSV/);
    }
  });

  it('is refused if a part says to have gigabytes', async () => {
    const claims = (part: string, claimedSize: number, data: Buffer) =>
      read([...workbookParts({ [part]: null }), { name: part, data, claimedSize }]);
    const noise = randomBytes(16 * 1024 * 1024);
    expect(await code(claims(SHEET, 3e9, noise))).toBe('file_too_large');
    expect(await code(claims('xl/sharedStrings.xml', 1e9, noise))).toBe('file_too_large');
  });

  it('is refused if it has too many parts', async () => {
    const parts = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, data: '' }));
    expect(await code(read([...workbookParts(), ...parts]))).toBe('file_too_large');
    const many = parts.slice(0, 5_000);
    expect(await read([...workbookParts(), ...many])).toHaveLength(1);
  });

  it('is refused if it declares entities, nests deeply or has endless attributes', async () => {
    const laughs =
      '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>' +
      sheetXml('<row><c t="str"><v>&c;</v></c></row>').slice('<?xml version="1.0"?>'.length);
    const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ');
    const costly = [
      laughs,
      `<!DOCTYPE ${'x'.repeat(5_000_000)}`,
      '<a>'.repeat(1_000_000),
      sheetXml(`<row ${attributes}/>`),
      sheetXml(`<row a="${'x'.repeat(5_000_000)}"/>`),
      sheetXml(`<${'x'.repeat(5_000_000)}/>`),
    ];
    for (const xml of costly) expect(await code(changed({ [SHEET]: xml }))).toBe('file_unreadable');
  });

  it('has no more texts than are held', () => {
    const many = new SharedStrings();
    for (let count = 0; count < MAX_STRINGS; count++) many.add('');
    expect(() => many.add('')).toThrow('more text than can be read');
    expect(many.get(MAX_STRINGS - 1)).toBe('');

    const long = new SharedStrings();
    const text = '東'.repeat(4097);
    const fill = () => {
      for (let bytes = 0; bytes <= 128 * 1024 * 1024; bytes += 3 * text.length) long.add(text);
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'file_too_large' }));
    expect(long.get(1_000)).toBe(text);
  });

  it('has a row of a million cells', async () => {
    const row = '<c><v>1</v></c>'.repeat(1_000_000);
    expect(await cells(row)).toHaveLength(65);
  });

  it('has a cell of 100 MB, of which little is held while others go on', async () => {
    const text = randomBytes(75 * 1024 * 1024).toString('base64');
    const xml = sheetXml(`<row><c t="str"><v>${text}</v></c><c><v>2</v></c></row>`);
    const name = await file(
      zip([...workbookParts({ [SHEET]: null }), { name: SHEET, data: xml, stored: true }]),
    );
    const before = process.memoryUsage().rss;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const rows = await used(name, allRows);
    delay.disable();
    expect(rows[0]?.cells.map((cell) => cell.length)).toEqual([4097, 1]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    // Half of the turns; the machine may be busy in others.
    expect(delay.percentile(50) / 1e6).toBeLessThan(50);
  });
});

describe('a disk that fails', () => {
  it('is no fault of the file', async () => {
    await expect(openWorkbook(path.join(folder, 'missing.xlsx'), LIMITS)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
