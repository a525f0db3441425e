import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { DeliveryState } from '../../../contracts/participants';
import { clock, MINUTE } from '../shared/clock';
import { concat, insertFrom } from '../shared/sets';
import { changed, entityColumns, isoDate, knexOf, TABLES } from '../shared/tables';
import type { DeliveryKind } from './schema';

export type NewDelivery = {
  kind: DeliveryKind;
  email: string;
  invitationId: number | null;
  participantId: number | null;
  /** Of mails about groups. */
  noticeId?: number | null;
  inviter: string | null;
  locale: string | null;
  /** One of a long list: gives way to the others. */
  bulk: boolean;
};

/** Mails of one kind to the rows of a query: SQL for what differs, values for the rest. */
export type DeliveriesOf = Pick<NewDelivery, 'kind' | 'inviter' | 'locale' | 'bulk'> & {
  /** SQL for each row's own documentId. */
  documentId: string;
  email: string;
  invitationId: string;
  participantId: string;
};

export type Delivery = NewDelivery & {
  id: number;
  messageId: string;
  attempts: number;
  /** How many of these went wrong by the mail's own fault. */
  faults: number;
  leaseOwner: string;
};

/** What became of a mail. */
export type Mail = {
  kind: DeliveryKind;
  status: string;
  error: string | null;
  createdAt: string;
  updatedAt: string;
  sentAt: string | null;
};

/**
 * How long a mail may be on its way to the mail server before another worker may have it; nodemailer
 * waits 10 minutes for an answer.
 */
const SENDING = 15 * MINUTE;

const BATCH = 200;

const UNHELD = { status: 'queued', lease_owner: null, lease_until: null };

type Row = {
  id: number;
  kind: DeliveryKind;
  email: string;
  invitation_id: number | null;
  participant_id: number | null;
  notice_id: number | null;
  inviter: string | null;
  locale: string | null;
  bulk: unknown;
  message_id: string;
  attempts: number;
  faults: number | null;
  lease_owner: string;
};

const toDelivery = (row: Row): Delivery => ({
  id: row.id,
  kind: row.kind,
  email: row.email,
  invitationId: row.invitation_id,
  participantId: row.participant_id,
  noticeId: row.notice_id,
  inviter: row.inviter,
  locale: row.locale,
  bulk: Boolean(row.bulk),
  messageId: row.message_id,
  attempts: row.attempts,
  faults: row.faults ?? 0,
  leaseOwner: row.lease_owner,
});

