import fc from 'fast-check';
import { checkName } from './name';
import { codePoint } from './reason';

const FORBIDDEN = [...'<>?%&^*#@()[]=+:;"{}\\|'];

const check = (raw: string) => checkName(raw, { required: true });
const reasonOf = (raw: string) => {
  const checked = check(raw);
  return 'reason' in checked ? checked.reason : null;
};

describe('a name', () => {
  it.each([
    "Sinéad O'Connor",
    'Jeanne d’Arc',
    'Nguyễn Văn An',
    '王小明',
    'Ångström-Öst, Jr.',
    'براءة بودوار',
    'می‌خواهم',
    'Ταυρουλα Μέλιοι',
    '`Abd al-Raḥmān / Ali_2!',
  ])('%s is fine as it is', (name) => {
    expect(check(name)).toEqual({ name: name.normalize('NFC') });
  });

  it.each([
    ['  Anna \u00A0 Petit\u2003', 'Anna Petit'],
    ['\u200BAnna\uFEFF', 'Anna'],
    ['Anna\r\n', 'Anna'],
    ['Zoe\u0308', 'Zoë'],
  ])('%j is tidied to %j', (raw, name) => {
    expect(check(raw)).toEqual({ name });
  });

  it.each(FORBIDDEN)('may not hold %s, and the reason names it', (character) => {
    const reason = reasonOf(`Carl ${character}director`);
    expect(reason).toMatchObject({
      code: 'forbidden_character',
      field: 'name',
      value: character,
    });
    expect(reason!.message).toContain(`“${character}”`);
  });

  it('is refused by the first of several forbidden characters', () => {
    expect(reasonOf('Dora <dora@example.org>')?.value).toBe('<');
  });

  it('may not hold what could not be decoded', () => {
    expect(reasonOf('Andr\uFFFD')).toMatchObject({ code: 'forbidden_character', value: '\uFFFD' });
  });

  it.each([
    ['Gina\tTab', 'U+0009'],
    ['Gina\nBcc', 'U+000A'],
    ['Gina\rBcc', 'U+000D'],
    ['Gi\u0000na', 'U+0000'],
    ['Gi\u0085na', 'U+0085'],
    ['Gi\u2028na', 'U+2028'],
    ['Gi\u2029na', 'U+2029'],
    ['Gi\u202Ena', 'U+202E'],
    ['Gi\u2066na', 'U+2066'],
    ['Gi\uD83Dna', 'U+D83D'],
  ])('%j holds a control character, and the reason names it %s', (raw, value) => {
    const reason = reasonOf(raw);
    expect(reason).toMatchObject({ code: 'control_character', field: 'name', value });
    expect(reason!.message).toContain(value);
  });

  it.each(['', '  ', '\u200B\u2003'])('%j is missing, if one is required', (raw) => {
    expect(reasonOf(raw)).toMatchObject({ code: 'missing_name', field: 'name', value: null });
    expect(checkName(raw, { required: false })).toEqual({ name: '' });
  });

  it('has at most 255 characters, as people count them', () => {
    expect(check('𝒜'.repeat(255))).toEqual({ name: '𝒜'.repeat(255) });
    expect(reasonOf('𝒜'.repeat(256))).toMatchObject({
      code: 'too_long',
      value: '𝒜'.repeat(255),
    });
  });

  it('either holds nothing forbidden or is refused with what stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const checked = check(raw);
        const text = raw.normalize('NFC');
        if ('name' in checked) {
          expect(FORBIDDEN.filter((character) => checked.name.includes(character))).toEqual([]);
          expect(checked.name).not.toMatch(/[\r\n\u2028\u2029]/);
        } else if (checked.reason.code === 'control_character') {
          expect([...text].map(codePoint)).toContain(checked.reason.value);
        } else if (checked.reason.code === 'forbidden_character') {
          expect(text).toContain(checked.reason.value);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same when checked twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (raw) => {
        const checked = check(raw);
        if ('name' in checked) expect(check(checked.name)).toEqual(checked);
      }),
      { numRuns: 1_000 },
    );
  });
});
