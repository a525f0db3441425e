import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { isMySql, isPostgres } from './sets';

/** SQL and what fills its places, `??` for names and `?` for values. */
export type Sql = { text: string; bindings: (string | number)[] };

export const sql = (text: string, ...bindings: Sql['bindings']): Sql => ({ text, bindings });

/** The rows that a query finds, which each driver gives in another shape. */
export const rowsOf = async <Row>(knex: Knex, query: Sql): Promise<Row[]> => {
  if (isPostgres(knex)) return (await planned(knex, query)).rows;
  const result = await knex.raw(query.text, query.bindings);
  return isMySql(knex) ? result[0] : result;
};

/** PostgreSQL, asked by a plan that is not on its connection, or whose name is taken there. */
const NOT_PREPARED = ['26000', '42P05'];

let prepares = true;

/**
 * Has each connection of PostgreSQL plan a query once, by its name: planning takes longer than a
 * short answer. A pool of connections between us and the database may not stand it.
 */
const planned = async (knex: Knex, { text, bindings }: Sql) => {
  const query = () => knex.raw(text, bindings);
  if (!prepares) return query();
  const name = `participation_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  try {
    return await query().options({ name });
  } catch (error) {
    if (!NOT_PREPARED.includes((error as { code?: string }).code ?? '')) throw error;
    prepares = false;
    return query();
  }
};
