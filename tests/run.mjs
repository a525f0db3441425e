// npm test [-- jest's arguments]       unit and integration tests
// npm run test:e2e [-- …]              browser tests
// node tests/run.mjs PROJECT [-- …]    unit, integration, e2e or chaos alone
// TEST_DATABASE=postgres|mariadb       instead of SQLite
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { prepare, root } from '../playground/prepare.mjs';

const PROJECTS = ['unit', 'integration', 'e2e', 'chaos'];

const [first, ...rest] = process.argv.slice(2);
const named = PROJECTS.includes(first);
const projects = named ? [first] : ['unit', 'integration'];
const options = named ? rest : process.argv.slice(2);

try {
  await prepare({ panel: projects.includes('e2e') });
  // Apps wait for their database and for mails; a browser has processes of its own that do not.
  const workers = `--maxWorkers=${projects.includes('e2e') ? 2 : 3}`;
  // The projects last: this option of jest's takes every word that follows it.
  process.exitCode = jest([workers, ...options, '--selectProjects', ...projects]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function jest(args) {
  const command = path.join(root, 'node_modules/jest/bin/jest.js');
  const run = spawnSync(process.execPath, [command, ...args], { cwd: root, stdio: 'inherit' });
  if (run.error) throw run.error;
  return run.status ?? 1;
}
