import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { Invitation, InvitationStatus } from '../../../contracts/invitations';
import { BOM, toCsv } from '../shared/csv';
import type { Locale } from '../shared/locales';
import { toWorkbook } from '../shared/workbook';

type Row = Invitation & { code: string | null };
type Texts = { head: string[]; statuses: Record<InvitationStatus, string>; yes: string };

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
      'Language',
      'Admin',
      'Invited by',
      'Sent on',
      'Reminded on',
      'Expires on',
      'Accepted on',
      'Code',
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
      'Langue',
      'Admin',
      'Invité par',
      'Envoyée le',
      'Rappelée le',
      'Expire le',
      'Acceptée le',
      'Code',
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
      'Idioma',
      'Admin',
      'Invitado por',
      'Enviada el',
      'Recordada el',
      'Caduca el',
      'Aceptada el',
      'Código',
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
    yes: 'sí',
  },
};

const rowOf = (one: Row, { statuses, yes }: Texts): string[] => [
  one.email ?? '',
  one.firstName ?? '',
  one.lastName ?? '',
  one.name ?? '',
  statuses[one.status],
  one.spaces.map(({ title }) => title).join(', '),
  one.groups.map(({ name }) => name).join(', '),
  one.locale ?? '',
  one.admin ? yes : '',
  one.invitedBy ?? '',
  one.sentAt ?? '',
  one.remindedAt ?? '',
  one.expiresAt,
  one.acceptedAt ?? '',
  one.code ?? '',
  one.label ?? '',
  one.kind === 'code' ? String(one.uses) : '',
  one.maxUses === null ? '' : String(one.maxUses),
];

/** Invitations and codes as a file: CSV as they are read, or a workbook. */
export const exportInvitations = async (
  ctx: Context,
  batches: AsyncGenerator<Row[]>,
  format: 'csv' | 'xlsx',
  locale: Locale,
): Promise<void> => {
  const texts = TEXTS[locale];
  if (format === 'csv') {
    ctx.body = Readable.from(csvLines(batches, texts));
    return;
  }
  const rows = [texts.head];
  for await (const batch of batches) rows.push(...batch.map((one) => rowOf(one, texts)));
  ctx.body = await toWorkbook(rows);
};

async function* csvLines(batches: AsyncGenerator<Row[]>, texts: Texts) {
  yield BOM + toCsv([texts.head], ',');
  for await (const batch of batches)
    yield toCsv(
      batch.map((one) => rowOf(one, texts)),
      ',',
    );
}
