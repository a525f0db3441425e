import type { Context } from 'koa';
import type { Invitation, InvitationStatus } from '../../../contracts/invitations';
import type { DeliveryState } from '../../../contracts/participants';
import { sendTable } from '../shared/downloads';
import type { Locale } from '../shared/locales';

/** An invitation; of a code also what is given away: it, and where it is redeemed. */
type Exported = Invitation & { code: string | null; url: string | null };

type Texts = {
  head: string[];
  statuses: Record<InvitationStatus, string>;
  /** As the panel's list has them, where a mail that waits after a failed try is told apart. */
  deliveries: Record<DeliveryState['status'] | 'retrying', string>;
  yes: string;
};

const TEXTS: Record<Locale, Texts> = {
  en: {
    head: [
      'E-mail',
      'First name',
      'Last name',
      'Name',
      'Status',
      'Spaces',
      'Groups',
      'Role',
      'Language',
      'Admin',
      'Invited by',
      'Last e-mail',
      'Sent on',
      'Reminded on',
      'Expires on',
      'Accepted on',
      'Code',
      'Address of the code',
      'Label',
      'Uses',
      'Most uses',
    ],
    statuses: {
      pending: 'pending',
      accepted: 'accepted',
      declined: 'declined',
      expired: 'expired',
      revoked: 'revoked',
    },
    deliveries: {
      queued: 'waiting',
      retrying: 'trying again',
      sending: 'being sent',
      sent: 'sent',
      failed: 'failed',
    },
    yes: 'yes',
  },
  fr: {
    head: [
      'E-mail',
      'Prénom',
      'Nom',
      'Nom complet',
      'Statut',
      'Espaces',
      'Groupes',
      'Rôle',
      'Langue',
      'Admin',
      'Invité par',
      'Dernier e-mail',
      'Envoyée le',
      'Rappelée le',
      'Expire le',
      'Acceptée le',
      'Code',
      'Adresse du code',
      'Libellé',
      'Utilisations',
      'Utilisations au plus',
    ],
    statuses: {
      pending: 'en attente',
      accepted: 'acceptée',
      declined: 'déclinée',
      expired: 'expirée',
      revoked: 'révoquée',
    },
    deliveries: {
      queued: 'en attente',
      retrying: 'nouvel essai',
      sending: 'en cours d’envoi',
      sent: 'envoyé',
      failed: 'échec',
    },
    yes: 'oui',
  },
  es: {
    head: [
      'Correo electrónico',
      'Nombre de pila',
      'Apellidos',
      'Nombre completo',
      'Estado',
      'Espacios',
      'Grupos',
      'Rol',
      'Idioma',
      'Admin',
      'Invitado por',
      'Último correo',
      'Enviada el',
      'Recordada el',
      'Caduca el',
      'Aceptada el',
      'Código',
      'Dirección del código',
      'Etiqueta',
      'Usos',
      'Usos como máximo',
    ],
    statuses: {
      pending: 'pendiente',
      accepted: 'aceptada',
      declined: 'rechazada',
      expired: 'caducada',
      revoked: 'revocada',
    },
    deliveries: {
      queued: 'en espera',
      retrying: 'reintentando',
      sending: 'enviándose',
      sent: 'enviado',
      failed: 'error',
    },
    yes: 'sí',
  },
};

const wordOf = (delivery: DeliveryState | null, words: Texts['deliveries']): string => {
  if (!delivery) return '';
  const isRetrying = delivery.status === 'queued' && delivery.attempts > 0;
  return words[isRetrying ? 'retrying' : delivery.status];
};

const rowOf = (one: Exported, { statuses, deliveries, yes }: Texts): string[] => [
  one.email ?? '',
  one.firstName ?? '',
  one.lastName ?? '',
  one.name ?? '',
  statuses[one.status],
  one.spaces.map(({ title }) => title).join(', '),
  one.groups.map(({ name }) => name).join(', '),
  one.role?.name ?? '',
  one.locale ?? '',
  one.admin ? yes : '',
  one.invitedBy ?? '',
  wordOf(one.delivery, deliveries),
  one.sentAt ?? '',
  one.remindedAt ?? '',
  one.expiresAt,
  one.acceptedAt ?? '',
  one.code ?? '',
  one.url ?? '',
  one.label ?? '',
  one.kind === 'code' ? String(one.uses) : '',
  one.maxUses === null ? '' : String(one.maxUses),
];

/** Invitations and codes as a file: CSV as they are read, or a workbook. */
export const exportInvitations = (
  ctx: Context,
  batches: AsyncGenerator<Exported[]>,
  format: 'csv' | 'xlsx',
  locale: Locale,
): Promise<void> => {
  const texts = TEXTS[locale];
  async function* rows() {
    for await (const batch of batches) yield batch.map((one) => rowOf(one, texts));
  }
  return sendTable(ctx, format, texts.head, rows());
};
