import { z } from 'zod';
import { pageQuery, type Page } from './paging';

export const ACTIVITY_ACTIONS = [
  'space.created',
  'space.updated',
  'space.deleted',
  'participant.added',
  'participant.removed',
  'invitation.created',
  'invitation.codes_created',
  'invitation.resent',
  'invitation.revoked',
  'invitation.deleted',
  'invitation.link_shown',
  'invitation.redeemed',
  'import.started',
  'import.completed',
  'import.cancelled',
  'import.undone',
  'group.created',
  'group.updated',
  'group.deleted',
  'group.confirmed',
  'group.verified',
  'group.rejected',
  'group.unverified',
  'member.added',
  'member.removed',
  'member.invited',
  'member.requested',
  'member.accepted',
  'member.declined',
  'member.left',
  'member.promoted',
  'member.demoted',
  'member.transferred',
  'settings.updated',
] as const;

export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];

/** Query of `GET /participation/activity`. */
export const activityQuery = pageQuery.extend({
  space: z.string().max(64).optional(),
  action: z.enum(ACTIVITY_ACTIONS).optional(),
});

export type ActivityQuery = z.infer<typeof activityQuery>;

/** One change made by somebody. Kept when what it is about is deleted. */
export type Activity = {
  documentId: string;
  action: ActivityAction;
  /** Name of the administrator (of groups: or user name), or null for the system. */
  actor: string | null;
  space: { documentId: string; title: string } | null;
  /** On whom or what: an address, a title, a file name. */
  subject: string | null;
  /** Particulars, e.g. `{ changed: ['visibility'] }` or an import's counts. */
  details: Record<string, unknown>;
  createdAt: string;
};

export type ActivityPage = Page<Activity>;
