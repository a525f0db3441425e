import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { clock, MINUTE, SECOND } from '../shared/clock';
import { configOf } from '../shared/config';
import { createLoop, type Loop } from '../shared/loop';
import { inTransaction } from '../shared/transactions';
import { backoff } from './backoff';
import { answerOf, type Fault, faultOf } from './faults';
import type { createQueries, Delivery } from './queries';
import type { RenderedMail } from './render';
import type { DeliveryKind } from './schema';
import { send } from './send';

/** What a room tells of the mails that it queues. */
export type DeliverySource = {
  /** The mails to send, by delivery id; one that is missing has lost its reason and is cancelled. */
  compose(deliveries: Delivery[]): Promise<Map<number, RenderedMail>>;
  /** A mail of this source has been taken by the mail server at `at`. */
  onSent?(delivery: Delivery, at: Date, transaction: Knex.Transaction): Promise<void>;
};

/** How often the table is looked at for mails that nobody announced: due again, or another's. */
const LOOK_EVERY = 5 * SECOND;

/** How long a mail server that is away is left alone at most. */
const LONGEST_PAUSE = MINUTE;

/** Sends what is due, some mails at once, until nothing is due any more. */
export const createWorker = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  sourceOf: (kind: DeliveryKind) => DeliverySource | undefined,
): Loop => {
  /** Rounds in a row that the mail server did not take part in, and when to try it again. */
  let outage = { rounds: 0, until: 0 };

  const sent = (delivery: Delivery) =>
    inTransaction(strapi, async (transaction) => {
      const at = clock.now();
      await queries.settle(delivery, { status: 'sent', sent_at: at, error: null }, transaction);
      await sourceOf(delivery.kind)?.onSent?.(delivery, at, transaction);
    });

  const failed = async (delivery: Delivery, error: unknown, fault: Fault) => {
    const { maxAttempts, retryDelay } = configOf(strapi).deliveries;
    const answer = answerOf(error);
    // A server that is away says nothing about the mail, however long it stays away.
    const over = fault === 'address' || (fault === 'mail' && delivery.attempts >= maxAttempts);
    strapi.log.warn(
      `participation: mail ${delivery.messageId} was not taken at try ${delivery.attempts}` +
        `${over ? ' and is given up' : ''}: ${answer}`,
    );
    await queries.settle(delivery, {
      status: over ? 'failed' : 'queued',
      due_at: clock.in(backoff(delivery.attempts, retryDelay)),
      error: answer,
    });
  };

  /** Gives false when the mail server is away, so that the other mails need not try. */
  const deliver = async (delivery: Delivery, mail: RenderedMail | undefined): Promise<boolean> => {
    if (!(await queries.hold(delivery))) return true;
    if (!mail) {
      await queries.settle(delivery, { status: 'cancelled' });
      return true;
    }
    try {
      await send(strapi, delivery.email, mail, delivery.messageId);
    } catch (error) {
      const fault = faultOf(error);
      await failed(delivery, error, fault);
      return fault !== 'server';
    }
    await sent(delivery);
    outage = { rounds: 0, until: 0 };
    return true;
  };

  const compose = async (deliveries: Delivery[]): Promise<Map<number, RenderedMail>> => {
    const mails = new Map<number, RenderedMail>();
    for (const kind of new Set(deliveries.map((delivery) => delivery.kind))) {
      const ofKind = deliveries.filter((delivery) => delivery.kind === kind);
      const composed = await sourceOf(kind)?.compose(ofKind);
      composed?.forEach((mail, id) => mails.set(id, mail));
    }
    return mails;
  };

  const outageBegins = async (untried: Delivery[]) => {
    const pause = Math.min(
      backoff(outage.rounds + 1, configOf(strapi).deliveries.retryDelay),
      LONGEST_PAUSE,
    );
    outage = { rounds: outage.rounds + 1, until: clock.in(pause).getTime() };
    await queries.release(untried);
  };

  const sendBatch = async (deliveries: Delivery[], signal: AbortSignal) => {
    const mails = await compose(deliveries);
    const waiting = [...deliveries];
    let away = false;
    const sender = async () => {
      while (!away && !signal.aborted && waiting.length > 0) {
        const delivery = waiting.shift()!;
        if (!(await deliver(delivery, mails.get(delivery.id)))) away = true;
      }
    };
    const { concurrency } = configOf(strapi).deliveries;
    const senders = await Promise.allSettled(Array.from({ length: concurrency }, sender));
    if (away) await outageBegins(waiting);
    else if (waiting.length > 0) await queries.release(waiting);
    for (const ended of senders) if (ended.status === 'rejected') throw ended.reason;
  };

  const pace = createPace(() => configOf(strapi).deliveries.perMinute);

  return createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      await queries.reclaim();
      while (!signal.aborted && clock.now().getTime() >= outage.until) {
        const size = pace.allowance(configOf(strapi).deliveries.concurrency * 10);
        const deliveries = size > 0 ? await queries.claim(size) : [];
        if (deliveries.length === 0) return;
        pace.spend(deliveries.length);
        await sendBatch(deliveries, signal);
      }
    },
    onError: (error) => strapi.log.error('participation: the mail worker stumbled', error),
  });
};

/** Holds the worker to so many mails a minute. */
const createPace = (perMinute: () => number | null) => {
  let minute = 0;
  let spent = 0;
  return {
    allowance(wanted: number): number {
      const limit = perMinute();
      if (limit === null) return wanted;
      const current = Math.floor(clock.now().getTime() / MINUTE);
      if (current !== minute) [minute, spent] = [current, 0];
      return Math.min(wanted, limit - spent);
    },
    spend(count: number): void {
      spent += count;
    },
  };
};
