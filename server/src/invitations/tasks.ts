import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { clock, DAY, MINUTE } from '../shared/clock';
import { configOf } from '../shared/config';
import { createLoop, type Loop } from '../shared/loop';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import { about } from './acceptance';
import type { createQueries, InvitationRow } from './queries';

/** How often it is looked whether a day has come. */
const LOOK_EVERY = MINUTE;

/** Rows of one transaction, so that none lasts long. */
const BATCH = 200;

/**
 * What days bring to invitations: reminders, their end, and that people are forgotten. Each row is
 * moved on by whoever holds it, so it does not matter how many instances look at once, nor for how
 * long none did.
 */
export const createTasks = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  queueReminders: (transaction: Knex.Transaction, rows: InvitationRow[]) => Promise<void>,
): Loop => {
  const ago = (days: number) => clock.in(-days * DAY);

  const expire = async () => {
    const over = await inTransaction(strapi, (transaction) =>
      queries.expireSome(transaction, BATCH),
    );
    for (const row of over)
      await service(strapi, 'signals').tell(
        'participation.invitation.expired',
        about(row, 'expired'),
      );
    return over.length;
  };

  /** Of several reminders whose days have passed, whoever was away gets the last one. */
  const remind = async () => {
    const { reminderDays } = configOf(strapi).invitations;
    for (let count = reminderDays.length; count > 0; count -= 1) {
      const sentBefore = ago(reminderDays[count - 1]!);
      const reminded = await inTransaction(strapi, async (transaction) => {
        const rows = await queries.remindSome(transaction, { count, sentBefore, limit: BATCH });
        // One that waited for the mail server until now would come together with this one.
        await service(strapi, 'deliveries').cancelUnsent(
          transaction,
          rows.map(({ id }) => id),
        );
        await queueReminders(transaction, rows);
        return rows.length;
      });
      if (reminded > 0) return reminded;
    }
    return 0;
  };

  const forget = async () => {
    const { retentionDays } = configOf(strapi).invitations;
    if (retentionDays === null) return 0;
    return inTransaction(strapi, async (transaction) => {
      const before = ago(retentionDays);
      const dead = await queries.deadBefore(transaction, before, BATCH);
      const ids = dead.map(({ id }) => id);
      const emails = dead.map(({ email }) => email);
      await service(strapi, 'participants').drop(transaction, ids);
      await service(strapi, 'groups').carried.drop(transaction, ids);
      await service(strapi, 'deliveries').forget(transaction, ids);
      await service(strapi, 'activity').forget(transaction, ids, { emails, before });
      await service(strapi, 'imports').forget(transaction, emails, before);
      await queries.erase(transaction, ids);
      return ids.length;
    });
  };

  let adopted = false;

  return createLoop({
    every: LOOK_EVERY,
    async work(signal) {
      if (!adopted) await queries.adoptOlder();
      adopted = true;
      for (const task of [expire, remind, forget]) while (!signal.aborted && (await task()) > 0);
    },
    onError: (error) => strapi.log.error('participation: the care for invitations failed', error),
  });
};
