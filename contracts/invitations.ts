import { z } from 'zod';
import { equals, pageQuery, sortBy, type Page } from './paging';
import { ADD_OUTCOMES, type DeliveryState } from './participants';

export const INVITATION_STATUSES = [
  'pending',
  'accepted',
  'declined',
  'expired',
  'revoked',
] as const;
export const INVITATION_SORTS = [
  'email',
  'name',
  'status',
  'createdAt',
  'sentAt',
  'remindedAt',
  'expiresAt',
  'acceptedAt',
] as const;
export const DELIVERY_STATUSES = ['queued', 'sending', 'sent', 'failed'] as const;
/** To one address, or to whoever holds its code. */
export const INVITATION_KINDS = ['address', 'code'] as const;
export const INVITE_OUTCOMES = [...ADD_OUTCOMES, 'duplicate', 'invalid'] as const;

export type InvitationStatus = (typeof INVITATION_STATUSES)[number];
export type InvitationKind = (typeof INVITATION_KINDS)[number];
/**
 * What became of one address: `invited`; `added` to what was to be carried, with the account that
 * it has; `already_invited`, with what is carried added to its open invitation;
 * `already_participant`, with an account and everything already; or refused.
 */
export type InviteOutcome = (typeof INVITE_OUTCOMES)[number];

/** Characters of a personal message at most. */
export const MAX_MESSAGE = 5_000;
/** Addresses of one request at most; more come as a file. */
export const MAX_ADDRESSES = 5_000;
/** Codes of one request at most. */
export const MAX_CODES = 1_000;

const locale = z.enum(['en', 'fr', 'es']);

const carried = {
  /** Role of users-permissions on acceptance, by its type, name or documentId; default: theirs. */
  role: z.string().trim().min(1).max(255).nullish(),
  /** Groups by documentId, name or nickname. */
  groups: z.array(z.string().trim().min(1).max(255)).max(100).default([]),
  /** Spaces by documentId, slug or title. */
  spaces: z.array(z.string().trim().min(1).max(255)).max(100).default([]),
};

const lastDay = z.iso.datetime({ offset: true }).nullish();

/** Body of `POST /participation/invitations`. */
export const invitationInput = z.object({
  /** A text as people paste it, or a list of such texts. */
  emails: z.union([z.string().max(1_000_000), z.array(z.string().max(1_000)).max(MAX_ADDRESSES)]),
  ...carried,
  /** Offer an administrator's account too: for senders who may create administrators. */
  admin: z.boolean().default(false),
  locale: locale.nullish(),
  /** Words of the sender, as text: blank lines part paragraphs. */
  message: z.string().trim().max(MAX_MESSAGE).nullish(),
  /** When it expires; default: after the configured days. */
  expiresAt: lastDay,
  /** false: no mail; the links are handed over. */
  send: z.boolean().default(true),
});

/** Body of `POST /participation/invitations/codes`. */
export const codesInput = z.object({
  count: z.number().int().min(1).max(MAX_CODES),
  /** People who may use each code. */
  maxUses: z.number().int().min(1).max(1_000_000).default(1),
  ...carried,
  locale: locale.nullish(),
  expiresAt: lastDay,
  /** What they are for, to find them again. */
  label: z.string().trim().max(255).nullish(),
});

/** Body of `POST /participation/invitations/preview-mail`. */
export const mailPreviewInput = z.object({
  locale,
  message: z.string().trim().max(MAX_MESSAGE).nullish(),
  spaces: carried.spaces,
});

const matching = {
  _q: z.string().trim().max(255).optional(),
  filters: z
    .object({
      kind: equals(z.enum(INVITATION_KINDS).optional()),
      status: equals(z.enum(INVITATION_STATUSES).optional()),
      /** documentId of a space that it carries or carried. */
      space: equals(z.string().max(64).optional()),
      group: equals(z.string().max(64).optional()),
      delivery: equals(z.enum(DELIVERY_STATUSES).optional()),
    })
    .optional(),
};

/** What narrows the list of invitations: search in addresses, names and labels, and filters. */
export const invitationFilters = z.object(matching);

/** Query of `GET /participation/invitations`. */
export const invitationQuery = pageQuery.extend({
  ...matching,
  sort: sortBy(INVITATION_SORTS).default({ column: 'createdAt', direction: 'desc' }),
});

/** Query of `GET /participation/invitations/export`. */
export const invitationExport = invitationFilters.extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  /** Default: the language of the administrator's panel. */
  locale: locale.optional(),
});

/** Body of `POST /participation/invitations/actions`: `ids`, or `all` that match. */
export const invitationAction = z
  .object({
    action: z.enum(['resend', 'revoke', 'delete']),
    ids: z.array(z.string()).min(1).max(1_000).optional(),
    all: z.literal(true).optional(),
    ...matching,
  })
  .refine((body) => (body.ids === undefined) !== (body.all === undefined), {
    path: ['ids'],
    message: 'Give either "ids" or "all": true, not both.',
  });

const token = z.string().trim().min(1).max(200);
const code = z.string().trim().min(1).max(100);

const oneOf = <Body extends { token?: string; code?: string }>(body: Body) =>
  (body.token === undefined) !== (body.code === undefined);
const eitherOr = { path: ['token'], message: 'Give either "token" or "code".' };

