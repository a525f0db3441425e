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
  'import.started',
  'import.completed',
  'import.cancelled',
  'import.undone',
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
  /** Name of the administrator, or null for the system. */
  actor: string | null;
  space: { documentId: string; title: string } | null;
  /** On whom or what: an address, a title, a file name. */
  subject: string | null;
  /** Particulars, e.g. `{ changed: ['visibility'] }` or an import's counts. */
  details: Record<string, unknown>;
  createdAt: string;
};

export type ActivityPage = Page<Activity>;
