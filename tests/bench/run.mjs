// npm run bench -- NAME [sqlite|postgres …]
//
// Each benchmark measures two ways of one thing in one process on one database, and prints their
// ratio: figures of different machines or runs are not compared. A goal that is missed fails the run.
import { spawnSync } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from '../../playground/prepare.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));
const BENCHMARKS = [
  'gate',
  'imports',
  'imports-memory',
  'deliveries',
  'lists',
  'groups',
  'answers',
];
const PORTS = { sqlite: null, postgres: 5432 };

const [name, ...named] = process.argv.slice(2);
if (!BENCHMARKS.includes(name)) {
  console.error(`Which one? npm run bench -- ${BENCHMARKS.join(' | ')}`);
  process.exit(1);
}

await prepare();
for (const database of named.length > 0 ? named : Object.keys(PORTS)) {
  if (!(await answers(PORTS[database]))) {
    console.log(`\n${database}: left out, no server answers on 127.0.0.1:${PORTS[database]}`);
    continue;
  }
  const run = spawnSync(process.execPath, [path.join(folder, `${name}.mjs`), database], {
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exitCode = 1;
}

function answers(port) {
  if (port === null) return true;
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}
