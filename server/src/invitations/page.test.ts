import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ERROR_CODES } from '../../../contracts/errors';
import type { InvitationPreview } from '../../../contracts/invitations';
import { LOCALES, type Locale } from '../shared/locales';
import {
  PAGE_FIELDS,
  renderPage,
  type PageErrors,
  type PageField,
  type PageOptions,
  type PageValues,
  type PageView,
} from './page';
import { contentSecurityPolicy } from '../pages/style';
import { en, type PageTexts } from './texts/en';
import { es } from './texts/es';
import { fr } from './texts/fr';

const TEXTS: Record<Locale, PageTexts> = { en, fr, es };

const options: PageOptions = {
  siteName: 'Ville de Test',
  siteUrl: 'https://site.test/',
  termsUrl: 'https://site.test/terms',
  action: '/participation/invitation',
  timeZone: 'UTC',
  minPassword: 6,
};

const invitation: InvitationPreview = {
  status: 'pending',
  email: 'zoe@example.org',
  firstName: 'Zoé',
  lastName: null,
  suggestedUsername: 'Zoé Martin',
  spaces: [
    { title: 'Budget 2027', slug: 'budget' },
    { title: 'Assembly', slug: 'assembly' },
  ],
  groups: [{ name: 'Gardeners', nickname: 'gardeners' }],
  inviter: 'Léa Petit',
  message: 'Come\nand see',
  locale: null,
  expiresAt: '2026-12-21T12:00:00Z',
  accountExists: false,
};

const token = 'AbC_-123';
const key = { name: 'token' as const, value: token };

const allWrong: PageErrors = {
  form: { code: 'account_exists' },
  username: { code: 'username_taken' },
  password: { code: 'too_short' },
  firstName: { code: 'too_long' },
  lastName: { code: 'too_long' },
  acceptTerms: { code: 'terms_not_accepted' },
};

const form = (errors?: PageErrors, values?: PageValues): PageView => ({
  kind: 'form',
  key,
  invitation,
  errors,
  values,
});

const account = (errors?: PageErrors): PageView => ({
  kind: 'existing-account',
  key,
  invitation: { ...invitation, accountExists: true },
  errors,
});

const VIEWS: [string, PageView][] = [
  ['form', form()],
  ['form with errors', form(allWrong, {})],
  ['existing-account', account()],
  ['existing-account with errors', account(allWrong)],
  [
    'accepted',
    { kind: 'accepted', email: 'zoe@example.org', spaces: invitation.spaces, confirm: false },
  ],
  ['expired', { kind: 'expired', key, expiresAt: invitation.expiresAt }],
  ['declined', { kind: 'declined' }],
  ['invalid', { kind: 'invalid' }],
  ['resent', { kind: 'resent' }],
  ['too-many', { kind: 'too-many' }],
  ['unavailable', { kind: 'unavailable' }],
];

const page = (view: PageView, locale: Locale = 'en', changes: Partial<PageOptions> = {}) =>
  renderPage(view, locale, { ...options, ...changes });

const all = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map((match) => match[1]!);

const ids = (html: string) => all(html, /\sid="([^"]*)"/g);

const inputOf = (html: string, id: string) => {
  const input = html.match(new RegExp(`<input id="${id}"[^>]*>`))?.[0];
  if (!input) throw new Error(`There is no input ${id}.`);
  return input;
};

const elementOf = (html: string, id: string) =>
  html.match(new RegExp(`id="${id}"[^>]*>([^<]*)<`))?.[1];

const formsOf = (html: string) =>
  all(html, /(<form[\s\S]*?<\/form>)/g).map((source) => ({
    source,
    hidden: Object.fromEntries(
      [...source.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(
        ([, name, value]) => [name, value],
      ),
    ),
  }));

const keysOf = (value: unknown, path = ''): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, child]) => keysOf(child, `${path}.${key}`))
    : [`${path}: ${(String(value).match(/\{\w+\}/g) ?? []).sort().join(' ')}`];

