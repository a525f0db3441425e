import fc from 'fast-check';
import { codeOf, digestOf, normaliseCode } from './codes';
import { createPublicId, deriveKeys } from '../shared/token';

const [key, other] = deriveKeys(['one', 'two'], 'label') as [Buffer, Buffer];

describe('a code', () => {
  it('is three groups of four without letters that are read as digits', () => {
    for (let turn = 0; turn < 500; turn += 1)
      expect(codeOf(key, createPublicId())).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}(?:-|$)){3}$/);
  });

  it('follows from the key and the public id alone', () => {
    const publicId = createPublicId();
    expect(codeOf(key, publicId)).toBe(codeOf(key, publicId));
    expect(codeOf(other, publicId)).not.toBe(codeOf(key, publicId));
    expect(codeOf(key, createPublicId())).not.toBe(codeOf(key, publicId));
  });

  it('uses every character in every place', () => {
    const seen = Array.from({ length: 12 }, () => new Set<string>());
    for (let turn = 0; turn < 1_000; turn += 1)
      [...codeOf(key, createPublicId()).replace(/-/g, '')].forEach((character, place) =>
        seen[place]!.add(character),
      );
    for (const characters of seen) expect(characters.size).toBe(32);
  });

  it.each([
    ['abcd-efgh-jkmn', 'ABCD-EFGH-JKMN'],
    ['ABCDEFGHJKMN', 'ABCD-EFGH-JKMN'],
    ['  abcd efgh\tjkmn\n', 'ABCD-EFGH-JKMN'],
    ['ABCD–EFGH—JKMN', 'ABCD-EFGH-JKMN'],
    ['oO0i-Il1L-LLLL', '0001-1111-1111'],
  ])('typed as %j is %j', (typed, code) => {
    expect(normaliseCode(typed)).toBe(normaliseCode(code));
    expect(digestOf(key, typed)).toBe(digestOf(key, code));
  });

  it('has a digest that only the key makes, and another one than any other code', () => {
    expect(digestOf(key, 'ABCD-EFGH-JKMN')).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf(other, 'ABCD-EFGH-JKMN')).not.toBe(digestOf(key, 'ABCD-EFGH-JKMN'));
    expect(digestOf(key, 'ABCD-EFGH-JKMP')).not.toBe(digestOf(key, 'ABCD-EFGH-JKMN'));
  });

  it('is the same when normalised twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseCode(normaliseCode(text))).toBe(normaliseCode(text));
      }),
    );
  });
});
