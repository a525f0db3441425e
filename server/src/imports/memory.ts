import type { Core } from '@strapi/strapi';
import type { ImportKind } from '../../../contracts/imports';
import type { Remembered } from './columns';

/** Headings that are remembered of each kind at most; the oldest go first. */
const MOST = 200;

/** What administrators said that columns are used for, by their headings, for the next file. */
export const createMemory = (strapi: Core.Strapi) => {
  const store = (kind: ImportKind) =>
    strapi.store({ type: 'plugin', name: 'participation', key: `import_columns_${kind}` });

  const of = async (kind: ImportKind): Promise<Remembered> =>
    new Map(((await store(kind).get({})) as [string, string | null][] | null) ?? []);

  return {
    of,

    async keep(kind: ImportKind, said: (readonly [string, string | null])[]): Promise<void> {
      const remembered = new Map(await of(kind));
      for (const [heading, field] of said) {
        remembered.delete(heading);
        if (heading !== '') remembered.set(heading, field);
      }
      await store(kind).set({ value: [...remembered].slice(-MOST) });
    },
  };
};
