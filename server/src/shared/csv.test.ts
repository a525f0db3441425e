import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { csvFile, rowsOf } from '../imports/list.fixture';
import { BOM, toCsv, unescapeFormula } from './csv';

// Properties write many files, and the machine may be busy.
jest.setTimeout(60_000);

describe('a report', () => {
  it('is CSV with CRLF after every row, so that pieces can be joined', () => {
    expect(
      toCsv(
        [
          ['line', 'name'],
          ['2', 'Doe; "Jane"'],
        ],
        ';',
      ),
    ).toBe('line;name\r\n2;"Doe; ""Jane"""\r\n');
    expect(toCsv([], ';')).toBe('');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '  =1',
    '\u00A0+1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
  ])('puts an apostrophe before %j', (cell) => {
    expect(
      toCsv([[cell]], ',')
        .replace(/^"/, '')
        .startsWith("'"),
    ).toBe(true);
    expect(unescapeFormula(`'${cell}`)).toBe(cell);
  });

  it.each(["O'Connor", "'t Hooft", 'a=b', 'Jean-Luc', 'anna@example.org', '', "'"])(
    'leaves %j alone',
    (cell) => {
      expect(toCsv([[cell, 'x']], ',')).toBe(`${cell},x\r\n`);
      expect(unescapeFormula(cell)).toBe(cell);
    },
  );

  it('is read back exactly once apostrophes are taken back', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'report-'));
    const piece = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      "'",
      '"',
      ' ',
      '\t',
      '\r',
      '\n',
      ';',
      ',',
      'é',
      '＝',
      'x',
    );
    const cell = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { maxLength: 5 });
    const rows = fc.array(
      fc
        .array(
          cell.map((parts) => parts.join('')),
          { maxLength: 4 },
        )
        .map((cells) => ['x', ...cells]),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t', '|'), async (given, separator) => {
        const file = path.join(folder, 'report.csv');
        await writeFile(file, BOM + toCsv(given, separator));
        const read: string[][] = [];
        const how = csvFile({ separator });
        for await (const { cells } of rowsOf(file, how)) read.push(cells.map(unescapeFormula));
        expect(read).toEqual(given);
      }),
      { numRuns: 300 },
    );
    await rm(folder, { recursive: true });
  });
});
