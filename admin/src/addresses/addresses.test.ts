import { problemsOf, readEntries, splitTyped, writeEntry } from './addresses';

const addresses = (text: string) => readEntries(text).map(({ address }) => address);

describe('a pasted list', () => {
  test.each([
    ['commas', 'a@x.org, b@x.org,c@x.org'],
    ['semicolons', 'a@x.org; b@x.org;c@x.org;'],
    ['spaces', ' a@x.org  b@x.org c@x.org '],
    ['line breaks', 'a@x.org\r\nb@x.org\n\nc@x.org'],
    ['tabs and what else', 'a@x.org\tb@x.org,\n;c@x.org'],
  ])('is parted by %s', (_how, text) => {
    expect(addresses(text)).toEqual(['a@x.org', 'b@x.org', 'c@x.org']);
  });

  test('has names beside addresses', () => {
    expect(readEntries('Ana Díaz <ana@x.org>, <bo@x.org>; "Doe, Jane" <jane@x.org>')).toEqual([
      { address: 'ana@x.org', name: 'Ana Díaz' },
      { address: 'bo@x.org', name: null },
      { address: 'jane@x.org', name: 'Doe, Jane' },
    ]);
  });

  test('has names after addresses that only a space parts from them', () => {
    expect(readEntries('a@x.org Bo Li <bo@x.org> c@x.org')).toEqual([
      { address: 'a@x.org', name: null },
      { address: 'bo@x.org', name: 'Bo Li' },
      { address: 'c@x.org', name: null },
    ]);
  });

  test('keeps what is no address, in one piece', () => {
    expect(addresses('Ana Díaz, bo@x.org, half <')).toEqual(['Ana Díaz', 'bo@x.org', 'half <']);
    expect(readEntries('Ana <>')).toEqual([{ address: '', name: 'Ana' }]);
  });

  test('is empty when it holds nothing but separators', () => {
    expect(readEntries(' ,;\n<>')).toEqual([]);
  });

  test('has all of 5,000 addresses that only spaces part on one line', () => {
    const emails = Array.from({ length: 5_000 }, (_, index) => `person.${index}@example.org`);
    expect(addresses(emails.join(' '))).toEqual(emails);
  });

  test('can be written again', () => {
    const entries = readEntries('Ana <ana@x.org>, "Doe, Jane" <jane@x.org>, bo@x.org');
    expect(readEntries(entries.map(writeEntry).join('\n'))).toEqual(entries);
  });
});

describe('the problem of an entry', () => {
  const problems = (text: string) => problemsOf(readEntries(text));

  test('is that it is no address', () => {
    expect(problems('a@x.org, b@x, @x.org, c.org, d@x..org, Eve')).toEqual([
      null,
      'invalid_email',
      'invalid_email',
      'invalid_email',
      null,
      'invalid_email',
    ]);
  });

  test('is that an entry before it has its address', () => {
    expect(problems('a@x.org, A <A@X.org>, b@x.org')).toEqual([null, 'duplicate', null]);
  });
});

describe('what is typed', () => {
  test.each([
    ['ana', '', 'ana'],
    ['ana@x.org,', 'ana@x.org,', ''],
    ['ana@x.org; bo', 'ana@x.org;', 'bo'],
    ['ana@x.org ', 'ana@x.org ', ''],
    ['Ana ', '', 'Ana '],
    ['Ana Díaz <ana@x.org', '', 'Ana Díaz <ana@x.org'],
    ['"Doe, Ja', '', '"Doe, Ja'],
    ['"Doe, Jane" <j@x.org>,', '"Doe, Jane" <j@x.org>,', ''],
  ])('%p is complete up to %p', (text, complete, rest) => {
    expect(splitTyped(text)).toEqual({ complete, rest });
  });
});
