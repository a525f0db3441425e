// Does the package work as it is published? Packs it, installs the tarball with npm into a copy of
// the playground outside of this repository, boots that and asks it a question or two.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { request, until } from '../playground/demo/http.mjs';
import { playground, prepare, root } from '../playground/prepare.mjs';

const execute = promisify(execFile);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'participation-packed-'));
const project = path.join(folder, 'project');
let server;

process.once('exit', () => {
  server?.kill('SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

try {
  await prepare();
  const tarball = await step('npm pack', pack);
  await step('a project that depends on the tarball', () => copyPlayground(tarball));
  await step('npm install', install);
  await step('its entries resolve, its panel is in it', checkEntries);
  await step('compile the project', compile);
  await step('boot and answer', bootAndAsk);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await stopServer();
}

async function step(what, work) {
  const begun = Date.now();
  try {
    const result = await work();
    console.log(`✓ ${what} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    throw new Error(`✗ ${what}\n${error.stderr || error.stdout || error.stack}`, { cause: error });
  }
}

async function pack() {
  const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], root);
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
  const strays = files.filter(({ path: file }) =>
    /(^|\/)(tests|playground|node_modules)\/|\.test\./.test(file),
  );
  if (strays.length)
    throw new Error(`Not to be published: ${strays.map((f) => f.path).join(', ')}`);
  return path.join(folder, filename);
}

function copyPlayground(tarball) {
  for (const name of ['config', 'src', 'public', 'tsconfig.json', 'favicon.png']) {
    fs.cpSync(path.join(playground, name), path.join(project, name), { recursive: true });
  }
  const manifest = JSON.parse(fs.readFileSync(path.join(playground, 'package.json'), 'utf8'));
  manifest.dependencies['strapi-plugin-participation'] = `file:${tarball}`;
  // What the repository holds its own tree at, this one gets too, and the compiler that a user has.
  const { overrides, devDependencies } = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  manifest.devDependencies = pick(devDependencies, 'typescript', '@types/node');
  manifest.overrides = pick(overrides, 'preferred-pm');
  fs.cpSync(path.join(root, '.npmrc'), path.join(project, '.npmrc'));
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify(manifest, null, 2));
}

async function install() {
  await npm(['install', '--no-audit', '--no-fund', '--prefer-offline'], project);
}

async function checkEntries() {
  const installed = path.join(project, 'node_modules/strapi-plugin-participation');
  if (fs.lstatSync(installed).isSymbolicLink()) throw new Error('Linked instead of installed');
  const code = `
    for (const entry of ['strapi-server', 'strapi-admin', 'package.json'])
      console.log(require.resolve('strapi-plugin-participation/' + entry));
    import('strapi-plugin-participation/strapi-server').then((server) => {
      if (!server.default) throw new Error('The server has no default export as a module');
    });`;
  await execute(process.execPath, ['--eval', code], { cwd: project });
  for (const file of [
    'dist/admin/index.mjs',
    'dist/admin/strapi-admin.d.ts',
    'dist/server/strapi-server.d.ts',
  ]) {
    if (!fs.existsSync(path.join(installed, file))) throw new Error(`${file} is missing`);
  }
}

async function compile() {
  await execute(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: project });
}

async function bootAndAsk() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = path.join(folder, 'strapi.log');
  const out = fs.openSync(log, 'w');
  const secret = 'packed-packed-packed';
  server = spawn(process.execPath, ['node_modules/@strapi/strapi/bin/strapi.js', 'start'], {
    cwd: project,
    stdio: ['ignore', out, out],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      APP_KEYS: secret,
      ADMIN_JWT_SECRET: secret,
      API_TOKEN_SALT: secret,
      TRANSFER_TOKEN_SALT: secret,
      ENCRYPTION_KEY: secret,
      JWT_SECRET: secret,
      STRAPI_TELEMETRY_DISABLED: 'true',
    },
  });
  const ended = new Promise((_resolve, reject) =>
    server.once('exit', () => reject(new Error(`Strapi ended:\n${fs.readFileSync(log, 'utf8')}`))),
  );
  ended.catch(() => {});
  const up = until('Strapi', 60_000, async () => {
    const answer = await request('GET', `${url}/_health`).catch(() => null);
    return answer?.status === 204;
  });
  await Promise.race([up, ended]);
  for (const question of ['/admin/init', '/api/participation/spaces', '/site/index.html']) {
    const { status, body } = await request('GET', url + question);
    if (status !== 200) throw new Error(`${question} answered ${status}: ${JSON.stringify(body)}`);
  }
}

async function stopServer() {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const patience = setTimeout(() => server.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(patience);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function npm(args, cwd) {
  return execute('npm', args, { cwd, maxBuffer: 64 * 1024 * 1024 });
}

function pick(object, ...keys) {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}
