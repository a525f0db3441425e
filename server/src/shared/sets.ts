import type { Knex } from 'knex';

/** The kind of database, as knex names its client. */
const dialectOf = (transaction: Knex.Transaction): 'mysql' | 'other' =>
  /mysql/.test(String(transaction.client.config.client)) ? 'mysql' : 'other';

/**
 * Adds a row for each row of a query, in the query's order, and leaves out those that a unique index
 * over `unique` forbids. `values` are what the columns hold: a value for all rows, or raw SQL over
 * the query's columns.
 */
export const insertFrom = async (
  transaction: Knex.Transaction,
  table: string,
  values: Record<string, Knex.Value | Knex.Raw>,
  from: Knex.QueryBuilder,
  unique: string[],
): Promise<void> => {
  const columns = Object.keys(values);
  const { sql, bindings } = from
    .clone()
    .select(Object.values(values).map((value) => asRaw(transaction, value)))
    .toSQL();
  const names = transaction.raw(columns.map(() => '??').join(', '), columns).toQuery();
  const ignoring = dialectOf(transaction) === 'mysql';
  const conflict = transaction.raw(unique.map(() => '??').join(', '), unique).toQuery();
  await transaction.raw(
    `insert ${ignoring ? 'ignore ' : ''}into ${transaction.raw('??', [table]).toQuery()} (${names})
     ${sql}${ignoring ? '' : ` on conflict (${conflict}) do nothing`}`,
    bindings as Knex.RawBinding[],
  );
};

const asRaw = (transaction: Knex.Transaction, value: Knex.Value | Knex.Raw): Knex.Raw =>
  isRaw(value) ? value : transaction.raw('?', [value as Knex.RawBinding]);

const isRaw = (value: unknown): value is Knex.Raw =>
  typeof value === 'object' && value !== null && 'toSQL' in value;

/**
 * Has a query read what is committed by now. MySQL and MariaDB read what was there when the
 * transaction first looked, unless they lock; the others need not be told.
 */
export const latest = (
  transaction: Knex.Transaction,
  query: Knex.QueryBuilder,
): Knex.QueryBuilder => (dialectOf(transaction) === 'mysql' ? query.forShare() : query);

/** SQL that joins texts. */
export const concat = (transaction: Knex.Transaction, ...parts: string[]): string =>
  dialectOf(transaction) === 'mysql' ? `concat(${parts.join(', ')})` : parts.join(' || ');
