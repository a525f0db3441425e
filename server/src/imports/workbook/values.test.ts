import { CellText, columnOf, dateText, isDateFormat, isoDateText, numberText } from './values';

describe('a number', () => {
  it.each([
    ['42', '42'],
    ['-0', '0'],
    ['0.30000000000000004', '0.3'],
    ['1234567890123456', '1234567890123460'],
    ['33612345678', '33612345678'],
    ['6.12345678E8', '612345678'],
    ['1E+20', '100000000000000000000'],
    ['1e-7', '1E-7'],
    [' 7 ', '7'],
    ['', ''],
    ['abc', 'abc'],
    ['Infinity', 'Infinity'],
  ])('%j is %j', (text, shown) => expect(numberText(text)).toBe(shown));
});

describe('a date', () => {
  it.each([
    ['45383', '2024-04-01'],
    ['45383.5', '2024-04-01T12:00:00'],
    ['45383.999988425925', '2024-04-01T23:59:59'],
    ['45382.99999999', '2024-04-01'],
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['60', '1900-02-29'],
    ['61', '1900-03-01'],
    ['2958465', '9999-12-31'],
    ['0.25', '06:00:00'],
    ['0', '00:00:00'],
    ['-1', '-1'],
    ['2958466', '2958466'],
    ['1e300', '1E+300'],
    ['soon', 'soon'],
  ])('%s, counted from 1900, is %s', (text, date) => expect(dateText(text, false)).toBe(date));

  it.each([
    ['1', '1904-01-02'],
    ['43921', '2024-04-01'],
    ['43921.75', '2024-04-01T18:00:00'],
    ['0.5', '12:00:00'],
  ])('%s, counted from 1904, is %s', (text, date) => expect(dateText(text, true)).toBe(date));

  it.each([
    ['2024-04-01', '2024-04-01'],
    ['2024-04-01T00:00:00.000Z', '2024-04-01'],
    ['2024-04-01T08:30:00', '2024-04-01T08:30:00'],
    ['tomorrow', 'tomorrow'],
  ])('%s, written as text, is %s', (text, date) => expect(isoDateText(text)).toBe(date));
});

describe('a number format', () => {
  it.each([14, 22, 27, 36, 45, 47, 50, 58])('%d shows dates', (id) =>
    expect(isDateFormat(id)).toBe(true),
  );

  it.each([0, 1, 13, 23, 44, 48, 49, 59, NaN])('%d shows none', (id) =>
    expect(isDateFormat(id)).toBe(false),
  );

  it.each([
    'yyyy-mm-dd;@',
    'dd/mm/yy',
    '[$-40C]d mmmm yyyy',
    '[h]:mm:ss',
    'h:mm AM/PM',
    'ss.000',
    'yyyy"年"m"月"',
  ])('%s shows dates', (code) => expect(isDateFormat(164, code)).toBe(true));

  it.each([
    'General',
    'Standard',
    '0.00',
    '#,##0 "days"',
    '[Red]0',
    '0\\d',
    '#,##0_d',
    '[$USD] #,##0',
    '0*s',
    '0 "unclosed d',
    '0 [unclosed d',
    '',
  ])('%s shows none', (code) => expect(isDateFormat(164, code)).toBe(false));

  it('is known by its code before its number', () => expect(isDateFormat(14, '0')).toBe(false));
});

describe('a reference', () => {
  it.each([
    ['A1', 0],
    ['Z9', 25],
    ['AA10', 26],
    ['XFD1048576', 16383],
    ['b2', 1],
    ['12', null],
    ['', null],
    [undefined, null],
  ])('%s names column %s', (reference, column) => expect(columnOf(reference)).toBe(column));
});

describe('the text of a cell', () => {
  const text = (pieces: string[], maxCell = 10): CellText => {
    const cell = new CellText(maxCell);
    for (const piece of pieces) cell.add(piece);
    return cell;
  };

  it('is put together, and cut to one character over the limit', () => {
    expect(text(['a', 'bc']).raw()).toBe('abc');
    expect(text(['x'.repeat(8), 'y'.repeat(1_000)]).raw()).toBe('xxxxxxxxyyy');
  });

  it('has its escapes undone, also where it is long', () => {
    expect(text(['a_x000', 'D_b']).unescaped()).toBe('a\rb');
    expect(text(['_x005F_x000D_']).unescaped()).toBe('_x000D_');
    expect(text(['_xyz_', '_x41_']).unescaped()).toBe('_xyz__x41_');
    expect(text(['_x0041_'.repeat(50)]).unescaped()).toBe('A'.repeat(11));
  });
});
