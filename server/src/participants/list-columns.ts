import type { Vocabulary } from '../imports/kind';
import type { Locale } from '../shared/locales';

/** Names of columns as people write them in English, French and Spanish, as headings are compared. */
const NAMES = {
  email: [
    'email mail emails mails emailaddress mailaddress useremail contactemail primaryemail',
    'courriel mel adresseemail adressemail adresseelectronique adressecourriel adressemel',
    'adressedemessagerie courrierelectronique emails adressesemail',
    'correo correos correoelectronico direcciondecorreo direcciondecorreoelectronico',
    'direccionemail direcciondeemail direccionelectronica emailcorreo',
  ],
  name: [
    'fullname displayname completename participant participantname personname firstandlastname',
    'firstnamelastname firstnameandlastname nomcomplet nometprenom nomprenom prenomnom prenometnom',
    'nomsetprenoms nomdaffichage nomaffiche participante nombrecompleto nombreyapellidos',
    'nombreyapellido nombreapellidos apellidosynombre apellidosynombres nombresyapellidos',
  ],
  firstName: [
    'firstname forename forenames givenname givennames prenom prenoms nombredepila primernombre',
  ],
  lastName: [
    'lastname surname surnames familyname secondname nomdefamille nomdusage nomsdefamille',
    'apellido apellidos',
  ],
  /** The full name alone, the last name beside a first name. */
  nameOrLastName: ['name nom noms'],
  /** The full name alone, the first name beside a last name. */
  nameOrFirstName: ['nombre nombres'],
};

type Meaning = keyof typeof NAMES;

const MEANINGS = new Map<string, Meaning>(
  (Object.entries(NAMES) as [Meaning, string[]][]).flatMap(([meaning, lines]) =>
    lines.flatMap((line) => line.split(' ').map((name) => [name, meaning] as const)),
  ),
);

const assign = (meanings: (string | null)[], taken: string[]): Map<number, string> => {
  // All of them are parts of the name, and people said which ones are.
  if (taken.length > 0) return new Map();
  const at = (...wanted: Meaning[]): number | null => {
    const found = wanted.map((one) => meanings.indexOf(one)).find((column) => column >= 0);
    return found ?? null;
  };
  const alone = (column: number | null) =>
    new Map<number, string>(column === null ? [] : [[column, 'name']]);
  const full = at('name');
  if (full !== null) return alone(full);

  const parts = at('firstName') !== null || at('lastName') !== null;
  const pair = at('nameOrFirstName') !== null && at('nameOrLastName') !== null;
  const both = at('nameOrLastName', 'nameOrFirstName');
  if (!parts && !pair) return alone(both);
  // "First name, Last name, Name": the third one holds both.
  if (at('firstName') !== null && at('lastName') !== null && both !== null) return alone(both);

  const found: [number | null, string][] = [
    [at('firstName', 'nameOrFirstName'), 'firstName'],
    [at('lastName', 'nameOrLastName'), 'lastName'],
  ];
  return new Map(found.filter((one): one is [number, string] => one[0] !== null));
};

/** How the columns of a list of people are called. */
export const vocabulary: Vocabulary = {
  meaning: (heading) => MEANINGS.get(heading) ?? null,
  assign,
  unnamed: 'name',
};

const HEADINGS: Record<Locale, { email: string; name: string }> = {
  en: { email: 'E-mail', name: 'Name' },
  fr: { email: 'E-mail', name: 'Nom complet' },
  es: { email: 'Correo electrónico', name: 'Nombre completo' },
};

/** The fields of a list, with headings for them. */
export const columnsIn = (locale: Locale): { field: string; heading: string }[] =>
  Object.entries(HEADINGS[locale]).map(([field, heading]) => ({ field, heading }));
