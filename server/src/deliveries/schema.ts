import { MAIL_KINDS } from '../../../contracts/settings';
import { column, internalType } from '../shared/schema';

export type { MailKind as DeliveryKind } from '../../../contracts/settings';

export const delivery = internalType(
  'delivery',
  'deliveries',
  'Delivery',
  {
    kind: { type: 'enumeration', enum: [...MAIL_KINDS], required: true },
    status: {
      type: 'enumeration',
      enum: ['queued', 'sending', 'sent', 'failed', 'cancelled'],
      required: true,
    },
    email: { type: 'string', required: true },
    invitation: column('plugin::participation.invitation'),
    participant: column('plugin::participation.participant'),
    /** What of a group it tells. */
    notice: column('plugin::participation.notice'),
    /** Language asked for by whoever caused it. */
    locale: { type: 'string' },
    /** One of a long list: gives way to mails that somebody is waiting for. */
    bulk: { type: 'boolean', required: true },
    /** Who it comes from in words, when not the site. */
    inviter: { type: 'string' },
    messageId: { type: 'string', required: true },
    attempts: { type: 'integer', required: true },
    /** Tries that went wrong while the server took other mails. */
    faults: { type: 'integer' },
    dueAt: { type: 'datetime', required: true },
    leaseOwner: { type: 'string' },
    leaseUntil: { type: 'datetime' },
    sentAt: { type: 'datetime' },
    error: { type: 'text' },
  },
  [
    { columns: ['message_id'], unique: true },
    { columns: ['status', 'bulk', 'due_at'] },
    { columns: ['lease_owner'] },
  ],
);
