import type { Core } from '@strapi/strapi';
import type { ImportKind, RowOutcome } from '../../../contracts/imports';
import { clock } from '../shared/clock';
import { preferIndexes } from '../shared/sets';
import { inTransaction } from '../shared/transactions';
import { AT_REST, type Hold } from './hold';
import { jobOf } from './job';
import type { Job, Kind } from './kind';
import type { createQueries } from './queries';

/** Takes back what an import did. */
export const createUndoing = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  kinds: Record<ImportKind, Kind>,
) => {
  /** Takes the next rows back; false when there are none left. */
  const undoBatch = async ({ record, write }: Hold, job: Job): Promise<boolean> => {
    const { open, undo } = kinds[record.kind];
    const after = record.undone_line;
    const reach = await queries.reach(record.id, after, [...open, 'removed']);
    if (!reach) return false;
    const state = {
      undone_line: reach.line,
      undone_count: record.undone_count + reach.count,
      fault_count: 0,
    };
    await inTransaction(strapi, async (transaction) => {
      await write({}, transaction);
      await preferIndexes(transaction);
      const range = { after, to: reach.line, count: reach.count };
      const of = (outcomes: RowOutcome[]) =>
        queries.between(transaction, record.id, range, outcomes);
      await undo!.takeBack(transaction, of(open).where('r.line', '<=', record.done_line));
      await undo!.putBack(transaction, job, of(['removed']));
      await write(state, transaction);
    });
    Object.assign(record, state);
    return true;
  };

  return async (hold: Hold): Promise<void> => {
    await hold.enter('undoing', hold.record.undone_count);
    const job = jobOf(hold.record);
    while (await undoBatch(hold, job)) await hold.pause();
    await hold.write({ ...AT_REST, status: 'undone', finished_at: clock.now() });
  };
};
