import type { Core } from '@strapi/strapi';

/** Where this server is reached from outside. */
export const publicUrl = (env: Core.Config.Shared.ConfigParams['env']): string =>
  env('PUBLIC_URL', `http://${env('HOST', '127.0.0.1')}:${env.int('PORT', 1337)}`);
