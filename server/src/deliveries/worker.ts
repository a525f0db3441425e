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
import { isServerThere, send } from './send';

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

const NONE = { times: 0, since: 0, until: 0 };

/** Sends what is due, some mails at once, until nothing is due any more. */
export const createWorker = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  sourceOf: (kind: DeliveryKind) => DeliverySource | undefined,
): Loop => {
  /** How often in a row the mail server was away, since when, and when to try it again. */
  let outage = NONE;

  /** Whose mails lost the connection since the mail server last took one. */
  const lost = new Set<string>();

  /** Mails that are on their way to the mail server. */
  let underWay = 0;

  /** Rounds that are not over: the next one begins while the last mails of one are under way. */
  const rounds = new Set<Promise<void>>();

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

  /** A clock that is set back does not make the pause any longer. */
  const isAway = () => {
    const now = clock.now().getTime();
    return outage.since <= now && now < outage.until;
  };

  const leaveServerAlone = () => {
    if (isAway()) return;
    const times = outage.times + 1;
    const pause = backoff(times, configOf(strapi).deliveries.retryDelay);
    const since = clock.now().getTime();
    outage = { times, since, until: since + Math.min(pause, LONGEST_PAUSE) };
  };

  /** A lost connection is the mail's own fault if the server is there, and nobody else's is lost. */
  const blame = async (error: unknown, email: string): Promise<Fault> => {
    const fault = faultOf(error);
    if (fault !== 'lost') return fault;
    lost.add(email);
    const isMailsOwn = lost.size === 1 && (await isServerThere(strapi));
    return isMailsOwn ? 'mail' : 'server';
  };

  const failed = async (delivery: Delivery, error: unknown) => {
    const fault = await blame(error, delivery.email);
    if (fault === 'server') leaveServerAlone();
    const { maxAttempts, retryDelay } = configOf(strapi).deliveries;
    const answer = answerOf(error);
    // A server that is away says nothing about the mail, however long it stays away.
    const faults = delivery.faults + (fault === 'server' ? 0 : 1);
    const over = fault === 'address' || (fault === 'mail' && faults >= maxAttempts);
    strapi.log.warn(
      `participation: mail ${delivery.messageId} was not taken at try ${delivery.attempts}` +
        `${over ? ' and is given up' : ''}: ${answer}`,
    );
    await queries.settle([delivery], {
      status: over ? 'failed' : 'queued',
      due_at: clock.in(backoff(delivery.attempts, retryDelay)),
      faults,
      error: answer,
    });
    if (!over) return;
    lost.delete(delivery.email);
    await sourceOf(delivery.kind)?.onFailed?.(delivery, answer);
  };

  const deliver = async ({ delivery, mail, heldAt }: Claimed, notes: Notes<Delivery>) => {
    const isFresh = clock.now().getTime() - heldAt < FRESH;
    if (!isFresh && !(await queries.hold(delivery))) return;
    if (!mail) return queries.settle([delivery], { status: 'cancelled' });
    try {
      await send(strapi, delivery.email, mail, delivery.messageId);
    } catch (error) {
      return failed(delivery, error);
    }
    outage = NONE;
    lost.clear();
    await notes.add(delivery);
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

  const onError = (error: unknown) => {
    strapi.log.error('participation: the mail worker stumbled', error);
  };

  /** Sends until nothing is due, the mail server is away, or the worker is to stop. */
  const round = (signal: AbortSignal, size: number) => {
    const { concurrency } = configOf(strapi).deliveries;
    const supply = createSupply(concurrency * AHEAD, claim);
    const notes = createNotes({
      write: sent,
      group: concurrency * 6,
      most: concurrency * 8,
      within: NOTED_WITHIN,
    });
    const sender = async () => {
      try {
        while (!isAway() && !signal.aborted) {
          const claimed = await supply.next();
          if (!claimed) return;
          underWay += 1;
          await deliver(claimed, notes).finally(() => (underWay -= 1));
        }
      } finally {
        // What ends one sender ends them all.
        const untried = await supply.end();
        await queries.release(untried.map(({ delivery }) => delivery));
      }
    };
    const senders = Array.from({ length: size }, sender);
    const over = Promise.allSettled(senders).then(async (ends) => {
      await notes.end();
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    });
    return { firstEnd: Promise.race(senders).catch(() => {}), over: over.catch(onError) };
  };

  const loop = createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      // Not while anything is held here, as clocks may leap.
      if (rounds.size === 0) await queries.reclaim();
      const free = configOf(strapi).deliveries.concurrency - underWay;
      if (isAway() || free <= 0) return;
      const { firstEnd, over } = round(signal, free);
      rounds.add(over);
      void over.then(() => rounds.delete(over));
      // Not until all have ended: a mail that the server stalls on would keep the next ones waiting.
      await firstEnd;
    },
    onError,
  });

  return {
    ...loop,
    async stop() {
      await loop.stop();
      await Promise.all(rounds);
    },
  };
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
