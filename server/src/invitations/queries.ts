import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { asSystem } from '../shared/actor';
import { clock } from '../shared/clock';
import { insertFrom } from '../shared/sets';
import { changed, entityColumns, knexOf, TABLES } from '../shared/tables';
import type { InvitationStatus } from './schema';

export type InvitationRow = {
  id: number;
  status: InvitationStatus;
  email: string;
  name: string | null;
  locale: string | null;
  message: string | null;
  public_id: string;
  token_version: number;
  expires_at: string | number | Date;
  inviter: string | null;
};

/** What new invitations have in common. */
export type NewInvitations = { inviter: string | null; locale: string | null; expiresAt: Date };

export const createQueries = (strapi: Core.Strapi) => {
  const table = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.invitations);

  return {
    findByPublicId: (publicId: string): Promise<InvitationRow | undefined> =>
      table().where('public_id', publicId).first(),

    findMany: (ids: number[], transaction?: Knex.Transaction): Promise<InvitationRow[]> =>
      table(transaction).whereIn('id', ids),

    findOpen: (email: string): Promise<InvitationRow | undefined> =>
      table().where('open_email', email).first(),

    /** Through the entity layer, which joins the transaction of whoever is asking. */
    isOpen: async (email: string): Promise<boolean> =>
      (await asSystem(() =>
        strapi.db.query('plugin::participation.invitation').count({ where: { openEmail: email } }),
      )) > 0,

    /**
     * Opens an invitation for each address that has none; those that have keep theirs. Gives how
     * many were opened.
     */
    insertMissing(
      transaction: Knex.Transaction,
      people: Knex.QueryBuilder,
      { inviter, locale, expiresAt }: NewInvitations,
    ): Promise<number> {
      const values = {
        ...entityColumns(),
        document_id: transaction.ref('s.document_id'),
        status: 'pending',
        email: transaction.ref('s.email'),
        open_email: transaction.ref('s.email'),
        name: transaction.raw("nullif(s.name, '')"),
        locale,
        public_id: transaction.ref('s.public_id'),
        token_version: 1,
        expires_at: expiresAt,
        inviter,
      };
      const from = transaction.from(people.clone().as('s')).orderBy('s.email');
      return insertFrom(transaction, TABLES.invitations, values, from, ['open_email']);
    },

    /** The open invitations of these people, held until the transaction ends. */
    lockOpen: (
      transaction: Knex.Transaction,
      people: Knex.QueryBuilder,
    ): Promise<{ id: number; expires_at: string | number | Date }[]> =>
      transaction
        .from(people.clone().as('s'))
        .join({ i: TABLES.invitations }, 'i.open_email', 's.email')
        .orderBy('i.id')
        .select('i.id', 'i.expires_at')
        .forUpdate('i'),

    lock: (transaction: Knex.Transaction, ids: number[]): Promise<{ id: number }[]> =>
      table(transaction).whereIn('id', ids).orderBy('id').select('id').forUpdate(),

    /** Lets open invitations live at least until `expiresAt`; an expired one is pending again. */
    async extend(transaction: Knex.Transaction, ids: number[], expiresAt: Date) {
      await table(transaction)
        .whereIn('id', ids)
        .whereIn('status', ['pending', 'expired'])
        .where('expires_at', '<', expiresAt)
        .update({ status: 'pending', expires_at: expiresAt, updated_at: clock.now() });
    },

    /** Kills the link that is out and allows for a new one. Gives the ids that were still open. */
    async renew(transaction: Knex.Transaction, ids: number[], expiresAt: Date): Promise<number[]> {
      const open: number[] = await table(transaction)
        .whereIn('id', ids)
        .whereIn('status', ['pending', 'expired'])
        .orderBy('id')
        .forUpdate()
        .pluck('id');
      await table(transaction)
        .whereIn('id', open)
        .update({
          status: 'pending',
          token_version: transaction.raw('token_version + 1'),
          expires_at: expiresAt,
          updated_at: clock.now(),
        });
      return open;
    },

    /** Ends a pending invitation that is in time and of this version; false when it was too late. */
    async answer(
      transaction: Knex.Transaction,
      { id, token_version }: InvitationRow,
      status: 'accepted' | 'declined',
    ): Promise<boolean> {
      const now = clock.now();
      const won = await table(transaction)
        .where({ id, token_version, status: 'pending' })
        .where('expires_at', '>', now)
        .update({
          status,
          open_email: null,
          accepted_at: status === 'accepted' ? now : null,
          updated_at: now,
        });
      return changed(won) === 1;
    },

    async setAcceptedBy(transaction: Knex.Transaction, id: number, userId: number) {
      await table(transaction).where({ id }).update({ accepted_by_id: userId });
    },

    /** Revokes those of these open invitations that carry nothing any more. */
    async revokeEmpty(transaction: Knex.Transaction, ids: number[]) {
      // A locking read: a plain one may see an older state than the locks that are held.
      const carried = transaction(TABLES.participants).whereIn('invitation_id', ids).forUpdate();
      const inUse = new Set<number>(await carried.pluck('invitation_id'));
      await table(transaction)
        .whereIn(
          'id',
          ids.filter((id) => !inUse.has(id)),
        )
        .whereIn('status', ['pending', 'expired'])
        .update({ status: 'revoked', open_email: null, updated_at: clock.now() });
    },

    /** Notes that the invitation was asked for again; false if that was less than `pause` ms ago. */
    async noteRequest(transaction: Knex.Transaction, id: number, pause: number): Promise<boolean> {
      const now = clock.now();
      const won = await table(transaction)
        .where({ id })
        .whereIn('status', ['pending', 'expired'])
        .where((since) =>
          since
            .whereNull('requested_at')
            .orWhere('requested_at', '<', new Date(now.getTime() - pause)),
        )
        .update({ requested_at: now });
      return changed(won) === 1;
    },

    async setSent(transaction: Knex.Transaction, id: number, at: Date) {
      await table(transaction).where({ id }).update({ sent_at: at });
    },
  };
};
