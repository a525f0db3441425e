import { z } from 'zod';
import {
  deliveryFields,
  groupFields,
  invitationFields,
  limitFields,
  mailFields,
  pageFields,
  siteFields,
  templateOverrides,
} from '../../contracts/settings';
import { faultsOf } from './deliveries/template';

/** Everything that `config/plugins` may hold; the panel changes part of it. */
export const configSchema = z.strictObject({
  ...siteFields,
  pages: z
    .strictObject(pageFields)
    .refine(
      ({ enabled, acceptUrl }) => enabled || acceptUrl !== null,
      'invitations lead nowhere: enable the pages or set "acceptUrl"',
    ),
  visibility: z.strictObject({
    /** Names of the API tokens that know and change what is in every published space. */
    tokens: z.array(z.string().min(1)),
    /**
     * Let Strapi emit its events (`entry.create` and the like), and so call webhooks, also about
     * content that not everybody may read.
     */
    privateEvents: z.boolean(),
  }),
  invitations: z.strictObject({
    ...invitationFields,
    /** Further attributes of the user type that a file of invitations may fill in. */
    fields: z.array(z.string().min(1)).max(50),
  }),
  /** Attributes of the user type that hold what accepting an invitation leaves there. */
  profile: z.strictObject({
    firstName: z.string().min(1),
    lastName: z.string().min(1),
    /** Language that the person is written to in. */
    locale: z.string().min(1),
    termsAcceptedAt: z.string().min(1),
    newsletterAcceptedAt: z.string().min(1),
  }),
  imports: z.strictObject({
    /** Largest file, in bytes. */
    maxFileSize: z.number().int().positive(),
    /** Most rows of a file. */
    maxRows: z.number().int().positive(),
    /** Most columns of a file. */
    maxColumns: z.number().int().positive(),
    /** Most characters of a cell. */
    maxCell: z.number().int().positive(),
    /** Files that may wait (parsing, ready or running) at once. */
    maxWaiting: z.number().int().positive(),
  }),
  groups: z.strictObject(groupFields),
  mails: z.strictObject(mailFields),
  deliveries: z.strictObject({
    ...deliveryFields,
    /** Wait before the second try, in ms; doubles with each further one, up to an hour. */
    retryDelay: z.number().int().positive(),
    /** Tries before a mail is given up as failed. */
    maxAttempts: z.number().int().positive(),
  }),
  limits: z.strictObject(limitFields),
  /** Texts of mails in place of the plugin's own, by kind and language. */
  templates: templateOverrides,
});

export type Config = z.infer<typeof configSchema>;

const defaults: Config = {
  siteName: null,
  siteUrl: null,
  defaultLocale: 'en',
  timeZone: 'UTC',
  pages: { enabled: true, acceptUrl: null, termsUrl: null, confirmUrl: null, groupUrl: null },
  visibility: { tokens: [], privateEvents: true },
  invitations: {
    days: 30,
    reminderDays: [3],
    retentionDays: 365,
    existingAccounts: 'add',
    adminRoles: ['strapi-author'],
    fields: [],
  },
  profile: {
    firstName: 'firstName',
    lastName: 'lastName',
    locale: 'preferredLocale',
    termsAcceptedAt: 'termsAcceptedAt',
    newsletterAcceptedAt: 'newsletterAcceptedAt',
  },
  imports: {
    maxFileSize: 50 * 1024 * 1024,
    maxRows: 1_000_000,
    maxColumns: 64,
    maxCell: 4096,
    maxWaiting: 20,
  },
  groups: { enabled: true, authors: 'managers', country: null },
  mails: { from: null, replyTo: null },
  // Doubling from 5 s, 24 tries reach over half a day of a mail server being away.
  deliveries: { concurrency: 5, perMinute: null, retryDelay: 5_000, maxAttempts: 24 },
  limits: {
    read: { points: 1_200, seconds: 60 },
    answer: { points: 300, seconds: 60 },
    resend: { points: 30, seconds: 600 },
    code: { points: 20, seconds: 600 },
    group: { points: 300, seconds: 60 },
  },
  templates: {},
};

/** Strapi merges the project's `config/plugins` over the defaults, then has the whole checked. */
export default {
  default: defaults,
  validator(config: unknown) {
    const checked = configSchema.safeParse(config);
    const issues = checked.success ? faultsOf(checked.data.templates) : checked.error.issues;
    if (issues.length === 0) return;
    const faults = issues.map(
      (issue) => `  - ${issue.path.join('.') || 'config'}: ${issue.message}`,
    );
    throw new Error(
      `The configuration of the participation plugin (config/plugins) is not right:\n${faults.join('\n')}`,
    );
  },
};
