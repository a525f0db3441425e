import type { FrameOptions } from '../pages/frame';
import { LOCALES } from '../shared/locales';
import { renderConfirmation, type ConfirmationView } from './confirmation-page';
import { en } from './texts/en';
import { es } from './texts/es';
import { fr } from './texts/fr';

const options: FrameOptions = {
  siteName: 'Ville de Test',
  siteUrl: 'https://site.test/',
  action: '/participation/group-confirmation',
};

const VIEWS: ConfirmationView[] = [
  { kind: 'open', token: 'AbC_-123', group: 'Gardeners' },
  { kind: 'confirmed', group: 'Gardeners', waits: true, before: false },
  { kind: 'confirmed', group: 'Gardeners', waits: false, before: true },
  { kind: 'taken' },
  { kind: 'invalid' },
  { kind: 'too-many' },
  { kind: 'unavailable' },
];

const texts = (value: unknown, path = ''): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, child]) => texts(child, `${path}.${key}`))
    : [`${path}: ${(String(value).match(/\{\w+\}/g) ?? []).sort().join(' ')}`];

describe.each(LOCALES)('in %s', (locale) => {
  it.each(VIEWS.map((view) => [view.kind, view] as const))('%s is a whole page', (_kind, view) => {
    const html = renderConfirmation(view, locale, options);
    expect(html).toContain(`<html lang="${locale}">`);
    expect(html.match(/<h1>[^<]+<\/h1>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|undefined|\[object|>null</i);
    expect(html.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/\{\w+\}/);
  });
});

test('only what can be confirmed has a form and the way to other languages', () => {
  for (const view of VIEWS) {
    const html = renderConfirmation(view, 'fr', options);
    expect(html.includes('<form')).toBe(view.kind === 'open');
    expect(html.includes('?token=AbC_-123&amp;lang=es')).toBe(view.kind === 'open');
  }
});

test('what comes from outside is escaped', () => {
  const hostile = `"><script>alert('1')</script>`;
  for (const view of VIEWS) {
    const poisoned = { ...view, token: hostile, group: hostile } as ConfirmationView;
    const html = renderConfirmation(poisoned, 'en', { ...options, siteName: hostile });
    expect(html).not.toMatch(/<script|alert\('/);
  }
});

test.each([fr, es])('texts have the keys and placeholders of English', (other) => {
  expect(texts(other).sort()).toEqual(texts(en).sort());
});
