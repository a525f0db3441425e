import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { playground } from '../../playground/prepare.mjs';

const require = createRequire(import.meta.url);

/** A Strapi of the playground that listens, on an empty database that goes when it stops. */
export async function startApp(kind) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'participation-bench-'));
  const database = await databases[kind](folder);
  Object.assign(process.env, {
    ...database.env,
    NODE_ENV: 'production',
    ENV_PATH: path.join(folder, '.env'),
    LOG_LEVEL: 'error',
    STARTUP_MESSAGE: 'false',
    STRAPI_TELEMETRY_DISABLED: 'true',
    APP_KEYS: 'bench-key',
    ADMIN_JWT_SECRET: 'bench',
    API_TOKEN_SALT: 'bench',
    TRANSFER_TOKEN_SALT: 'bench',
    ENCRYPTION_KEY: 'bench',
    JWT_SECRET: 'bench',
  });
  const { createStrapi } = require('@strapi/strapi');
  const strapi = createStrapi({
    appDir: playground,
    distDir: path.join(playground, 'dist'),
    serveAdminPanel: false,
  });
  const openQueryBuilder = strapi.db.entityManager.createQueryBuilder;
  await strapi.load();
  strapi.server.mount();
  await new Promise((resolve) => strapi.server.httpServer.listen(0, '127.0.0.1', resolve));
  return {
    strapi,
    url: `http://127.0.0.1:${strapi.server.httpServer.address().port}`,
    /** What Strapi builds its queries with when the plugin is not there. */
    openQueryBuilder,
    async stop() {
      await strapi.destroy();
      await database.drop();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}

const databases = {
  sqlite: async (folder) => ({
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(folder, 'data.db') },
    drop: async () => {},
  }),
  async postgres() {
    const { Client } = require('pg');
    const user = process.env.PGUSER ?? 'postgres';
    const name = `participation_bench_${randomBytes(4).toString('hex')}`;
    const execute = async (statement) => {
      const client = new Client({ host: '127.0.0.1', user, database: 'postgres' });
      await client.connect();
      await client.query(statement);
      await client.end();
    };
    await execute(`CREATE DATABASE ${name}`);
    return {
      env: {
        DATABASE_CLIENT: 'postgres',
        DATABASE_HOST: '127.0.0.1',
        DATABASE_PORT: '5432',
        DATABASE_NAME: name,
        DATABASE_USERNAME: user,
        DATABASE_PASSWORD: process.env.PGPASSWORD ?? '',
      },
      drop: () => execute(`DROP DATABASE ${name} WITH (FORCE)`),
    };
  },
};
