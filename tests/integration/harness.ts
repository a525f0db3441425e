import fs from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type * as StrapiPackage from '@strapi/strapi';
import type { Core } from '@strapi/strapi';
import { Client } from './client';
import { createDatabase, databaseKind, type TestDatabase } from './database';
import { Mailbox } from './mailbox';

export type { Answer, Client } from './client';
export { databaseKind } from './database';
export type { Mail, Mailbox } from './mailbox';

export type AppOptions = {
  /** Over the configuration of this plugin, as in config/plugins.ts. */
  participation?: Record<string, unknown>;
  /** Over the configuration of other plugins, by name. */
  plugins?: Record<string, Record<string, unknown>>;
  /** How users-permissions issues tokens. */
  jwtManagement?: 'legacy-support' | 'refresh';
  /** Needs the playground's admin build: `npm run test:e2e` makes it. */
  serveAdminPanel?: boolean;
  logLevel?: 'error' | 'warn' | 'info' | 'debug';
};

export type NewUser = {
  username: string;
  email: string;
  password?: string;
  confirmed?: boolean;
  blocked?: boolean;
};

export type User = { id: number; documentId: string; username: string; email: string };

export type Grant = string | { action: string; subject?: string; properties?: object };

/** A real Strapi with the built plugin, a database of its own and a mail server of its own. */
export type App = {
  strapi: Core.Strapi;
  url: string;
  mailbox: Mailbox;
  /** Nobody in particular. */
  http: Client;
  /** The super administrator. */
  admin: Client;
  adminCredentials: { email: string; password: string };
  /** A new administrator whose one role has these rights and no others. */
  adminWith(grants: Grant[]): Promise<Client>;
  /** An account of the site, made without any mail. */
  registerUser(user: NewUser): Promise<{ user: User; jwt: string }>;
  /** Somebody with this token. */
  as(jwt: string): Client;
  /** Stops and boots again at the same address, with the same database and mailbox. */
  restart(options?: AppOptions): Promise<void>;
  stop(): Promise<void>;
};

const root = path.resolve(__dirname, '../..');
const playground = path.join(root, 'playground');
const distDir = path.join(playground, 'dist');
const adminCredentials = { email: 'super.admin@example.org', password: 'Password123' };
const userPassword = 'Password123';

// Strapi reads the real environment, not the copy that jest gives to each test file.
const realProcess = nodeRequire('node:process') as NodeJS.Process;

let running: App | null = null;

// A file whose tests failed before they could stop it must not take the next file down with it.
afterAll(() => running?.stop());

export async function startApp(options: AppOptions = {}): Promise<App> {
  if (running) throw new Error('One app at a time: stop the other one first.');
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'participation-test-'));
  const database = await createDatabase(folder, await migratedDatabase());
  const mailbox = await Mailbox.open();
  const removeAll = async () => {
    await mailbox.down();
    await database.drop();
    await fs.rm(folder, { recursive: true, force: true });
  };
  try {
    return await createApp({ folder, database, mailbox, options, removeAll });
  } catch (error) {
    await removeAll();
    throw error;
  }
}

/**
 * A database that Strapi has made ready at a first start, for apps to begin with a copy of. To make
 * all tables anew takes many times as long as anything else of a start, and tests nothing more.
 */
const migratedDatabase = () => (keptInWorker.migrated ??= migrate());

async function migrate(): Promise<TestDatabase> {
  // Of the whole run, at the end of which run-teardown.ts removes what is in it.
  const folder = await fs.mkdtemp(path.join(realProcess.env.TEST_RUN_FOLDER!, 'migrated-'));
  const database = await createDatabase(folder);
  await fs.writeFile(path.join(folder, 'name'), database.name);
  const mailbox = await Mailbox.open();
  const instance = await boot({ folder, database, mailbox, options: {} }, 0);
  await instance.stop();
  await mailbox.down();
  return database;
}

type Surroundings = {
  folder: string;
  database: TestDatabase;
  mailbox: Mailbox;
  options: AppOptions;
};

async function createApp({
  removeAll,
  ...surroundings
}: Surroundings & { removeAll(): Promise<void> }): Promise<App> {
  const { mailbox } = surroundings;
  let instance = await boot(surroundings, 0);
  const url = `http://127.0.0.1:${instance.port}`;
  const http = new Client(url);
  const admin = await firstAdmin(http).catch(async (error) => {
    await instance.stop();
    throw error;
  });
  const app: App = {
    get strapi() {
      return instance.strapi;
    },
    url,
    mailbox,
    http,
    admin,
    adminCredentials,
    adminWith: (grants) => adminWith(instance.strapi, http, grants),
    registerUser: (user) => registerUser(instance.strapi, http, user),
    as: (jwt) => new Client(url, jwt),
    async restart(options = surroundings.options) {
      await instance.stop();
      instance = await boot({ ...surroundings, options }, instance.port);
    },
    stop: once(async () => {
      running = null;
      await instance.stop();
      await removeAll();
    }),
  };
  running = app;
  return app;
}

