import type { Core } from '@strapi/strapi';
import type { HistoryEvent } from '../../../contracts/invitations';
import { service } from '../shared/services';
import type { Listed } from './list';

const LOGGED: Partial<Record<string, HistoryEvent['event']>> = {
  'invitation.resent': 'renewed',
  'invitation.revoked': 'revoked',
  'invitation.link_shown': 'link_shown',
  'invitation.redeemed': 'accepted',
};

/** All that is known to have happened to an invitation, in its order. */
export const historyOf = async (strapi: Core.Strapi, row: Listed): Promise<HistoryEvent[]> => {
  const events: HistoryEvent[] = [];
  const note = (
    event: HistoryEvent['event'],
    at: string | null,
    { by = null, detail = null }: { by?: string | null; detail?: string | null } = {},
  ) => {
    if (at) events.push({ event, at, by, detail });
  };
  note('created', row.createdAt, { by: row.invitedBy });
  note('opened', row.openedAt);
  // Of a code, each use is on record.
  if (row.status === 'accepted' && row.codeDigest === null)
    note('accepted', row.acceptedAt, { by: row.acceptedBy });
  if (row.status === 'declined') note('declined', row.updatedAt);
  if (row.status === 'expired') note('expired', row.expiresAt);
  for (const mail of await service(strapi, 'deliveries').mailsOf(row.id)) {
    note('queued', mail.createdAt);
    note(mail.kind === 'reminder' ? 'reminded' : 'sent', mail.sentAt);
    if (mail.status === 'failed') note('failed', mail.updatedAt, { detail: mail.error });
  }
  for (const { action, createdAt, actor } of await service(strapi, 'activity').ofInvitation(row.id))
    if (LOGGED[action]) note(LOGGED[action], createdAt, { by: actor });
  return events.sort((one, other) => one.at.localeCompare(other.at));
};
