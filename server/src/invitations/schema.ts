import { INVITATION_STATUSES } from '../../../contracts/invitations';
import { column, internalType } from '../shared/schema';

export const invitation = internalType(
  'invitation',
  'invitations',
  'Invitation',
  {
    status: { type: 'enumeration', enum: [...INVITATION_STATUSES], required: true },
    email: { type: 'string' },
    /** The address while the invitation is open (pending or expired), so that it has only one. */
    openEmail: { type: 'string' },
    /** As it stands on a list, or first and last name. */
    name: { type: 'string' },
    firstName: { type: 'string' },
    lastName: { type: 'string' },
    locale: { type: 'string' },
    message: { type: 'text' },
    /** To the platform itself: it stays when nothing is left that it carries. */
    standing: { type: 'boolean' },
    role: column('plugin::users-permissions.role'),
    grantsAdmin: { type: 'boolean' },
    /** Attributes of the account to be, by name. */
    attributes: { type: 'json' },
    /** Keyed digest of the code, where it is one: then there is no address. */
    codeDigest: { type: 'string' },
    label: { type: 'string' },
    uses: { type: 'integer' },
    maxUses: { type: 'integer' },
    /** Of a code, ids of what whoever redeems it gets. */
    carried: { type: 'json' },
    /** What the token's signature is over: public id and version. */
    publicId: { type: 'string', required: true },
    tokenVersion: { type: 'integer', required: true },
    sentAt: { type: 'datetime' },
    /** How many reminders were due so far, and when the last one was. */
    reminders: { type: 'integer' },
    remindedAt: { type: 'datetime' },
    /** When its link was first followed: by its holder, or by a scanner of mails. */
    openedAt: { type: 'datetime' },
    /** When somebody last asked for it again without being signed in. */
    requestedAt: { type: 'datetime' },
    expiresAt: { type: 'datetime', required: true },
    acceptedAt: { type: 'datetime' },
    acceptedBy: column('plugin::users-permissions.user'),
    /** Administrator's name, kept when the administrator goes; null: the site invites. */
    inviter: { type: 'string' },
    inviterId: { type: 'integer' },
  },
  [
    { columns: ['public_id'], unique: true },
    { columns: ['open_email'], unique: true },
    { columns: ['code_digest'], unique: true },
    { columns: ['email'] },
    { columns: ['sent_at'] },
    { columns: ['accepted_at'] },
    { columns: ['reminded_at'] },
    { columns: ['expires_at', 'id'] },
    { columns: ['status', 'id'] },
    { columns: ['status', 'expires_at'] },
    { columns: ['status', 'reminders', 'sent_at'] },
    { columns: ['status', 'updated_at'] },
  ],
);
