import { createColumns } from '../imports/columns';
import { vocabularyOf } from './list-columns';

const vocabulary = vocabularyOf([{ name: 'phone_number', cast: (value) => ({ value }) }]);

const fieldsOf = (headings: string[], remembered: [string, string | null][] = []) =>
  createColumns(vocabulary, new Map(remembered))
    .recognise([headings, headings.map(() => 'a@example.org')], true)!
    .map(({ field }) => field);

describe('the columns of a list of invitations', () => {
  it.each([
    [
      ['email', 'first_name', 'last_name', 'language', 'groups', 'admin', 'send_invite_email'],
      ['email', 'first_name', 'last_name', 'language', 'groups', 'admin', 'send_invite_email'],
    ],
    [
      ['email', 'prenom', 'nom', 'langue', 'groupes', 'admin', 'Message'],
      ['email', 'first_name', 'last_name', 'language', 'groups', 'admin', 'message'],
    ],
    [
      ['Correo', 'Nombre', 'Apellidos', 'Idioma', 'Grupos', 'Espacios', 'Rol', 'Mensaje'],
      ['email', 'first_name', 'last_name', 'language', 'groups', 'spaces', 'role', 'message'],
    ],
    [
      ['locale', 'E-mail', 'Nom', 'Phone number', 'Other'],
      ['language', 'email', 'name', 'phone_number', null],
    ],
    [
      ['E-mail', 'First name', 'Last name', 'Name', 'locale', 'language'],
      ['email', 'first_name', 'last_name', 'name', 'language', null],
    ],
  ])('%s', (headings, fields) => expect(fieldsOf(headings)).toEqual(fields));

  it('keep what people said of some of them; the others are recognised all the same', () => {
    const remembered: [string, string | null][] = [
      ['quartier', 'groups'],
      ['langue', null],
    ];
    expect(fieldsOf(['email', 'Quartier', 'groupes', 'langue', 'prenom'], remembered)).toEqual([
      'email',
      'groups',
      null,
      null,
      'first_name',
    ]);
  });
});
