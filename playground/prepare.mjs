// Makes a fresh clone ready to run: dependencies, the plugin's build, the playground's build.
// It runs before anything is installed, so it may import nothing but Node itself.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const playground = path.dirname(fileURLToPath(import.meta.url));
export const root = path.dirname(playground);

const plugin = {
  inputs: ['strapi-server.ts', 'strapi-admin.ts', 'server', 'admin', 'contracts', 'package.json'],
  outputs: ['dist/server/index.js', 'dist/admin/index.js'],
};
const compiled = {
  inputs: ['playground/config', 'playground/src', 'playground/tsconfig.json'],
  outputs: ['playground/dist/src/index.js', 'playground/dist/config/server.js'],
};
const panel = {
  inputs: ['dist/admin', 'playground/src/admin', 'playground/config/admin.ts', 'package-lock.json'],
  page: 'playground/dist/build/index.html',
  stamp: 'playground/dist/panel.sha256',
};

/**
 * Installs and builds whatever is missing or out of date, and nothing else.
 * `panel`: the admin panel as well, which tests of the API can do without.
 */
export async function prepare({ panel = false, say = print } = {}) {
  await alone(say, async () => {
    await install(say);
    await buildPlugin(say);
    writeEnvironment(say);
    await compilePlayground(say);
    if (panel) await buildPanel(say);
  });
}

/** The first step of it alone. */
export async function installDependencies({ say = print } = {}) {
  await alone(say, () => install(say));
}

async function alone(say, work) {
  const unlock = await lock(say);
  try {
    await work();
  } finally {
    unlock();
  }
}

async function install(say) {
  if (isInstalled()) return;
  say('Installing dependencies (about three minutes) …');
  await run('npm', ['ci', '--no-audit', '--no-fund'], root);
}

async function buildPlugin(say) {
  if (isFresh(plugin)) return;
  say('Building the plugin …');
  await build(plugin, () => run('npm', ['run', 'build'], root));
}

async function compilePlayground(say) {
  if (isFresh(compiled)) return;
  say('Compiling the playground …');
  fs.rmSync(at('playground/dist/src'), { recursive: true, force: true });
  fs.rmSync(at('playground/dist/config'), { recursive: true, force: true });
  fs.rmSync(at('playground/dist/tsconfig.tsbuildinfo'), { force: true });
  await build(compiled, () =>
    run(process.execPath, [at('node_modules/typescript/bin/tsc'), '--project', playground], root),
  );
}

async function buildPanel(say) {
  // Not by age: most builds of the plugin change the server alone, and this takes a minute.
  const wanted = fingerprint(panel.inputs);
  if (fs.existsSync(at(panel.page)) && read(at(panel.stamp)) === wanted) return;
  say('Building the admin panel of the playground (about a minute) …');
  fs.rmSync(at(panel.stamp), { force: true });
  await run(
    process.execPath,
    [at('node_modules/@strapi/strapi/bin/strapi.js'), 'build'],
    playground,
  );
  fs.writeFileSync(at(panel.stamp), wanted);
}

/** Secrets of this machine, made once and never committed. */
function writeEnvironment(say) {
  const file = path.join(playground, '.env');
  if (fs.existsSync(file)) return;
  say('Writing playground/.env with random secrets …');
  const secret = () => randomBytes(24).toString('base64url');
  const filled = read(path.join(playground, '.env.example')).replace(/change-me(-too)?/g, secret);
  fs.writeFileSync(file, filled, { mode: 0o600 });
}

/** Whether node_modules holds what package-lock.json asks for. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([location, entry]) => {
    const found = present[location];
    if (location === '' || (entry.optional && !found)) return true;
    return found?.version === entry.version && found?.integrity === entry.integrity;
  });
}

function packagesOf(file) {
  return JSON.parse(read(at(file)) ?? '{}').packages ?? {};
}

/** Every output is there and as young as the youngest source. */
function isFresh({ inputs, outputs }) {
  const newest = Math.max(...inputs.flatMap(entries).map(({ changed }) => changed));
  return outputs.every(
    (file) => (fs.statSync(at(file), { throwIfNoEntry: false })?.mtimeMs ?? 0) >= newest,
  );
}

async function build(target, work) {
  const begun = new Date();
  await work();
  // A source saved while the build ran must count as newer than the build.
  for (const file of target.outputs) fs.utimesSync(at(file), begun, begun);
}

/** Files and folders below the given ones; folders too, as they tell that a file was removed. */
function entries(name) {
  const stats = fs.statSync(at(name), { throwIfNoEntry: false });
  if (!stats) return [];
  const self = { name, changed: stats.mtimeMs, isFile: stats.isFile() };
  if (self.isFile) return isSource(name) ? [self] : [];
  const children = fs.readdirSync(at(name)).filter((child) => !IGNORED.has(child));
  return [self, ...children.flatMap((child) => entries(`${name}/${child}`))];
}

const IGNORED = new Set(['node_modules', 'dist', '__tests__']);
const isSource = (name) => !/\.(test\.tsx?|d\.ts|map|md)$/.test(name);

function fingerprint(names) {
  const hash = createHash('sha256');
  for (const { name, isFile } of names.flatMap(entries)) {
    if (isFile)
      hash
        .update(name)
        .update('\0')
        .update(fs.readFileSync(at(name)));
  }
  return hash.digest('hex');
}

/** One preparation at a time on this machine, whoever asked for it: tests, demo, CI. */
async function lock(say) {
  const file = path.join(os.tmpdir(), `participation-${hashOf(root)}.lock`);
  const mine = `${file}.${process.pid}`;
  for (let told = false; ; told = true) {
    try {
      fs.writeFileSync(mine, String(process.pid));
      fs.linkSync(mine, file);
      const unlock = () => fs.rmSync(file, { force: true });
      process.once('exit', unlock);
      return () => {
        process.off('exit', unlock);
        unlock();
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(mine, { force: true });
    }
    if (!isAlive(Number(read(file)))) fs.rmSync(file, { force: true });
    else if (!told) say('Waiting for another preparation to finish …');
    await sleep(200);
  }
}

function isAlive(pid) {
  // Gone since we looked.
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs a command quietly; what it printed is shown only if it fails. */
function run(command, args, cwd) {
  const windows = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell: windows && command === 'npm',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, STRAPI_TELEMETRY_DISABLED: 'true', NODE_ENV: undefined },
    });
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) return resolve();
      const what = [path.basename(command), ...args.map((arg) => path.relative(cwd, arg) || arg)];
      reject(new Error(`${what.join(' ')} failed:\n${output.trim()}`));
    });
  });
}

function print(line) {
  console.log(line);
}

const at = (name) => path.join(root, name);
const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const isMain = process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url);
if (isMain) {
  const flags = process.argv.slice(2);
  const work = flags.includes('--install')
    ? installDependencies()
    : prepare({ panel: flags.includes('--panel') });
  await work.catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
