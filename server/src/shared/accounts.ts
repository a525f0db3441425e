import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
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

const BATCH = 500;

/** Accounts by address; old projects hold addresses in any letter case, and some twice. */
export const createAccounts = (strapi: Core.Strapi) => {
  const byEmail = (emails: string[], transaction?: Knex.Transaction) =>
    knexOf(
      strapi,
      transaction,
    )(TABLES.users)
      .whereRaw(`lower(email) in (${emails.map(() => '?').join(', ')})`, emails)
      // Of several with one address, the confirmed and oldest is the person's.
      .orderByRaw('case when confirmed then 0 else 1 end, id')
      .select('id', 'email', 'username', 'confirmed', 'blocked');

  return {
    /** The account of an address, a confirmed one before others. */
    async find(email: string): Promise<Account | null> {
      // Some databases also give addresses that differ in an accent.
      const account = (await byEmail([email])).find((one) => one.email.toLowerCase() === email);
      return account
        ? { ...account, confirmed: Boolean(account.confirmed), blocked: Boolean(account.blocked) }
        : null;
    },

    /** Ids of the confirmed accounts of these addresses. */
    async confirmed(transaction: Knex.Transaction, emails: string[]): Promise<Map<string, number>> {
      const ids = new Map<string, number>();
      for (let from = 0; from < emails.length; from += BATCH) {
        const accounts = await byEmail(emails.slice(from, from + BATCH), transaction);
        for (const { id, email, confirmed } of accounts) {
          const key = String(email).toLowerCase();
          if (confirmed && !ids.has(key)) ids.set(key, id);
        }
      }
      return ids;
    },
  };
};
