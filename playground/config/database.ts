import path from 'node:path';
import type { Core } from '@strapi/strapi';

type Env = Core.Config.Shared.ConfigParams['env'];

const server = (env: Env, port: number) => ({
  host: env('DATABASE_HOST', '127.0.0.1'),
  port: env.int('DATABASE_PORT', port),
  database: env('DATABASE_NAME', 'participation'),
  user: env('DATABASE_USERNAME', 'participation'),
  password: env('DATABASE_PASSWORD', 'participation'),
  ssl: env.bool('DATABASE_SSL', false),
});

const pool = (env: Env) => ({
  min: env.int('DATABASE_POOL_MIN', 2),
  max: env.int('DATABASE_POOL_MAX', 10),
});

const connections = {
  sqlite: (env: Env) => ({
    client: 'sqlite' as const,
    connection: {
      filename: path.resolve(__dirname, '..', '..', env('DATABASE_FILENAME', '.tmp/data.db')),
    },
    useNullAsDefault: true,
  }),
  postgres: (env: Env) => ({
    client: 'postgres' as const,
    connection: { ...server(env, 5432), schema: env('DATABASE_SCHEMA', 'public') },
    pool: pool(env),
  }),
  mysql: (env: Env) => ({
    client: 'mysql' as const,
    connection: server(env, 3306),
    pool: pool(env),
  }),
};

export default ({ env }: Core.Config.Shared.ConfigParams) => {
  const client = env('DATABASE_CLIENT', 'sqlite') as keyof typeof connections;
  return { connection: connections[client](env) };
};
