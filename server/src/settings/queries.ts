import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { knexOf } from '../shared/tables';

/** Where `strapi.store({ type: 'plugin', name: 'participation' })` keeps the key `settings`. */
const TABLE = 'strapi_core_store_settings';
const KEY = { key: 'plugin_participation_settings' };

export type Saved = { id: number; value: string };

export const createQueries = (strapi: Core.Strapi) => {
  // Two instances that boot for the first time may each have made one: the older one counts.
  const rows = (transaction?: Knex.Transaction): Knex.QueryBuilder =>
    knexOf(strapi, transaction)(TABLE).where(KEY).orderBy('id').select('id', 'value').limit(1);

  return {
    async find(): Promise<Saved | undefined> {
      const [row] = await rows();
      return row;
    },

    /** Held until the transaction ends, so that of two who save, one comes after the other. */
    async lock(transaction: Knex.Transaction): Promise<Saved | undefined> {
      const [row] = await rows(transaction).forUpdate();
      return row;
    },

    async create(value: string): Promise<void> {
      await knexOf(strapi)(TABLE).insert({ ...KEY, type: 'object', value });
    },

    async update(transaction: Knex.Transaction, id: number, value: string): Promise<void> {
      await knexOf(strapi, transaction)(TABLE).where({ id }).update({ value });
    },
  };
};