export const createQueries = (strapi: Core.Strapi) => {
  const table = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.deliveries);

  /** Those of these mails that are still in the hands of whoever claimed them. */
  const heldBy = (deliveries: Delivery[], transaction?: Knex.Transaction) =>
    table(transaction)
      .whereIn(
        'id',
        deliveries.map(({ id }) => id).sort((one, other) => one - other),
      )
      .whereIn('lease_owner', [...new Set(deliveries.map(({ leaseOwner }) => leaseOwner))])
      .where('status', 'sending');

  return {
    async insert(transaction: Knex.Transaction, deliveries: NewDelivery[], domain: string) {
      const rows = deliveries.map((delivery) => ({
        ...entityColumns(),
        kind: delivery.kind,
        status: 'queued',
        email: delivery.email,
        invitation_id: delivery.invitationId,
        participant_id: delivery.participantId,
        notice_id: delivery.noticeId ?? null,
        inviter: delivery.inviter,
        locale: delivery.locale,
        bulk: delivery.bulk,
        message_id: `<${randomUUID()}@${domain}>`,
        attempts: 0,
        due_at: clock.now(),
      }));
      await transaction.batchInsert(TABLES.deliveries, rows, BATCH);
    },

    async insertFrom(
      transaction: Knex.Transaction,
      from: Knex.QueryBuilder,
      { kind, inviter, locale, bulk, ...of }: DeliveriesOf,
      domain: string,
    ) {
      const { document_id: _, ...columns } = entityColumns();
      const values = {
        ...columns,
        document_id: transaction.raw(of.documentId),
        kind,
        status: 'queued',
        email: transaction.raw(of.email),
        invitation_id: transaction.raw(of.invitationId),
        participant_id: transaction.raw(of.participantId),
        inviter,
        locale,
        bulk,
        message_id: transaction.raw(concat(transaction, "'<'", of.documentId, '?'), [
          `@${domain}>`,
        ]),
        attempts: 0,
        due_at: clock.now(),
      };
      await insertFrom(transaction, TABLES.deliveries, values, from, ['message_id']);
    },

    /** Which of these invitations have a mail that is yet to leave. */
    async leavingFor(transaction: Knex.Transaction, invitationIds: number[]): Promise<Set<number>> {
      if (invitationIds.length === 0) return new Set();
      // A locking read: a plain one may see an older state than the locks that are held.
      const leaving = table(transaction)
        .whereIn('invitation_id', invitationIds)
        .whereIn('status', ['queued', 'sending'])
        .forUpdate();
      return new Set<number>(await leaving.pluck('invitation_id'));
    },

    /** Mails of these invitations that have not left yet will not leave. */
    async cancelUnsent(transaction: Knex.Transaction, invitationIds: number[]) {
      await table(transaction)
        .whereIn('invitation_id', invitationIds)
        .whereIn('status', ['queued', 'sending'])
        .update({ status: 'cancelled', updated_at: clock.now() });
    },

    /** Takes up to `limit` due mails for one worker. */
    async claim(limit: number): Promise<Delivery[]> {
      const now = clock.now();
      const owner = randomUUID();
      const due = (query: Knex.QueryBuilder) =>
        query.where('status', 'queued').where('due_at', '<=', now);
      const candidates: number[] = await due(table())
        .orderBy(['bulk', 'due_at'])
        .limit(limit)
        .pluck('id');
      if (candidates.length === 0) return [];
      // The condition again: another worker may have been faster since.
      await due(table().whereIn('id', candidates)).update({
        status: 'sending',
        lease_owner: owner,
        lease_until: new Date(now.getTime() + SENDING),
        attempts: knexOf(strapi).raw('attempts + 1'),
      });
      const rows = await table().where('lease_owner', owner).orderBy('id');
      return rows.map(toDelivery);
    },

    /** Queues again what a worker held that has died. */
    async reclaim() {
      const now = clock.now();
      await table().where('status', 'sending').where('lease_until', '<', now).update(UNHELD);
    },

    /** Prolongs a worker's hold on a mail; false when it has lost it or the mail was cancelled. */
    async hold({ id, leaseOwner }: Delivery): Promise<boolean> {
      const held = await table()
        .where({ id, lease_owner: leaseOwner, status: 'sending' })
        .update({ lease_until: clock.in(SENDING) });
      return changed(held) === 1;
    },

    /** Ends a worker's hold on mails with what became of them. */
    async settle(
      deliveries: Delivery[],
      state: {
        status: string;
        due_at?: Date;
        sent_at?: Date;
        faults?: number;
        error?: string | null;
      },
      transaction?: Knex.Transaction,
    ) {
      await heldBy(deliveries, transaction).update({
        ...UNHELD,
        ...state,
        updated_at: clock.now(),
      });
    },

    /** Gives mails back that were claimed and not tried. */
    async release(deliveries: Delivery[]) {
      if (deliveries.length === 0) return;
      await heldBy(deliveries).update({
        ...UNHELD,
        attempts: knexOf(strapi).raw('attempts - 1'),
      });
    },

    /** Mails about one invitation, in the order that they were queued. */
    async ofInvitation(invitationId: number): Promise<Mail[]> {
      const rows: Record<string, unknown>[] = await table()
        .where('invitation_id', invitationId)
        .whereNot('status', 'cancelled')
        .orderBy('id')
        .select('kind', 'status', 'error', 'created_at', 'updated_at', 'sent_at');
      return rows.map((row) => ({
        kind: row.kind as DeliveryKind,
        status: row.status as string,
        error: row.error as string | null,
        createdAt: isoDate(row.created_at)!,
        updatedAt: isoDate(row.updated_at)!,
        sentAt: isoDate(row.sent_at),
      }));
    },

    /** Deletes what was written to people who are to be forgotten. */
    async deleteOf(transaction: Knex.Transaction, invitationIds: number[]) {
      await table(transaction).whereIn('invitation_id', invitationIds).delete();
    },

    /** The last mail of each invitation and of each participant, by `i<id>` and `p<id>`. */
    async latest(
      invitationIds: number[],
      participantIds: number[],
    ): Promise<Map<string, DeliveryState>> {
      if (invitationIds.length + participantIds.length === 0) return new Map();
      const rows = await knexOf(strapi)(TABLES.deliveries)
        .where((either) => {
          // An empty list would keep SQLite from its indexes.
          if (invitationIds.length > 0) either.orWhereIn('invitation_id', invitationIds);
          if (participantIds.length > 0) either.orWhereIn('participant_id', participantIds);
        })
        .whereNot('status', 'cancelled')
        .orderBy('id')
        .select('invitation_id', 'participant_id', 'status', 'attempts', 'error', 'sent_at');
      const latest = new Map<string, DeliveryState>();
      for (const row of rows) {
        const state: DeliveryState = {
          status: row.status,
          attempts: row.attempts,
          error: row.error,
          sentAt: isoDate(row.sent_at),
        };
        if (row.invitation_id) latest.set(`i${row.invitation_id}`, state);
        if (row.participant_id) latest.set(`p${row.participant_id}`, state);
      }
      return latest;
    },
  };
};
