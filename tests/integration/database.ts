import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type mysql from 'mysql2/promise';

/** A database of one test's own. */
export type TestDatabase = {
  /** How its kind names it: the file, or the database on the server. */
  name: string;
  /** Settings as the playground's config/database.ts reads them. */
  env: Record<string, string>;
  drop(): Promise<unknown>;
};

export type DatabaseKind = 'sqlite' | 'postgres' | 'mariadb';

export const databaseKind = (process.env.TEST_DATABASE ?? 'sqlite') as DatabaseKind;

/**
 * On the server that TEST_DATABASE names; a file in the given folder for SQLite. It is empty, or a
 * copy of another one that nobody is connected to.
 */
export function createDatabase(folder: string, original?: TestDatabase): Promise<TestDatabase> {
  return kind().create(folder, original?.name);
}

/** Of one that has outlived the process which made it. */
export const dropDatabase = (name: string): Promise<unknown> => kind().drop(name);

function kind() {
  const found = kinds[databaseKind];
  if (!found) throw new Error(`TEST_DATABASE must be one of ${Object.keys(kinds).join(', ')}`);
  return found;
}

async function sqlite(folder: string, original?: string): Promise<TestDatabase> {
  const name = path.join(folder, 'data.db');
  if (original) await fs.copyFile(original, name);
  return {
    name,
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: name },
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

async function onPostgres(statement: string) {
  const { Client } = nodeRequire('pg') as { Client: new (options: object) => PostgresClient };
  const server = postgresServer();
  const client = new Client({ ...server, port: Number(server.port), database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const postgresServer = () =>
  settings({
    port: '5432',
    user: process.env.PGUSER ?? 'postgres',
    password: process.env.PGPASSWORD ?? '',
  });

const dropPostgres = (name: string) => onPostgres(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);

async function postgres(_folder: string, original?: string): Promise<TestDatabase> {
  const name = databaseName();
  await onPostgres(`CREATE DATABASE ${name} ${original ? `TEMPLATE ${original}` : ''}`);
  // Tests end processes, not machines: nothing waits for the disk.
  await onPostgres(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  return {
    name,
    env: connection('postgres', postgresServer(), name),
    drop: () => dropPostgres(name),
  };
}

async function onMariaDb(work: (client: mysql.Connection) => Promise<unknown>) {
  const { createConnection } = nodeRequire('mysql2/promise') as typeof mysql;
  const server = mariaDbServer();
  const client = await createConnection({ ...server, port: Number(server.port) });
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const mariaDbServer = () => settings({ port: '3306', user: 'root', password: '' });

const dropMariaDb = (name: string) =>
  onMariaDb((client) => client.query(`DROP DATABASE IF EXISTS ${name}`));

async function mariadb(_folder: string, original?: string): Promise<TestDatabase> {
  const name = databaseName();
  await onMariaDb(async (client) => {
    await client.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    if (original) await copyTables(client, original, name);
  });
  return {
    name,
    env: connection('mysql', mariaDbServer(), name),
    drop: () => dropMariaDb(name),
  };
}

/** MariaDB copies no database. Each table comes as a whole, with its indexes and foreign keys. */
async function copyTables(client: mysql.Connection, from: string, to: string) {
  await client.query(`USE ${to}`);
  await client.query('SET foreign_key_checks = 0');
  const [tables] = await client.query<mysql.RowDataPacket[]>(`SHOW TABLES FROM ${from}`);
  for (const table of tables.flatMap(Object.values) as string[]) {
    const [[made]] = await client.query<mysql.RowDataPacket[]>(
      `SHOW CREATE TABLE ${from}.\`${table}\``,
    );
    await client.query(made!['Create Table']);
    await client.query(`INSERT INTO \`${table}\` SELECT * FROM ${from}.\`${table}\``);
  }
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

const kinds = {
  // Goes with its folder.
  sqlite: { create: sqlite, drop: async () => {} },
  postgres: { create: postgres, drop: dropPostgres },
  mariadb: { create: mariadb, drop: dropMariaDb },
};
