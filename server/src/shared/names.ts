import type { Knex } from 'knex';

/**
 * Until the transaction ends, nobody else gives a name or address to an account or a group: they
 * are unique among both, which no index of the database can be. Held by a row that every project
 * has and nobody holds for anything else.
 */
export const holdNames = async (transaction: Knex.Transaction): Promise<void> => {
  await transaction('strapi_core_store_settings')
    .where('key', 'plugin_users-permissions_advanced')
    .forUpdate()
    .select('id');
};
