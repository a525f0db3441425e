import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { Client, type Answer } from '../integration/client';
import { createDatabase, type TestDatabase } from '../integration/database';

/** How long an administrator's browser tries to reach a site. */
const PATIENCE = 60_000;

/** A server process of a site. */
export type Instance = {
  /** Null while it is not there. */
  url: string | null;
  start(): Promise<void>;
  /** As when the power fails: nothing is finished, nobody is told. */
  kill(): Promise<void>;
};

/** A site with as many servers as are started, on one machine and one database. */
export class Site {
  private readonly instances: Instance[] = [];
  private token: string | null = null;

  private constructor(
    private readonly folder: string,
    private readonly database: TestDatabase,
    readonly knex: Knex,
  ) {}

  static async open(): Promise<Site> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'participation-chaos-'));
    await fs.mkdir(path.join(folder, 'tmp'));
    const database = await createDatabase(folder);
    return new Site(folder, database, connect(database));
  }

  /** One more server. */
  async addInstance(): Promise<Instance> {
    const instance = createInstance(() => this.boot());
    this.instances.push(instance);
    await instance.start();
    this.token ??= await this.registerAdmin();
    return instance;
  }

  /** Asks a server on behalf of the administrator; again, and another one, when it is dead. */
  async ask(
    request: (client: Client) => Promise<Answer>,
    first: Instance = this.instances[0]!,
  ): Promise<Answer> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const url = [first, ...this.instances].find((instance) => instance.url)?.url;
      try {
        if (url) return await request(new Client(url, this.token));
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      if (Date.now() > deadline) throw new Error('No server of the site answers.');
      await sleep(25);
    }
  }

  /** Files that its servers have left on their disk. */
  async leftFiles(): Promise<string[]> {
    const found = await fs.readdir(this.tmp, { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.path, entry.name));
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.kill()));
    await this.knex.destroy();
    await this.database.drop();
    await fs.rm(this.folder, { recursive: true, force: true });
  }

  private get tmp() {
    return path.join(this.folder, 'tmp');
  }

  private boot(): ChildProcess {
    return fork(path.join(__dirname, 'server.mjs'), [], {
      execArgv: [],
      env: { ...process.env, ...SECRETS, ...this.database.env, ...this.surroundings() },
    });
  }

  private surroundings() {
    return {
      NODE_ENV: 'production',
      ENV_PATH: path.join(this.folder, '.env'),
      TMPDIR: this.tmp,
      LOG_LEVEL: 'error',
      STARTUP_MESSAGE: 'false',
      STRAPI_TELEMETRY_DISABLED: 'true',
    };
  }

  private async registerAdmin(): Promise<string> {
    const answer = await this.ask((client) =>
      client.post('/admin/register-admin', {
        firstname: 'Super',
        lastname: 'Admin',
        email: 'super.admin@example.org',
        password: 'Password123',
      }),
    );
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body.data.token;
  }
}

const SECRETS = {
  APP_KEYS: 'chaos-key',
  ADMIN_JWT_SECRET: 'chaos',
  API_TOKEN_SALT: 'chaos',
  TRANSFER_TOKEN_SALT: 'chaos',
  ENCRYPTION_KEY: 'chaos',
  JWT_SECRET: 'chaos',
};

const createInstance = (boot: () => ChildProcess): Instance => {
  let child: ChildProcess | null = null;
  return {
    url: null,
    async start() {
      child = boot();
      const ended = once(child, 'exit').then(() => {
        throw new Error('The server ended by itself.');
      });
      const [{ url }] = await Promise.race([once(child, 'message'), ended]);
      // From now on, its end is what a test wants.
      ended.catch(() => {});
      this.url = url;
    },
    async kill() {
      this.url = null;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
};

/** To look at the tables without any server. */
const connect = ({ env }: TestDatabase): Knex => {
  const { knex } = nodeRequire('knex') as { knex: (config: Knex.Config) => Knex };
  if (env.DATABASE_CLIENT === 'sqlite')
    return knex({
      client: 'better-sqlite3',
      connection: { filename: env.DATABASE_FILENAME! },
      useNullAsDefault: true,
    });
  return knex({
    client: env.DATABASE_CLIENT === 'mysql' ? 'mysql2' : 'pg',
    connection: {
      host: env.DATABASE_HOST,
      port: Number(env.DATABASE_PORT),
      user: env.DATABASE_USERNAME,
      password: env.DATABASE_PASSWORD,
      database: env.DATABASE_NAME,
    },
  });
};
