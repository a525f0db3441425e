import { column, internalType } from '../shared/schema';

export const INVITATION_STATUSES = [
  'pending',
  'accepted',
  'declined',
  'expired',
  'revoked',
] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

export const invitation = internalType(
  'invitation',
  'invitations',
  'Invitation',
  {
    status: { type: 'enumeration', enum: [...INVITATION_STATUSES], required: true },
    email: { type: 'string' },
    /** The address while the invitation is open (pending or expired), so that it has only one. */
    openEmail: { type: 'string' },
    name: { type: 'string' },
    locale: { type: 'string' },
    message: { type: 'text' },
    /** What the token's signature is over: public id and version. */
    publicId: { type: 'string', required: true },
    tokenVersion: { type: 'integer', required: true },
    sentAt: { type: 'datetime' },
    /** When somebody last asked for it again without being signed in. */
    requestedAt: { type: 'datetime' },
    expiresAt: { type: 'datetime', required: true },
    acceptedAt: { type: 'datetime' },
    acceptedBy: column('plugin::users-permissions.user'),
    /** Administrator's name, kept when the administrator goes; null: the site invites. */
    inviter: { type: 'string' },
  },
  [
    { columns: ['public_id'], unique: true },
    { columns: ['open_email'], unique: true },
    { columns: ['email'] },
  ],
);
