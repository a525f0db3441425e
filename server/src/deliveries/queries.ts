import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { DeliveryState } from '../../../contracts/participants';
import { clock, MINUTE } from '../shared/clock';
import { changed, entityColumns, isoDate, knexOf, TABLES } from '../shared/tables';
import type { DeliveryKind } from './schema';

export type NewDelivery = {
  kind: DeliveryKind;
  email: string;
  invitationId: number | null;
  participantId: number | null;
  inviter: string | null;
};

export type Delivery = NewDelivery & { id: number; messageId: string; attempts: number };

/** How long a worker may hold a mail; longer than any provider takes to answer. */
export const LEASE = 10 * MINUTE;

const BATCH = 200;

type Row = {
  id: number;
  kind: DeliveryKind;
  email: string;
  invitation_id: number | null;
  participant_id: number | null;
  inviter: string | null;
  message_id: string;
  attempts: number;
};

const toDelivery = (row: Row): Delivery => ({
  id: row.id,
  kind: row.kind,
  email: row.email,
  invitationId: row.invitation_id,
  participantId: row.participant_id,
  inviter: row.inviter,
  messageId: row.message_id,
  attempts: row.attempts,
});

export const createQueries = (strapi: Core.Strapi) => {
  const table = (transaction?: Knex.Transaction) =>
    knexOf(strapi, transaction)<Row>(TABLES.deliveries);

  return {
    async insert(transaction: Knex.Transaction, deliveries: NewDelivery[], domain: string) {
      const rows = deliveries.map((delivery) => ({
        ...entityColumns(),
        kind: delivery.kind,
        status: 'queued',
        email: delivery.email,
        invitation_id: delivery.invitationId,
        participant_id: delivery.participantId,
        inviter: delivery.inviter,
        message_id: `<${randomUUID()}@${domain}>`,
        attempts: 0,
        due_at: clock.now(),
      }));
      await transaction.batchInsert(TABLES.deliveries, rows, BATCH);
    },

    /** Mails of these invitations that have not left yet will not leave. */
    async cancelQueued(transaction: Knex.Transaction, invitationIds: number[]) {
      await table(transaction)
        .whereIn('invitation_id', invitationIds)
        .where('status', 'queued')
        .update({ status: 'cancelled', updated_at: clock.now() } as never);
    },

    /** Takes up to `limit` due mails, also those whose worker has died, for one worker. */
    async claim(limit: number): Promise<Delivery[]> {
      const now = clock.now();
      const owner = randomUUID();
      const due = (query: Knex.QueryBuilder) =>
        query.where((either) =>
          either
            .where((queued) => queued.where('status', 'queued').where('due_at', '<=', now))
            .orWhere((lost) => lost.where('status', 'sending').where('lease_until', '<', now)),
        );
      const candidates: number[] = await due(table()).orderBy('due_at').limit(limit).pluck('id');
      if (candidates.length === 0) return [];
      // The condition again: another worker may have been faster since.
      const won = await due(table().whereIn('id', candidates)).update({
        status: 'sending',
        lease_owner: owner,
        lease_until: new Date(now.getTime() + LEASE),
        attempts: knexOf(strapi).raw('attempts + 1'),
      });
      if (changed(won) === 0) return [];
      const rows = await table()
        .where('lease_owner' as never, owner)
        .orderBy('id');
      return rows.map(toDelivery);
    },

    /** Ends a worker's hold with what became of the mail. */
    async settle(
      id: number,
      state: { status: string; due_at?: Date; sent_at?: Date; error?: string | null },
      transaction?: Knex.Transaction,
    ) {
      await table(transaction)
        .where({ id, status: 'sending' } as never)
        .update({
          ...state,
          lease_owner: null,
          lease_until: null,
          updated_at: clock.now(),
        } as never);
    },

    /** Gives mails back that were claimed and not tried. */
    async release(ids: number[], dueAt: Date) {
      await table()
        .whereIn('id', ids)
        .where('status' as never, 'sending')
        .update({
          status: 'queued',
          due_at: dueAt,
          lease_owner: null,
          lease_until: null,
          attempts: knexOf(strapi).raw('attempts - 1'),
        } as never);
    },

    /** The last mail of each invitation and of each participant, by `i<id>` and `p<id>`. */
    async latest(
      invitationIds: number[],
      participantIds: number[],
    ): Promise<Map<string, DeliveryState>> {
      const rows = await knexOf(strapi)(TABLES.deliveries)
        .where((either) =>
          either
            .whereIn('invitation_id', invitationIds)
            .orWhereIn('participant_id', participantIds),
        )
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
