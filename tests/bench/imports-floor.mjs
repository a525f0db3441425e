// The floor: the rows that an import left behind, put back by plain batches of knex. No program that
// writes the same rows through the same driver has less to do.
import { performance } from 'node:perf_hooks';
import { emptyTables, tablesOf } from './imports-app.mjs';

/** Rows of a batch, each in a transaction of its own. Of knex, SQLite takes 500 at most. */
const SIZES = { sqlite: [200, 500], postgres: [200, 500, 1_000, 2_000] };
const TRIAL = 10_000;

/** The rows of each table that an import of people fills, without columns that hold nothing. */
export async function readRows(strapi) {
  const [deliveries, participants, invitations] = tablesOf(strapi);
  const tables = [];
  for (const table of [invitations, participants, deliveries])
    tables.push({ table, rows: filled(await strapi.db.connection(table).orderBy('id')) });
  return tables;
}

function filled(rows) {
  const columns = Object.keys(rows[0]).filter((name) => rows.some((row) => row[name] !== null));
  return rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
}

/** The size of batch that this machine and database take fastest. */
export async function bestSize(strapi, tables, database) {
  const last = tables[0].rows[TRIAL].id;
  const trial = tables.map(({ table, rows }) => ({
    table,
    rows: rows.filter((row) => (row.invitation_id ?? row.id) < last),
  }));
  let best = { seconds: Infinity };
  for (const size of SIZES[database]) {
    const seconds = await write(strapi, trial, size);
    if (seconds < best.seconds) best = { size, seconds };
  }
  return best.size;
}

/** Writes the rows into empty tables; gives the seconds. */
export async function write(strapi, tables, size) {
  await emptyTables(strapi);
  const begun = performance.now();
  for (const { table, rows } of tables)
    for (let from = 0; from < rows.length; from += size) {
      const batch = rows.slice(from, from + size);
      await strapi.db.connection.transaction((transaction) =>
        transaction.batchInsert(table, batch, size),
      );
    }
  return (performance.now() - begun) / 1_000;
}
