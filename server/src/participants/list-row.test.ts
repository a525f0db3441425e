import path from 'node:path';
import type { Detected } from '../../../contracts/imports';
import { parseParticipant } from './list-row';
import { csvFile, LIMITS, recogniseList, rowsOf } from '../imports/list.fixture';

const detected = (...fields: (string | null)[]): Detected =>
  csvFile({ columns: fields.map((field) => ({ name: null, field, samples: [] })) });

const parse = (cells: string[], how: Detected) => parseParticipant(cells, how, LIMITS);

const codes = (cells: string[], how: Detected): string[] =>
  parse(cells, how).reasons.map(({ code }) => code);

describe('a row of a list of participants', () => {
  it('gives a tidied address and name', () => {
    expect(
      parse([' Anna  Petit ', 'x', ' ANNA@Example.org '], detected('name', null, 'email')),
    ).toEqual({ email: 'anna@example.org', name: 'Anna Petit', reasons: [] });
  });

  it('joins first and last name, wherever they stand', () => {
    const how = detected('lastName', 'email', 'firstName');
    expect(parse(['Petit ', 'a@example.org', ' Anna'], how).name).toBe('Anna Petit');
    expect(parse(['Petit', 'a@example.org', ''], how).name).toBe('Petit');
    expect(parse(['', 'a@example.org', 'Anna'], how).name).toBe('Anna');
  });

  it('needs a name where the file has a column for it', () => {
    expect(codes(['a@example.org'], detected('email', 'name'))).toEqual(['missing_name']);
    expect(parse(['a@example.org'], detected('email'))).toEqual({
      email: 'a@example.org',
      name: '',
      reasons: [],
    });
  });

  it('names everything that is wrong with it, and shows what stood there', () => {
    const { email, name, reasons } = parse(
      [' Not an address ', 'Carl (director)'],
      detected('email', 'name'),
    );
    expect({ email, name }).toEqual({ email: 'Not an address', name: 'Carl (director)' });
    expect(reasons).toMatchObject([
      { code: 'invalid_email', field: 'email', value: ' Not an address ' },
      { code: 'forbidden_character', field: 'name', value: '(' },
    ]);
  });

  it('shows 255 characters of a refused cell at most', () => {
    const long = 'x'.repeat(3_000);
    const parsed = parse([long, long], detected('email', 'name'));
    expect(parsed.email).toBe('x'.repeat(255));
    expect(parsed.name).toBe('x'.repeat(255));
    expect(parsed.reasons.map(({ code }) => code)).toEqual(['invalid_email', 'too_long']);
  });

  it('is refused for a cell over 4096 characters, but not for one that is not used', () => {
    const long = 'x'.repeat(4_097);
    expect(parse([long, long], detected('email', 'name')).reasons).toMatchObject([
      { code: 'cell_too_long', field: 'email', value: 'x'.repeat(255) },
      { code: 'cell_too_long', field: 'name' },
    ]);
    expect(codes(['a@example.org', 'Anna', long], detected('email', 'name', null))).toEqual([]);
    expect(
      codes(['a@example.org', 'Anna', long], detected('email', 'firstName', 'lastName')),
    ).toEqual(['cell_too_long']);
  });

  it('loses the apostrophe that our reports put before formulas, and no other', () => {
    const how = detected('email', 'name');
    expect(parse(["'+news@example.org", "'-Anna"], how)).toMatchObject({
      email: '+news@example.org',
      name: '-Anna',
      reasons: [],
    });
    expect(parse(['a@example.org', "'=Anna"], how).reasons).toMatchObject([{ value: '=' }]);
    expect(parse(['a@example.org', "'t Hooft"], how).name).toBe("'t Hooft");
  });
});

describe('the messy sample', () => {
  it('has these reasons and no others', async () => {
    const file = path.join(__dirname, '../../../tests/data/participants-messy.csv');
    const how = await recogniseList(file);
    const refused: Record<number, string[]> = {};
    for await (const { line, cells } of rowsOf(file, how)) {
      const found = parse(cells, how).reasons;
      if (found.length > 0)
        refused[line] = found.map(({ code, value }) =>
          `${code} ${value ?? ''}`.trim().slice(0, 40),
        );
    }
    expect(refused).toEqual({
      4: ['invalid_email not-an-address'],
      5: ['invalid_email bob@@example.org'],
      6: ['forbidden_character ('],
      7: ['forbidden_character <'],
      8: ['missing_name'],
      9: ['forbidden_character "'],
      10: ['control_character U+0009'],
      11: ['invalid_email mailto:hugo@example.org'],
      13: ['forbidden_character ='],
      16: [`invalid_email ${'x'.repeat(26)}`],
      17: ['missing_email'],
    });
  });

  it('is not needed for the others: every one of 5000 residents is right', async () => {
    const file = path.join(__dirname, '../../../tests/data/residents-5000.csv');
    const how = await recogniseList(file);
    const refused: unknown[] = [];
    for await (const row of rowsOf(file, how)) {
      const { reasons } = parse(row.cells, how);
      if (reasons.length > 0) refused.push({ ...row, reasons });
    }
    expect(refused).toEqual([]);
  });
});
