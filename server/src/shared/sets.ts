import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Knex } from 'knex';

/** MySQL or MariaDB. */
export const isMySql = (knex: Knex): boolean => /mysql/.test(String(knex.client.config.client));

export const isPostgres = (knex: Knex): boolean =>
  /^(pg|postgres)/.test(String(knex.client.config.client));

/**
 * Has PostgreSQL look up what belongs to a few rows by indexes until the transaction ends. It would
 * rather read whole tables while they are filled faster than its statistics follow.
 */
export const preferIndexes = async (transaction: Knex.Transaction): Promise<void> => {
  if (isPostgres(transaction))
    await transaction.raw(
      'set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off',
    );
};

/**
 * Has PostgreSQL count tables that are being filled: until its own round has come, it plans as if
 * there were next to nothing in them. The others look for themselves.
 */
const refreshStatistics = async (knex: Knex, tables: string[]): Promise<void> => {
  if (isPostgres(knex)) await knex.raw(`analyze ${tables.map(() => '??').join(', ')}`, tables);
};

/**
 * Gives a function to be told how many rows these tables got so far, which refreshes the database's
 * statistics each time that they have become fourfold.
 */
export const followGrowth = (knex: Knex, tables: string[]) => {
  let next = 0;
  return async (rowsSoFar: number): Promise<void> => {
    if (rowsSoFar < next) return;
    next = 4 * rowsSoFar;
    await refreshStatistics(knex, tables);
  };
};

/**
 * SQL for: `expression` is one of these texts. PostgreSQL and SQLite get them as one value, which
 * spares everybody hundreds of placeholders.
 */
export const among = (knex: Knex, expression: string, values: string[]): Knex.Raw => {
  if (values.length === 0) return knex.raw('1 = 0');
  if (isPostgres(knex)) return knex.raw(`${expression} = any(?)`, [values]);
  if (isMySql(knex))
    return knex.raw(`${expression} in (${values.map(() => '?').join(', ')})`, values);
  return knex.raw(`${expression} in (select value from json_each(?))`, [JSON.stringify(values)]);
};

/** SQL for: the list under `key` of a column of JSON holds the number in another column. */
export const holds = (knex: Knex, json: string, key: string, column: string): string => {
  if (isPostgres(knex)) return `${json}::jsonb -> '${key}' @> to_jsonb(${column})`;
  if (isMySql(knex)) return `json_contains(${json}, cast(${column} as char), '$.${key}')`;
  return `exists (select 1 from json_each(${json}, '$.${key}') as listed where listed.value = ${column})`;
};

/** What a column of new rows holds. */
export type ColumnType = 'text' | 'integer' | 'jsonb';

/**
 * Adds rows to a table. PostgreSQL and SQLite get them as one JSON text, which takes a tenth of the
 * time that thousands of separate values do; MySQL and MariaDB as values, as they read JSON so only
 * since 8.0 and 10.6. Texts must not hold NUL or halves of surrogate pairs.
 */
export const insertRows = async (
  transaction: Knex.Transaction,
  table: string,
  columns: Record<string, ColumnType>,
  rows: Record<string, unknown>[],
): Promise<void> => {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  if (isMySql(transaction)) {
    await transaction(table).insert(
      rows.map((row) =>
        Object.fromEntries(
          names.map((name) => [name, columns[name] === 'jsonb' ? asJson(row[name]) : row[name]]),
        ),
      ),
    );
    return;
  }
  const from = isPostgres(transaction)
    ? `json_to_recordset(?) as j(${names.map((name) => `${name} ${columns[name]}`).join(', ')})`
    : 'json_each(?) as j';
  const values = isPostgres(transaction)
    ? names.map((name) => `j.${name}`)
    : names.map((name) => `json_extract(j.value, '$.${name}')`);
  await transaction.raw(
    `insert into ?? (${names.map(() => '??').join(', ')}) select ${values.join(', ')} from ${from}`,
    [table, ...names, JSON.stringify(rows)],
  );
  await othersTurn();
};

const asJson = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(value);

/**
 * Adds a row for each row of a query, in the query's order, and leaves out those that a unique index
 * over `unique` forbids. `values` are what the columns hold: a value for all rows, or raw SQL over
 * the query's columns. Gives how many were added.
 */
export const insertFrom = async (
  transaction: Knex.Transaction,
  table: string,
  values: Record<string, Knex.Value | Knex.Raw>,
  from: Knex.QueryBuilder,
  unique: string[],
): Promise<number> => {
  const columns = Object.keys(values);
  const { sql, bindings } = from
    .clone()
    .select(Object.values(values).map((value) => asRaw(transaction, value)))
    .toSQL();
  const names = transaction.raw(columns.map(() => '??').join(', '), columns).toQuery();
  const ignoring = isMySql(transaction);
  const conflict = transaction.raw(unique.map(() => '??').join(', '), unique).toQuery();
  const result = await transaction.raw(
    `insert ${ignoring ? 'ignore ' : ''}into ${transaction.raw('??', [table]).toQuery()} (${names})
     ${sql}${ignoring ? '' : ` on conflict (${conflict}) do nothing`}`,
    bindings as Knex.RawBinding[],
  );
  // SQLite works in this process, and knex goes from one statement to the next without a break.
  await othersTurn();
  return added(result);
};

/** Rows of one statement of knex, of which SQLite takes 500 at most. */
const PLAIN_BATCH = 200;

/** Adds these rows, and leaves out those that a unique index over `unique` forbids. */
export const insertUnlessThere = async (
  transaction: Knex.Transaction,
  table: string,
  rows: Record<string, unknown>[],
  unique: string[],
): Promise<void> => {
  for (let from = 0; from < rows.length; from += PLAIN_BATCH)
    await transaction(table)
      .insert(rows.slice(from, from + PLAIN_BATCH))
      .onConflict(unique)
      .ignore();
};

/** The rows that an insert in plain SQL added, as each driver tells. */
const added = (result: unknown): number => {
  const told = (Array.isArray(result) ? result[0] : result) as {
    rowCount?: number;
    affectedRows?: number;
    changes?: number;
  };
  return told.rowCount ?? told.affectedRows ?? told.changes ?? 0;
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
): Knex.QueryBuilder => (isMySql(transaction) ? query.forShare() : query);

/** SQL that joins texts. */
export const concat = (transaction: Knex.Transaction, ...parts: string[]): string =>
  isMySql(transaction) ? `concat(${parts.join(', ')})` : parts.join(' || ');
