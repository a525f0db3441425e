import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { among, isMySql } from './sets';
import { knexOf, TABLES } from './tables';

export const USER = 'plugin::users-permissions.user';

/** An account of users-permissions, as far as access depends on it. */
export type Account = {
  id: number;
  email: string;
  username: string;
  confirmed: boolean;
  blocked: boolean;
};

/** What the site asks of those who register, as users-permissions has it. */
export const registrationRules = async (
  strapi: Core.Strapi,
): Promise<{ default_role: string; email_confirmation: boolean }> =>
  (await strapi
    .store({ type: 'plugin', name: 'users-permissions', key: 'advanced' })
    .get({})) as never;

/** Whether users-permissions has new accounts confirm their address. */
export const needsConfirmation = async (strapi: Core.Strapi): Promise<boolean> =>
  (await registrationRules(strapi)).email_confirmation;

/** Columns by which accounts are looked up in any letter case, and what their indexes are called. */
const LOOKED_UP = {
  email: 'participation_accounts_email',
  username: 'participation_accounts_username',
};

/** How accounts' addresses are stored on MySQL and MariaDB, where it decides about the index. */
const columns = new WeakMap<Core.Strapi, { charset: string; collation: string }>();

/**
 * Has the database find accounts by address and by user name without reading them all.
 * users-permissions has no index on them, and those of old projects are in any letter case. Strapi
 * leaves indexes alone that it does not know.
 */
export const indexAccounts = async (strapi: Core.Strapi): Promise<void> => {
  const knex = knexOf(strapi);
  if (strapi.db.dialect.client !== 'mysql') {
    for (const [name, index] of Object.entries(LOOKED_UP))
      await knex.raw('create index if not exists ?? on ?? (lower(??))', [
        index,
        TABLES.users,
        name,
      ]);
    return;
  }
  const [[column]] = await knex.raw(
    `select character_set_name as charset, collation_name as collation
     from information_schema.columns where table_schema = database() and table_name = ? and column_name = 'email'`,
    [TABLES.users],
  );
  columns.set(strapi, column);
  for (const [name, index] of Object.entries(LOOKED_UP)) {
    const [[found]] = await knex.raw(
      `select 1 from information_schema.statistics where table_schema = database()
       and table_name = ? and column_name = ? and seq_in_index = 1 limit 1`,
      [TABLES.users, name],
    );
    if (!found) await knex.raw('create index ?? on ?? (??)', [index, TABLES.users, name]);
  }
};

/**
 * Narrows a query over accounts to those that may go by one of these names, in any letter case: what
 * it finds is to be compared. MySQL has no index over lower(username), and finds candidates in any
 * letter case by itself.
 */
export const withUserName = (
  knex: Knex,
  query: Knex.QueryBuilder,
  names: string[],
): Knex.QueryBuilder =>
  (isMySql(knex) ? query.whereIn('username', names) : query).where(
    among(knex, 'lower(username)', [...new Set(names.flatMap(lowered))]),
  );

/**
 * What lower() makes of a name as it may be stored. SQLite lowers A to Z alone, so there it depends
 * on the letter case of the others: as given, all small, all capital, or each word begun with one.
 */
const lowered = (name: string): string[] => {
  const small = name.toLowerCase();
  const words = small.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  return [small, ...[name, name.toUpperCase(), words].map(lowerLatin)];
};

const lowerLatin = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Accounts by address; old projects hold addresses in any letter case, and some twice. */
export const createAccounts = (strapi: Core.Strapi) => {
  const isMySql = () => strapi.db.dialect.client === 'mysql';

  // MySQL has no index over lower(email). Its comparison takes É for e as well, so it only finds
  // candidates there.
  const narrow = (query: Knex.QueryBuilder, emails: string[]): Knex.QueryBuilder =>
    isMySql() ? query.whereIn('email', emails) : query;

  const byEmail = (emails: string[], transaction?: Knex.Transaction) =>
    narrow(knexOf(strapi, transaction)(TABLES.users), emails)
      .where(among(knexOf(strapi), 'lower(email)', emails))
      // Of several with one address, the confirmed and oldest is the person's.
      .orderByRaw('case when confirmed then 0 else 1 end, id')
      .select('id', 'email', 'username', 'confirmed', 'blocked');

  return {
    /** The account of an address, a confirmed one before others. */
    async find(email: string, transaction?: Knex.Transaction): Promise<Account | null> {
      // Some databases also give addresses that differ in an accent.
      const account = ((await byEmail([email], transaction)) as Account[]).find(
        (one) => one.email.toLowerCase() === email,
      );
      return account
        ? { ...account, confirmed: Boolean(account.confirmed), blocked: Boolean(account.blocked) }
        : null;
    },

    async documentIdOf(id: number): Promise<string> {
      const account = await knexOf(strapi)(TABLES.users).where({ id }).first('document_id');
      return account?.document_id ?? '';
    },

    /** Ids of the confirmed accounts of these addresses. */
    async confirmed(transaction: Knex.Transaction, emails: string[]): Promise<Map<string, number>> {
      const ids = new Map<string, number>();
      for (const { id, email, confirmed } of await byEmail(emails, transaction)) {
        const key = String(email).toLowerCase();
        if (confirmed && !ids.has(key)) ids.set(key, id);
      }
      return ids;
    },

    /** SQL that joins the confirmed accounts (alias `u`) of an address in `column` of a query. */
    having(column: string): string {
      const stored = columns.get(strapi);
      const candidates = stored
        ? `u.email = convert(${column} using ${stored.charset}) collate ${stored.collation} and `
        : '';
      // Lowering what is lower-case keeps SQLite's index in use, which a bare column is no match for.
      return `${TABLES.users} u on ${candidates}lower(u.email) = lower(${column}) and u.confirmed`;
    },
  };
};
