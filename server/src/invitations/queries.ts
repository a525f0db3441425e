import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { asSystem } from '../shared/actor';
import { clock } from '../shared/clock';
import { among, insertFrom, insertUnlessThere } from '../shared/sets';
import { changed, entityColumns, isoDate, jsonOf, knexOf, TABLES } from '../shared/tables';
import type { InvitationStatus } from '../../../contracts/invitations';
import type { Offer } from './offer';
import { createPublicId } from '../shared/token';

export type InvitationRow = {
  id: number;
  document_id: string;
  status: InvitationStatus;
  /** Null: a code, or erased. */
  email: string | null;
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  locale: string | null;
  message: string | null;
  public_id: string;
  token_version: number;
  expires_at: string | number | Date;
  sent_at: string | number | Date | null;
  inviter: string | null;
  role_id: number | null;
  grants_admin: unknown;
  attributes: unknown;
  code_digest: string | null;
  label: string | null;
  carried: unknown;
};

export type NewCode = {
  digestOf(publicId: string): string;
  locale: string | null;
  maxUses: number;
  carried: Carried;
  roleId: number | null;
  expiresAt: Date;
  label: string | null;
  inviter: { id: number; name: string } | null;
};

/** What whoever redeems a code gets: ids. */
export type Carried = { spaces: number[]; groups: number[] };

/** An open invitation that a transaction holds. */
export type OpenInvitation = {
  id: number;
  documentId: string;
  row: InvitationRow;
};

/** Rows of one statement, of which SQLite takes 500 at most. */
const BATCH = 200;

/** What new invitations have in common. */
export type NewInvitations = { inviter: string | null; locale: string | null; expiresAt: Date };

