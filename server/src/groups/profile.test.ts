import fc from 'fast-check';
import { NICKNAME } from '../../../contracts/groups';
import { checkProfile, keyOf, nicknameOf } from './profile';

const faultsOf = (given: object, country: string | null = null) =>
  checkProfile(given, country).faults.map(({ path, code }) => [path[0], code]);

const stored = (given: object, country: string | null = null) =>
  checkProfile(given, country).profile;

describe('what a group says of itself', () => {
  it('is stored without spaces around it, its address in lower case', () => {
    expect(
      stored({
        name: '  Les amis   du moulin ',
        nickname: '@moulin',
        email: ' Amis@Moulin.Example ',
        about: null,
      }),
    ).toEqual({
      name: 'Les amis du moulin',
      nickname: 'moulin',
      email: 'amis@moulin.example',
      about: null,
    });
  });

  it('is judged only where it is given, and all its faults are told at once', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ name: '', nickname: 'a b', email: 'x', phone: '1-2' })).toEqual([
      ['name', 'required'],
      ['nickname', 'invalid_nickname'],
      ['email', 'invalid_email'],
      ['phone', 'invalid_phone'],
    ]);
  });

  it.each([
    ['<b>Bold</b>', 'forbidden_character'],
    ['A bell\u0007', 'control_character'],
    ['İ'.repeat(150), 'too_long'],
  ])('has no name such as %j', (name, code) => {
    expect(faultsOf({ name })).toEqual([['name', code]]);
  });

  it('has numbers without spaces and dashes, or none', () => {
    expect(stored({ documentNumber: '', phone: null })).toEqual({
      documentNumber: null,
      phone: null,
    });
    expect(stored({ documentNumber: 'abc123', phone: '+33612345678' })).toEqual({
      documentNumber: 'ABC123',
      phone: '+33612345678',
    });
    expect(faultsOf({ documentNumber: '12 34', phone: '06-12' })).toHaveLength(2);
  });

  it.each([
    ['73282932000074', []],
    ['732829320', []],
    ['W751234567', []],
    ['w751234567', []],
    ['73282932000075', ['invalid_document_number']],
    ['732829321', ['invalid_document_number']],
    ['W75123', ['invalid_document_number']],
    ['12345', ['invalid_document_number']],
  ])('has in France a SIRET, a SIREN or an RNA: %s', (documentNumber, codes) => {
    expect(faultsOf({ documentNumber }, 'FR').map(([, code]) => code)).toEqual(codes);
    expect(faultsOf({ documentNumber }, 'ES')).toEqual([]);
  });

  it('has a phone number that there is, in the country or beyond it', () => {
    expect(stored({ phone: '0612345678' }, 'FR')).toEqual({ phone: '+33612345678' });
    expect(stored({ phone: '+442079460958' }, 'FR')).toEqual({ phone: '+442079460958' });
    expect(faultsOf({ phone: '0012' }, 'FR')).toEqual([['phone', 'invalid_phone']]);
  });
});

describe('what is compared of a name', () => {
  it('is the same in any letter case, form and width of spaces', () => {
    expect(keyOf(' Caf\u0065\u0301   DU Port ')).toBe(keyOf('café du port'));
    fc.assert(fc.property(fc.string(), (text) => expect(keyOf(keyOf(text))).toBe(keyOf(text))));
  });
});

describe('a nickname made of a name', () => {
  it('is one that could have been chosen, and another at each attempt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (name, attempt) => {
        const nickname = nicknameOf(name, attempt);
        expect(nickname).toMatch(NICKNAME);
        expect(nickname.length).toBeGreaterThan(1);
        expect(nickname.length).toBeLessThanOrEqual(50);
        expect(nicknameOf(name, attempt + 1)).not.toBe(nickname);
      }),
    );
    expect(nicknameOf('Les Amis du Moulin-à-Vent !', 0)).toBe('les-amis-du-moulin-a-vent');
    expect(nicknameOf('モ', 2)).toBe('group-3');
  });
});
