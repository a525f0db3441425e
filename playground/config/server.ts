import type { Core } from '@strapi/strapi';
import { publicUrl } from '../src/public-url';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Server => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  // Links in mails begin with this: where the site is reached from outside.
  url: publicUrl(env),
  app: { keys: env.array('APP_KEYS')! },
  logger: {
    config: { level: env('LOG_LEVEL', 'http') },
    startup: { enabled: env.bool('STARTUP_MESSAGE', true) },
    updates: { enabled: false },
  },
});