/** Body of `POST /api/participation/invitations/preview`. */
export const previewInput = z
  .object({ token: token.optional(), code: code.optional() })
  .refine(oneOf, eitherOr);

/** Body of `POST /api/participation/invitations/decline`. */
export const tokenInput = z.object({ token });

/**
 * Body of `POST /api/participation/invitations/accept`. Signed in, only the token (or code) is
 * needed.
 */
export const acceptInput = z
  .object({
    token: token.optional(),
    code: code.optional(),
    /** With a code, which knows no address. */
    email: z.string().trim().max(320).optional(),
    username: z.string().trim().optional(),
    password: z.string().optional(),
    firstName: z.string().trim().max(255).optional(),
    lastName: z.string().trim().max(255).optional(),
    acceptTerms: z.boolean().optional(),
    newsletter: z.boolean().default(false),
    /** Names the device of the session, in the `refresh` mode of users-permissions. */
    deviceId: z.string().max(255).optional(),
  })
  .refine(oneOf, eitherOr);

/** Body of `POST /api/participation/invitations/resend`. */
export const resendInput = z.object({ email: z.string().trim().min(1).max(320) });

export type InvitationInput = z.infer<typeof invitationInput>;
export type CodesInput = z.infer<typeof codesInput>;
export type MailPreviewInput = z.infer<typeof mailPreviewInput>;
export type InvitationFilters = z.infer<typeof invitationFilters>;
export type InvitationQuery = z.infer<typeof invitationQuery>;
export type InvitationAction = z.infer<typeof invitationAction>;
export type PreviewInput = z.infer<typeof previewInput>;
export type AcceptInput = z.infer<typeof acceptInput>;

/** An invitation as the panel lists it. */
export type Invitation = {
  documentId: string;
  kind: InvitationKind;
  /** Null: a code, or erased after its time. */
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  /** As it stands on a list, or first and last name. */
  name: string | null;
  status: InvitationStatus;
  /** It offers an administrator's account too. */
  admin: boolean;
  role: { documentId: string; name: string } | null;
  locale: string | null;
  groups: { documentId: string; name: string }[];
  spaces: { documentId: string; title: string }[];
  createdAt: string;
  sentAt: string | null;
  remindedAt: string | null;
  expiresAt: string;
  acceptedAt: string | null;
  /** Name of the administrator; null: the site. */
  invitedBy: string | null;
  /** The last mail about it, if there was one. */
  delivery: DeliveryState | null;
  /** Of a code: what it is for, and how often it was and may be used. */
  label: string | null;
  uses: number;
  maxUses: number | null;
};

export const HISTORY_EVENTS = [
  'created',
  'queued',
  'sent',
  'failed',
  'opened',
  'reminded',
  'renewed',
  'link_shown',
  'accepted',
  'declined',
  'expired',
  'revoked',
] as const;

/** Something that happened to an invitation. */
export type HistoryEvent = {
  event: (typeof HISTORY_EVENTS)[number];
  at: string;
  /** Administrator or account that did it; null: the system, or the holder. */
  by: string | null;
  /** The mail server's answer to a mail that failed. */
  detail: string | null;
};

/** Answer of `GET /participation/invitations/:id`; `history` in the order that it happened. */
export type InvitationAnswer = {
  data: Invitation & { message: string | null; history: HistoryEvent[] };
};
export type InvitationPage = Page<Invitation>;

/** What became of one address of `POST /participation/invitations`. */
export type InviteResult = {
  /** As it was given, where it is not an address. */
  email: string;
  outcome: InviteOutcome;
  /** Code and words of why it was refused. */
  reason?: string;
  message?: string;
};
export type InviteAnswer = { data: InviteResult[] };

/** A code, which is shown only now and in exports. */
export type InvitationCode = {
  documentId: string;
  code: string;
  label: string | null;
  maxUses: number;
  expiresAt: string;
  /** Where it is redeemed. */
  url: string;
};
export type CodesAnswer = { data: InvitationCode[] };

/** Answer of `POST /participation/invitations/preview-mail`. */
export type MailPreviewAnswer = { data: { subject: string; html: string; text: string } };

/** Answer of `GET /participation/invitations/:id/link`; of a code, `token` is the code. */
export type LinkAnswer = { url: string; token: string };

export type InvitationPreview = {
  /** `expired`: the link was right, its last day is past; a new one can be asked for. */
  status: 'pending' | 'expired';
  /** Null: a code, which knows no address. */
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  /** A user name to begin with, from the name on the list. */
  suggestedUsername: string | null;
  spaces: { title: string; slug: string }[];
  groups: { name: string; nickname: string }[];
  /** Who invites: a person's name, or the site's. */
  inviter: string;
  message: string | null;
  locale: string | null;
  expiresAt: string;
  /** A confirmed account has this address: sign in, then accept with the token alone. */
  accountExists: boolean;
};

/**
 * Answer of accepting, like that of users-permissions' registration. Without `jwt` when the address
 * given with a code has to be confirmed first.
 */
export type AcceptAnswer = {
  jwt?: string;
  refreshToken?: string;
  user: Record<string, unknown>;
  spaces: { title: string; slug: string }[];
  groups: { name: string; nickname: string }[];
};
