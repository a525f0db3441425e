import { column, internalType } from '../shared/schema';

export const DELIVERY_KINDS = ['invitation', 'added', 'reminder', 'admin_rights'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

export const delivery = internalType(
  'delivery',
  'deliveries',
  'Delivery',
  {
    kind: { type: 'enumeration', enum: [...DELIVERY_KINDS], required: true },
    status: {
      type: 'enumeration',
      enum: ['queued', 'sending', 'sent', 'failed', 'cancelled'],
      required: true,
    },
    email: { type: 'string', required: true },
    invitation: column('plugin::participation.invitation'),
    participant: column('plugin::participation.participant'),
    /** Language asked for by whoever caused it. */
    locale: { type: 'string' },
    /** One of a long list: gives way to mails that somebody is waiting for. */
    bulk: { type: 'boolean', required: true },
    /** Who it comes from in words, when not the site. */
    inviter: { type: 'string' },
    messageId: { type: 'string', required: true },
    attempts: { type: 'integer', required: true },
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