/** The test and the end of its file may both stop the app. */
function once(work: () => Promise<void>) {
  let begun: Promise<void> | undefined;
  return () => (begun ??= work());
}

type Instance = { strapi: Core.Strapi; port: number; stop(): Promise<void> };

async function boot({ folder, database, mailbox, options }: Surroundings, port: number) {
  forgetBuild();
  const restoreEnvironment = setEnvironment({
    ...secrets,
    ...database.env,
    NODE_ENV: 'test',
    ENV_PATH: path.join(folder, '.env'),
    LOG_LEVEL: options.logLevel ?? 'warn',
    STARTUP_MESSAGE: 'false',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(mailbox.port),
    SMTP_USERNAME: 'playground',
    SMTP_PASSWORD: 'secret',
    JWT_MANAGEMENT: options.jwtManagement ?? 'legacy-support',
    STRAPI_TELEMETRY_DISABLED: 'true',
  });
  overridePlugins({ ...options.plugins, participation: options.participation ?? {} });

  const signals = signalListeners();
  const { createStrapi } = nodeRequire('@strapi/strapi') as typeof StrapiPackage;
  const strapi = createStrapi({
    appDir: playground,
    distDir,
    serveAdminPanel: options.serveAdminPanel ?? false,
  });
  const stop = async () => {
    await destroy(strapi, signals);
    restStorages();
    restoreEnvironment();
  };
  try {
    const listening = await listen(strapi, port);
    setAddress(strapi, listening);
    silenceMigrations(strapi);
    await setPublicFolder(strapi, path.join(folder, 'public'));
    await strapi.load();
    // Tests end processes, not machines: nothing waits for the disk.
    if (databaseKind === 'sqlite') await strapi.db.connection.raw('pragma synchronous = off');
    strapi.server.mount();
    return { strapi, port: listening, stop } satisfies Instance;
  } catch (error) {
    await stop().catch(() => {});
    // A Strapi that did not come up does not take its server down.
    strapi.server.httpServer.close();
    throw error;
  }
}

const secrets = {
  APP_KEYS: 'test-key-one,test-key-two',
  ADMIN_JWT_SECRET: 'test-admin-jwt-secret',
  API_TOKEN_SALT: 'test-api-token-salt',
  TRANSFER_TOKEN_SALT: 'test-transfer-token-salt',
  ENCRYPTION_KEY: 'test-encryption-key',
  JWT_SECRET: 'test-jwt-secret',
};

/** The plugin's own modules start afresh with each app, as in a process of its own. */
function forgetBuild() {
  for (const file of Object.keys(nodeRequire.cache)) {
    const isBuild = [path.join(root, 'dist'), distDir].some((dir) =>
      file.startsWith(dir + path.sep),
    );
    if (isBuild) delete nodeRequire.cache[file];
  }
}

function setEnvironment(values: Record<string, string>) {
  const before = Object.keys(values).map((key) => [key, realProcess.env[key]] as const);
  Object.assign(realProcess.env, values);
  return () => {
    for (const [key, value] of before) {
      if (value === undefined) delete realProcess.env[key];
      else realProcess.env[key] = value;
    }
  };
}

type PluginsConfig = Record<string, { config?: Record<string, unknown> }>;

/** Wraps the playground's config/plugins, so that overrides may hold anything, functions too. */
function overridePlugins(overrides: Record<string, Record<string, unknown>>) {
  const file = path.join(distDir, 'config/plugins.js');
  const { merge } = nodeRequire('lodash') as { merge<T>(...objects: unknown[]): T };
  const original = nodeRequire(file).default as (context: unknown) => PluginsConfig;
  const settings = {
    'users-permissions': { ratelimit: { enabled: false } },
    // A connection for each mail, so that what the mail server is told to do holds at once.
    email: { providerOptions: { pool: false } },
    ...overrides,
    // The playground's own names a port, which is another one here.
    participation: merge({ pages: { groupUrl: null } }, overrides.participation),
  };
  const asPlugins = Object.entries(settings).map(([name, config]) => [name, { config }]);
  nodeRequire.cache[file]!.exports = {
    __esModule: true,
    default: (context: unknown) => merge({}, original(context), Object.fromEntries(asPlugins)),
  };
}