describe.each(VIEWS)('%s', (_name, view) => {
  describe.each(LOCALES)('in %s', (locale) => {
    const html = page(view, locale);

    it('has a language, a title, one h1 and one main', () => {
      expect(html).toContain(`<html lang="${locale}">`);
      expect(html).toMatch(/<title>[^<]+ – Ville de Test<\/title>/);
      expect(all(html, /<h1>([^<]+)<\/h1>/g)).toHaveLength(1);
      expect(all(html, /<(main)>/g)).toHaveLength(1);
    });

    it('has each id once, and every reference leads to one', () => {
      expect(new Set(ids(html)).size).toBe(ids(html).length);
      const references = [
        ...all(html, /aria-describedby="([^"]*)"/g).flatMap((list) => list.split(' ')),
        ...all(html, /aria-labelledby="([^"]*)"/g),
        ...all(html, /href="#([^"]*)"/g),
        ...all(html, /<label for="([^"]*)"/g),
      ];
      for (const reference of references) expect(ids(html)).toContain(reference);
    });

    it('has a label for every input that is seen', () => {
      const labelled = all(html, /<label for="([^"]*)"/g);
      const seen = all(html, /<input (?!type="hidden")id="([^"]*)"/g);
      expect(labelled.sort()).toEqual(seen.sort());
      expect(all(html, /<(input) (?!type="hidden"|id=)/g)).toEqual([]);
    });

    it('gives at most one element the focus', () => {
      expect(all(html, /( autofocus)/g).length).toBeLessThanOrEqual(1);
    });

    it('has no script, no inline style and nothing left to fill in', () => {
      expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|javascript:/i);
      expect(html.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/\{\w+\}/);
      expect(html).not.toMatch(/undefined|\[object|>null</);
    });

    it('is not indexed and tells no other site where one came from', () => {
      expect(html).toContain('<meta name="referrer" content="no-referrer">');
      expect(html).toMatch(/<meta name="robots" content="noindex/);
      expect(html).toContain('<meta name="viewport"');
    });
  });

  it('posts every form to the action, with token, action and language', () => {
    for (const { source, hidden } of formsOf(page(view, 'fr'))) {
      expect(source).toMatch(/^<form method="post" action="\/participation\/invitation"/);
      expect(source).toContain('<button');
      expect(hidden).toEqual({ token, action: expect.stringMatching(/^\w+$/), lang: 'fr' });
    }
  });
});

describe('form', () => {
  it('shows who invites to what, until when, and for which address', () => {
    const html = page(form(), 'fr');
    for (const shown of ['Léa Petit', 'Budget 2027', 'Assembly', 'Gardeners', 'Come<br>and see']) {
      expect(html).toContain(shown);
    }
    expect(html).toContain('21 décembre 2026');
    expect(inputOf(html, 'email')).toMatch(/value="zoe@example.org" readonly/);
    expect(inputOf(html, 'email')).not.toContain('name=');
  });

  it('accepts first, and declines in a form of its own', () => {
    expect(formsOf(page(form())).map(({ hidden }) => hidden.action)).toEqual(['accept', 'decline']);
  });

  it('begins with what the list knows', () => {
    const html = page(form());
    expect(inputOf(html, 'username')).toContain('value="Zoé Martin"');
    expect(inputOf(html, 'firstName')).toContain('value="Zoé"');
    expect(inputOf(html, 'lastName')).toContain('value=""');
    expect(html).not.toContain(' checked');
    expect(html).not.toContain(' autofocus');
  });

  it('asks for a new password, a user name and the terms; the rest is optional', () => {
    const html = page(form());
    expect(inputOf(html, 'password')).toMatch(
      /type="password" autocomplete="new-password" required/,
    );
    expect(inputOf(html, 'username')).toContain(' required');
    expect(inputOf(html, 'acceptTerms')).toContain(' required');
    for (const id of ['firstName', 'lastName', 'newsletter']) {
      expect(inputOf(html, id)).not.toContain(' required');
    }
  });

  it('keeps what was typed, never the password', () => {
    const values = { username: 'zo', firstName: '', acceptTerms: true, newsletter: true };
    const html = page(form({ username: { code: 'too_short' } }, values));
    expect(inputOf(html, 'username')).toContain('value="zo"');
    expect(inputOf(html, 'firstName')).toContain('value=""');
    expect(inputOf(html, 'acceptTerms')).toContain(' checked');
    expect(inputOf(html, 'newsletter')).toContain(' checked');
    expect(inputOf(html, 'password')).not.toContain('value=');
    expect(elementOf(html, 'password-hint-1')).toBe('At least 6 characters.');
    expect(elementOf(html, 'password-hint-2')).toBe(en.form.passwordAgain);
  });

  it('links to the terms if there are any, in a tab of their own', () => {
    expect(page(form())).toContain('href="https://site.test/terms" target="_blank" rel="noopener');
    expect(page(form(), 'en', { termsUrl: null })).toContain('I accept the terms of use</label>');
  });

  it('names the site where the invitation carries no space', () => {
    const html = page({
      ...form(),
      invitation: { ...invitation, spaces: [], groups: [] },
    } as PageView);
    expect(html).toContain('invites you to join <strong><bdi>Ville de Test</bdi></strong>.');
    expect(html).not.toContain('<ul class="titles">');
  });
});

