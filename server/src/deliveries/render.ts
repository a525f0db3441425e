import { compile as textCompiler } from 'html-to-text';
import {
  MAIL_KINDS,
  MAIL_PARTS,
  type MailKind,
  type MailPart,
  type MailTemplates,
  type TemplateOverrides,
} from '../../../contracts/settings';
import { formatted, linkTarget } from '../shared/formatted';
import { sourceOf, webAddress } from '../shared/html';
import { LOCALES, type Locale } from '../shared/locales';
import { createStencils } from './stencil';
import { compile } from './template';
import { en, type MailTexts } from './templates/en';
import { es } from './templates/es';
import { fr } from './templates/fr';

type Invited = {
  name: string | null;
  /** Titles; none: invited to the site itself. */
  spaces: string[];
  inviter: string;
  site: string;
  /** Text, in which a little formatting is possible. */
  message: string | null;
  lastDay: string;
  link: string;
};

type OfGroup = {
  /** Who reads it; null: an address that is no account's. */
  name: string | null;
  group: string;
  /** Who did it, or the site. */
  inviter: string;
  site: string;
  message: string | null;
  link: string;
};

/** What each kind of mail is filled with. Values may hold anything; they are cleaned and escaped here. */
export type MailVariables = {
  invitation: Invited;
  added: Omit<Invited, 'message' | 'lastDay'>;
  reminder: Invited;
  admin_rights: Omit<Invited, 'message' | 'lastDay' | 'spaces'>;
} & { [Kind in Extract<MailKind, `group_${string}`>]: OfGroup };

export type RenderedMail = { subject: string; html: string; text: string };

const TEXTS: Record<Locale, MailTexts> = { en, fr, es };
// British lists go without the comma before "and".
const listing = (language: string) => new Intl.ListFormat(language, { type: 'conjunction' });
const LISTS = { en: listing('en-GB'), fr: listing('fr'), es: listing('es') };
const SUBJECT_LENGTH = 150;

const PARAGRAPH = 'margin:0 0 16px';
const SMALL = 'margin:0 0 12px';
const LIST = 'margin:0 0 16px;padding-left:24px';
const LINK = 'color:#1d4ed8';

/** An editable text as HTML in which what stands in braces is still to be filled in. */
const prose = (text: string, paragraph = PARAGRAPH) =>
  formatted(text, {
    styles: { paragraph, list: LIST, link: LINK },
    targetOf: (target) => (target === '{{link}}' ? '{{href}}' : linkTarget(target)),
  }).source;

// Outlook ignores padding on links, and is told to pad the cell instead.
const button = (label: string) => `
{{#href}}<table role="presentation" class="skip" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px"><tr>
<td class="button" bgcolor="#1d4ed8" style="background:#1d4ed8;border-radius:6px;mso-padding-alt:12px 24px"><a class="button" href="{{href}}" style="display:block;padding:12px 24px;color:#ffffff;font-weight:bold;text-decoration:none">${sourceOf(label)}</a></td>
</tr></table>{{/href}}`;

const plainLink = (label: string) => `
${prose(label, 'margin:0')}
<p style="${PARAGRAPH};word-break:break-all">{{#href}}<a class="link" href="{{.}}" style="${LINK}">{{.}}</a>{{/href}}{{^href}}{{link}}{{/href}}</p>`;

const spaces = `
{{#several}}<ul style="${LIST}">{{#spaces}}<li><strong>{{.}}</strong></li>{{/spaces}}</ul>{{/several}}`;

const quoted = (heading: string) => `
{{#message}}${prose(heading, 'margin:0 0 8px')}
<blockquote class="line" style="margin:0 0 16px;padding:0 0 0 16px;border-left:4px solid #d1d5db">{{{message}}}</blockquote>{{/message}}`;

const closing = (text: string) => `
<hr class="skip line" style="border:0;border-top:1px solid #d1d5db;margin:24px 0 16px">
<div class="small" style="font-size:14px;color:#4b5563">${prose(text, SMALL)}</div>`;

type Texts = Partial<Record<MailPart, string>>;

/** Where each text stands in a mail; a kind that has no such text goes without. */
const body = (texts: Texts) =>
  [
    prose(texts.greeting ?? ''),
    prose(texts.intro ?? ''),
    spaces,
    texts.message === undefined ? '' : quoted(texts.message),
    prose(texts.action ?? ''),
    prose(texts.lastDay ?? ''),
    button(texts.button ?? ''),
    plainLink(texts.address ?? ''),
    closing(texts.footer ?? ''),
  ].join('\n');

/** The document around every mail. The style sheet only recolours for dark screens. */
const frame = (locale: Locale, content: string) => `<!doctype html>
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
${content.trim()}
</div>
</body>
</html>
`;

