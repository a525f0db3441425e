import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { Detected } from '../../../contracts/imports';
import { csvFile, LIMITS, recogniseList, rowsOf as rowsOfFile } from './list.fixture';
import type { Row } from './read';

// Some of these files are large, and the machine may be busy.
jest.setTimeout(60_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'read-'));
});
afterAll(() => rm(folder, { recursive: true }));

const sample = (name: string) => path.join(__dirname, '../../../tests/data', name);

let files = 0;
const file = async (content: string | Buffer): Promise<string> => {
  const name = path.join(folder, `${files++}.csv`);
  await writeFile(name, content);
  return name;
};

const { maxCell } = LIMITS;

const rowsOf = async (name: string, how?: Detected): Promise<Row[]> => {
  const rows: Row[] = [];
  for await (const row of rowsOfFile(name, how)) rows.push(row);
  return rows;
};

const read = async (text: string, changes?: Partial<Detected>): Promise<Row[]> =>
  rowsOf(await file(text), csvFile(changes));

describe('the rows of the sample files', () => {
  it('have true line numbers where blank lines stand between', async () => {
    const rows = await rowsOf(sample('participants-messy.csv'));
    expect(rows.slice(0, 4)).toEqual([
      { line: 1, cells: ['anna@example.org', 'Anna Petit'] },
      { line: 2, cells: ['  ANNA@Example.org ', 'Anna Petit'] },
      { line: 4, cells: ['not-an-address', 'Nobody'] },
      { line: 5, cells: ['bob@@example.org', 'Bob'] },
    ]);
    expect(rows.find(({ line }) => line === 9)?.cells).toEqual([
      'frida@example.org',
      'Frida "K" Kahlo',
    ]);
    expect(rows.at(-1)).toEqual({ line: 17, cells: ['', 'No Address'] });
  });

  it('are all there', async () => {
    expect(await rowsOf(sample('residents-5000.csv'))).toHaveLength(5_000);
    expect(await rowsOf(sample('participants-two-columns.csv'))).toHaveLength(4);
    expect((await rowsOf(sample('group-verifications.csv'))).map(({ line }) => line)).toEqual([
      2, 3, 5,
    ]);
  });

  it('are decoded', async () => {
    const [french] = await rowsOf(sample('participants-excel-fr-windows1252.csv'));
    expect(french).toEqual({
      line: 2,
      cells: ['RESIDENT.105@EXAMPLE.ORG ', 'André Dumas', '06 12 34 56 78'],
    });
    expect(await rowsOf(sample('participants-utf16le.csv'))).toEqual([
      { line: 2, cells: ['maria@example.org', 'María José'] },
      { line: 3, cells: ['liem@example.org', 'Đặng Văn Liêm'] },
    ]);
  });

  it('count the lines inside of quotes', async () => {
    expect(await rowsOf(sample('participants-bom-quoted.csv'))).toEqual([
      { line: 2, cells: ['Doe, Jane', 'jane.doe@example.org', 'first line\r\nsecond line'] },
      { line: 4, cells: ['Kowalska-Nowak, Zofia', 'zofia@example.org', ''] },
    ]);
  });
});

describe('rows', () => {
  it('end with any line end, also in one file', async () => {
    expect(await read('a\nb\r\nc\rd\r\r\n\ne')).toEqual(
      [1, 2, 3, 4, 7].map((line, index) => ({ line, cells: ['abcde'[index]] })),
    );
  });

  it('leave out the header, also below blank lines', async () => {
    expect(await read('\n , \nemail,name\na,b\n', { header: true })).toEqual([
      { line: 4, cells: ['a', 'b'] },
    ]);
  });

  it('leave out the line that names the separator', async () => {
    expect(await read('sep=;\r\na;b\r\n', { separator: ';' })).toEqual([
      { line: 2, cells: ['a', 'b'] },
    ]);
  });

  it('may be shorter or longer than others, and are read up to 64 cells', async () => {
    const rows = await read(`a,b\nc\nd,e,f\n${'x,'.repeat(200)}\n`);
    expect(rows.map(({ cells }) => cells.length)).toEqual([2, 1, 3, 64]);
  });

  it('have quotes as text where they do not open a cell', async () => {
    expect(await read('5" pipe,a "b" c\n')).toEqual([{ line: 1, cells: ['5" pipe', 'a "b" c'] }]);
  });

  it('may have spaces after a closing quote', async () => {
    expect(await read('"a,b" ,"c" \n"d"\t\n')).toEqual([
      { line: 1, cells: ['a,b', 'c'] },
      { line: 2, cells: ['d'] },
    ]);
  });

  it('keep a stray quote to themselves', async () => {
    expect(await read('a\n"Bob" Smith,b\n"c",d\n')).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, cells: ['"Bob" Smith', 'b'] },
      { line: 3, cells: ['c', 'd'] },
    ]);
    expect(await read('"Bob,b\nc,d\r\n"e, f",g\nh\n')).toEqual([
      { line: 1, cells: ['"Bob', 'b'] },
      { line: 2, cells: ['c', 'd'] },
      { line: 3, cells: ['e, f', 'g'] },
      { line: 4, cells: ['h'] },
    ]);
  });

  it('are not lost below a quote that never closes', async () => {
    expect(await read('a\n"Bob,b\nc,d\ne')).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, cells: ['"Bob', 'b'] },
      { line: 3, cells: ['c', 'd'] },
      { line: 4, cells: ['e'] },
    ]);
  });

  it('have cells of at most 4096 characters and one to tell', async () => {
    const [row] = await read(`a,${'x'.repeat(500_000)},${'y'.repeat(maxCell)}\n`);
    expect(row?.cells.map((cell) => cell.length)).toEqual([1, maxCell + 1, maxCell]);
  });

  it('can be left in the middle', async () => {
    const name = await file('a\n'.repeat(500_000));
    for await (const { line } of rowsOfFile(name, csvFile())) if (line === 3) break;
    await rm(name);
  });
});

