// The browser of whoever imports, and others of the site meanwhile, in a process of their own: what
// they need of time and memory must not count as the server's. Run by `importFile`, below.
import { fork } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const POLL_EVERY = 250;
const PROBE_EVERY = 50;

/**
 * Imports a file over HTTP in a process of its own: upload, preview, start. Gives the import as it
 * ended and the seconds that each part took. `probe`: somebody asks for the site's spaces all the
 * while; gives how long they waited each time, in ms. `onPhase` hears when a part begins.
 */
export function importFile({ onPhase = () => {}, ...job }) {
  return new Promise((resolve, reject) => {
    const child = fork(here, { execArgv: [] });
    let result = null;
    child.on('message', (message) => {
      if (message.phase) onPhase(message.phase);
      else result = message;
    });
    child.once('error', reject);
    child.once('exit', () => {
      if (result?.seconds) resolve(result);
      else reject(new Error(result?.error ?? 'The client of the import broke off.'));
    });
    child.send(job);
  });
}

async function run(job) {
  const probing = job.probe ? startProbe(job.url) : null;
  const answer = await importWith(createRequest(job), job);
  process.send({ ...answer, waits: (await probing?.stop()) ?? [] });
}

async function importWith(request, { file, space }) {
  const begun = performance.now();
  const phase = (name) => {
    process.send({ phase: name });
    return performance.now();
  };
  phase('reading');
  const { id } = await request('POST', '', await formOf(file, space));
  await until(request, id, 'ready');
  const ready = phase('applying');
  await request('POST', `/${id}/start`, JSON.stringify({ mode: 'add' }));
  const ended = await until(request, id, 'completed');
  const completed = phase('done');
  return {
    ended,
    seconds: {
      reading: (ready - begun) / 1_000,
      applying: (completed - ready) / 1_000,
      total: (completed - begun) / 1_000,
    },
  };
}

async function until(request, id, status) {
  for (;;) {
    const found = await request('GET', `/${id}`);
    if (found.status === status) return found;
    if (found.error) throw new Error(JSON.stringify(found.error));
    await sleep(POLL_EVERY);
  }
}

/** Reads the file as it is sent. */
async function formOf(file, space) {
  const form = new FormData();
  form.append('kind', 'participants');
  form.append('space', space);
  form.append('file', await openAsBlob(file), path.basename(file));
  return form;
}

const createRequest =
  ({ url, token }) =>
  async (method, address, body) => {
    const json = typeof body === 'string' && { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/participation/imports${address}`, {
      method,
      body,
      headers: { authorization: `Bearer ${token}`, ...json },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${answer.status} ${text}`);
    return JSON.parse(text).data;
  };

/** Asks at each tick, whether the answer before is there or not, as people do. */
function startProbe(url) {
  const asked = [];
  const ask = async () => {
    const begun = performance.now();
    const answer = await fetch(`${url}/api/participation/spaces`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    return performance.now() - begun;
  };
  const timer = setInterval(() => asked.push(ask()), PROBE_EVERY);
  return {
    stop() {
      clearInterval(timer);
      return Promise.all(asked);
    },
  };
}

if (process.argv[1] === here)
  process.once('message', (job) =>
    run(job)
      .catch((error) => process.send({ error: error.stack }))
      .finally(() => process.disconnect()),
  );
