import type { Core } from '@strapi/strapi';
import { configOf } from '../shared/config';
import { knexOf, TABLES } from '../shared/tables';

/** What the words of an invitation stand for here: ids by documentId, name and the like. */
export type Directory = {
  /** A role of users-permissions, by type, name or documentId. */
  role(word: string): number | null;
  /** A group, by documentId, name or nickname. */
  group(word: string): number | null;
  /** A space, by slug, title or documentId. */
  space(word: string): number | null;
};

const ROLES = 'up_roles';

/** The role of those who are not signed in, which nobody can be given. */
const NOBODY = 'public';

type Entry = { id: number } & Record<string, string | number | null>;

const comparable = (word: string): string => word.normalize('NFC').trim().toLowerCase();

/**
 * Looks a word up in these columns; one that several have stands for none, so that nobody can name
 * a group of theirs as another one is nicknamed. Ids come first, as nobody chooses them.
 */
const lookup = (entries: Entry[], columns: string[]) => {
  const maps = columns.map((column) => {
    const ids = new Map<string, number | null>();
    for (const entry of entries) {
      const word = comparable(String(entry[column] ?? ''));
      ids.set(word, ids.has(word) && ids.get(word) !== entry.id ? null : entry.id);
    }
    return ids;
  });
  return (word: string): number | null => {
    const wanted = comparable(word);
    if (wanted === '') return null;
    const [byId, ...byWord] = maps;
    if (byId!.has(wanted)) return byId!.get(wanted)!;
    const found = new Set(byWord.flatMap((ids) => (ids.has(wanted) ? [ids.get(wanted)!] : [])));
    return found.size === 1 ? [...found][0]! : null;
  };
};

/** The roles, groups and spaces that invitations can carry at this moment. */
export const readDirectory = async (strapi: Core.Strapi): Promise<Directory> => {
  const knex = knexOf(strapi);
  const roles: Entry[] = await knex(ROLES)
    .whereNot('type', NOBODY)
    .select('id', 'document_id', 'type', 'name');
  const spaces: Entry[] = await knex(TABLES.spaces).select('id', 'document_id', 'slug', 'title');
  const groups: Entry[] = configOf(strapi).groups.enabled
    ? await knex(TABLES.groups).select('id', 'document_id', 'name', 'nickname')
    : [];
  return {
    role: lookup(roles, ['document_id', 'type', 'name']),
    group: lookup(groups, ['document_id', 'name', 'nickname']),
    space: lookup(spaces, ['document_id', 'slug', 'title']),
  };
};
