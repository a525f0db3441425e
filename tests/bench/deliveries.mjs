// How fast the worker sends 10,000 invitations, against a bare pool of nodemailer that sends the same
// mails, written beforehand, to the same mail server: by turns in one process on one database.
import { createRequire } from 'node:module';
import net from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startApp } from './app.mjs';
import { openMailbox } from './deliveries-mailbox.mjs';
import { emptyTables } from './imports-app.mjs';
import { verdict } from './measure.mjs';

const [database] = process.argv.slice(2);
const MAILS = 10_000;
const MAILS_TO_WARM_UP = 1_000;
const FEW_MAILS = 2_500;
const ROUNDS = 3;
const SAMPLE_EVERY = 500;
const GOAL = 0.8;

const require = createRequire(import.meta.url);
const nodemailer = createRequire(require.resolve('@strapi/provider-email-nodemailer'))(
  'nodemailer',
);
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

sendAtOnce();
const mailbox = await openMailbox();
process.env.SMTP_PORT = String(mailbox.port);
const app = await startApp(database);
const { strapi } = app;
const knex = strapi.db.connection;
const service = (name) => strapi.plugin('participation').service(name);
const { concurrency } = strapi.config.get('plugin::participation.deliveries');

try {
  const space = await seedSpace();
  await sendByWorker(space, MAILS_TO_WARM_UP);
  const memory = [];
  for (const count of [FEW_MAILS, MAILS]) memory.push(await watchMemory(space, count));
  await sendByPool(await write(space, MAILS_TO_WARM_UP));
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await both(space, round));
  print(rounds, memory);
} finally {
  await app.stop();
  mailbox.close();
}

/**
 * Two processes of one machine wait for each other 40 ms and more at each mail (Nagle's algorithm
 * against delayed acknowledgements), which hides what either way costs. Here neither waits.
 */
function sendAtOnce() {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function connectAtOnce(...options) {
    return connect.apply(this, options).setNoDelay(true);
  };
}

async function both(space, round) {
  const worker = async () => sendByWorker(space, MAILS);
  const pool = async () => sendByPool(await write(space, MAILS));
  const seconds = {};
  const turns = Object.entries({ worker, pool });
  for (const [name, send] of round % 2 === 0 ? turns : turns.reverse())
    seconds[name] = await send();
  return seconds;
}

/** Seconds from the moment that the mails are there until the last one is noted as sent. */
async function sendByWorker(space, count, onBegin = async () => {}) {
  const { arrived } = await mailbox.expect(count);
  await queue(space, count);
  await onBegin();
  const begun = performance.now();
  service('deliveries').worker.kick();
  const duplicates = await arrived;
  while (await unsent()) await sleep(1);
  const seconds = (performance.now() - begun) / 1_000;
  await check(count, duplicates);
  return seconds;
}

function unsent() {
  return knex('participation_deliveries').whereIn('status', ['queued', 'sending']).first('id');
}

async function check(count, duplicates) {
  const sent = await knex('participation_deliveries as d')
    .join('participation_invitations as i', 'i.id', 'd.invitation_id')
    .where('d.status', 'sent')
    .whereNotNull('d.sent_at')
    .whereNotNull('i.sent_at')
    .count({ total: '*' })
    .first();
  if (Number(sent.total) !== count || duplicates > 0)
    throw new Error(`${sent.total} of ${count} were noted as sent, ${duplicates} came twice.`);
}

async function sendByPool(mails) {
  const { arrived } = await mailbox.expect(mails.length);
  const pool = nodemailer.createTransport({
    host: '127.0.0.1',
    port: mailbox.port,
    ignoreTLS: true,
    pool: true,
    maxConnections: concurrency,
  });
  const begun = performance.now();
  await Promise.all(mails.map((mail) => pool.sendMail(mail)));
  const seconds = (performance.now() - begun) / 1_000;
  await arrived;
  pool.close();
  return seconds;
}

