import type { Core } from '@strapi/strapi';
import { publicUrl } from '../src/public-url';

export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  participation: {
    enabled: true,
    config: {
      // Mails about a group lead to its page on the site.
      pages: { groupUrl: `${publicUrl(env)}/site/index.html#/groups/{nickname}` },
    },
  },
  graphql: { config: { defaultLimit: 25, maxLimit: 100, depthLimit: 10 } },
  email: {
    config: {
      provider: 'nodemailer',
      providerOptions: {
        host: env('SMTP_HOST', '127.0.0.1'),
        port: env.int('SMTP_PORT', 1025),
        ignoreTLS: true,
        // A few connections that stay open: a list of thousands goes out several times as fast.
        pool: true,
        ...(env('SMTP_USERNAME') && {
          auth: { user: env('SMTP_USERNAME'), pass: env('SMTP_PASSWORD') },
        }),
      },
      settings: {
        defaultFrom: 'Participation <no-reply@example.org>',
        defaultReplyTo: 'Participation <no-reply@example.org>',
      },
    },
  },
  'users-permissions': {
    config: {
      jwtSecret: env('JWT_SECRET'),
      jwtManagement: env('JWT_MANAGEMENT', 'legacy-support'),
    },
  },
});
