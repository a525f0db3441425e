// How fast a list of 100,000 people gets in, and what others of the site notice of it.
//
// Half of the rows are new addresses, a quarter those of accounts, an eighth duplicates, an eighth
// not valid. Against the Document Service row by row, and against the floor that the database sets:
// the same rows in plain batches. All by turns in one process on one database.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { check, emptyTables, startImportApp } from './imports-app.mjs';
import { importFile } from './imports-client.mjs';
import { bestSize, readRows, write } from './imports-floor.mjs';
import { importRowByRow } from './imports-row-by-row.mjs';
import { accountAddress, accountsOf, outcomesOf, rowsOf, writeCsv } from './imports-rows.mjs';
import { verdict } from './measure.mjs';

const [database] = process.argv.slice(2);
const ROWS = 100_000;
const ROWS_ONE_BY_ONE = 800;
const ROWS_TO_WARM_UP = 1_600;
const ROUNDS = 3;
const RESOLUTION = 10;
const GOALS = { rowByRow: 60, floor: 2, delay: 50 };

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'participation-bench-'));
const app = await startImportApp(database);
const { strapi, space } = app;

try {
  await seedAccounts(accountsOf(ROWS));
  await runImport(ROWS_TO_WARM_UP);
  await runRowByRow(ROWS_TO_WARM_UP / 8);
  const rounds = await runByTurns();
  // Not by turns with the others, which nobody disturbs.
  print(rounds, await runImport(ROWS, { probe: true }));
} finally {
  await app.stop();
  await fs.rm(folder, { recursive: true, force: true });
}

/** One after the other, again and again, so that what slows the machine slows all of them. */
async function runByTurns() {
  const rounds = [];
  let size;
  for (let round = 0; round < ROUNDS; round += 1) {
    const rowByRow = await runRowByRow(ROWS_ONE_BY_ONE);
    const { seconds } = await runImport(ROWS);
    const rows = await readRows(strapi);
    size ??= await bestSize(strapi, rows, database);
    rounds.push({ rowByRow, seconds, floor: await write(strapi, rows, size), size });
  }
  return rounds;
}

async function runImport(count, { probe = false } = {}) {
  await emptyTables(strapi);
  const file = path.join(folder, `people-${count}.csv`);
  await writeCsv(file, count);
  const delays = createDelays();
  const result = await importFile({
    url: app.url,
    token: app.token,
    space,
    file,
    probe,
    onPhase: delays.begin,
  });
  const outcomes = outcomesOf(count);
  const { invited, added } = outcomes;
  await check(strapi, result, outcomes, {
    participants: invited + added,
    invitations: invited,
    deliveries: invited,
  });
  return { ...result, delays: delays.of };
}

/** How late the event loop of this process, which is the server's, is in each part of an import. */
function createDelays() {
  const of = {};
  let current;
  return {
    of,
    begin(phase) {
      current?.disable();
      if (phase === 'done') return;
      current = of[phase] = monitorEventLoopDelay({ resolution: RESOLUTION });
      current.enable();
    },
  };
}

async function runRowByRow(count) {
  await emptyTables(strapi);
  const begun = performance.now();
  const outcomes = await importRowByRow(strapi, space, rowsOf(count));
  const seconds = (performance.now() - begun) / 1_000;
  await check(strapi, { ended: { totals: { rows: count, ...outcomes } } }, outcomesOf(count), {});
  return count / seconds;
}

async function seedAccounts(count) {
  const knex = strapi.db.connection;
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'authenticated' } });
  const now = new Date();
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const accounts = ids.map((id) => ({
    id,
    document_id: `u${String(id).padStart(23, '0')}`,
    username: `member${id}`,
    email: accountAddress(id - 1),
    provider: 'local',
    confirmed: true,
    blocked: false,
    created_at: now,
    updated_at: now,
    published_at: now,
  }));
  await knex.batchInsert('up_users', accounts, 500);
  const roles = ids.map((id) => ({ user_id: id, role_id: role.id }));
  await knex.batchInsert('up_users_role_lnk', roles, 500);
  // It does so by itself after a while, and a site's accounts have been there for long.
  if (database === 'postgres') await knex.raw('ANALYZE up_users');
}

function print(rounds, observed) {
  const of = (valueOf) => median(rounds.map(valueOf));
  const perSecond = ({ seconds }) => ROWS / seconds.total;
  console.log(
    `\n${database}, ${ROWS.toLocaleString('en')} rows of CSV, medians of ${ROUNDS} rounds`,
  );
  line('import', [
    `${of(perSecond).toFixed(0)} rows/s`,
    `${of(({ seconds }) => seconds.total).toFixed(2)} s`,
    `reading ${of(({ seconds }) => seconds.reading).toFixed(2)} s`,
    `applying ${of(({ seconds }) => seconds.applying).toFixed(2)} s`,
  ]);
  const times = of((round) => perSecond(round) / round.rowByRow);
  line('row by row, Document Service', [
    `${of((round) => round.rowByRow).toFixed(0)} rows/s`,
    `ratio ${times.toFixed(1)}`,
    `goal ≥ ${GOALS.rowByRow}${verdict(times >= GOALS.rowByRow)}`,
  ]);
  const overFloor = of((round) => round.seconds.total / round.floor);
  line(`the same rows in plain batches of ${rounds[0].size}`, [
    `${of((round) => round.floor).toFixed(2)} s`,
    `ratio ${overFloor.toFixed(2)}`,
    `goal ≤ ${GOALS.floor}${verdict(overFloor <= GOALS.floor)}`,
  ]);
  for (const [phase, delay] of Object.entries(observed.delays))
    line(`event loop, ${phase}`, late(delay));
  line('GET /api/participation/spaces meanwhile', spread(observed.waits));
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The timer that measures is itself late by its resolution. */
function late(histogram) {
  const ms = (nanoseconds) => nanoseconds / 1e6;
  const own = (nanoseconds) => `${Math.max(0, ms(nanoseconds) - RESOLUTION).toFixed(1)} ms`;
  const p99 = histogram.percentile(99);
  return [
    `p50 ${own(histogram.percentile(50))}`,
    `p99 ${own(p99)}`,
    `max ${own(histogram.max)}`,
    `goal p99 ≤ ${GOALS.delay} ms (it is ${ms(p99).toFixed(1)} with the timer's own ${RESOLUTION})` +
      verdict(ms(p99) - RESOLUTION <= GOALS.delay),
  ];
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return [
    `p50 ${at(0.5).toFixed(1)} ms`,
    `p99 ${at(0.99).toFixed(1)} ms`,
    `max ${at(1).toFixed(1)} ms`,
    `${sorted.length} requests`,
  ];
}

function line(name, figures) {
  console.log([name.padEnd(42), ...figures.map((figure) => figure.padEnd(16))].join(' ').trimEnd());
}
