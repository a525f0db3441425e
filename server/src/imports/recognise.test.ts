import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { recogniseList } from './list.fixture';
import { UnreadableFile } from './unreadable';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recognise-'));
});
afterAll(() => rm(folder, { recursive: true }));

const sample = (name: string) => path.join(__dirname, '../../../tests/data', name);

let files = 0;
const file = async (content: string | Buffer, encoding = 'utf-8'): Promise<string> => {
  const name = path.join(folder, `${files++}.csv`);
  await writeFile(name, typeof content === 'string' ? iconv.encode(content, encoding) : content);
  return name;
};

/** Without samples of its columns and its first row. */
const recognise = async (path: string) => {
  const { columns, firstRow: _row, ...detected } = await recogniseList(path);
  return { ...detected, columns: columns.map(({ samples: _, ...column }) => column) };
};

const recogniseText = async (text: string, encoding?: string) =>
  recognise(await file(text, encoding));

/** Fields by column, e.g. `email name -`. */
const fields = async (text: string): Promise<string> =>
  (await recogniseText(text)).columns.map(({ field }) => field ?? '-').join(' ');

const refusal = async (content: string | Buffer, encoding?: string): Promise<UnreadableFile> => {
  const error: unknown = await recognise(await file(content, encoding)).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnreadableFile);
  return error as UnreadableFile;
};

const email = { name: null, field: 'email' };
const name = { name: null, field: 'name' };

describe('the sample files', () => {
  it.each([
    ['residents-5000.csv', { columns: [email, name] }],
    ['participants-two-columns.csv', { columns: [email, name] }],
    ['participants-messy.csv', { columns: [email, name] }],
    [
      'participants-excel-fr-windows1252.csv',
      {
        encoding: 'windows-1252',
        separator: ';',
        header: true,
        columns: [
          { name: 'E-mail', field: 'email' },
          { name: 'Nom', field: 'name' },
          { name: 'Téléphone', field: null },
        ],
      },
    ],
    [
      'participants-bom-quoted.csv',
      {
        header: true,
        columns: [
          { name: 'name', field: 'name' },
          { name: 'email', field: 'email' },
          { name: 'remark', field: null },
        ],
      },
    ],
    [
      'participants-utf16le.csv',
      {
        encoding: 'utf-16le',
        separator: '\t',
        header: true,
        columns: [
          { name: 'email', field: 'email' },
          { name: 'name', field: 'name' },
        ],
      },
    ],
    [
      'group-verifications.csv',
      { separator: ';', header: true, columns: [{ name: 'Email', field: 'email' }] },
    ],
  ])('%s is recognised', async (data, detected) => {
    expect(await recognise(sample(data))).toEqual({
      format: 'csv',
      sheet: null,
      encoding: 'utf-8',
      separator: ',',
      header: false,
      ...detected,
    });
  });
});

describe('the encoding', () => {
  const french =
    'courriel;prénom;nom\nanna@example.org;Hélène;Lefèvre\nbob@example.org;Noël;Côté\n';

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh', 'cp850'])(
    '%s is told without a byte order mark',
    async (encoding) => {
      const detected = await recogniseText(french, encoding);
      expect(detected).toMatchObject({ encoding, separator: ';', header: true });
      expect(detected.columns.map(({ name }) => name)).toEqual(['courriel', 'prénom', 'nom']);
    },
  );

  it.each(['utf-8', 'utf-16le', 'utf-16be'])(
    '%s is told by its byte order mark',
    async (encoding) => {
      const detected = await recogniseText(`\uFEFF${french}`, encoding);
      expect(detected).toMatchObject({ encoding, columns: [{ name: 'courriel' }, {}, {}] });
    },
  );

  it.each([
    ['windows-1250', ['Łukasz Wiśniewski', 'Małgorzata Dąbrowska', 'Grażyna Kamińska']],
    ['windows-1251', ['Иван Петров', 'Мария Иванова', 'Сергей Кузнецов', 'Ольга Смирнова']],
    ['windows-1253', ['Γιώργος Παπαδόπουλος', 'Μαρία Νικολάου', 'Ελένη Γεωργίου']],
    ['shift_jis', ['小島 陽田', '田中 太郎', '佐藤 花子', 'すずき いちろう']],
    ['gb18030', ['王小明', '李娜', '张伟', '陈静', '刘洋']],
    ['big5', ['王小明', '李娜', '張偉', '陳靜', '劉洋', '林志明']],
    ['euc-kr', ['김민준', '이서연', '박지훈', '최수빈']],
  ])('%s, where it clearly is, is told by its words', async (encoding, names) => {
    const rows = names.map((one, index) => `p${index}@example.org,${one}`);
    const detected = await recogniseText(rows.join('\r\n'), encoding);
    // Greek names read the same in these two.
    expect(detected.encoding?.replace('iso-8859-7', 'windows-1253')).toBe(encoding);
    expect(detected.columns).toEqual([email, name]);
  });

  it.each([
    ['one accent', 'anna@example.org,Andr\u00E9\n'],
    ['German', 'anna@example.org,J\u00FCrgen Gro\u00DF\nbob@example.org,\u00D6zt\u00FCrk\n'],
    ['Spanish', 'anna@example.org,Jos\u00E9 Mu\u00F1oz\nbob@example.org,\u00CD\u00F1igo\n'],
    ['capitals', 'anna@example.org,HÉLÈNE LEFÈVRE\n'],
    ['an apostrophe', 'anna@example.org,Jeanne d’Arc\n'],
  ])('windows-1252 is what an old file in a western language is: %s', async (_, text) => {
    expect((await recogniseText(text, 'windows-1252')).encoding).toBe('windows-1252');
  });

  it('is told by an accent at the very end of a long file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `p${index}@example.org,Anna\n`);
    const text = `${rows.join('')}zoe@example.org,Zoé\n`;
    expect((await recogniseText(text)).encoding).toBe('utf-8');
    expect((await recogniseText(text, 'windows-1252')).encoding).toBe('windows-1252');
  });

  it('stays utf-8 where a single word of many is damaged', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `p${index}@example.org,Zoé\n`).join('');
    const damaged = Buffer.concat([
      Buffer.from(rows),
      Buffer.from('x@example.org,Zo\xE9\n', 'latin1'),
    ]);
    expect((await recognise(await file(damaged))).encoding).toBe('utf-8');
  });

  it('is told where characters lie across the borders of chunks', async () => {
    const rows = Array.from({ length: 30_000 }, () => 'an@example.org,é王😀é\n').join('');
    for (const shift of ['', 'x', 'xx', 'xxx']) {
      expect((await recogniseText(`${shift}${rows}`)).encoding).toBe('utf-8');
    }
  });
});

