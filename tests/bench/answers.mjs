// Whether an answer tells, by what it says or by its time, whether there is, or was, an invitation:
// tokens that are used, declined, revoked, replaced or forged against tokens of invitations that never
// were; and registering with what is invited against registering with what is taken.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { startImportApp } from './imports-app.mjs';
import { compare, verdict } from './measure.mjs';

const [database] = process.argv.slice(2);
const ACTIONS = ['preview', 'accept', 'decline'];
const ROUNDS = 400;
const GOAL = 1.5;
const PERSON = { username: 'Some One', password: 'Correct-horse-9', acceptTerms: true };

const app = await startImportApp(database);
app.strapi.config.set('plugin::participation.limits.answer', { points: 1e6, seconds: 60 });
app.strapi.config.set('plugin::users-permissions.ratelimit', { enabled: false });

try {
  console.log(`\n${database}, medians in ms, goal ≤ ${GOAL}× and the same answer`);
  const dead = await deadTokens();
  for (const action of ACTIONS)
    for (const [name, token] of Object.entries(dead))
      await tellApart(
        `${action}: ${name}, unknown`,
        () => answer(action, token),
        () => answer(action, unknownToken()),
      );
  const [invited, taken] = ['invited@example.org', 'taken@example.org'];
  await invite('invited');
  await addAccount(taken);
  await tellApart(
    'register: invited, taken address',
    () => register({ email: invited }),
    () => register({ email: taken }),
  );
  await tellApart(
    'register: invited, taken user name',
    () => register({ username: invited }),
    () => register({ username: taken }),
  );
} finally {
  await app.stop();
}

/** Prints the times of two requests whose answers must not differ. */
async function tellApart(name, one, other) {
  const [first, second] = [await one(), await other()];
  assert(first.status >= 400, `${name}: ${first.status} ${first.text}`);
  assert.deepEqual(first, second, name);
  const { one: ms, other: otherMs, ratio } = await compare(one, other, { rounds: ROUNDS });
  console.log(
    [
      name.padEnd(36),
      ms.toFixed(2).padStart(8),
      otherMs.toFixed(2).padStart(8),
      `${ratio.toFixed(2)}×`.padStart(9),
      verdict(Math.max(ratio, 1 / ratio) <= GOAL),
    ].join(' '),
  );
}

/** One that looks like any other. */
function unknownToken() {
  return randomBytes(32).toString('base64url');
}

async function deadTokens() {
  const { token: used } = await invite('used');
  await succeed('accept', used);
  const { token: declined } = await invite('declined');
  await succeed('decline', declined);
  const { id: revokedId, token: revoked } = await invite('revoked');
  await act('revoke', revokedId);
  const { id: replacedId, token: replaced } = await invite('replaced');
  await act('resend', replacedId);
  const { token: open } = await invite('forged');
  return { used, declined, revoked, replaced, forged: forge(open) };
}

/** The id of an invitation that is open, with a signature that nobody made. */
function forge(token) {
  const id = Buffer.from(token, 'base64url').subarray(0, 16);
  return Buffer.concat([id, randomBytes(16)]).toString('base64url');
}

async function invite(name) {
  const email = `${name}@example.org`;
  await admin('POST', '', { emails: email, send: false });
  const { results } = await admin('GET', `?_q=${email}`);
  const [{ documentId: id }] = results;
  const { token } = await admin('GET', `/${id}/link`);
  return { id, token };
}

async function act(action, id) {
  await admin('POST', '/actions', { action, ids: [id] });
}

async function admin(method, path, body) {
  const response = await request(method, `/participation/invitations${path}`, body, {
    authorization: `Bearer ${app.token}`,
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function addAccount(email) {
  await app.strapi
    .plugin('users-permissions')
    .service('user')
    .add({ username: email, email, password: PERSON.password, provider: 'local', confirmed: true });
}

function answer(action, token) {
  return told(`/api/participation/invitations/${action}`, {
    token,
    ...(action === 'accept' && PERSON),
  });
}

async function succeed(action, token) {
  const { status, text } = await answer(action, token);
  if (status >= 400) throw new Error(`${action}: ${status} ${text}`);
}

/** With a name and an address that nobody has, apart from what is given. */
function register(person) {
  return told('/api/auth/local/register', {
    username: 'Nobody Yet',
    email: 'nobody.yet@example.org',
    password: PERSON.password,
    ...person,
  });
}

/** All of an answer that may tell something. */
async function told(path, body) {
  const response = await request('POST', path, body);
  const { date: _, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, text: await response.text() };
}

function request(method, path, body, headers) {
  return fetch(app.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
}
