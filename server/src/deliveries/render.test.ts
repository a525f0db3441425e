import fc from 'fast-check';
import { MAIL_KINDS, MAIL_PARTS, type MailKind } from '../../../contracts/settings';
import { LOCALES } from '../shared/locales';
import { allTexts, render, type MailVariables } from './render';
import { faultOf } from './template';
import { webAddress } from '../shared/html';
import { en } from './templates/en';
import { es } from './templates/es';
import { fr } from './templates/fr';

const LINK = 'https://site.test/participation/invitation?token=AbC_-123&lang=fr';

const variables: MailVariables['invitation'] & { group: string } = {
  name: 'Zoé',
  group: 'Les amis du moulin',
  spaces: ['Budget 2027'],
  inviter: 'Léa Petit',
  site: 'Ville de Test',
  message: null,
  lastDay: '21 December 2026',
  link: LINK,
};

/** Those that are about spaces, and those that have a last day. */
const OF_SPACES: MailKind[] = ['invitation', 'added', 'reminder'];
const OPEN: MailKind[] = ['invitation', 'reminder'];
/** Those about groups, and which of these say who did it: the others speak for the site or the group. */
const OF_GROUPS = MAIL_KINDS.filter((kind) => kind.startsWith('group_'));
const BY_NOBODY: MailKind[] = [
  'group_confirmation',
  'group_to_verify',
  'group_verified',
  'group_rejected',
];
const REASONED: MailKind[] = ['group_verified', 'group_rejected'];

const CASES = MAIL_KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const));

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decoded = (html: string) =>
  html.replace(/&(?:#x([0-9a-f]+)|(\w+));/gi, (entity, code, name) =>
    code ? String.fromCodePoint(parseInt(code, 16)) : (ENTITIES[name] ?? entity),
  );

const hrefs = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => decoded(url!));

const count = (text: string, part: string) => text.split(part).length - 1;

const keysOf = (value: unknown, path = ''): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, child]) => keysOf(child, `${path}.${key}`))
    : [path];

