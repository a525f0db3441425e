import fc from 'fast-check';
import { checkEmail, normaliseEmail } from './email';

const reasonOf = (raw: string) => {
  const checked = checkEmail(raw);
  return 'reason' in checked ? checked.reason : null;
};

describe('an e-mail address', () => {
  it.each([
    ['  ANNA@Example.org ', 'anna@example.org'],
    ['\u00A0anna@example.org\u2003', 'anna@example.org'],
    ['\u200B\uFEFFanna@example.org\u200B\u2060', 'anna@example.org'],
    ['anna@example.org\r\n', 'anna@example.org'],
    ['kim@exa\u0301mple.org', 'kim@ex\u00E1mple.org'],
    ['a.nna+news@Example.org', 'a.nna+news@example.org'],
    ["D'Arc@example.org", "d'arc@example.org"],
    ['李@例子.中国', '李@例子.中国'],
  ])('%j is stored as %j', (raw, email) => {
    expect(checkEmail(raw)).toEqual({ email });
    expect(normaliseEmail(raw)).toBe(email);
  });

  it.each(['', '   ', '\u200B\u00A0\t'])('%j is missing', (raw) => {
    expect(reasonOf(raw)).toMatchObject({ code: 'missing_email', field: 'email', value: null });
  });

  it.each([
    'not-an-address',
    'bob@@example.org',
    'mailto:hugo@example.org',
    'Dora <dora@example.org>',
    'anna@example',
    'anna@example.org; bob@example.org',
    'anna@example.org\r\nBcc: all@example.org',
    'an\u0000na@example.org',
    'an\u200Bna@example.org',
    'an\u202Ena@example.org',
    'Andr\uFFFD@example.org',
    '"anna bob"@example.org',
    `${'x'.repeat(65)}@example.org`,
    `anna@${'a.'.repeat(130)}example.org`,
  ])('%j is refused, with its value and a reason to read', (raw) => {
    const reason = reasonOf(raw);
    expect(reason).toMatchObject({ code: 'invalid_email', field: 'email' });
    expect(raw).toContain(reason!.value!);
    expect(reason!.message).toMatch(/: /);
  });

  it('says what is wrong with it', () => {
    expect(reasonOf('anna.example.org')?.message).toContain('no “@”');
    expect(reasonOf(`${'x'.repeat(65)}@example.org`)?.message).toContain('64');
    expect(reasonOf(`anna@${'a.'.repeat(130)}example.org`)?.message).toContain('254');
    expect(reasonOf('an\nna@example.org')?.message).toContain('line break');
  });

  it('keeps no more than 255 characters of a refused value', () => {
    expect(reasonOf('😀'.repeat(10_000))?.value).toBe('😀'.repeat(255));
  });

  it('is the same when normalised twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        expect(normaliseEmail(normaliseEmail(raw))).toBe(normaliseEmail(raw));
      }),
    );
  });

  it('is accepted again once it has been accepted', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (raw) => {
        const checked = checkEmail(` ${raw.toUpperCase()} `);
        if ('email' in checked) expect(checkEmail(checked.email)).toEqual(checked);
      }),
    );
  });
});
