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

type Person = { documentId: string; email: string };

/** Of a list that was imported, how many; of others, who. */
export type Added = { participants: Person[] } | { import: string; count: number };

/** What each event carries: no token, code or anything else that opens an invitation. */
export type Payloads = {
  'participation.invitation.sent': About & { kind: 'invitation' | 'reminder' };
  'participation.invitation.accepted': About & { user: { documentId: string } };
  'participation.invitation.declined': About;
  'participation.invitation.expired': About;
  /** `error`: what the mail server answered. */
  'participation.invitation.failed': About & { error: string };
  'participation.participant.added': { space: Space } & Added;
  'participation.participant.removed': { space: Space; participants: Person[] };
};
