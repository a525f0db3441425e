import { randomBytes } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { clock } from './clock';

/** Tables of the plugin and of users-permissions that queries address without the entity layer. */
export const TABLES = {
  spaces: 'participation_spaces',
  participants: 'participation_participants',
  invitations: 'participation_invitations',
  deliveries: 'participation_deliveries',
  imports: 'participation_imports',
  importRows: 'participation_import_rows',
  importParts: 'participation_import_parts',
  groups: 'participation_groups',
  memberships: 'participation_memberships',
  follows: 'participation_follows',
  notices: 'participation_notices',
  /** Which groups open which spaces. */
  spaceGroups: 'participation_spaces_groups_lnk',
  users: 'up_users',
} as const;

/** Inside a transaction everything goes through it: SQLite has one connection only. */
export const knexOf = (strapi: Core.Strapi, transaction?: Knex.Transaction): Knex =>
  transaction ?? (strapi.db.connection as Knex);

/** The columns that Strapi's entity layer fills and a plain insert has to. */
export const entityColumns = () => {
  const now = clock.now();
  return { document_id: documentId(), created_at: now, updated_at: now, published_at: now };
};

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Characters of the time, in ms, in an id: enough until the year 5188. */
const TIME = 9;

/**
 * A documentId in the form of Strapi's (cuid2): 24 characters of a–z and 0–9, a letter first. It
 * begins with the time, so that new ones come together in an index: rows with wholly random ones
 * touch a page of the index each, which is most of what adding many of them costs.
 */
export const documentId = (): string => {
  const time = clock.now().getTime().toString(36).padStart(TIME, '0');
  let id = `p${time}`;
  for (const byte of randomBytes(23 - TIME)) id += DIGITS[byte % 36];
  return id;
};

/** A moment as the drivers give it: text, a number of ms, or a Date. */
export const isoDate = (value: unknown): string | null =>
  value === null || value === undefined ? null : new Date(value as string | number).toISOString();

/** JSON as the drivers give it: parsed already, or text. */
export const jsonOf = <Value>(value: unknown): Value =>
  (typeof value === 'string' ? JSON.parse(value) : value) as Value;

/** The rows that a statement changed, as each driver tells. */
export const changed = (result: unknown): number => Number(result);

/**
 * A condition: one of these columns holds the text, in any letter case. SQLite lowers ASCII only,
 * so the text is looked for as it was typed as well.
 */
export const whereContains = (
  query: Knex.QueryBuilder,
  columns: string[],
  text: string,
): Knex.QueryBuilder => {
  const pattern = `%${text.replace(/[!%_]/g, '!$&')}%`;
  return query.where((either) => {
    for (const column of columns)
      either
        .orWhereRaw(`lower(${column}) like ? escape '!'`, pattern.toLowerCase())
        .orWhereRaw(`${column} like ? escape '!'`, pattern);
  });
};
