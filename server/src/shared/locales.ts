/** Languages in which guests are written to and shown pages. */
export const LOCALES = ['en', 'fr', 'es'] as const;

export type Locale = (typeof LOCALES)[number];

const asLocale = (candidate: string): Locale | undefined => {
  const language = candidate.trim().toLowerCase().split(/[-_]/, 1)[0];
  return LOCALES.find((locale) => locale === language);
};

/** The first candidate we speak, whatever its region and letter case (`fr-CA`, `ES`). */
export const pickLocale = (candidates: (string | null | undefined)[], fallback: Locale): Locale => {
  for (const candidate of candidates) {
    const locale = candidate == null ? undefined : asLocale(candidate);
    if (locale) return locale;
  }
  return fallback;
};

const parsePreference = (entry: string) => {
  const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q\s*=/i.test(parameter));
  const quality = weight === undefined ? 1 : Number(weight.replace(/^q\s*=\s*/i, '') || NaN);
  return { tag, quality };
};

/** Language tags of an `Accept-Language` header, the preferred ones first. */
export const acceptedLocales = (header: string): string[] =>
  header
    .split(',')
    .map(parsePreference)
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);

// Day before month, as in the other two languages.
const FORMATS: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR', es: 'es-ES' };

/** Making one takes a hundred times as long as using it. */
const calendars = new Map<string, Intl.DateTimeFormat>();

const calendar = (locale: Locale, timeZone: string): Intl.DateTimeFormat => {
  const key = `${locale} ${timeZone}`;
  const known = calendars.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(FORMATS[locale], { dateStyle: 'long', timeZone });
  calendars.set(key, made);
  return made;
};

/** A day in full, as it is on the calendar of that time zone: "21 December 2026". */
export const formatDay = (date: Date, locale: Locale, timeZone: string): string => {
  const day = calendar(locale, timeZone).format(date);
  // French writes the first of a month as an ordinal; Intl does not.
  return locale === 'fr' ? day.replace(/^1 /, '1er ') : day;
};
