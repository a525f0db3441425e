// The two servers of the demo, each a process of its own, and their end.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { playground, root } from '../prepare.mjs';
import { request, until } from './http.mjs';

const HOST = '127.0.0.1';
const folder = path.join(playground, '.tmp');
const children = new Set();
let stopping = false;

/**
 * Strapi on an empty SQLite database, with the panel and the site. `passing`: nobody looks at it
 * later, so it has a database and ports of its own and is in nobody's way.
 */
export async function startStrapi({ smtpPort, log, passing }) {
  const port = await freePort(passing ? 0 : 1337);
  const url = `http://${HOST}:${port}`;
  const child = start('Strapi', ['node_modules/@strapi/strapi/bin/strapi.js', 'start'], {
    cwd: playground,
    log,
    env: {
      HOST,
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: emptyDatabase(passing),
      SMTP_HOST: HOST,
      SMTP_PORT: String(smtpPort),
      SMTP_USERNAME: '',
      LOG_LEVEL: 'warn',
      STARTUP_MESSAGE: 'false',
      STRAPI_TELEMETRY_DISABLED: 'true',
      NODE_ENV: 'development',
    },
  });
  await answers(child, `${url}/_health`, 60_000);
  return { url };
}

/** A mail server with a web page that shows what it got. */
export async function startMailbox({ log, passing }) {
  const smtpPort = await freePort(passing ? 0 : 1025);
  const port = await freePort(passing ? 0 : 1080);
  const url = `http://${HOST}:${port}`;
  const mails = path.join(folder, `mails-${process.pid}`);
  fs.mkdirSync(mails, { recursive: true });
  process.once('exit', () => fs.rmSync(mails, { recursive: true, force: true }));
  const options = ['--ip', HOST, '--web-ip', HOST, '--smtp', smtpPort, '--web', port];
  const child = start(
    'The mailbox',
    ['node_modules/maildev/bin/maildev', ...options, '--mail-directory', mails, '--silent'],
    { cwd: root, log },
  );
  await answers(child, `${url}/healthz`, 20_000);
  return { url, smtpPort };
}

/** Ends what was started, at the latest after a few seconds. */
export async function stopServices() {
  stopping = true;
  const ended = [...children].map(
    (child) => new Promise((resolve) => child.once('exit', resolve) && child.kill('SIGTERM')),
  );
  const patience = setTimeout(killServices, 5_000);
  await Promise.all(ended);
  clearTimeout(patience);
}

/** Fails when one of them ends by itself. */
export function watchServices() {
  return Promise.race([...children].map((child) => child.failure));
}

function killServices() {
  for (const child of children) child.kill('SIGKILL');
}

// Whatever ends the demo ends its servers.
process.once('exit', killServices);

function start(name, [script, ...args], { cwd, env, log }) {
  const child = spawn(process.execPath, [path.join(root, script), ...args.map(String)], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
  });
  children.add(child);
  child.failure = new Promise((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => {
      children.delete(child);
      if (stopping) return;
      reject(new Error(`${name} ended with status ${status}; see playground/.tmp/demo.log`));
    });
  });
  child.failure.catch(() => {});
  return child;
}

function answers(child, url, ms) {
  const healthy = until(`an answer of ${url}`, ms, async () => {
    const answer = await request('GET', url).catch(() => null);
    return answer?.status < 300;
  });
  return Promise.race([healthy, child.failure]);
}

/** The wanted port, or another one where that is taken. */
async function freePort(wanted) {
  return (await listenable(wanted)) ?? (await listenable(0));
}

function listenable(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(null));
    server.listen(port, HOST, () => {
      const { port: found } = server.address();
      server.close(() => resolve(found));
    });
  });
}

/** `.tmp/demo.db`, unless another demo is using it or nobody will look at this one. */
function emptyDatabase(passing) {
  const owner = path.join(folder, 'demo.pid');
  const other = fs.existsSync(owner) && Number(fs.readFileSync(owner, 'utf8'));
  const own = passing || (other && isAlive(other)) ? `demo-${process.pid}.db` : 'demo.db';
  const file = path.join(folder, own);
  removeDatabase(file);
  if (own === 'demo.db') fs.writeFileSync(owner, String(process.pid));
  else process.once('exit', () => removeDatabase(file));
  return file;
}

function removeDatabase(file) {
  for (const end of ['', '-journal', '-wal', '-shm']) fs.rmSync(file + end, { force: true });
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