describe('the separator', () => {
  it.each([
    ['is a comma for a list of addresses alone', 'a@example.org\nb@example.org\n', ','],
    ['is not the comma inside of names', 'a@example.org;Doe, Jane\nb@example.org;Roe, Max\n', ';'],
    ['is not one inside of quotes', '"a;b;c","a@example.org"\n"d;e;f","b@example.org"\n', ','],
    ['is not on the lines inside of quotes', '"x\n1;2;3;4\n5;6;7;8",a@example.org\n', ','],
    ['may be a tab', 'a@example.org\tA, B; C\n', '\t'],
    ['may be a vertical bar', 'name|email\nA; B|a@example.org\n', '|'],
    ['is told by a header alone', 'email;name;other, things, here\nwrong;X;\n', ';'],
    ['is what the first line says', 'sep=;\r\nemail;name\r\na@example.org;A\r\n', ';'],
    ['is told before empty cells', 'a@example.org;;;\nb@example.org;;;\n', ';'],
  ])('%s', async (_, text, separator) => {
    expect((await recogniseText(text)).separator).toBe(separator);
  });
});

describe('the columns', () => {
  it.each([
    'email',
    'Email',
    'E-MAIL',
    ' e mail ',
    'Mail',
    'E-mail address',
    'E-mail :',
    'Courriel',
    'Mél.',
    'Adresse e-mail',
    'Adresse électronique',
    'ADRESSE MAIL',
    'adresse\u00A0e-mail (obligatoire)',
    'Correo',
    'Correo electrónico',
    'Dirección de correo',
    'Dirección de correo electrónico',
    'Adresse\ncourriel',
    'Adresse e\u0301lectronique',
  ])('%j names the addresses', async (heading) => {
    expect(await fields(`x,"${heading}"\nAnna,a@example.org\n`)).toBe('- email');
  });

  it.each([
    'name',
    'Full name',
    'display_name',
    'Nom complet',
    'Nom et prénom',
    'Prénom et nom',
    'Nom',
    'Nombre',
    'Nombre completo',
    'Nombre y apellidos',
    'Apellidos y nombre',
  ])('%j alone names the people', async (heading) => {
    expect(await fields(`${heading},email\nAnna,a@example.org\n`)).toBe('name email');
  });

  it.each([
    ['First name,Last name,Email', 'firstName lastName email'],
    ['firstname,surname,email', 'firstName lastName email'],
    ['Email,Name,First name', 'email lastName firstName'],
    ['Nom,Prénom,Courriel', 'lastName firstName email'],
    ['Prénom,Nom de famille,Mél', 'firstName lastName email'],
    ['Nombre,Apellidos,Correo', 'firstName lastName email'],
    ['Apellido,Nombre,Correo electrónico', 'lastName firstName email'],
    ['Nom complet,Nom,Prénom,Courriel', 'name - - email'],
    ['First name,Last name,Name,Email', '- - name email'],
    ['Prénom,Courriel', 'firstName email'],
    ['Téléphone,Courriel,Ville', '- email -'],
  ])('%s are %s', async (header, expected) => {
    const row = header
      .split(',')
      .map((cell) => (/mail|cour|corr|m.l/i.test(cell) ? 'a@example.org' : 'x'));
    expect(await fields(`${header}\n${row.join(',')}\n`)).toBe(expected);
  });

  it('are found by what they hold under names that nobody knows', async () => {
    expect(
      await recogniseText('Qui,Contact\nAnna,a@example.org\nBob,b@example.org\n'),
    ).toMatchObject({
      header: true,
      columns: [
        { name: 'Qui', field: null },
        { name: 'Contact', field: 'email' },
      ],
    });
  });

  it('are found by what they hold without a header, in any order', async () => {
    expect(await fields('Anna,a@example.org,Paris\nBob,b@example.org,Lyon\n')).toBe('name email -');
    expect(await fields(',a@example.org,Anna\n,b@example.org,Bob\n')).toBe('- email name');
    expect(await fields('a@example.org\nb@example.org\n')).toBe('email');
  });

  it('take the addresses from the column that has them, of two with such a name', async () => {
    expect(await fields('mail,e-mail\n12 rue X,a@example.org\n')).toBe('- email');
  });

  it('have no header where the first row holds an address, or nearly one', async () => {
    expect((await recogniseText('a@example.org,Anna\n')).header).toBe(false);
    expect((await recogniseText('a@@example.org,Anna\nb@example.org,Bob\n')).header).toBe(false);
  });

  it('are not fooled by blank lines above', async () => {
    const detected = await recogniseText('\n\r\n ; ;\nemail;nom\na@example.org;Anna\n');
    expect(detected).toMatchObject({ header: true, separator: ';' });
  });

  it('may all be unused but one, up to 64 of them', async () => {
    const wide = (count: number) =>
      `email${',x'.repeat(count - 1)}\na@example.org${',y'.repeat(count - 1)}\n`;
    expect((await recogniseText(wide(64))).columns).toHaveLength(64);
    expect(await refusal(wide(200))).toMatchObject({
      code: 'too_many_columns',
      message: expect.stringContaining('more than 64 columns'),
    });
  });
});

