import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Scopes } from './scopes';
import { storedRelation } from './types';

/** The relations by which entries name their space themselves: table and column. */
const placesOf = (strapi: Core.Strapi, scopes: Scopes): { table: string; column: string }[] =>
  [...scopes]
    .filter(([, { parent }]) => parent === undefined)
    .map(([uid, { attribute }]) => {
      const { joinColumn, joinTable } = storedRelation(strapi, uid, attribute);
      return joinTable
        ? { table: joinTable.name, column: joinTable.inverseJoinColumn.name }
        : { table: strapi.db.metadata.get(uid).tableName, column: joinColumn!.name };
    });

/** What spaces hold, for when they go. */
export const createHoldings = (strapi: Core.Strapi, scopes: Scopes) => ({
  /** Whether anything belongs to one of these spaces; it stays so until the transaction ends. */
  async holdsAny(spaceIds: number[], transaction: Knex.Transaction): Promise<boolean> {
    for (const { table, column } of placesOf(strapi, scopes))
      if (await transaction(table).whereIn(column, spaceIds).forUpdate().first(column)) return true;
    return false;
  },

  /** Puts all that belongs to these spaces into another one. */
  async move(spaceIds: number[], to: number, transaction: Knex.Transaction): Promise<void> {
    for (const { table, column } of placesOf(strapi, scopes))
      await transaction(table)
        .whereIn(column, spaceIds)
        .update({ [column]: to });
  },
});
