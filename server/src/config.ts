import { z } from 'zod';
import { LOCALES } from './shared/locales';

const limit = z.strictObject({
  /** Requests allowed from one IP address … */
  points: z.number().int().positive(),
  /** … within this many seconds. */
  seconds: z.number().int().positive(),
});

const schema = z.strictObject({
  /** Name of the site in mails and pages. Default: the host of Strapi's `server.url`. */
  siteName: z.string().min(1).max(100).nullable(),
  /** Where people sign in and take part; linked from mails and pages. Default: `server.url`. */
  siteUrl: z.url({ protocol: /^https?$/ }).nullable(),
  /** Language of mails and pages when neither invitation nor browser names another. */
  defaultLocale: z.enum(LOCALES),
  /** Time zone (IANA) in which mails and pages name days. */
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as "Europe/Paris"'),
  pages: z
    .strictObject({
      /** Serve the plugin's own acceptance page under `/participation/invitation`. */
      enabled: z.boolean(),
      /** Page of your own site that accepts; the token is added as `#token=…`. */
      acceptUrl: z
        .url({ protocol: /^https?$/ })
        .refine((url) => !url.includes('#'), 'holds a "#" already')
        .nullable(),
      /** Terms that the acceptance page links to. */
      termsUrl: z.url({ protocol: /^https?$/ }).nullable(),
    })
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
    /** Days until an invitation expires. */
    days: z.number().int().min(1).max(365),
    /** Days after the first mail on which who has not answered is reminded, in rising order. */
    reminderDays: z.array(z.number().int().min(1).max(365)).max(5).refine(isRising, 'must rise'),
    /**
     * Days after which what names people is erased from invitations that have come to nothing
     * (declined, expired, revoked); null: never.
     */
    retentionDays: z.number().int().min(1).max(3650).nullable(),
    /** People with an account are given what an invitation carries at once, or are invited too. */
    existingAccounts: z.enum(['add', 'invite']),
    /** Codes of the administrator's roles that an invitation with admin rights gives. */
    adminRoles: z.array(z.string().min(1)).min(1),
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
  deliveries: z.strictObject({
    /** Mails on their way to the mail server at once, per instance. */
    concurrency: z.number().int().min(1).max(100),
    /** Most mails a minute, per instance; null: as many as the mail server takes. */
    perMinute: z.number().int().positive().nullable(),
    /** Wait before the second try, in ms; doubles with each further one, up to an hour. */
    retryDelay: z.number().int().positive(),
    /** Tries before a mail is given up as failed. */
    maxAttempts: z.number().int().positive(),
  }),
  limits: z.strictObject({
    /** Reading spaces. */
    read: limit,
    /** Looking at, accepting and declining invitations, by the API or the page. */
    answer: limit,
    /** Asking for an invitation again. */
    resend: limit,
    /** Trying codes, by the API or the page. */
    code: limit,
  }),
});

export type Config = z.infer<typeof schema>;

const defaults: Config = {
  siteName: null,
  siteUrl: null,
  defaultLocale: 'en',
  timeZone: 'UTC',
  pages: { enabled: true, acceptUrl: null, termsUrl: null },
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
  // Doubling from 5 s, 24 tries reach over half a day of a mail server being away.
  deliveries: { concurrency: 5, perMinute: null, retryDelay: 5_000, maxAttempts: 24 },
  limits: {
    read: { points: 1_200, seconds: 60 },
    answer: { points: 300, seconds: 60 },
    resend: { points: 30, seconds: 600 },
    code: { points: 20, seconds: 600 },
  },
};

function isRising(days: number[]): boolean {
  return days.every((day, index) => index === 0 || day > days[index - 1]!);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Strapi merges the project's `config/plugins` over the defaults, then has the whole checked. */
export default {
  default: defaults,
  validator(config: unknown) {
    const checked = schema.safeParse(config);
    if (checked.success) return;
    const faults = checked.error.issues.map(
      (issue) => `  - ${issue.path.join('.') || 'config'}: ${issue.message}`,
    );
    throw new Error(
      `The configuration of the participation plugin (config/plugins) is not right:\n${faults.join('\n')}`,
    );
  },
};