/** Names of the variables and sections that a text uses. */
const namesIn = (text: string) =>
  [...new Set([...text.matchAll(/\{\{[#^/]?([\w.]+)\}\}/g)].map(([, name]) => name))].sort();

describe.each(CASES)('%s in %s', (kind, locale) => {
  const mail = render(kind, locale, variables);

  it.each([
    ['html', decoded(mail.html)],
    ['text', mail.text],
  ])('names space or group, inviter and link in its %s', (_part, content) => {
    if (OF_SPACES.includes(kind)) expect(content).toContain('Budget 2027');
    if (OF_GROUPS.includes(kind)) expect(content).toContain('Les amis du moulin');
    if (!BY_NOBODY.includes(kind)) expect(content).toContain('Léa Petit');
    expect(content).toContain('Zoé');
    expect(content).toContain(LINK);
    if (OPEN.includes(kind)) expect(content).toContain('21 December 2026');
  });

  it('gives the link once in the text, alone on its line', () => {
    expect(count(mail.text, 'https://')).toBe(1);
    expect(mail.text.split('\n')).toContain(LINK);
  });

  it('gives the link as a button and in full in the HTML, and no other', () => {
    expect(hrefs(mail.html)).toEqual([LINK, LINK]);
    expect(count(decoded(mail.html), `>${LINK}<`)).toBe(1);
  });

  it('is a document in its language that loads nothing', () => {
    expect(mail.html).toMatch(/^<!doctype html>/);
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.html).not.toMatch(/<(img|script|link|iframe|object)\b|\bsrc=|url\(|@import/i);
    expect(mail.html).not.toContain('{{');
    expect(mail.text).not.toContain('{{');
  });

  it('names every space, and the site where there is none', () => {
    if (!OF_SPACES.includes(kind)) return;
    const several = render(kind, locale, { ...variables, spaces: ['One', 'Two', 'Three'] });
    for (const title of ['One', 'Two', 'Three']) {
      expect(several.text).toContain(`- ${title}`);
      expect(several.subject).toContain(title);
    }
    const none = render(kind, locale, { ...variables, spaces: [] });
    expect(none.subject).toContain('Ville de Test');
    expect(none.text).toMatch(/ Ville de Test\.\n/);
    expect(none.text).not.toMatch(/ [.:]|null/);
  });

  it('greets without a name if there is none', () => {
    const { text } = render(kind, locale, { ...variables, name: null });
    expect(text).not.toContain('Zoé');
    expect(text).not.toMatch(/null|undefined| [,:]$/m);
  });

  it('escapes whatever the variables hold', () => {
    const hostile = `<script>alert("1")</script>{{constructor}}{{{link}}}' onload='x`;
    const { html, text } = render(kind, locale, {
      name: hostile,
      group: hostile,
      spaces: [hostile, hostile],
      inviter: hostile,
      site: hostile,
      message: hostile,
      lastDay: hostile,
      link: 'https://site.test/"><script>x</script>',
    });
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/onload='/);
    expect(decoded(html)).toContain('{{constructor}}');
    expect(text).toContain('{{constructor}}{{{link}}}');
    expect(hrefs(html).every((url) => /^https:\/\/site\.test\/%22%3E/.test(url))).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//site.test',
    'not a link',
    '',
  ])('makes %j never clickable', (link) => {
    expect(hrefs(render(kind, locale, { ...variables, link }).html)).toEqual([]);
  });

  it('has a subject of one short line, whatever the variables hold', () => {
    const line = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(line, fc.array(line, { maxLength: 5 }), line, (other, spaces, site) => {
        const names = { inviter: other, group: other };
        const { subject } = render(kind, locale, { ...variables, ...names, spaces, site });
        return subject.length <= 150 && !/[\p{Cc}\u2028\u2029]/u.test(subject);
      }),
    );
  });
});

describe.each(OF_GROUPS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
  '%s in %s',
  (kind, locale) => {
    const mail = render(kind, locale, variables);

    it('names the group in its subject, and quotes it as its language does', () => {
      const { quotes } = { en, fr, es }[locale];
      expect(mail.subject).toContain(quotes.join('Les amis du moulin'));
      expect(mail.text).toContain(quotes.join('Les amis du moulin'));
    });

    it('has nothing left to fill in, no space twice and none before a sign', () => {
      for (const part of [
        mail.subject,
        mail.text,
        decoded(mail.html).replace(/<style>[^]*<\/style>/, ''),
      ]) {
        expect(part).not.toMatch(/[{}]|null|undefined/);
        expect(part).not.toMatch(/\S[ \u00a0]{2,}\S| [,.:;!?»]/);
      }
    });

    it('shows a group’s name as it is, whatever it looks like', () => {
      const group = '<img src=x onerror=alert(1)> {{link}} **R&D** [x](javascript:alert(1))';
      const { subject, html, text } = render(kind, locale, { ...variables, group });
      expect(html).not.toMatch(/<img/);
      expect(hrefs(html)).toEqual([LINK, LINK]);
      for (const part of [subject, decoded(html), text]) expect(part).toContain(group);
    });

    it('cannot be given another header by a group’s name', () => {
      const group = 'Moulin\r\nBcc: all@site.test\u202e';
      const { subject, text } = render(kind, locale, { ...variables, group });
      expect(subject).toContain('Moulin Bcc: all@site.test');
      expect(subject + text).not.toMatch(/\u202e/);
    });

    it('gives the administrator’s reason where there is one', () => {
      const { html, text } = render(kind, locale, { ...variables, message: 'No such <number>.' });
      expect(text.includes('> No such <number>.')).toBe(REASONED.includes(kind));
      expect(html.includes('No such &lt;number&gt;.')).toBe(REASONED.includes(kind));
      expect(mail.html).not.toContain('<blockquote');
    });
  },
);

describe('subject', () => {
  const subjectOf = (changes: Partial<MailVariables['invitation']>) =>
    render('invitation', 'en', { ...variables, ...changes }).subject;

  it('is plain text, not HTML', () => {
    expect(subjectOf({ spaces: ['Parks & <gardens>'] })).toBe(
      'Léa Petit invites you to take part in “Parks & <gardens>”',
    );
  });

  it('cannot begin another header', () => {
    expect(subjectOf({ inviter: 'Léa\r\nBcc: all@site.test' })).toBe(
      'Léa Bcc: all@site.test invites you to take part in “Budget 2027”',
    );
  });

  it('cannot be turned round by marks of direction', () => {
    expect(subjectOf({ spaces: ['\u202egpj.exe'] })).not.toMatch(/\u202e/);
  });

  it('is cut between characters', () => {
    const subject = subjectOf({ spaces: ['👩‍👩‍👧'.repeat(60)] });
    expect(subject.length).toBeLessThanOrEqual(150);
    expect(subject).toMatch(/👩‍👩‍👧…$/u);
  });
});

describe('message', () => {
  const withMessage = (message: string | null) =>
    render('invitation', 'en', { ...variables, message });

  it('keeps its lines', () => {
    const { html, text } = withMessage('Hello,\r\n\r\ncome & see\nLéa\n');
    expect(html).toMatch(/>Hello,<\/p><p[^>]*>come &amp; see<br>Léa<\/p>/);
    expect(text).toMatch(/> Hello,\n> ?\n> come & see\n> Léa/);
  });

  it('may be formatted a little, and reads well as text', () => {
    const { html, text } = withMessage(
      'We meet **soon** in the *old* hall:\n- read [the plan](https://site.test/plan?a=1&b=2)\n- write [us](mailto:us@site.test)',
    );
    expect(html).toContain('<strong>soon</strong>');
    expect(html).toContain('<em>old</em>');
    expect(hrefs(html)).toEqual([
      'https://site.test/plan?a=1&b=2',
      'mailto:us@site.test',
      LINK,
      LINK,
    ]);
    expect(text).toContain('We meet soon in the old hall:');
    expect(text).toContain('- read the plan (https://site.test/plan?a=1&b=2)');
  });

  it('cannot bring in markup or variables', () => {
    const { html } = withMessage(
      '[x](javascript:alert(1)) [y](https://site.test/"><img>) **<b>** {{link}} {{#name}}',
    );
    expect(html).not.toMatch(/<img|<b>|href="javascript/);
    expect(decoded(html)).toContain('{{link}} {{#name}}');
  });

  it('is left out with its heading when there is none', () => {
    for (const message of [null, '', ' \n ']) {
      expect(withMessage(message).html).not.toContain('<blockquote');
      expect(withMessage(message).text).not.toContain(en.invitation.message);
    }
  });
});

describe('texts', () => {
  it.each([
    ['fr', fr],
    ['es', es],
  ])('of %s have the same keys as English, none empty', (_locale, texts) => {
    expect(keysOf(texts).sort()).toEqual(keysOf(en).sort());
    expect(JSON.stringify(texts)).not.toContain('""');
  });

  it.each([
    ['fr', fr],
    ['es', es],
  ])('of %s use the same variables as English, and no helper', (_locale, texts) => {
    const variablesOf = (kind: MailKind, of: typeof en) =>
      Object.entries<string>(of[kind]).map(([key, text]) => [key, namesIn(text)]);
    for (const kind of MAIL_KINDS) {
      expect(variablesOf(kind, texts)).toEqual(variablesOf(kind, en));
      for (const text of Object.values<string>(texts[kind])) {
        expect(count(text, '{{')).toBe([...text.matchAll(/\{\{[#^/]?[\w.]+\}\}/g)].length);
      }
    }
  });
});

describe('edited texts', () => {
  const edit = (texts: object, changes: Partial<MailVariables['invitation']> = {}) =>
    render('invitation', 'en', { ...variables, ...changes }, { invitation: { en: texts } });

  it('stand in place of the plugin’s own, the others stay', () => {
    const { subject, text } = edit({ subject: 'Come, {{name}} & all', footer: '' });
    expect(subject).toBe('Come, Zoé & all');
    expect(text).toContain('invites you to take part in');
    expect(text).not.toContain('for you alone');
  });

  it('are formatted, their values are not', () => {
    const { html } = edit(
      { intro: '**Dear {{name}}**\n\n- see [it]({{link}})\n- or {{inviter}}' },
      { name: '<b>*Zoé*</b>', inviter: '**Léa**' },
    );
    expect(html).toContain('<strong>Dear &lt;b&gt;*Zoé*&lt;/b&gt;</strong>');
    expect(html).toContain('<li>or **Léa**</li>');
    expect(hrefs(html)).toEqual([LINK, LINK, LINK]);
  });

  it('hold HTML as text', () => {
    expect(edit({ action: '<img src="x"> & so on' }).html).toContain(
      '&lt;img src=&quot;x&quot;&gt; &amp; so on',
    );
  });

  it('find every variable inside a section', () => {
    const { text } = edit({ intro: '{{#name}}{{inviter}} to {{.}}: {{site}} {{link}}{{/name}}' });
    expect(text).toContain(`Léa Petit to Zoé: Ville de Test ${LINK}`);
  });

  it('are all there, in the order of the mail', () => {
    const texts = allTexts({ added: { fr: { subject: 'Oui' } } });
    for (const kind of MAIL_KINDS) {
      expect(Object.keys(texts[kind].es)).toEqual([...MAIL_PARTS[kind]]);
    }
    expect(texts.added.fr.subject).toBe('Oui');
    expect(texts.added.fr.button).toBe(fr.added.button);
  });
});

describe('faults of texts', () => {
  it('are not in the plugin’s own', () => {
    for (const [kind, locale] of CASES) {
      const texts = allTexts({})[kind][locale] as Record<string, string>;
      for (const part of MAIL_PARTS[kind]) expect(faultOf(kind, part, texts[part]!)).toBeNull();
    }
  });

  it.each([
    ['Hello {{nam}}', 'There is no variable "nam"', '{{nam}}', 1, 7],
    ['Hello\nyou {{lastDay.getTime}}', 'There is no variable', '{{lastDay.getTime}}', 2, 5],
    ['{{../name}}', 'There is no variable', '{{../name}}', 1, 1],
    ['{{constructor}}', 'There is no variable', '{{constructor}}', 1, 1],
    ['{{.}}', 'There is no variable', '{{.}}', 1, 1],
    ['{{@root.link}}', 'There is no variable', '{{@root.link}}', 1, 1],
    ['{{{name}}}', 'always escaped', '{{{name}}}', 1, 1],
    ['{{&name}}', 'always escaped', '{{&name}}', 1, 1],
    ['a {{#if name}}b{{/if}}', 'Helpers', '{{#if name}}', 1, 3],
    ['{{#each spaces}}x{{/each}}', 'Helpers', '{{#each spaces}}', 1, 1],
    ['{{name upper=true}}', 'Helpers', '{{name upper=true}}', 1, 1],
    ['{{lookup site "x"}}', 'Helpers', '{{lookup site "x"}}', 1, 1],
    ['{{> partial}}', 'Helpers', '{{> partial}}', 1, 1],
    ['{{#*inline "x"}}y{{/inline}}', 'Helpers', '{{#*inline "x"}}', 1, 1],
    ['one\n{{#name}}two', 'cannot be read', 'one{{#name}}two', 2, 13],
    ['Hello {{name', 'cannot be read', 'Hello {{name', 1, 9],
    ['Hello {{}}', 'cannot be read', 'Hello {{}}', 1, 9],
    ['{{#name}}a{{/site}}', 'another name', '{{#name}}a{{/site}}', 1, 4],
  ])('%j', (text, message, value, line, column) => {
    const fault = faultOf('invitation', 'intro', text);
    expect(fault).toMatchObject({
      message: expect.stringContaining(message),
      value,
      at: { line, column },
    });
  });

  it('are sections that go beyond a paragraph', () => {
    expect(faultOf('invitation', 'intro', '{{#name}}a\n\nb{{/name}}')?.message).toMatch(/section/);
    expect(faultOf('invitation', 'intro', '{{#name}}a\nb{{/name}}')).toBeNull();
  });

  it('are variables of other mails', () => {
    expect(faultOf('added', 'intro', '{{lastDay}}')).not.toBeNull();
    expect(faultOf('admin_rights', 'intro', '{{what}}')).not.toBeNull();
  });
});

describe('webAddress', () => {
  it('takes http and https only', () => {
    expect(webAddress('https://site.test/a?b=c#d')).toBe('https://site.test/a?b=c#d');
    expect(webAddress('http://localhost:1337')).toBe('http://localhost:1337/');
    for (const other of ['javascript:x', 'ftp://site.test', 'mailto:a@site.test', '/path', null]) {
      expect(webAddress(other)).toBeNull();
    }
  });
});
