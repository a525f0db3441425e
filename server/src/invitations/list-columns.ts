import type { Detected } from '../../../contracts/imports';
import { headingOf } from '../imports/columns';
import type { Vocabulary } from '../imports/kind';
import { vocabulary as people } from '../participants/list-columns';
import type { Locale } from '../shared/locales';
import type { UserField } from './fields';

/** Names of columns in English, French and Spanish, as headings are compared. */
const NAMES = {
  language: [
    'language lang locale preferredlanguage preferredlocale languagecode langue langues',
    'languepreferee idioma idiomas lengua idiomapreferido',
  ],
  groups: ['group groups groupname groupnames groupe groupes grupo grupos'],
  spaces: ['space spaces espace espaces espacio espacios process assembly concertation'],
  role: ['role roles userrole rol roleutilisateur roledutilisateur roldeusuario'],
  admin: [
    'admin isadmin administrator administrateur administratrice estadmin estadministrateur',
    'administrador administradora esadmin esadministrador adminrights droitsadmin',
  ],
  send_invite_email: [
    'sendinviteemail sendinviteemails sendinvitationemail sendinvite sendinvitation sendemail',
    'sendmail envoyerinvitation envoyerlinvitation envoyeruneinvitation envoyeremail envoyerunemail',
    'envoyerlemail envoyeremailinvitation envoyermail enviarinvitacion enviarcorreo enviaremail',
    'enviarlainvitacion enviarcorreodeinvitacion',
  ],
  message: ['message personalmessage messagepersonnel motpersonnel mensaje mensajepersonal'],
};

const MEANINGS = new Map<string, string>(
  Object.entries(NAMES).flatMap(([field, lines]) =>
    lines.flatMap((line) => line.split(' ').map((name) => [name, field] as const)),
  ),
);

/** Fields of every file of invitations, in the order of a file to fill in. */
export const FIELDS = [
  'email',
  'first_name',
  'last_name',
  'name',
  'language',
  'groups',
  'spaces',
  'role',
  'admin',
  'send_invite_email',
  'message',
] as const;

type Field = (typeof FIELDS)[number];

/** Headings of a file to fill in: each is known again in every language. */
const HEADINGS: Record<Locale, Record<Field, string>> = {
  en: {
    email: 'E-mail',
    first_name: 'First name',
    last_name: 'Last name',
    name: 'Full name',
    language: 'Language',
    groups: 'Groups',
    spaces: 'Spaces',
    role: 'Role',
    admin: 'Admin',
    send_invite_email: 'Send invitation',
    message: 'Message',
  },
  fr: {
    email: 'E-mail',
    first_name: 'Prénom',
    last_name: 'Nom',
    name: 'Nom complet',
    language: 'Langue',
    groups: 'Groupes',
    spaces: 'Espaces',
    role: 'Rôle',
    admin: 'Admin',
    send_invite_email: 'Envoyer l’invitation',
    message: 'Message',
  },
  es: {
    email: 'Correo electrónico',
    first_name: 'Nombre',
    last_name: 'Apellidos',
    name: 'Nombre completo',
    language: 'Idioma',
    groups: 'Grupos',
    spaces: 'Espacios',
    role: 'Rol',
    admin: 'Admin',
    send_invite_email: 'Enviar invitación',
    message: 'Mensaje',
  },
};

/** In a file to fill in: a full name is for lists that have no other. */
const IN_TEMPLATE = FIELDS.filter((field) => field !== 'name');

export const template = (locale: Locale): string[] =>
  IN_TEMPLATE.map((field) => HEADINGS[locale][field]);

/** The fields of a file, with headings for them. */
export const columnsOf = (
  detected: Detected | null,
  locale: Locale,
): { field: string; heading: string }[] => {
  const fields = detected?.columns.flatMap(({ field }) => field ?? []) ?? ['email'];
  const headings: Record<string, string> = HEADINGS[locale];
  return fields.map((field) => ({ field, heading: headings[field] ?? field }));
};

/** What columns of names are used for: first and last name where both are there, else one name. */
const assignNames = (meanings: (string | null)[]): Map<number, string> => {
  const at = (...wanted: string[]): number | null => {
    const found = wanted.map((one) => meanings.indexOf(one)).find((column) => column >= 0);
    return found ?? null;
  };
  const hasParts =
    at('firstName') !== null ||
    at('lastName') !== null ||
    (at('nameOrFirstName') !== null && at('nameOrLastName') !== null);
  const first = hasParts ? at('firstName', 'nameOrFirstName') : null;
  const last = hasParts ? at('lastName', 'nameOrLastName') : null;
  const both = [at('name'), at('nameOrLastName'), at('nameOrFirstName')].find(
    (column) => column !== null && column !== first && column !== last,
  );
  const found: [number | null | undefined, string][] = [
    [first, 'first_name'],
    [last, 'last_name'],
    [both, 'name'],
  ];
  return new Map(found.flatMap(([column, field]) => (column == null ? [] : [[column, field]])));
};

/** How the columns of a list of invitations are called; those of user fields by their names. */
export const vocabularyOf = (fields: UserField[]): Vocabulary => {
  const own = new Map(fields.map(({ name }) => [headingOf(name), name]));
  const ofOneColumn = new Set<string>([...MEANINGS.values(), ...own.values()]);
  return {
    meaning: (heading) =>
      MEANINGS.get(heading) ?? people.meaning(heading) ?? own.get(heading) ?? null,
    assign(meanings, taken) {
      const assigned = assignNames(meanings);
      for (const [column, field] of meanings.entries())
        if (field !== null && ofOneColumn.has(field) && meanings.indexOf(field) === column)
          assigned.set(column, field);
      return new Map([...assigned].filter(([, field]) => !taken.includes(field)));
    },
    unnamed: 'name',
  };
};
