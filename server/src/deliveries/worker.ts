import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { clock, MINUTE, SECOND } from '../shared/clock';
import { configOf } from '../shared/config';
import { createLoop, type Loop } from '../shared/loop';
import { inTransaction } from '../shared/transactions';
import { backoff } from './backoff';
import { createNotes, type Notes } from './notes';
import { createSupply } from './supply';
import { answerOf, type Fault, faultOf } from './faults';
import type { createQueries, Delivery } from './queries';
import type { RenderedMail } from './render';
import type { DeliveryKind } from './schema';
import { send } from './send';

/** What a room tells of the mails that it queues. */
export type DeliverySource = {
  /** The mails to send, by delivery id; one that is missing has lost its reason and is cancelled. */
  compose(deliveries: Delivery[]): Promise<Map<number, RenderedMail>>;
  /** Mails of this source have been taken by the mail server at `at`. */
  onSent?(deliveries: Delivery[], at: Date, transaction: Knex.Transaction): Promise<void>;
  /** A mail of this source is given up; `answer` is what the mail server said. */
  onFailed?(delivery: Delivery, answer: string): Promise<void>;
};

/** A mail in the worker's hands, without its text when it has lost its reason. */
type Claimed = { delivery: Delivery; mail: RenderedMail | undefined; heldAt: number };

/** How often the table is looked at for mails that nobody announced: due again, or another's. */
const LOOK_EVERY = 5 * SECOND;

/** Mails claimed and written ahead, for each that is sent at once. */
const AHEAD = 10;

/** For how long a claim is not asked after again: a mail that is called back may leave until then. */
const FRESH = SECOND;

/** How soon a mail that was taken is noted as such, in ms; several at once where many leave. */
const NOTED_WITHIN = 50;

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

  const byKind = (deliveries: Delivery[]) =>
    [...new Set(deliveries.map(({ kind }) => kind))].map(
      (kind) => [sourceOf(kind), deliveries.filter((one) => one.kind === kind)] as const,
    );

  const sent = (deliveries: Delivery[]) =>
    inTransaction(strapi, async (transaction) => {
      const at = clock.now();
      // What mails are about before the mails, as whoever calls mails back locks them too.
      for (const [source, ofKind] of byKind(deliveries))
        await source?.onSent?.(ofKind, at, transaction);
      await queries.settle(deliveries, { status: 'sent', sent_at: at, error: null }, transaction);
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
    await queries.settle([delivery], {
      status: over ? 'failed' : 'queued',
      due_at: clock.in(backoff(delivery.attempts, retryDelay)),
      error: answer,
    });
    if (over) await sourceOf(delivery.kind)?.onFailed?.(delivery, answer);
  };

  /** Gives false when the mail server is away, so that the other mails need not try. */
  const deliver = async ({ delivery, mail, heldAt }: Claimed, notes: Notes<Delivery>) => {
    const isFresh = clock.now().getTime() - heldAt < FRESH;
    if (!isFresh && !(await queries.hold(delivery))) return true;
    if (!mail) {
      await queries.settle([delivery], { status: 'cancelled' });
      return true;
    }
    try {
      await send(strapi, delivery.email, mail, delivery.messageId);
    } catch (error) {
      const fault = faultOf(error);
      await failed(delivery, error, fault);
      return fault !== 'server';
    }
    outage = { rounds: 0, until: 0 };
    await notes.add(delivery);
    return true;
  };

  const compose = async (deliveries: Delivery[]): Promise<Map<number, RenderedMail>> => {
    const mails = new Map<number, RenderedMail>();
    for (const [source, ofKind] of byKind(deliveries)) {
      const composed = await source?.compose(ofKind);
      composed?.forEach((mail, id) => mails.set(id, mail));
    }
    return mails;
  };

  const pace = createPace(() => configOf(strapi).deliveries.perMinute);

  const claim = async (limit: number): Promise<Claimed[]> => {
    const size = pace.allowance(limit);
    if (size <= 0) return [];
    const heldAt = clock.now().getTime();
    const deliveries = await queries.claim(size);
    pace.spend(deliveries.length);
    try {
      const mails = await compose(deliveries);
      return deliveries.map((delivery) => ({ delivery, mail: mails.get(delivery.id), heldAt }));
    } catch (error) {
      await queries.release(deliveries);
      throw error;
    }
  };

  const outageBegins = async (untried: Delivery[]) => {
    const pause = Math.min(
      backoff(outage.rounds + 1, configOf(strapi).deliveries.retryDelay),
      LONGEST_PAUSE,
    );
    outage = { rounds: outage.rounds + 1, until: clock.in(pause).getTime() };
    await queries.release(untried);
  };

  /** Sends until nothing is due, the mail server is away, or the worker is to stop. */
  const round = async (signal: AbortSignal) => {
    const { concurrency } = configOf(strapi).deliveries;
    const supply = createSupply(concurrency * AHEAD, claim);
    const notes = createNotes({
      write: sent,
      group: concurrency * 6,
      most: concurrency * 8,
      within: NOTED_WITHIN,
    });
    let away = false;
    let broken = false;
    const sender = async () => {
      try {
        while (!away && !broken && !signal.aborted) {
          const claimed = await supply.next();
          if (!claimed) return;
          if (!(await deliver(claimed, notes))) away = true;
        }
      } catch (error) {
        broken = true;
        throw error;
      }
    };
    const senders = await Promise.allSettled(Array.from({ length: concurrency }, sender));
    const ends = await Promise.allSettled([notes.end()]);
    const untried = (await supply.end()).map(({ delivery }) => delivery);
    if (away) await outageBegins(untried);
    else await queries.release(untried);
    for (const end of [...senders, ...ends]) if (end.status === 'rejected') throw end.reason;
  };

  return createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      await queries.reclaim();
      if (clock.now().getTime() >= outage.until) await round(signal);
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