describe('errors', () => {
  const html = page(form(allWrong, {}));

  it.each(['username', 'password', 'firstName', 'lastName', 'acceptTerms'] as const)(
    'stand beside %s, and in the summary with a link to it',
    (field) => {
      const texts: Record<string, string> = en.errors[field];
      const message = texts[allWrong[field]!.code]!;
      const input = inputOf(html, field);
      expect(elementOf(html, `${field}-error`)).toBe(message);
      expect(input).toContain('aria-invalid="true"');
      expect(input).toMatch(new RegExp(`aria-describedby="[^"]*\\b${field}-error"`));
      expect(html).toContain(`<li><a href="#${field}">${message}</a></li>`);
    },
  );

  it('are announced, and said in the title', () => {
    expect(html).toContain('role="alert"');
    expect(html).toContain('<title>Error: You are invited – Ville de Test</title>');
  });

  it('give the focus to the first field that is wrong', () => {
    expect(inputOf(html, 'username')).toContain(' autofocus');
    const terms = page(form({ acceptTerms: { code: 'terms_not_accepted' } }, {}));
    expect(inputOf(terms, 'acceptTerms')).toContain(' autofocus');
  });

  it('of the form as a whole give the focus to the summary', () => {
    const whole = page(account({ form: { code: 'account_blocked' } }));
    expect(whole).toMatch(/<div class="summary"[^>]* autofocus>/);
    expect(whole).toContain(`<li>${en.errors.form.account_blocked}</li>`);
    expect(inputOf(whole, 'password')).not.toContain('aria-invalid');
  });

  it('of a field that the page has not are told without a link', () => {
    const stray = page(account({ username: { code: 'username_taken' } }));
    expect(stray).toContain(`<li>${en.errors.username.username_taken}</li>`);
    expect(stray).toMatch(/<div class="summary"[^>]* autofocus>/);
  });

  it('leave fields alone that are right', () => {
    const one = page(form({ username: { code: 'username_taken' } }, {}));
    expect(inputOf(one, 'password')).not.toContain('aria-invalid');
    expect(one).not.toContain('id="password-error"');
  });

  it('fall back on the server’s words, then on our own', () => {
    const errorOf = (code: string, message?: string) =>
      elementOf(page(form({ username: { code, message } }, {}), 'fr'), 'username-error');
    expect(errorOf('brand_new', 'Server says <no>')).toBe('Server says &lt;no&gt;');
    expect(errorOf('brand_new')).toBe(fr.errors.unknown);
    expect(errorOf('constructor', ' ')).toBe(fr.errors.unknown);
  });
});

