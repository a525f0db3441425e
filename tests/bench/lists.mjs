// What the lists of participants and of invitations cost with 1,000,000 rows, against 10,000: the
// first page under each sort and filter, and searches, over HTTP.
import { performance } from 'node:perf_hooks';
import { startImportApp } from './imports-app.mjs';
import { growList } from './lists-rows.mjs';
import { verdict } from './measure.mjs';

const [database] = process.argv.slice(2);
const SIZES = [10_000, 1_000_000];
const ROUNDS = 15;
const WARM_UP = 3;
const GOAL = 3;

const app = await startImportApp(database);
const both = (column) => [`sort=${column}:asc`, `sort=${column}:desc`];
const SEARCHES = ['_q=person.1234', '_q=person', '_q=ada 12', '_q=lovelace00012', '_q=nobody'];
const QUERIES = {
  [`/participation/spaces/${app.space}/participants`]: [
    ...['name', 'email', 'invitationSentAt', 'invitationAcceptedAt'].flatMap(both),
    ...['invitationSent', 'invitationAccepted'].flatMap((name) =>
      [true, false].map((value) => `filters[${name}]=${value}`),
    ),
    ...['active', 'invited', 'expired', 'declined', 'revoked'].map(
      (status) => `filters[status]=${status}`,
    ),
    ...SEARCHES,
  ],
  '/participation/invitations': [
    ...['email', 'name', 'status', 'createdAt', 'sentAt', 'remindedAt'].flatMap(both),
    ...['expiresAt', 'acceptedAt'].flatMap(both),
    ...['pending', 'accepted', 'declined', 'expired', 'revoked'].map(
      (status) => `filters[status]=${status}`,
    ),
    ...['address', 'code'].map((kind) => `filters[kind]=${kind}`),
    `filters[space]=${app.space}`,
    ...['queued', 'sending', 'sent', 'failed'].map((status) => `filters[delivery]=${status}`),
    ...SEARCHES,
  ],
};

try {
  const times = [];
  for (const size of SIZES) {
    await growList(app.strapi, database, app.space, size);
    times.push(await measure());
  }
  print(times);
} finally {
  await app.stop();
}

async function measure() {
  const medians = {};
  for (const [path, queries] of Object.entries(QUERIES))
    for (const query of queries) medians[`${path}?${query}`] = await timeOf(`${path}?${query}`);
  return medians;
}

/** Median time of a request in ms. */
async function timeOf(path) {
  const times = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const begun = performance.now();
    const answer = await fetch(`${app.url}${path}`, {
      headers: { authorization: `Bearer ${app.token}` },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
    const time = performance.now() - begun;
    if (round >= 0) times.push(time);
    // What takes seconds is told by a few of them.
    if (time > 2_000 && times.length >= 3) break;
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function print([few, many]) {
  console.log(
    `\n${database}, first page with ${SIZES.map((size) => size.toLocaleString('en')).join(' and ')} rows, medians in ms, goal ≤ ${GOAL}×`,
  );
  for (const [name, time] of Object.entries(many)) {
    const ratio = time / few[name];
    const shown = name.replace(app.space, ':id').replace('/participation', '');
    console.log(
      [
        shown.padEnd(62),
        few[name].toFixed(1).padStart(8),
        time.toFixed(1).padStart(9),
        `${ratio.toFixed(2)}×`.padStart(9),
        verdict(ratio <= GOAL),
      ].join(' '),
    );
  }
}
