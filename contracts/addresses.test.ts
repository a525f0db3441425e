import fc from 'fast-check';
import { splitAddresses } from './addresses';

const addressesIn = (text: string) => splitAddresses(text).map(({ address }) => address);

describe('a pasted list of addresses', () => {
  it.each([',', ';', ' ', '\n', '\r\n', '\t', ', ', ' ;\n', '\u00A0', '\u2028', ',,;; ,'])(
    'is parted by %j',
    (separator) => {
      expect(addressesIn(['a@x.org', 'b@x.org', 'c@x.org'].join(separator))).toEqual([
        'a@x.org',
        'b@x.org',
        'c@x.org',
      ]);
    },
  );

  it.each(['', '  \n\t ', ' , ; ,\n;'])('has no entries where there are none: %j', (text) => {
    expect(splitAddresses(text)).toEqual([]);
  });

  it.each([
    ['Anna <a@x.org>', 'Anna', 'a@x.org'],
    ['Anna Maria Doe<a@x.org>', 'Anna Maria Doe', 'a@x.org'],
    ['  Anna   Doe  < a@x.org > ', 'Anna Doe', 'a@x.org'],
    ['"Doe, Anna; Dr." <a@x.org>', 'Doe, Anna; Dr.', 'a@x.org'],
    ['"" <a@x.org>', null, 'a@x.org'],
    ['<a@x.org>', null, 'a@x.org'],
    ['Anna "Nan" Doe <a@x.org>', 'Doe', 'a@x.org'],
    ['李 <li@x.org>', '李', 'li@x.org'],
  ])('%j is a name and an address', (text, name, address) => {
    expect(splitAddresses(text).at(-1)).toEqual({ address, name });
  });

  it('has named addresses and bare ones in their order', () => {
    expect(
      splitAddresses('a@x.org Bob B <b@x.org> c@x.org, "D, D" <d@x.org>; e@x.org\nF <f@x.org>'),
    ).toEqual([
      { address: 'a@x.org', name: null },
      { address: 'b@x.org', name: 'Bob B' },
      { address: 'c@x.org', name: null },
      { address: 'd@x.org', name: 'D, D' },
      { address: 'e@x.org', name: null },
      { address: 'f@x.org', name: 'F' },
    ]);
  });

  it('keeps what is no address as an entry: words that stand together as one', () => {
    expect(addressesIn('Anna Doe, b@x.org, no address here; <>')).toEqual([
      'Anna Doe',
      'b@x.org',
      'no address here',
      '',
    ]);
    expect(addressesIn('Anna anna@x.org')).toEqual(['Anna', 'anna@x.org']);
  });

  it.each(['a > b', '> <', 'a < b@x.org', '"a@x.org', '<<a@x.org>>', '"', '" <'])(
    'loses nothing of what is half written: %j',
    (text) => {
      const kept = addressesIn(text).join('');
      for (const letter of text.replace(/[\s<>"]/g, '')) expect(kept).toContain(letter);
    },
  );

  it('has all of 5,000 addresses that only spaces part on one line', () => {
    const emails = Array.from({ length: 5_000 }, (_, index) => `person.${index}@example.org`);
    expect(addressesIn(emails.join(' '))).toEqual(emails);
  });

  it('finds every address, whatever stands between', () => {
    const filler = fc.array(fc.constantFrom(',', ';', ' ', '\n', 'Name', '"Q, q"'), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(filler, { minLength: 1, maxLength: 20 }), (gaps) => {
        const emails = gaps.map((_, index) => `p${index}@x.org`);
        const text = gaps.map((gap, index) => `${gap.join(' ')} <${emails[index]}>`).join(' ');
        expect(addressesIn(text).filter((address) => address.includes('@'))).toEqual(emails);
      }),
    );
  });

  it.each([
    ['addresses and spaces', 'person@example.org '],
    ['words', 'word '],
    ['names', 'Name <person@example.org> '],
    ['quotes', '"'],
    ['opening brackets', '<'],
    ['closing brackets', '>'],
    ['empty brackets', '<>'],
  ])('of a megabyte of %s is read at once', (_, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const begun = performance.now();
    splitAddresses(text);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
