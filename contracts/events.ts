/** What the plugin tells Strapi's event hub, by the key under which webhooks may ask for it. */
export const EVENTS = {
  PARTICIPATION_INVITATION_SENT: 'participation.invitation.sent',
  PARTICIPATION_INVITATION_ACCEPTED: 'participation.invitation.accepted',
  PARTICIPATION_INVITATION_DECLINED: 'participation.invitation.declined',
  PARTICIPATION_INVITATION_EXPIRED: 'participation.invitation.expired',
  PARTICIPATION_INVITATION_FAILED: 'participation.invitation.failed',
  PARTICIPATION_PARTICIPANT_ADDED: 'participation.participant.added',
  PARTICIPATION_PARTICIPANT_REMOVED: 'participation.participant.removed',
} as const;

export type ParticipationEvent = (typeof EVENTS)[keyof typeof EVENTS];
