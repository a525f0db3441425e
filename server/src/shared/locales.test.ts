import fc from 'fast-check';
import { acceptedLocales, formatDay, LOCALES, pickLocale } from './locales';

describe('pickLocale', () => {
  it('takes the first candidate we speak, of any region and letter case', () => {
    expect(pickLocale(['fr-CA'], 'en')).toBe('fr');
    expect(pickLocale(['ES'], 'en')).toBe('es');
    expect(pickLocale([' es_MX '], 'en')).toBe('es');
    expect(pickLocale([null, undefined, '', 'de', 'fr', 'es'], 'en')).toBe('fr');
  });

  it('falls back when it speaks none', () => {
    expect(pickLocale([], 'es')).toBe('es');
    expect(pickLocale(['de', 'french', 'constructor'], 'fr')).toBe('fr');
  });

  it('always answers with a locale we have', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string())), (candidates) =>
        LOCALES.includes(pickLocale(candidates, 'en')),
      ),
    );
  });
});

describe('acceptedLocales', () => {
  it('orders by quality, and keeps the order of equals', () => {
    expect(acceptedLocales('en;q=0.5, fr-CA, es;q=0.9, fr;q=0.9')).toEqual([
      'fr-CA',
      'es',
      'fr',
      'en',
    ]);
  });

  it('leaves out the wildcard, what is refused and what makes no sense', () => {
    expect(acceptedLocales('*, fr;q=0, es;q=much, en;q=, de;q = 0.1')).toEqual(['de']);
    expect(acceptedLocales('')).toEqual([]);
  });

  it('reads any header', () => {
    fc.assert(
      fc.property(fc.string(), (header) => pickLocale(acceptedLocales(header), 'en') !== undefined),
    );
  });
});

describe('formatDay', () => {
  const date = new Date('2026-12-21T12:00:00Z');

  it.each([
    ['en', '21 December 2026'],
    ['fr', '21 décembre 2026'],
    ['es', '21 de diciembre de 2026'],
  ] as const)('writes the day in %s', (locale, day) => {
    expect(formatDay(date, locale, 'UTC')).toBe(day);
  });

  it('takes the day of the time zone', () => {
    const night = new Date('2026-12-21T23:30:00Z');
    expect(formatDay(night, 'en', 'UTC')).toBe('21 December 2026');
    expect(formatDay(night, 'en', 'Europe/Paris')).toBe('22 December 2026');
  });

  it('writes the first of a month as French does', () => {
    expect(formatDay(new Date('2027-01-01T12:00:00Z'), 'fr', 'UTC')).toBe('1er janvier 2027');
    expect(formatDay(new Date('2027-01-11T12:00:00Z'), 'fr', 'UTC')).toBe('11 janvier 2027');
  });
});
