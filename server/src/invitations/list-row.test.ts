import type { Detected } from '../../../contracts/imports';
import { csvFile, LIMITS } from '../imports/list.fixture';
import { namesIn, offerOf, parseInvitation, readValues, type Rules } from './list-row';

const rules: Rules = {
  directory: {
    role: (word) => ({ moderator: 3 })[word.toLowerCase()] ?? null,
    group: (word) => ({ 'quartier a': 1, 'b, c': 2 })[word.toLowerCase()] ?? null,
    space: (word) => ({ budget: 5 })[word.toLowerCase()] ?? null,
  },
  fields: [
    {
      name: 'age',
      cast: (text) => (/^\d+$/.test(text) ? { value: Number(text) } : { message: 'No number.' }),
    },
  ],
  mayOfferAdmin: true,
  mayChooseRole: true,
  missingAdminRoles: null,
};

const detected = (...fields: (string | null)[]): Detected =>
  csvFile({ columns: fields.map((field) => ({ name: null, field, samples: [] })) });

const codes = (values: Record<string, string>, judged = rules) =>
  readValues(values, judged).reasons.map(({ code, field, value }) => [code, field, value]);

const said = (values: Record<string, string>) => readValues(values, rules).said;

const common = {
  locale: 'en' as const,
  message: 'Hello',
  roleId: 9,
  admin: true,
  groupIds: [7],
  spaceIds: [8],
  expiresAt: null,
  send: true,
};

describe('a row of a list of invitations', () => {
  it('says what its filled cells say, and leaves the rest open', () => {
    expect(
      said({
        first_name: ' Ana ',
        last_name: '',
        language: 'fr-CA',
        groups: 'Quartier A, "B, C", quartier a',
        spaces: 'budget',
        role: 'Moderator',
        admin: 'FAUX',
        send_invite_email: 'no',
        message: 'One\r\ntwo',
        age: '30',
      }),
    ).toEqual({
      firstName: 'Ana',
      locale: 'fr',
      groupIds: [1, 2],
      spaceIds: [5],
      roleId: 3,
      admin: false,
      send: false,
      message: 'One\ntwo',
      attributes: { age: 30 },
    });
    expect(said({ first_name: ' ', admin: '', groups: '  ' })).toEqual({});
  });

  it('goes before what holds for all where it says something, also with no', () => {
    const offer = (values: Record<string, string>) =>
      offerOf('a@example.org', said(values), common);
    expect(offer({ admin: '0', language: 'es', groups: '' })).toEqual({
      ...common,
      email: 'a@example.org',
      name: null,
      firstName: null,
      lastName: null,
      attributes: null,
      admin: false,
      locale: 'es',
    });
    expect(offer({})).toMatchObject(common);
  });

  it.each([
    ['TRUE', true],
    ['vrai', true],
    ['Verdadero', true],
    ['1', true],
    ['YES', true],
    ['oui', true],
    ['Sí', true],
    ['FALSE', false],
    ['Faux', false],
    ['falso', false],
    ['0', false],
    ['no', false],
    ['non', false],
  ])('takes %s for %s', (word, admin) => expect(said({ admin: word })).toEqual({ admin }));

  it.each([
    ['en', 'en'],
    ['FR', 'fr'],
    ['es_MX', 'es'],
    ['Français', 'fr'],
    ['Anglais', 'en'],
    ['español', 'es'],
  ])('knows the language %s', (word, locale) =>
    expect(said({ language: word })).toEqual({ locale }),
  );

  it('names all that is wrong with it', () => {
    expect(
      codes({
        first_name: 'A<na',
        language: 'xx',
        groups: 'Quartier A, Nowhere, Nobody',
        spaces: 'elsewhere',
        role: 'king',
        admin: 'yup',
        send_invite_email: 'perhaps',
        message: 'x'.repeat(5_001),
        age: 'old',
      }),
    ).toEqual([
      ['forbidden_character', 'first_name', '<'],
      ['unknown_locale', 'language', 'xx'],
      ['unknown_group', 'groups', 'Nowhere'],
      ['unknown_group', 'groups', 'Nobody'],
      ['unknown_space', 'spaces', 'elsewhere'],
      ['unknown_role', 'role', 'king'],
      ['invalid_admin_value', 'admin', 'yup'],
      ['invalid_field_value', 'send_invite_email', 'perhaps'],
      ['invalid_field_value', 'message', 'x'.repeat(255)],
      ['invalid_field_value', 'age', 'old'],
    ]);
  });

  it('offers no administrator’s rights by the hand of who has none to give', () => {
    const judged = { ...rules, mayOfferAdmin: false };
    expect(codes({ admin: 'TRUE' }, judged)).toEqual([['admin_not_allowed', 'admin', 'TRUE']]);
    expect(codes({ admin: 'FALSE' }, judged)).toEqual([]);
  });

  it('has its values by field, in the order of the columns', () => {
    const cells = ['Ana', "'=x", ' ANA@Example.org ', 'left out'];
    const row = parseInvitation(
      cells,
      detected('first_name', 'message', 'email', null),
      LIMITS,
      rules,
    );
    expect(row).toEqual({
      email: 'ana@example.org',
      name: '',
      more: { first_name: 'Ana', message: '=x' },
      reasons: [],
    });
    expect(Object.keys(row.more!)).toEqual(['first_name', 'message']);
  });

  it('refuses a cell that is too long, and keeps its beginning', () => {
    const long = 'x'.repeat(LIMITS.maxCell + 1);
    const row = parseInvitation(['a@b.org', long], detected('email', 'message'), LIMITS, rules);
    expect(row.reasons).toMatchObject([{ code: 'cell_too_long', field: 'message' }]);
    expect(row.more!.message).toHaveLength(255);
  });
});

describe('names that commas part', () => {
  it.each([
    ['A, B', ['A', 'B']],
    ['"A, B" , C', ['A, B', 'C']],
    ['"say ""hi""",B', ['say "hi"', 'B']],
    ['say "hi", B', ['say "hi"', 'B']],
    ['"never closed, B', ['"never closed', 'B']],
    [' ,, A ,', ['A']],
    ['', []],
  ])('%s', (text, names) => expect(namesIn(text)).toEqual(names));

  it('are read in no time, however odd they are', () => {
    const begun = Date.now();
    namesIn('"'.repeat(60_001));
    namesIn('" ,'.repeat(20_000));
    namesIn(' '.repeat(60_000));
    expect(Date.now() - begun).toBeLessThan(2_000);
  });
});
