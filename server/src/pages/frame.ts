import { fill, isolated, Markup, markup, type Part, sourceOf, webAddress } from '../shared/html';
import { LOCALES, type Locale } from '../shared/locales';
import { STYLE } from './style';
import { en, type FrameTexts } from './texts/en';
import { es } from './texts/es';
import { fr } from './texts/fr';

export type FrameOptions = {
  siteName: string;
  /** Where people sign in. Left out unless http or https. */
  siteUrl: string | null;
  /** Path that the forms post to and the language links lead to. */
  action: string;
};

/** What opens a page: a name and a value of its address. */
export type Key = { name: string; value: string };

export type Card = {
  title: string;
  body: Markup;
  /** What is wrong with what was entered, above the title. */
  problem?: Part;
  /** Kept by the links to other languages; without it there are none. */
  key?: Key;
};

/** Views that every page has. */
export type CommonView = { kind: 'too-many' | 'unavailable' };

const TEXTS: Record<Locale, FrameTexts> = { en, fr, es };

/** A whole page around one card. Needs no script. */
export const renderFrame = (card: Card, locale: Locale, options: FrameOptions): string => {
  const { title, body, problem, key } = card;
  const heading = problem ? sourceOf(fill(TEXTS[locale].errorTitle, { title })) : sourceOf(title);
  return markup`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${new Markup(heading)} – ${options.siteName}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<p class="site">${isolated(options.siteName)}</p>
${key !== undefined && languageSwitch(key, locale, options)}
</header>
<main>
<div class="card">
${problem ?? null}
<h1>${title}</h1>
${body}
</div>
</main>
</body>
</html>
`.source;
};

const languageSwitch = ({ name: key, value }: Key, locale: Locale, { action }: FrameOptions) =>
  markup`<nav aria-label="${TEXTS[locale].languages}"><ul>${LOCALES.map((other) => {
    const name = TEXTS[other].languageName;
    if (other === locale) return markup`<li><span aria-current="true">${name}</span></li>`;
    const href = `${action}?${new URLSearchParams({ [key]: value, lang: other })}`;
    return markup`<li><a href="${href}" lang="${other}" hreflang="${other}">${name}</a></li>`;
  })}</ul></nav>`;

export const commonCard = ({ kind }: CommonView, locale: Locale): Card => {
  const { tooMany, unavailable } = TEXTS[locale];
  const { title, text } = kind === 'too-many' ? tooMany : unavailable;
  return { title, body: paragraphs(text) };
};

/** A form that comes back to the page, with these values and the language. */
export const postForm = (
  values: Record<string, string>,
  locale: Locale,
  { action }: FrameOptions,
  body: Part,
) =>
  markup`<form method="post" action="${action}" enctype="application/x-www-form-urlencoded">
${Object.entries({ ...values, lang: locale }).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">\n`)}${body}
</form>`;

export const paragraphs = (...texts: Part[]) =>
  markup`${texts.map((text) => markup`<p>${text}</p>\n`)}`;

export const siteLink = ({ siteUrl, siteName }: FrameOptions): Markup => {
  const url = webAddress(siteUrl);
  return url ? markup`<a href="${url}">${isolated(siteName)}</a>` : isolated(siteName);
};

export const siteButton = (locale: Locale, { siteUrl, siteName }: FrameOptions) => {
  const url = webAddress(siteUrl);
  const label = fill(TEXTS[locale].goToSite, { site: isolated(siteName) });
  return url ? markup`<p><a class="button" href="${url}">${label}</a></p>` : null;
};
