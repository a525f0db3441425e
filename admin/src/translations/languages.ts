export const LANGUAGES = {
  en: () => import('./en.json'),
  fr: () => import('./fr.json'),
  es: () => import('./es.json'),
};

export type Language = keyof typeof LANGUAGES;

export const ALL_LANGUAGES = Object.keys(LANGUAGES) as Language[];

export const isLanguage = (locale: string): locale is Language => Object.hasOwn(LANGUAGES, locale);
