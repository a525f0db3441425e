import type { Context } from 'koa';
import type { ParticipantStatus } from '../../../contracts/participants';
import { sendTable } from '../shared/downloads';
import type { Locale } from '../shared/locales';
import type { Listed } from './queries';

type Texts = { head: string[]; statuses: Record<ParticipantStatus, string> };

const TEXTS: Record<Locale, Texts> = {
  en: {
    head: ['E-mail', 'Name', 'Status', 'Invited on', 'Accepted on'],
    statuses: {
      active: 'active',
      invited: 'invited',
      expired: 'expired',
      declined: 'declined',
      revoked: 'revoked',
    },
  },
  fr: {
    head: ['E-mail', 'Nom complet', 'Statut', 'Invitation envoyée le', 'Invitation acceptée le'],
    statuses: {
      active: 'actif',
      invited: 'invité',
      expired: 'expirée',
      declined: 'déclinée',
      revoked: 'révoquée',
    },
  },
  es: {
    head: [
      'Correo electrónico',
      'Nombre completo',
      'Estado',
      'Invitación enviada el',
      'Invitación aceptada el',
    ],
    statuses: {
      active: 'activo',
      invited: 'invitado',
      expired: 'caducada',
      declined: 'rechazada',
      revoked: 'revocada',
    },
  },
};

const rowOf = (one: Listed, { statuses }: Texts): string[] => [
  one.email,
  one.name,
  statuses[one.status],
  one.invitationSentAt ?? '',
  one.invitationAcceptedAt ?? '',
];

/** A list of participants as a file: CSV as it is read, or a workbook. */
export const exportParticipants = (
  ctx: Context,
  batches: AsyncGenerator<Listed[]>,
  format: 'csv' | 'xlsx',
  locale: Locale,
): Promise<void> => {
  const texts = TEXTS[locale];
  async function* rows() {
    for await (const batch of batches) yield batch.map((one) => rowOf(one, texts));
  }
  return sendTable(ctx, format, texts.head, rows());
};
