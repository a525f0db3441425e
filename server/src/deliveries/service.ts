import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { siteUrl } from '../shared/config';
import { createQueries, type DeliveriesOf, type NewDelivery } from './queries';
import type { DeliveryKind } from './schema';
import { createWorker, type DeliverySource } from './worker';

/** The outbox: mails as rows, queued with the change that causes them, sent by a worker. */
export const createDeliveries = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const sources = new Map<DeliveryKind, DeliverySource>();
  const worker = createWorker(strapi, queries, (kind) => sources.get(kind));

  const domain = () => new URL(siteUrl(strapi)).hostname;

  const kickOnCommit = () =>
    strapi.db.transaction(async ({ onCommit }) => onCommit(() => worker.kick()));

  return {
    worker,
    latest: queries.latest,
    mailsOf: queries.ofInvitation,
    forget: queries.deleteOf,
    leavingFor: queries.leavingFor,
    cancelUnsent: queries.cancelUnsent,

    /** Names the room that composes mails of this kind. */
    from(kind: DeliveryKind, source: DeliverySource): void {
      sources.set(kind, source);
    },

    /** Queues mails in the caller's transaction; they leave once it is committed. */
    async queue(transaction: Knex.Transaction, deliveries: NewDelivery[]): Promise<void> {
      if (deliveries.length === 0) return;
      await queries.insert(transaction, deliveries, domain());
      await kickOnCommit();
    },

    /** The same for every row of a query. */
    async queueFrom(
      transaction: Knex.Transaction,
      from: Knex.QueryBuilder,
      deliveries: DeliveriesOf,
    ): Promise<void> {
      await queries.insertFrom(transaction, from, deliveries, domain());
      await kickOnCommit();
    },
  };
};