describe('a file that is no list', () => {
  it.each([
    ['nothing', ''],
    ['a byte order mark', '\uFEFF'],
    ['blank lines', '\n \r\n\t\n'],
    ['separators', ';;;\n;;;\n'],
    ['a long run of spaces', ' '.repeat(200_000)],
  ])('is empty when it holds %s', async (_, text) => {
    expect(await refusal(text)).toMatchObject({ code: 'file_empty' });
  });

  it.each([
    ['an old Excel workbook', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', '.xls'],
    ['a PDF', '%PDF-1.7\nanna@example.org', 'PDF'],
    ['a PNG', '\x89PNG\r\n\x1A\n', 'image'],
    ['a web page', '<!DOCTYPE html><table><td>a@example.org</table>', 'web page'],
    ['zeros', '\0'.repeat(100_000), 'binary'],
    ['a text with a NUL at its end', `${'anna@example.org,Anna\n'.repeat(10_000)}\0`, 'binary'],
    ['control characters', '\x01\x02\x03\x04anna@example.org\x05\x06', 'binary'],
  ])('is refused as what it seems to be: %s', async (_, bytes, kind) => {
    const error = await refusal(Buffer.from(bytes, 'latin1'));
    expect(error.code).toBe('file_type');
    expect(error.message).toContain(kind);
    expect(error.message).toMatch(/save it as/);
  });

  it('is refused when it has no addresses, with the columns that were seen', async () => {
    const error = await refusal('Nom,Téléphone\nAnna,0612345678\n');
    expect(error.code).toBe('no_email_column');
    expect(error.message).toContain('“Nom”, “Téléphone”');
  });

  it('shows no more of a monstrous row than fits on a screen', async () => {
    expect((await refusal('x'.repeat(1024 * 1024))).message.length).toBeLessThan(300);
    expect((await refusal('x,'.repeat(50))).message.length).toBeLessThan(300);
  });

  it('is refused when it has a header and nobody below', async () => {
    expect(await refusal('email,name\n')).toMatchObject({ code: 'no_rows' });
    expect(await refusal('email,name\n\n , \n')).toMatchObject({ code: 'no_rows' });
  });

  it.each([
    ['one word of a megabyte', 'x'.repeat(1024 * 1024)],
    ['nothing but quotes', '"'.repeat(300_000)],
    ['nothing but opening brackets', '('.repeat(300_000)],
    ['nothing but at signs', '@'.repeat(300_000)],
    ['accents without a space', '\u00E9'.repeat(300_000)],
  ])('is told in one go: %s', async (_, text) => {
    expect((await refusal(text, 'windows-1252')).code).toBe('no_email_column');
  });
});
