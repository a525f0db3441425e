import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type mysql from 'mysql2/promise';

/** An empty database of one test's own. */
export type TestDatabase = {
  /** Settings as the playground's config/database.ts reads them. */
  env: Record<string, string>;
  drop(): Promise<void>;
};

const kinds = { sqlite, postgres, mariadb };

export type DatabaseKind = keyof typeof kinds;

export const databaseKind = (process.env.TEST_DATABASE ?? 'sqlite') as DatabaseKind;

/** On the server that TEST_DATABASE names; a file in the given folder for SQLite. */
export function createDatabase(folder: string): Promise<TestDatabase> {
  const create = kinds[databaseKind];
  if (!create) throw new Error(`TEST_DATABASE must be one of ${Object.keys(kinds).join(', ')}`);
  return create(folder);
}

async function sqlite(folder: string): Promise<TestDatabase> {
  return {
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(folder, 'data.db') },
    // Goes with the folder.
    drop: async () => {},
  };
}

/** What we need of `pg`, which brings no types. */
type PostgresClient = {
  connect(): Promise<void>;
  query(statement: string): Promise<unknown>;
  end(): Promise<void>;
};

async function postgres(): Promise<TestDatabase> {
  const server = settings({
    port: '5432',
    user: process.env.PGUSER ?? 'postgres',
    password: process.env.PGPASSWORD ?? '',
  });
  const { Client } = nodeRequire('pg') as { Client: new (options: object) => PostgresClient };
  const execute = async (statement: string) => {
    const client = new Client({ ...server, port: Number(server.port), database: 'postgres' });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const name = databaseName();
  await execute(`CREATE DATABASE ${name}`);
  return {
    env: connection('postgres', server, name),
    drop: () => execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function mariadb(): Promise<TestDatabase> {
  const server = settings({ port: '3306', user: 'root', password: '' });
  const { createConnection } = nodeRequire('mysql2/promise') as typeof mysql;
  const execute = async (statement: string) => {
    const client = await createConnection({ ...server, port: Number(server.port) });
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const name = databaseName();
  await execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return {
    env: connection('mysql', server, name),
    drop: () => execute(`DROP DATABASE IF EXISTS ${name}`),
  };
}

type Server = { host: string; port: string; user: string; password: string };

function settings(defaults: Omit<Server, 'host'>): Server {
  const env = process.env;
  return {
    host: env.TEST_DATABASE_HOST ?? '127.0.0.1',
    port: env.TEST_DATABASE_PORT ?? defaults.port,
    user: env.TEST_DATABASE_USER ?? defaults.user,
    password: env.TEST_DATABASE_PASSWORD ?? defaults.password,
  };
}

const connection = (client: string, server: Server, name: string) => ({
  DATABASE_CLIENT: client,
  DATABASE_HOST: server.host,
  DATABASE_PORT: server.port,
  DATABASE_NAME: name,
  DATABASE_USERNAME: server.user,
  DATABASE_PASSWORD: server.password,
});

const databaseName = () => `participation_test_${process.pid}_${randomBytes(4).toString('hex')}`;
