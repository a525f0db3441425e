import { z } from 'zod';
import { equals, flag, pageQuery, sortBy, type Page } from './paging';

export const PARTICIPANT_STATUSES = [
  'active',
  'invited',
  'expired',
  'declined',
  'revoked',
] as const;
export const PARTICIPANT_SORTS = [
  'name',
  'email',
  'invitationSentAt',
  'invitationAcceptedAt',
] as const;
export const ADD_OUTCOMES = ['invited', 'added', 'already_invited', 'already_participant'] as const;

export type ParticipantStatus = (typeof PARTICIPANT_STATUSES)[number];
/** What became of one address that was put on the list. */
export type AddOutcome = (typeof ADD_OUTCOMES)[number];

/** Body of `POST /participation/spaces/:id/participants`. */
export const participantInput = z.object({
  name: z.string(),
  email: z.string(),
  /** Tell somebody who has an account already by mail that they were added. */
  notify: z.boolean().default(false),
  /** Language of the mails; default: the site's. */
  locale: z.enum(['en', 'fr', 'es']).nullish(),
});

const matching = {
  _q: z.string().trim().max(255).optional(),
  filters: z
    .object({
      invitationSent: equals(flag.optional()),
      invitationAccepted: equals(flag.optional()),
      status: equals(z.enum(PARTICIPANT_STATUSES).optional()),
    })
    .optional(),
};

/** What narrows a list of participants: search in name and address, and filters. */
export const participantFilters = z.object(matching);

/** Query of `GET /participation/spaces/:id/participants`. */
export const participantQuery = pageQuery.extend({
  ...matching,
  sort: sortBy(PARTICIPANT_SORTS).default({ column: 'name', direction: 'asc' }),
});

/** Query of `GET /participation/spaces/:id/participants/export`. */
export const participantExport = participantFilters.extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  /** Default: the language of the administrator's panel. */
  locale: z.enum(['en', 'fr', 'es']).optional(),
});

/** Body of `POST /participation/spaces/:id/participants/actions`: `ids`, or `all` that match. */
export const participantAction = z
  .object({
    action: z.enum(['resend', 'remove']),
    ids: z.array(z.string()).min(1).max(1_000).optional(),
    all: z.literal(true).optional(),
    ...matching,
  })
  .refine((body) => (body.ids === undefined) !== (body.all === undefined), {
    path: ['ids'],
    message: 'Give either "ids" or "all": true, not both.',
  });

export type ParticipantInput = z.infer<typeof participantInput>;
export type ParticipantFilters = z.infer<typeof participantFilters>;
export type ParticipantQuery = z.infer<typeof participantQuery>;
export type ParticipantAction = z.infer<typeof participantAction>;

export type DeliveryState = {
  status: 'queued' | 'sending' | 'sent' | 'failed';
  /** Tries so far. */
  attempts: number;
  /** What the mail server answered at the last try that failed. */
  error: string | null;
  sentAt: string | null;
};

/** A participant as the panel lists them. */
export type Participant = {
  documentId: string;
  /** The account's user name once there is an account. */
  name: string;
  email: string;
  status: ParticipantStatus;
  source: 'manual' | 'import' | 'invitation';
  user: { documentId: string; username: string } | null;
  invitationSentAt: string | null;
  invitationAcceptedAt: string | null;
  /** Last day of the invitation while it is open. */
  invitationExpiresAt: string | null;
  /** The last mail about this participation, if there was one. */
  delivery: DeliveryState | null;
};

export type ParticipantPage = Page<Participant>;
export type AddAnswer = { data: Participant; outcome: AddOutcome };
export type ActionAnswer = { affected: number; skipped: number };
