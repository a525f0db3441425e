import Handlebars from 'handlebars';
import { compile as textCompiler } from 'html-to-text';
import { webAddress } from '../shared/html';
import { LOCALES, type Locale } from '../shared/locales';
import { en, type MailTexts } from './templates/en';
import { es } from './templates/es';
import { fr } from './templates/fr';

/** What each kind of mail is filled with. Values may hold anything; they are cleaned and escaped here. */
export type MailVariables = {
  /** To somebody without an account. */
  invitation: {
    name: string | null;
    spaces: string[];
    inviter: string;
    site: string;
    message: string | null;
    lastDay: string;
    link: string;
  };
  /** To somebody who has an account already. */
  added: {
    name: string | null;
    spaces: string[];
    inviter: string;
    site: string;
    link: string;
  };
};

export type MailKind = keyof MailVariables;

export type RenderedMail = { subject: string; html: string; text: string };

export const MAIL_KINDS = ['invitation', 'added'] as const satisfies readonly MailKind[];

const TEXTS: Record<Locale, MailTexts> = { en, fr, es };
// British lists go without the comma before "and".
const LISTS: Record<Locale, string> = { en: 'en-GB', fr: 'fr', es: 'es' };
const SUBJECT_LENGTH = 150;

const handlebars = Handlebars.create();
// Logic-less: what is left are variables and sections, which are built on `each`.
for (const helper of ['if', 'unless', 'with', 'lookup', 'log']) handlebars.unregisterHelper(helper);

const PARAGRAPH = 'margin:0 0 16px';
const SMALL = 'margin:0 0 12px;font-size:14px;color:#4b5563';

// Outlook ignores padding on links, and is told to pad the cell instead.
const button = (label: string) => `
{{#href}}<table role="presentation" class="skip" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px"><tr>
<td class="button" bgcolor="#1d4ed8" style="background:#1d4ed8;border-radius:6px;mso-padding-alt:12px 24px"><a class="button" href="{{.}}" style="display:block;padding:12px 24px;color:#ffffff;font-weight:bold;text-decoration:none">${label}</a></td>
</tr></table>{{/href}}`;

const plainLink = (label: string) => `
<p style="margin:0">${label}</p>
<p style="${PARAGRAPH};word-break:break-all">{{#href}}<a class="link" href="{{.}}" style="color:#1d4ed8">{{.}}</a>{{/href}}{{^href}}{{link}}{{/href}}</p>`;

const opening = (texts: { greeting: string; intro: string }) => `
<p style="${PARAGRAPH}">${texts.greeting}</p>
<p style="${PARAGRAPH}">${texts.intro}</p>
{{#several}}<ul style="margin:0 0 16px;padding-left:24px">{{#spaces}}<li><strong>{{.}}</strong></li>{{/spaces}}</ul>{{/several}}`;

const closing = (text: string) => `
<hr class="skip line" style="border:0;border-top:1px solid #d1d5db;margin:24px 0 16px">
<p class="small" style="${SMALL}">${text}</p>`;

const BODIES: { [Kind in MailKind]: (texts: MailTexts[Kind]) => string } = {
  invitation: (texts) => `${opening(texts)}
{{#message}}<p style="margin:0 0 8px">${texts.message}</p>
<blockquote class="line" style="margin:0 0 16px;padding:0 0 0 16px;border-left:4px solid #d1d5db">{{#lines}}{{.}}<br>{{/lines}}</blockquote>{{/message}}
<p style="${PARAGRAPH}">${texts.action}</p>
<p style="${PARAGRAPH}">${texts.lastDay}</p>
${button(texts.button)}${plainLink(texts.address)}${closing(texts.footer)}`,
  added: (texts) => `${opening(texts)}
<p style="${PARAGRAPH}">${texts.action}</p>
${button(texts.button)}${plainLink(texts.address)}${closing(texts.footer)}`,
};

/** The document around every mail. The style sheet only recolours for dark screens. */
const frame = (locale: Locale, body: string) => `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{subject}}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14161a !important; color: #eceef1 !important; }
  .small { color: #b3bac5 !important; }
  .link { color: #8ab4ff !important; }
  .line { border-color: #4b5563 !important; }
  td.button { background: #8ab4ff !important; }
  a.button { color: #0b1733 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#ffffff;color:#1b1f24">
<div class="page" style="max-width:600px;margin:0 auto;padding:24px 16px;background:#ffffff;color:#1b1f24;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere">
<p class="small" style="margin:0 0 24px;font-weight:bold;color:#4b5563">{{site}}</p>
${body.trim()}
</div>
</body>
</html>
`;

const compileMail = <Kind extends MailKind>(kind: Kind, locale: Locale) => {
  const texts: MailTexts[Kind] = TEXTS[locale][kind];
  return {
    subject: handlebars.compile(texts.subject, { noEscape: true }),
    html: handlebars.compile(frame(locale, BODIES[kind](texts))),
  };
};

type CompiledMail = ReturnType<typeof compileMail>;

const compileKind = (kind: MailKind) =>
  Object.fromEntries(LOCALES.map((locale) => [locale, compileMail(kind, locale)])) as Record<
    Locale,
    CompiledMail
  >;

const COMPILED = Object.fromEntries(MAIL_KINDS.map((kind) => [kind, compileKind(kind)])) as Record<
  MailKind,
  Record<Locale, CompiledMail>
>;

const toText = textCompiler({
  wordwrap: false,
  selectors: [
    // The button's link is given again, in full, below it.
    { selector: '.skip', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: false } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
});

// Controls end header lines; marks of direction and line let a name dress up as something else.
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const oneLine = (value: string) => value.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();

const linesOf = (value: string) =>
  value
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(UNSEEN, ' ').trimEnd());

const shorten = (value: string, length: number) => {
  const characters = [...new Intl.Segmenter().segment(value)].map(({ segment }) => segment);
  let kept = '';
  for (const character of characters) {
    if (kept.length + character.length >= length) return `${kept.trimEnd()}…`;
    kept += character;
  }
  return kept;
};

const enumerate = (titles: string[], locale: Locale) => {
  const [open, close] = TEXTS[locale].quotes;
  const quoted = titles.map((title) => `${open}${title}${close}`);
  return new Intl.ListFormat(LISTS[locale], { type: 'conjunction' }).format(quoted);
};

const contextOf = (locale: Locale, variables: MailVariables[MailKind]) => {
  const spaces = variables.spaces.map(oneLine).filter(Boolean);
  const site = oneLine(variables.site);
  const message = 'message' in variables && variables.message?.trim() ? variables.message : null;
  return {
    name: oneLine(variables.name ?? '') || null,
    inviter: oneLine(variables.inviter) || site,
    site,
    spaces,
    space: spaces.length === 1 ? spaces[0] : null,
    several: spaces.length > 1,
    what: spaces.length > 0 ? enumerate(spaces, locale) : site,
    message: message !== null,
    lines: message === null ? [] : linesOf(message),
    lastDay: 'lastDay' in variables ? oneLine(variables.lastDay) : null,
    link: oneLine(variables.link),
    href: webAddress(variables.link),
  };
};

/** A mail in the language of its reader: one-line subject, HTML document and the same as text. */
export const render = <Kind extends MailKind>(
  kind: Kind,
  locale: Locale,
  variables: MailVariables[Kind],
): RenderedMail => {
  const mail = COMPILED[kind][locale];
  const context = contextOf(locale, variables);
  const subject = shorten(oneLine(mail.subject(context)), SUBJECT_LENGTH);
  const html = mail.html({ ...context, subject });
  return { subject, html, text: toText(html) };
};