describe('a hostile file', () => {
  const refused = (name: string) =>
    rowsOf(name, csvFile()).then(
      (rows) => ({ rows: rows.length }),
      (error: unknown) => error,
    );

  it('of one row without an end is refused with its line', async () => {
    const name = await file(`a\nb\n${'x,'.repeat(1024 * 1024)}`);
    expect(await refused(name)).toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('line 3'),
    });
  });

  it('of 50 MB behind an open quote is refused with the line of the quote', async () => {
    const name = path.join(folder, 'open.csv');
    const stream = createWriteStream(name);
    stream.write('a@example.org,b\n"c\nd",e\nf,"open');
    for (let megabyte = 0; megabyte < 50; megabyte++)
      stream.write('g@example.org,G\n'.repeat(65_536));
    stream.end();
    await finished(stream);
    expect(await recogniseList(name)).toMatchObject({ separator: ',' });
    expect(await refused(name)).toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('opens on line 4'),
    });
  });

  it.each([
    ['broken quotes', `"${'a"'.repeat(500_000)}`],
    ['broken quotes before spaces', `"${'a"'.repeat(250_000)}${' '.repeat(500_000)}`],
    ['quotes', '"'.repeat(1_000_000)],
    ['empty quoted cells', '"",'.repeat(300_000)],
    ['quoted cells before spaces', `${'"a",'.repeat(100_000)}"b"${' '.repeat(500_000)}`],
  ])('of a megabyte of %s is read in one go', async (_, text) => {
    expect(await refused(await file(text))).toHaveProperty('rows');
  });

  it('of lines with a stray quote each is read in one go', async () => {
    expect(await refused(await file('"a\n'.repeat(100_000)))).toEqual({ rows: 100_000 });
  });
});

describe('any list', () => {
  const END = ['\n', '\r\n', '\r'] as const;
  const WORDS = {
    'windows-1252': ['Hélène', 'Noël', 'François', 'Anna', 'Müller', 'd’Arc', 'ÉMILE'],
    unicode: ['Hélène', 'Nguyễn', '王小明', 'براءة', '😀', 'Ταυρουλα', '一', 'Ā', 'Anna'],
  };
  const pieces = [' ', ',', ';', '\t', '|', '"', '""', '\n', '\r\n', '\r', "'", '=', '-', '5', ''];

  const cellOf = (words: string[]) =>
    fc
      .array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...pieces)), { maxLength: 6 })
      .map((parts) => parts.join(''));

  const list = fc
    .constantFrom('utf-8', 'utf-8 bom', 'utf-16le', 'utf-16be', 'utf-16le bom', 'windows-1252')
    .chain((encoding) => {
      const words = encoding === 'windows-1252' ? WORDS['windows-1252'] : WORDS.unicode;
      return fc.record({
        encoding: fc.constant(encoding),
        separator: fc.constantFrom(',', ';', '\t', '|'),
        header: fc.boolean(),
        finalEnd: fc.boolean(),
        rows: fc.array(
          fc.record({
            cells: fc.array(cellOf(words), { minLength: 1, maxLength: 4 }),
            quote: fc.boolean(),
            end: fc.constantFrom(...END),
            blanks: fc.nat(2),
          }),
          { minLength: 1, maxLength: 12 },
        ),
      });
    });

  const written = (cell: string, separator: string, quote: boolean): string =>
    quote || cell.startsWith('"') || /[\r\n]/.test(cell) || cell.includes(separator)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;

  const lineAfter = (text: string): number => (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;

  it('is recognised and read back exactly, with the lines where its rows begin', async () => {
    await fc.assert(
      fc.asyncProperty(list, async ({ encoding: given, separator, header, finalEnd, rows }) => {
        const [encoding = '', bom] = given.split(' ');
        const expected: Row[] = [];
        let text = header ? ['email', 'note'].join(separator) + '\r\n' : '';
        rows.forEach(({ cells: others, quote, end, blanks }, index) => {
          const cells = [`p${index}@example.org`, ...others];
          expected.push({ line: lineAfter(text), cells });
          text += cells.map((cell) => written(cell, separator, quote)).join(separator);
          // A blank line with a bare LF after a bare CR would be no line of its own.
          text += end + '\r\n'.repeat(blanks);
        });
        if (!finalEnd) text = text.replace(/[\r\n]+$/, '');

        const name = await file(iconv.encode(bom ? `\uFEFF${text}` : text, encoding));
        const how = await recogniseList(name);
        // Where accents are all that tells, few of them are the same in several encodings.
        const told = encoding === 'windows-1252' ? expect.any(String) : encoding;
        expect(how).toMatchObject({ encoding: told, separator, header });
        expect(await rowsOf(name, how)).toEqual(expected);
        await rm(name);
      }),
      { numRuns: 500 },
    );
  });
});
