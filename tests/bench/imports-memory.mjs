// What a list of 1,000,000 people needs of memory, as CSV and as a workbook: the highest that the
// server's process holds while it imports, less what it holds when it rests. Each format has a
// server of its own; whoever uploads is another process.
import { fork } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importFile } from './imports-client.mjs';
import { outcomesOf, writeCsv } from './imports-rows.mjs';
import { writeWorkbook } from './imports-workbook.mjs';
import { verdict } from './measure.mjs';

const [database] = process.argv.slice(2);
const ROWS = 1_000_000;
const FORMATS = { csv: { write: writeCsv, goal: 200 }, xlsx: { write: writeWorkbook, goal: 300 } };
const SERVER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'imports-server.mjs');

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'participation-bench-'));
try {
  console.log(`\n${database}, memory, ${ROWS.toLocaleString('en')} rows`);
  for (const [format, { write, goal }] of Object.entries(FORMATS)) {
    const file = path.join(folder, `people.${format}`);
    await write(file, ROWS);
    print(format, goal, (await fs.stat(file)).size, await measure(file));
    await fs.rm(file);
  }
} finally {
  await fs.rm(folder, { recursive: true, force: true });
}

async function measure(file) {
  const server = fork(SERVER, [database], { execArgv: ['--expose-gc'] });
  const answers = messagesOf(server);
  try {
    const { seconds, ended } = await importFile({ ...(await answers.next()), file });
    server.send({ result: { ended }, ...expected() });
    return { seconds, ...(await answers.next()) };
  } catch (error) {
    server.kill();
    throw error;
  }
}

/** Nobody has an account here: those who could have one are invited as well. */
function expected() {
  const { invited, added, ...others } = outcomesOf(ROWS);
  const everybody = invited + added;
  return {
    outcomes: { invited: everybody, ...others },
    rows: { participants: everybody, invitations: everybody, deliveries: everybody },
  };
}

/** What a process sends, one after the other; fails when it ends instead. */
function messagesOf(child) {
  const next = () =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('The server ended too early.'));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message);
      });
    });
  return { next };
}

function print(format, goal, size, { idle, peak, seconds }) {
  const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  const figures = [
    `file ${mb(size)}`,
    `idle ${mb(idle)}`,
    `peak ${mb(peak)}`,
    `more ${mb(peak - idle)}`,
    `goal ≤ ${goal} MB${verdict(peak - idle <= goal * 1e6)}`,
    `reading ${seconds.reading.toFixed(0)} s`,
    `applying ${seconds.applying.toFixed(0)} s`,
  ];
  console.log(
    [format.padEnd(6), ...figures.map((figure) => figure.padEnd(15))].join(' ').trimEnd(),
  );
}