describe('existing-account', () => {
  it('asks for nothing but the password of the account', () => {
    const html = page(account());
    const names = all(html, /<input id="[^"]*" name="([^"]*)"/g);
    expect(names).toEqual(['password']);
    expect(inputOf(html, 'password')).toContain('autocomplete="current-password"');
    expect(formsOf(html).map(({ hidden }) => hidden.action)).toEqual(['accept', 'decline']);
  });
});

describe('results', () => {
  it('welcome: names the spaces, the address and the way to the site', () => {
    const html = page({
      kind: 'accepted',
      email: 'zoe@example.org',
      spaces: invitation.spaces,
      confirm: false,
    });
    for (const shown of ['Budget 2027', 'Assembly', 'zoe@example.org'])
      expect(html).toContain(shown);
    expect(html).toContain('href="https://site.test/"');
  });

  it('expired: says until when, and offers a new invitation', () => {
    const html = page({ kind: 'expired', key, expiresAt: invitation.expiresAt }, 'es');
    expect(html).toContain('21 de diciembre de 2026');
    expect(formsOf(html).map(({ hidden }) => hidden.action)).toEqual(['resend']);
  });

  it.each(['declined', 'invalid', 'resent', 'too-many', 'unavailable'] as const)(
    '%s: has nothing to send and knows nobody',
    (kind) => {
      const html = page({ kind });
      expect(formsOf(html)).toEqual([]);
      expect(html).not.toContain('<nav');
    },
  );
});

describe('language switch', () => {
  it('leads to the same invitation in the other languages', () => {
    const html = page(form(), 'fr');
    expect(html).toContain('<span aria-current="true">Français</span>');
    for (const other of ['en', 'es']) {
      const href = `/participation/invitation?token=AbC_-123&amp;lang=${other}`;
      expect(html).toContain(`<a href="${href}" lang="${other}" hreflang="${other}">`);
    }
  });
});

describe('what comes from outside', () => {
  const hostile = `"><script>alert('1')</script>&{inviter}`;
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;{inviter}';
  const poisoned: InvitationPreview = {
    ...invitation,
    email: hostile,
    firstName: hostile,
    lastName: hostile,
    suggestedUsername: hostile,
    spaces: [{ title: hostile, slug: hostile }],
    groups: [{ name: hostile, nickname: hostile }],
    inviter: hostile,
    message: hostile,
  };

  it.each([
    ['form', { kind: 'form', key: { name: 'token', value: hostile }, invitation: poisoned }],
    [
      'form with errors',
      {
        kind: 'form',
        key: { name: 'token', value: hostile },
        invitation: poisoned,
        values: { username: hostile, firstName: hostile, lastName: hostile },
        errors: { username: { code: hostile, message: hostile } },
      },
    ],
    [
      'existing-account',
      { kind: 'existing-account', key: { name: 'token', value: hostile }, invitation: poisoned },
    ],
    [
      'accepted',
      { kind: 'accepted', email: hostile, spaces: [{ title: hostile }], confirm: false },
    ],
    [
      'expired',
      { kind: 'expired', key: { name: 'token', value: hostile }, expiresAt: invitation.expiresAt },
    ],
  ] satisfies [string, PageView][])('is escaped in %s', (_name, view) => {
    const html = page(view, 'en', { siteName: hostile, action: hostile });
    expect(html).toContain(escaped);
    expect(html).not.toMatch(/<script|alert\('/);
    expect(all(html, /(<main>)/g)).toHaveLength(1);
  });

  it('makes a link only of http and https', () => {
    const urls = { siteUrl: 'javascript:alert(1)', termsUrl: 'data:text/html,x' };
    for (const [, view] of VIEWS) expect(page(view, 'en', urls)).not.toMatch(/javascript:|data:/);
  });

  it('never brings a tag of its own', () => {
    // What a message may be formatted with, and nothing that acts.
    const FORMATS = ['p', 'br', 'ul', 'li', 'strong', 'em', 'a'];
    const tags = (html: string) =>
      all(html, /<(\/?[a-z!][^\s>]*)/gi).filter((tag) => !FORMATS.includes(tag.replace('/', '')))
        .length;
    const expected = tags(page(form({}, { username: 'x' })));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (message, username) => {
        const view = {
          ...form({}, { username }),
          invitation: { ...invitation, message: `x${message}` },
        };
        return tags(page(view as PageView)) === expected;
      }),
    );
  });
});

describe('contentSecurityPolicy', () => {
  it('allows the style of the page by its hash, and nothing from elsewhere', () => {
    const [style] = all(page(form()), /<style>([\s\S]*?)<\/style>/g);
    const hash = createHash('sha256').update(style!).digest('base64');
    expect(contentSecurityPolicy()).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'none'; form-action 'self'; ` +
        `frame-ancestors 'none'; base-uri 'none'`,
    );
  });

  it('has one style for every view', () => {
    const styles = VIEWS.flatMap(([, view]) => all(page(view), /<style>([\s\S]*?)<\/style>/g));
    expect(styles).toHaveLength(VIEWS.length);
    expect(new Set(styles).size).toBe(1);
  });
});

describe('texts', () => {
  it.each(LOCALES)('of %s have the keys and placeholders of English, none empty', (locale) => {
    expect(keysOf(TEXTS[locale]).sort()).toEqual(keysOf(en).sort());
    expect(JSON.stringify(TEXTS[locale])).not.toContain('""');
  });

  /** Codes that answering an invitation can bring, by the field that they are about. */
  const SHOWN: Record<PageField, string[]> = {
    form: [
      'too_many_requests',
      'account_exists',
      'account_blocked',
      'wrong_account',
      'invalid_input',
    ],
    code: ['required', 'invitation_invalid'],
    email: ['missing_email', 'invalid_email', 'email_taken', 'too_long'],
    username: [
      'required',
      'too_short',
      'too_long',
      'username_taken',
      'forbidden_character',
      'control_character',
      'invalid_input',
    ],
    password: [
      'required',
      'too_short',
      'too_long',
      'invalid_password',
      'wrong_password',
      'invalid_input',
    ],
    firstName: ['too_long', 'forbidden_character', 'control_character', 'invalid_input'],
    lastName: ['too_long', 'forbidden_character', 'control_character', 'invalid_input'],
    acceptTerms: ['required', 'terms_not_accepted', 'invalid_input', 'invalid_choice'],
  };

  it('name only codes that there are', () => {
    const named = PAGE_FIELDS.flatMap((field) => Object.keys(en.errors[field]));
    for (const code of [...named, ...Object.values(SHOWN).flat()])
      expect(ERROR_CODES).toContain(code);
  });

  describe.each(LOCALES)('in %s', (locale) => {
    it.each(PAGE_FIELDS)('say what every code about %s means', (field) => {
      for (const code of SHOWN[field]) {
        const html = page(form({ [field]: { code, message: 'from the server' } }, {}), locale);
        expect(html).not.toContain('from the server');
        expect(html).not.toContain(TEXTS[locale].errors.unknown);
        expect(html).toContain('class="summary"');
      }
    });
  });
});