const compileMail = (locale: Locale, texts: Texts) => {
  const subjectOf = compile(texts.subject ?? '', { escape: false });
  const htmlOf = compile(frame(locale, body(texts)));
  const written = (context: MailContext, cut = (subject: string) => subject): RenderedMail => {
    const subject = cut(oneLine(subjectOf(context)));
    const html = htmlOf({ ...context, subject });
    return { subject, html, text: toText(html) };
  };
  return { written, filled: createStencils((context: MailContext) => written(context)) };
};

type CompiledMail = ReturnType<typeof compileMail>;

const compileKind = (kind: MailKind) =>
  Object.fromEntries(
    LOCALES.map((locale) => [locale, compileMail(locale, TEXTS[locale][kind])]),
  ) as Record<Locale, CompiledMail>;

const OWN = Object.fromEntries(MAIL_KINDS.map((kind) => [kind, compileKind(kind)])) as Record<
  MailKind,
  Record<Locale, CompiledMail>
>;

/** Mails with edited texts, by these: the settings are replaced as a whole when they change. */
const edited = new WeakMap<object, CompiledMail>();

const compiled = (kind: MailKind, locale: Locale, templates: TemplateOverrides): CompiledMail => {
  const texts = templates[kind]?.[locale];
  if (!texts) return OWN[kind][locale];
  const known = edited.get(texts);
  if (known) return known;
  const mail = compileMail(locale, textsOf(kind, locale, texts));
  edited.set(texts, mail);
  return mail;
};

const textsOf = (kind: MailKind, locale: Locale, overrides: Texts = {}): Texts => {
  const own: Texts = TEXTS[locale][kind];
  return Object.fromEntries(MAIL_PARTS[kind].map((part) => [part, overrides[part] ?? own[part]]));
};

/** Every text of every mail: the plugin's own, and those that stand in their place. */
export const allTexts = (templates: TemplateOverrides): MailTemplates =>
  Object.fromEntries(
    MAIL_KINDS.map((kind) => [
      kind,
      Object.fromEntries(
        LOCALES.map((locale) => [locale, textsOf(kind, locale, templates[kind]?.[locale])]),
      ),
    ]),
  ) as MailTemplates;

const toText = textCompiler({
  wordwrap: false,
  selectors: [
    // The button's link is given again, in full, below it.
    { selector: '.skip', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
});

// Controls end header lines; marks of direction and line let a name dress up as something else.
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

// No-break spaces stay: French has them beside its signs.
const oneLine = (value: string) =>
  value
    .replace(UNSEEN, ' ')
    .replace(/[^\S\u00a0\u202f]+/g, ' ')
    .trim();

/** A message of a person as HTML. */
const messageOf = (text: string) => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const clean = lines.map((line) => line.replace(UNSEEN, ' ').trimEnd()).join('\n');
  const html = formatted(clean, {
    styles: { paragraph: 'margin:0 0 8px', list: LIST, link: LINK },
  });
  return html.source || null;
};

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
  return LISTS[locale].format(quoted);
};

type MailContext = ReturnType<typeof contextOf>;

const contextOf = (locale: Locale, variables: MailVariables[MailKind]) => {
  const spaces = 'spaces' in variables ? variables.spaces.map(oneLine).filter(Boolean) : [];
  const site = oneLine(variables.site);
  return {
    name: oneLine(variables.name ?? '') || null,
    inviter: oneLine(variables.inviter) || site,
    site,
    group: 'group' in variables ? oneLine(variables.group) : null,
    spaces,
    space: spaces.length === 1 ? spaces[0] : null,
    several: spaces.length > 1,
    what: spaces.length > 0 ? enumerate(spaces, locale) : null,
    message: 'message' in variables ? messageOf(variables.message ?? '') : null,
    lastDay: 'lastDay' in variables ? oneLine(variables.lastDay) : null,
    link: oneLine(variables.link),
    href: webAddress(variables.link),
  };
};

/**
 * A mail in the language of its reader: one-line subject, HTML document and the same as text.
 * `templates` are texts in place of the plugin's own, without faults.
 */
export const render = <Kind extends MailKind>(
  kind: Kind,
  locale: Locale,
  variables: MailVariables[Kind],
  templates: TemplateOverrides = {},
): RenderedMail => {
  const mail = compiled(kind, locale, templates);
  const context = contextOf(locale, variables);
  const filled = mail.filled(context);
  return filled.subject.length <= SUBJECT_LENGTH
    ? filled
    : mail.written(context, (subject) => shorten(subject, SUBJECT_LENGTH));
};
