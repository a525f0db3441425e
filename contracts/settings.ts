import { isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';

const LOCALES = ['en', 'fr', 'es'] as const;

/** Names of a mail's editable texts, in the order in which they stand in it. */
const OPENING = ['subject', 'greeting', 'intro'] as const;
const CLOSING = ['button', 'address', 'footer'] as const;

/** The mails that the plugin writes, and the texts of each that can be edited. */
export const MAIL_PARTS = {
  /** To somebody who is invited. */
  invitation: [...OPENING, 'message', 'action', 'lastDay', ...CLOSING],
  /** To somebody with an account, who takes part from now on. */
  added: [...OPENING, 'action', ...CLOSING],
  /** To somebody who was invited and has not answered. */
  reminder: [...OPENING, 'message', 'action', 'lastDay', ...CLOSING],
  /** To somebody who has accepted and is offered an administrator's account. */
  admin_rights: [...OPENING, 'action', ...CLOSING],
  /** To a group's address: confirm it. */
  group_confirmation: [...OPENING, 'action', ...CLOSING],
  /** To administrators who verify groups: one waits for them. */
  group_to_verify: [...OPENING, 'action', ...CLOSING],
  /** To a group: an administrator vouches for it … */
  group_verified: [...OPENING, 'message', 'action', ...CLOSING],
  /** … or does not. */
  group_rejected: [...OPENING, 'message', 'action', ...CLOSING],
  /** To a person: a group asks them to join. */
  group_invited: [...OPENING, 'action', ...CLOSING],
  /** To a group's managers: a person asks to join. */
  group_requested: [...OPENING, 'action', ...CLOSING],
  /** To who had asked: the answer is yes … */
  group_accepted: [...OPENING, 'action', ...CLOSING],
  /** … or no. */
  group_declined: [...OPENING, 'action', ...CLOSING],
  /** To a person: they manage the group now … */
  group_promoted: [...OPENING, 'action', ...CLOSING],
  /** … or no longer. */
  group_demoted: [...OPENING, 'action', ...CLOSING],
  /** To a person: they are no longer in the group. */
  group_removed: [...OPENING, 'action', ...CLOSING],
  /** To a person: the group is theirs now. */
  group_transferred: [...OPENING, 'action', ...CLOSING],
} as const;

export type MailKind = keyof typeof MAIL_PARTS;
export type MailPart<Kind extends MailKind = MailKind> = (typeof MAIL_PARTS)[Kind][number];
export type MailLocale = (typeof LOCALES)[number];

export const MAIL_KINDS = Object.keys(MAIL_PARTS) as MailKind[];

const PEOPLE = ['name', 'inviter', 'site', 'link'] as const;
const SPACES = ['spaces', 'space', 'several', 'what'] as const;

const GROUP = [...PEOPLE, 'group'] as const;

/** What can be filled into the texts of each kind of mail. */
export const MAIL_VARIABLES: { [Kind in MailKind]: readonly string[] } = {
  invitation: [...PEOPLE, ...SPACES, 'lastDay'],
  added: [...PEOPLE, ...SPACES],
  reminder: [...PEOPLE, ...SPACES, 'lastDay'],
  admin_rights: PEOPLE,
  group_confirmation: GROUP,
  group_to_verify: GROUP,
  group_verified: GROUP,
  group_rejected: GROUP,
  group_invited: GROUP,
  group_requested: GROUP,
  group_accepted: GROUP,
  group_declined: GROUP,
  group_promoted: GROUP,
  group_demoted: GROUP,
  group_removed: GROUP,
  group_transferred: GROUP,
};

/** Texts that stand on one line, and those without which a mail makes no sense. */
export const ONE_LINE: readonly MailPart[] = ['subject', 'button'];

const MAX_LINE = 300;
const MAX_TEXT = 5_000;

const part = (name: MailPart) =>
  ONE_LINE.includes(name)
    ? z
        .string()
        .trim()
        .min(1)
        .max(MAX_LINE)
        .regex(/^[^\r\n]*$/)
    : z.string().trim().max(MAX_TEXT);

const textsOf = (kind: MailKind) =>
  z.strictObject(Object.fromEntries(MAIL_PARTS[kind].map((name) => [name, part(name).optional()])));

/** All texts of one mail in one language. */
export type MailTemplate<Kind extends MailKind = MailKind> = { [Part in MailPart<Kind>]: string };
export type MailTemplates = {
  [Kind in MailKind]: { [Locale in MailLocale]: MailTemplate<Kind> };
};
/** Texts in place of the plugin's own; what is left out is the plugin's. */
export type TemplateOverrides = {
  [Kind in MailKind]?: { [Locale in MailLocale]?: Partial<MailTemplate<Kind>> };
};

const perLocale = <Texts extends z.ZodType>(texts: Texts) =>
  z.strictObject({ en: texts.optional(), fr: texts.optional(), es: texts.optional() });

/** Texts in place of the plugin's own, by kind and language. Their syntax is checked elsewhere. */
export const templateOverrides = z.strictObject(
  Object.fromEntries(MAIL_KINDS.map((kind) => [kind, perLocale(textsOf(kind)).optional()])),
) as unknown as z.ZodType<TemplateOverrides>;

const webAddress = z.url({ protocol: /^https?$/ }).max(2_000);

const ADDRESS = z.email().max(254);
// Controls would end a header line; marks of direction let a name dress up as something else.
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const SPECIAL = /[^\p{L}\p{M}\p{N} !#$%&'*+/=?^_`{|}~-]/u;

/** An address, or a name with an address, as a header holds it; null when it is neither. */
const headerOf = (text: string): string | null => {
  if (UNSEEN.test(text)) return null;
  const [, shown, inside] = /^([^<>]*)<([^<>]+)>$/.exec(text) ?? [undefined, '', text];
  const address = inside!.trim();
  if (!ADDRESS.safeParse(address).success) return null;
  const name = shown!.trim().replace(/^"(.*)"$/, '$1');
  if (/["\\]/.test(name)) return null;
  if (name === '') return address;
  return `${SPECIAL.test(name) ? `"${name}"` : name} <${address}>`;
};

/** `anna@example.org` or `Anna <anna@example.org>`. */
const mailbox = z
  .string()
  .trim()
  .max(320)
  .transform((text, context) => {
    const header = headerOf(text);
    if (header === null) {
      context.addIssue({
        code: 'custom',
        params: { code: 'invalid_email' },
        message: 'is not an address such as "Name <name@example.org>"',
      });
      return z.NEVER;
    }
    return header;
  });

const limit = z.strictObject({
  /** Requests allowed from one IP address … */
  points: z.number().int().min(1).max(1_000_000),
  /** … within this many seconds. */
  seconds: z.number().int().min(1).max(86_400),
});

/** Options that the panel can change over the configuration file, by section. */
export const siteFields = {
  /** Name of the site in mails and pages. Default: the host of Strapi's `server.url`. */
  siteName: z.string().trim().min(1).max(100).nullable(),
  /** Where people sign in and take part; linked from mails and pages. Default: `server.url`. */
  siteUrl: webAddress.nullable(),
  /** Language of mails and pages when neither invitation nor browser names another. */
  defaultLocale: z.enum(LOCALES),
  /** Time zone (IANA) in which mails and pages name days. */
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as "Europe/Paris"'),
};

export const pageFields = {
  /** Serve the plugin's own pages: `/participation/invitation`, `/participation/group-confirmation`. */
  enabled: z.boolean(),
  /** Page of your own site that accepts; the token is added as `#token=…`. */
  acceptUrl: webAddress.refine((url) => !url.includes('#'), 'holds a "#" already').nullable(),
  /** Terms that the acceptance page links to. */
  termsUrl: webAddress.nullable(),
  /** Page of your own site that confirms a group's address; the token is added as `#token=…`. */
  confirmUrl: webAddress.refine((url) => !url.includes('#'), 'holds a "#" already').nullable(),
  /** A group's page on your site, with `{nickname}` in the place of its nickname. */
  groupUrl: webAddress
    .refine((url) => url.includes('{nickname}'), 'holds no {nickname}')
    .nullable(),
};

export const invitationFields = {
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
  adminRoles: z.array(z.string().min(1).max(255)).min(1).max(50),
};

export const groupFields = {
  /** Offer groups at all: else their endpoints answer 404, and they open nothing. */
  enabled: z.boolean(),
  /** Who may write content in a group's name. */
  authors: z.enum(['managers', 'members']),
  /**
   * Country (ISO 3166, two letters) by whose rules phone numbers are checked and, for FR, document
   * numbers (SIRET, SIREN, RNA); null: they only hold no dashes or spaces.
   */
  country: z.string().refine(isSupportedCountry, 'is not a country code such as "FR"').nullable(),
};

export const mailFields = {
  /** Sender; null: `defaultFrom` of the email plugin. */
  from: mailbox.nullable(),
  /** Where answers go; null: `defaultReplyTo` of the email plugin. */
  replyTo: mailbox.nullable(),
};

export const deliveryFields = {
  /** Mails on their way to the mail server at once, per instance. */
  concurrency: z.number().int().min(1).max(100),
  /** Most mails a minute, per instance; null: as many as the mail server takes. */
  perMinute: z.number().int().min(1).max(1_000_000).nullable(),
};

export const limitFields = {
  /** Reading spaces, groups and `me`. */
  read: limit,
  /** Looking at, accepting and declining invitations, by the API or the page. */
  answer: limit,
  /** Asking for an invitation again. */
  resend: limit,
  /** Codes and passwords that are wrong, by the API or the page. */
  code: limit,
  /** Making groups, and all that people do in them. */
  group: limit,
};

type Fields<Shape> = { [Field in keyof Shape]: z.output<Shape[Field]> };

/** Everything that can be changed in the panel, with all texts of all mails. */
export type Settings = Fields<typeof siteFields> & {
  pages: Fields<typeof pageFields>;
  invitations: Fields<typeof invitationFields>;
  groups: Fields<typeof groupFields>;
  mails: Fields<typeof mailFields>;
  deliveries: Fields<typeof deliveryFields>;
  limits: Fields<typeof limitFields>;
  templates: MailTemplates;
};

/**
 * Body of `PUT /participation/settings`: what is left out stays as it is; what is given as the
 * configuration file has it follows the file again.
 */
export const settingsInput = z.strictObject({
  /** What the changes are based on; refused if somebody has saved since. */
  version: z.number().int().min(0).optional(),
  ...z.object(siteFields).partial().shape,
  pages: z.strictObject(pageFields).partial().optional(),
  invitations: z.strictObject(invitationFields).partial().optional(),
  groups: z.strictObject(groupFields).partial().optional(),
  mails: z.strictObject(mailFields).partial().optional(),
  deliveries: z.strictObject(deliveryFields).partial().optional(),
  limits: z.strictObject(limitFields).partial().optional(),
  templates: templateOverrides.optional(),
});

export type SettingsInput = z.output<typeof settingsInput>;
/** What a request changes. */
export type SettingsChanges = Omit<SettingsInput, 'version'>;

const trial = (kind: MailKind) =>
  z.strictObject({
    kind: z.literal(kind),
    locale: z.enum(LOCALES),
    /** Texts in place of those in force. */
    template: textsOf(kind).default({}),
    /** Spaces that the invitation carries. */
    spaces: z.number().int().min(0).max(3).default(1),
  });

export type TemplateTrial = {
  kind: MailKind;
  locale: MailLocale;
  template: Partial<Record<MailPart, string>>;
  spaces: number;
};

const [firstKind, ...otherKinds] = MAIL_KINDS;

/** Body of `POST /participation/settings/preview` and `POST /participation/settings/test`. */
export const templateTrial = z.discriminatedUnion('kind', [
  trial(firstKind!),
  ...otherKinds.map(trial),
]) as unknown as z.ZodType<TemplateTrial>;

/** Answer of `GET` and `PUT /participation/settings`. */
export type SettingsAnswer = {
  data: {
    /** Counts the changes; 0: none was ever made. */
    version: number;
    /** What is in force. */
    values: Settings;
    /** What the configuration file says, with the plugin's own texts. */
    defaults: Settings;
    /** Names of the variables that texts of each kind may use. */
    variables: Record<MailKind, readonly string[]>;
    /** Roles of administrators that can be chosen. */
    roles: { code: string; name: string }[];
  };
};

/** A mail filled with made-up values: answer of both trials. */
export type TrialAnswer = { subject: string; html: string; text: string };

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