/** Before the boot, so that the port is ours from the beginning and mails can name it. */
async function listen(strapi: Core.Strapi, port: number) {
  const { httpServer } = strapi.server;
  // Longer than a test is ever silent, or its next request meets a connection that just closes.
  httpServer.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve));
  return (httpServer.address() as AddressInfo).port;
}

function setAddress(strapi: Core.Strapi, port: number) {
  const url = `http://127.0.0.1:${port}`;
  strapi.config.set('server.host', '127.0.0.1');
  strapi.config.set('server.port', port);
  strapi.config.set('server.url', url);
  strapi.config.set('server.absoluteUrl', url);
  strapi.config.set('admin.url', `${url}/admin`);
  strapi.config.set('admin.absoluteUrl', `${url}/admin`);
  strapi.config.set('admin.rateLimit', { enabled: false });
}

/** On MySQL, knex warns of every table that Strapi makes inside a transaction. */
function silenceMigrations(strapi: Core.Strapi) {
  const warn = (message: string) => {
    if (!/^Transaction was implicitly committed/.test(message)) strapi.log.warn(message);
  };
  strapi.config.set('database.connection.log', { warn });
}

async function setPublicFolder(strapi: Core.Strapi, folder: string) {
  await fs.cp(path.join(playground, 'public'), folder, {
    recursive: true,
    filter: (source) => path.basename(path.dirname(source)) !== 'uploads',
  });
  strapi.config.set('dirs.static.public', folder);
}

async function destroy(strapi: Core.Strapi, signals: SignalListeners) {
  const removeAllListeners = realProcess.removeAllListeners;
  // Strapi takes the process for its own when it ends; here it belongs to jest.
  realProcess.removeAllListeners = () => realProcess;
  try {
    await strapi.destroy();
  } finally {
    realProcess.removeAllListeners = removeAllListeners;
    for (const [signal, before] of signals) {
      for (const listener of realProcess.listeners(signal)) {
        if (!before.includes(listener)) realProcess.off(signal, listener);
      }
    }
  }
}

type SignalListeners = ReturnType<typeof signalListeners>;

const signalListeners = () =>
  (['SIGINT', 'SIGTERM'] as const).map(
    (signal) => [signal, realProcess.listeners(signal)] as const,
  );

async function firstAdmin(http: Client) {
  const person = { firstname: 'Super', lastname: 'Admin', ...adminCredentials };
  const answer = await http.post('/admin/register-admin', person);
  return new Client(http.baseUrl, expectToken(answer.body?.data?.token, answer));
}

let administrators = 0;

async function adminWith(strapi: Core.Strapi, http: Client, grants: Grant[]) {
  administrators += 1;
  const role = await strapi.service('admin::role')!.create!({
    name: `Role ${administrators}`,
    description: 'Made by a test',
  });
  await strapi.service('admin::role')!.assignPermissions!(
    role.id,
    grants.map((grant) => ({
      subject: null,
      properties: {},
      conditions: [],
      ...(typeof grant === 'string' ? { action: grant } : grant),
    })),
  );
  const email = `administrator.${administrators}@example.org`;
  await strapi.service('admin::user')!.create!({
    firstname: 'Test',
    lastname: `Administrator ${administrators}`,
    email,
    password: adminCredentials.password,
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
  const answer = await http.post('/admin/login', { email, password: adminCredentials.password });
  return new Client(http.baseUrl, expectToken(answer.body?.data?.token, answer));
}

async function registerUser(strapi: Core.Strapi, http: Client, person: NewUser) {
  const { password = userPassword, blocked = false, confirmed = true, ...rest } = person;
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'authenticated' } });
  const users = strapi.plugin('users-permissions').service('user');
  const { id, documentId, username, email } = await users.add({
    ...rest,
    email: rest.email.toLowerCase(),
    password,
    confirmed,
    provider: 'local',
    role: role.id,
  });
  const answer = await http.post('/api/auth/local', { identifier: email, password });
  const jwt = expectToken(answer.body?.jwt, answer);
  if (blocked) await users.edit(id, { blocked });
  return { user: { id, documentId, username, email } as User, jwt };
}

function expectToken(token: unknown, answer: { status: number; text: string }) {
  if (typeof token === 'string') return token;
  throw new Error(`No token in the answer: ${answer.status} ${answer.text}`);
}