/** What the worker would hand to nodemailer, all at once. */
async function write(space, count) {
  // Not for the worker's eyes: it must not send them.
  await queue(space, count, { status: 'cancelled' });
  const rows = await knex('participation_deliveries').orderBy('id');
  const deliveries = rows.map((row) => ({
    ...row,
    invitationId: row.invitation_id,
    messageId: row.message_id,
  }));
  const mails = await service('invitations').mails.invitation.compose(deliveries);
  const { defaultFrom, defaultReplyTo } = strapi.config.get('plugin::email.settings');
  return deliveries.map(({ id, email, messageId }) => ({
    from: defaultFrom,
    replyTo: defaultReplyTo,
    to: email,
    ...mails.get(id),
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }));
}

/** Memory of the process before, while and after so many mails are sent. */
async function watchMemory(space, count) {
  const settled = async () => {
    for (let round = 0; round < 3; round += 1) {
      await sleep(200);
      collectGarbage();
    }
    return process.memoryUsage.rss();
  };
  let start = 0;
  let peak = 0;
  let timer;
  await sendByWorker(space, count, async () => {
    start = await settled();
    timer = setInterval(() => {
      // What only waits to be collected tells nothing about how much is held.
      collectGarbage();
      peak = Math.max(peak, process.memoryUsage.rss());
    }, SAMPLE_EVERY);
  });
  clearInterval(timer);
  return { count, start, peak, end: await settled() };
}

async function seedSpace() {
  const space = await strapi.db.query('plugin::participation.space').create({
    data: {
      title: 'Citizens’ assembly',
      slug: 'assembly',
      kind: 'assembly',
      visibility: 'private',
      published: true,
    },
  });
  return space.id;
}

/** Invitations of so many people and the mails about them, in place of those that were there. */
async function queue(space, count, { status = 'queued' } = {}) {
  await emptyTables(strapi);
  const now = new Date();
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const common = (id) => ({
    document_id: `p${String(id).padStart(23, '0')}`,
    created_at: now,
    updated_at: now,
    published_at: now,
  });
  const person = (id) => ({ email: `person.${id}@example.org` });
  await knex.transaction(async (transaction) => {
    const insert = (table, rowOf) => transaction.batchInsert(table, ids.map(rowOf), 500);
    await insert('participation_invitations', (id) => ({
      ...common(id),
      ...person(id),
      id,
      open_email: person(id).email,
      name: `Person ${id}`,
      status: 'pending',
      public_id: id.toString(16).padStart(32, '0'),
      token_version: 1,
      expires_at: new Date(now.getTime() + 30 * 24 * 3_600_000),
      inviter: 'Super Admin',
    }));
    await insert('participation_participants', (id) => ({
      ...common(id),
      ...person(id),
      id,
      name: `Person ${id}`,
      space_id: space,
      invitation_id: id,
      source: 'import',
    }));
    await insert('participation_deliveries', (id) => ({
      ...common(id),
      ...person(id),
      id,
      kind: 'invitation',
      status,
      invitation_id: id,
      inviter: 'Super Admin',
      bulk: true,
      message_id: `<${common(id).document_id}@example.org>`,
      attempts: 0,
      due_at: now,
    }));
  });
  // It does so by itself after a while.
  if (database === 'postgres') await knex.raw('ANALYZE');
}

function print(rounds, memory) {
  const of = (valueOf) => median(rounds.map(valueOf));
  const rate = (seconds) => `${(MAILS / seconds).toFixed(0)} mails/s`;
  console.log(
    `\n${database}, ${MAILS.toLocaleString('en')} invitations, concurrency ${concurrency}, medians of ${ROUNDS} rounds`,
  );
  line('worker', [rate(of(({ worker }) => worker)), `${of(({ worker }) => worker).toFixed(2)} s`]);
  const ratio = of(({ worker, pool }) => pool / worker);
  line('bare nodemailer pool', [
    rate(of(({ pool }) => pool)),
    `${of(({ pool }) => pool).toFixed(2)} s`,
    `ratio ${ratio.toFixed(2)}`,
    `goal ≥ ${GOAL}${verdict(ratio >= GOAL)}`,
  ]);
  const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  for (const { count, start, peak, end } of memory)
    line(`memory of the process, ${count.toLocaleString('en')} mails`, [
      `start ${mb(start)}`,
      `peak ${mb(peak)}`,
      `end ${mb(end)}`,
    ]);
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function line(name, figures) {
  console.log([name.padEnd(42), ...figures.map((figure) => figure.padEnd(16))].join(' ').trimEnd());
}
