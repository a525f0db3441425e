import type { Core } from '@strapi/strapi';
import { contentType } from './types';

export type Entry = Record<string, unknown>;

const FILE = 'plugin::upload.file';

/** Calls `visit` with the type of each entry that an entry, as Strapi populates it, is linked to. */
export const eachLink = (
  strapi: Core.Strapi,
  uid: string,
  entry: Entry,
  visit: (target: string, linked: Entry) => void,
): void => {
  for (const [name, attribute] of Object.entries(contentType(strapi, uid).attributes))
    for (const value of entriesIn(entry[name])) {
      const { type, target, component } = attribute;
      if (type === 'component') eachLink(strapi, component!, value, visit);
      else if (type === 'dynamiczone') eachLink(strapi, String(value.__component), value, visit);
      else if (type === 'media') visit(FILE, value);
      else if (type === 'relation') visit(target ?? String(value.__type), value);
    }
};

export const entriesIn = (value: unknown): Entry[] =>
  [value ?? []].flat().filter((entry): entry is Entry => typeof entry === 'object');
