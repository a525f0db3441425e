/**
 * What the plugin tells Strapi's event hub, and so webhooks, by the key under which webhooks may
 * ask for it. Payloads hold no token, code or anything else that opens an invitation.
 */
export const EVENTS = {
  PARTICIPATION_INVITATION_SENT: 'participation.invitation.sent',
  PARTICIPATION_INVITATION_ACCEPTED: 'participation.invitation.accepted',
  PARTICIPATION_INVITATION_DECLINED: 'participation.invitation.declined',
  PARTICIPATION_INVITATION_EXPIRED: 'participation.invitation.expired',
  PARTICIPATION_INVITATION_FAILED: 'participation.invitation.failed',
  PARTICIPATION_PARTICIPANT_ADDED: 'participation.participant.added',
  PARTICIPATION_PARTICIPANT_REMOVED: 'participation.participant.removed',
} as const;

type About = {
  invitation: {
    documentId: string;
    /** Null: a code. */
    email: string | null;
    status: string;
    locale: string | null;
  };
};

type Space = { documentId: string; title: string; slug: string };

/** What each event carries. */
export type Payloads = {
  'participation.invitation.sent': About & { kind: 'invitation' | 'reminder' };
  'participation.invitation.accepted': About & { user: { documentId: string } };
  'participation.invitation.declined': About;
  'participation.invitation.expired': About;
  /** `error`: what the mail server answered. */
  'participation.invitation.failed': About & { error: string };
  /** Of a list that was imported, how many; of others, who. */
  'participation.participant.added': { space: Space } & (
    { participants: { documentId: string; email: string }[] } | { import: string; count: number }
  );
  'participation.participant.removed': {
    space: Space;
    participants: { documentId: string; email: string }[];
  };
};
