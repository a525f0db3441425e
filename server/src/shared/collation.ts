import type { Core } from '@strapi/strapi';
import { knexOf, TABLES } from './tables';

/** Columns that hold addresses. */
const ADDRESSES: [table: string, column: string][] = [
  [TABLES.participants, 'email'],
  [TABLES.invitations, 'email'],
  [TABLES.invitations, 'open_email'],
  [TABLES.importRows, 'email'],
];

/**
 * MySQL and MariaDB take é for e when they compare, by their default collation. Two addresses that
 * differ in an accent are two people, so these columns compare byte by byte.
 */
export const compareAddressesExactly = async (strapi: Core.Strapi): Promise<void> => {
  if (strapi.db.dialect.client !== 'mysql') return;
  const knex = knexOf(strapi);
  for (const [table, column] of ADDRESSES) {
    const [[found]] = await knex.raw(
      `select collation_name as collation from information_schema.columns
       where table_schema = database() and table_name = ? and column_name = ?`,
      [table, column],
    );
    if (found && !String(found.collation).endsWith('_bin'))
      await knex.raw(
        'alter table ?? modify ?? varchar(255) character set utf8mb4 collate utf8mb4_bin',
        [table, column],
      );
  }
};