export const createQueries = (strapi: Core.Strapi) => {
  const table = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.invitations);

  /** Mails with the link of an invitation that have not left yet. */
  const unsent = (transaction: Knex.Transaction): Knex.QueryBuilder =>
    transaction({ d: TABLES.deliveries })
      .where('d.invitation_id', transaction.ref(`${TABLES.invitations}.id`))
      .where('d.kind', 'invitation')
      .whereIn('d.status', ['queued', 'sending'])
      .select(transaction.raw('1'));

  /** The ids of those of these invitations that are open, held until the transaction ends. */
  const lockStillOpen = (transaction: Knex.Transaction, ids: number[]): Promise<number[]> =>
    table(transaction)
      .whereIn('id', ids)
      .whereIn('status', ['pending', 'expired'])
      .orderBy('id')
      .forUpdate()
      .pluck('id');

  return {
    findByPublicId: (publicId: string): Promise<InvitationRow | undefined> =>
      table().where('public_id', publicId).first(),

    findByDigests: (digests: string[]): Promise<InvitationRow | undefined> =>
      table().whereIn('code_digest', digests).first(),

    /** Spaces by their ids, those that are gone left out. */
    spacesOf: (
      ids: number[],
      transaction?: Knex.Transaction,
    ): Promise<{ id: number; documentId: string; title: string; slug: string }[]> =>
      knexOf(
        strapi,
        transaction,
      )(TABLES.spaces)
        .whereIn('id', ids)
        .orderBy('id')
        .select('id', 'document_id as documentId', 'title', 'slug'),

    /** Counts one use of a code; false when it has ended or was used up. */
    async use(transaction: Knex.Transaction, id: number): Promise<boolean> {
      const now = clock.now();
      const used = await table(transaction)
        .where({ id, status: 'pending' })
        .where('expires_at', '>', now)
        .whereRaw('uses < max_uses')
        .update({
          // First: MySQL takes what it has set already for what comes after.
          status: transaction.raw("case when uses + 1 >= max_uses then 'accepted' else status end"),
          uses: transaction.raw('uses + 1'),
          accepted_at: now,
          updated_at: now,
        });
      return changed(used) === 1;
    },

    /** Of a link that was sent again, when it was first followed since. */
    async noteOpened(id: number) {
      await table()
        .where({ id })
        .where((unseen) =>
          unseen.whereNull('opened_at').orWhere('opened_at', '<', knexOf(strapi).ref('sent_at')),
        )
        .update({ opened_at: clock.now() });
    },

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
        reminders: 0,
        inviter,
      };
      const from = transaction.from(people.clone().as('s')).orderBy('s.email');
      return insertFrom(transaction, TABLES.invitations, values, from, ['open_email']);
    },

    /** The row that a new invitation for an offer would be. */
    rowOf(offer: Offer, inviter: { id: number; name: string } | null, expiresAt: Date) {
      return {
        ...entityColumns(),
        status: 'pending',
        email: offer.email,
        open_email: offer.email,
        name: nameOf(offer),
        first_name: offer.firstName,
        last_name: offer.lastName,
        locale: offer.locale,
        message: offer.message,
        standing: true,
        role_id: offer.roleId,
        grants_admin: offer.admin,
        attributes: offer.attributes && JSON.stringify(offer.attributes),
        public_id: createPublicId(),
        token_version: 1,
        expires_at: offer.expiresAt ?? expiresAt,
        reminders: 0,
        inviter: inviter?.name ?? null,
        inviter_id: inviter?.id ?? null,
      };
    },

    /** Adds these rows, but for addresses that have an open invitation. */
    insertNew: (transaction: Knex.Transaction, rows: Record<string, unknown>[]): Promise<void> =>
      insertUnlessThere(transaction, TABLES.invitations, rows, ['open_email']),

    /** The row that a new code would be. */
    codeRowOf({ digestOf, locale, maxUses, carried, roleId, expiresAt, label, inviter }: NewCode) {
      const publicId = createPublicId();
      return {
        ...entityColumns(),
        status: 'pending',
        locale,
        standing: true,
        role_id: roleId,
        grants_admin: false,
        public_id: publicId,
        token_version: 1,
        code_digest: digestOf(publicId),
        carried: JSON.stringify(carried),
        uses: 0,
        max_uses: maxUses,
        label,
        expires_at: expiresAt,
        reminders: 0,
        inviter: inviter?.name ?? null,
        inviter_id: inviter?.id ?? null,
      };
    },

    async insertCodes(transaction: Knex.Transaction, rows: Record<string, unknown>[]) {
      await transaction.batchInsert(TABLES.invitations, rows, BATCH);
    },

    /** The open invitations of these addresses, by address, held until the transaction ends. */
    async lockOpenOf(
      transaction: Knex.Transaction,
      emails: string[],
    ): Promise<Map<string, OpenInvitation>> {
      const rows: InvitationRow[] = await table(transaction)
        .where(among(transaction, 'open_email', emails))
        .orderBy('id')
        .forUpdate();
      return new Map(
        rows.map((row) => [row.email!, { id: row.id, documentId: row.document_id, row }]),
      );
    },

    /** Those of these addresses that have an open invitation. */
    async openOf(transaction: Knex.Transaction, emails: string[]): Promise<Set<string>> {
      return new Set(
        await table(transaction)
          .where(among(transaction, 'open_email', emails))
          .pluck('email'),
      );
    },

    /**
     * Adds what a later offer holds to an open invitation that is held. Gives whether there is
     * anything in it that its holder would like to know.
     */
    async enrich(
      transaction: Knex.Transaction,
      { id, row }: OpenInvitation,
      offer: Offer,
      expiresAt: Date,
    ): Promise<boolean> {
      const lives = new Date(isoDate(row.expires_at)!);
      const revived = row.status === 'expired' || lives <= clock.now();
      const longer = offer.expiresAt ?? expiresAt;
      const attributes = {
        ...(jsonOf<Record<string, unknown> | null>(row.attributes) ?? {}),
        ...offer.attributes,
      };
      // Rights of an administrator are offered anew by those only who may give them.
      const grantedAdmin = !revived && Boolean(row.grants_admin);
      const gainsAdmin = offer.admin && !grantedAdmin;
      const gainsMessage = offer.message !== null && offer.message !== row.message;
      const names = {
        firstName: offer.firstName ?? row.first_name,
        lastName: offer.lastName ?? row.last_name,
      };
      await table(transaction)
        .where({ id })
        .update({
          status: 'pending',
          standing: true,
          name: nameOf({ ...names, name: offer.name ?? row.name }),
          first_name: names.firstName,
          last_name: names.lastName,
          locale: offer.locale ?? row.locale,
          message: offer.message ?? row.message,
          role_id: offer.roleId ?? row.role_id,
          grants_admin: offer.admin || grantedAdmin,
          attributes: JSON.stringify(attributes),
          expires_at: longer > lives ? longer : lives,
          ...(revived && { reminders: 0 }),
          updated_at: clock.now(),
        });
      return gainsAdmin || gainsMessage || revived;
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

    /**
     * Lets open invitations live at least until `expiresAt`; an expired one is pending again, and is
     * reminded of like a new one.
     */
    async extend(transaction: Knex.Transaction, ids: number[], expiresAt: Date) {
      const now = clock.now();
      await table(transaction)
        .whereIn('id', ids)
        .whereIn('status', ['pending', 'expired'])
        .where('expires_at', '<', expiresAt)
        .update({
          // First: MySQL takes what it has set already for what comes after.
          reminders: transaction.raw('case when expires_at <= ? then 0 else reminders end', [now]),
          status: 'pending',
          expires_at: expiresAt,
          updated_at: now,
        });
    },

    /**
     * Kills the link that is out and allows for a new one, whose last day is no earlier than that of
     * the old one. Gives the ids that were still open.
     */
    async renew(transaction: Knex.Transaction, ids: number[], expiresAt: Date): Promise<number[]> {
      const open = await lockStillOpen(transaction, ids);
      await table(transaction)
        .whereIn('id', open)
        .update({
          status: 'pending',
          token_version: transaction.raw('token_version + 1'),
          expires_at: transaction.raw('case when expires_at > ? then expires_at else ? end', [
            expiresAt,
            expiresAt,
          ]),
          // Days until the next reminder are counted from the mail that comes now.
          reminders: 0,
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

    /** Ends open invitations. Gives the ids of those that were open. */
    async revoke(transaction: Knex.Transaction, ids: number[]): Promise<number[]> {
      const open = await lockStillOpen(transaction, ids);
      await table(transaction)
        .whereIn('id', open)
        .update({ status: 'revoked', open_email: null, updated_at: clock.now() });
      return open;
    },

    async delete(transaction: Knex.Transaction, ids: number[]) {
      await table(transaction).whereIn('id', ids).delete();
    },

    async setAcceptedBy(transaction: Knex.Transaction, id: number, userId: number) {
      await table(transaction).where({ id }).update({ accepted_by_id: userId });
    },

    /** Revokes those of these open invitations that carry nothing any more. */
    async revokeEmpty(transaction: Knex.Transaction, ids: number[]) {
      // A locking read: a plain one may see an older state than the locks that are held.
      const inUse = new Set<number>();
      for (const name of ['participants', 'memberships'] as const) {
        const carried = transaction(TABLES[name]).whereIn('invitation_id', ids).forUpdate();
        for (const id of await carried.pluck('invitation_id')) inUse.add(id);
      }
      await table(transaction)
        .whereIn(
          'id',
          ids.filter((id) => !inUse.has(id)),
        )
        .whereIn('status', ['pending', 'expired'])
        .where((empty) => empty.whereNull('standing').orWhere('standing', false))
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

    /** Ends what is past its last day, a little at a time; gives what that was. */
    async expireSome(transaction: Knex.Transaction, limit: number): Promise<InvitationRow[]> {
      const over: InvitationRow[] = await table(transaction)
        .where('status', 'pending')
        .where('expires_at', '<=', clock.now())
        .orderBy('expires_at')
        .limit(limit)
        .forUpdate();
      await table(transaction)
        .whereIn(
          'id',
          over.map(({ id }) => id),
        )
        .update({ status: 'expired', updated_at: clock.now() });
      return over;
    },

    /**
     * Pending invitations whose first mail went out before a moment and of which fewer than `count`
     * reminders were due by now; they count as reminded that often.
     */
    async remindSome(
      transaction: Knex.Transaction,
      { count, sentBefore, limit }: { count: number; sentBefore: Date; limit: number },
    ): Promise<InvitationRow[]> {
      const due: InvitationRow[] = await table(transaction)
        .where('status', 'pending')
        .where('expires_at', '>', clock.now())
        .whereIn('reminders', [...Array(count).keys()])
        .where('sent_at', '<=', sentBefore)
        // Days are counted from the mail that was sent again, once it has left.
        .whereNotExists(unsent(transaction))
        .limit(limit)
        .forUpdate();
      await table(transaction)
        .whereIn(
          'id',
          due.map(({ id }) => id),
        )
        .update({ reminders: count });
      return due;
    },

    /** Invitations that have come to nothing before a moment and still name somebody. */
    deadBefore: (
      transaction: Knex.Transaction,
      before: Date,
      limit: number,
    ): Promise<{ id: number; email: string }[]> =>
      table(transaction)
        .whereIn('status', ['declined', 'expired', 'revoked'])
        .where('updated_at', '<', before)
        .whereNotNull('email')
        .limit(limit)
        .forUpdate()
        .select('id', 'email'),

    /** Erases what names people. */
    async erase(transaction: Knex.Transaction, ids: number[]) {
      await table(transaction)
        .whereIn('id', ids)
        .update({
          status: transaction.raw("case when status = 'expired' then 'revoked' else status end"),
          email: null,
          open_email: null,
          name: null,
          first_name: null,
          last_name: null,
          message: null,
          attributes: null,
          // So that it is not looked at again for as long.
          updated_at: clock.now(),
        });
    },

    /** Invitations of version 0.1.0 are yet to be reminded for the first time. */
    async adoptOlder() {
      await table().whereNull('reminders').update({ reminders: 0 });
    },

    async setReminded(transaction: Knex.Transaction, ids: number[], at: Date) {
      await table(transaction).whereIn('id', ids).update({ reminded_at: at });
    },

    async setSent(transaction: Knex.Transaction, ids: number[], at: Date) {
      await table(transaction).whereIn('id', ids).update({ sent_at: at });
    },
  };
};

/** The name of somebody who is offered something, as lists show it. */
const nameOf = ({
  firstName,
  lastName,
  name,
}: Pick<Offer, 'firstName' | 'lastName' | 'name'>): string | null =>
  [firstName, lastName].filter(Boolean).join(' ').slice(0, 255) || name;
