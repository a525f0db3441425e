import { en } from './texts/en';
import { es } from './texts/es';
import { fr } from './texts/fr';

const texts = (value: unknown, path = ''): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, child]) => texts(child, `${path}.${key}`))
    : [`${path}: ${(String(value).match(/\{\w+\}/g) ?? []).sort().join(' ')}`];

test.each([fr, es])('texts of all pages have the keys and placeholders of English', (other) => {
  expect(texts(other).sort()).toEqual(texts(en).sort());
});
