import type { Core } from '@strapi/strapi';
import type { ImportKind } from '../../../contracts/imports';
import { clock } from '../shared/clock';
import { service } from '../shared/services';
import { followGrowth, preferIndexes } from '../shared/sets';
import { knexOf, TABLES } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import { AT_REST, type Hold } from './hold';
import { jobOf } from './job';
import type { Absent, Job, Kind, Work } from './kind';
import type { createQueries } from './queries';
import { addUp, moved, otherwise, removed } from './rows';

/** Does what the preview of an import showed. */
export const createApplying = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  kinds: Record<ImportKind, Kind>,
) => {
  /** Applies the next rows; false when there are none left. */
  const applyBatch = async ({ record, write }: Hold, work: Work): Promise<boolean> => {
    const kind = kinds[record.kind];
    const after = record.done_line;
    // Also rows that there was nothing to do for: who was on the list then may be gone by now.
    const sound = [...kind.open, ...kind.settled];
    const reach = await queries.reach(record.id, after, sound);
    if (!reach) return false;
    const state = await inTransaction(strapi, async (transaction) => {
      await write({}, transaction);
      await preferIndexes(transaction);
      const range = { after, to: reach.line, count: reach.count };
      const rows = queries.between(transaction, record.id, range, sound);
      const outcomes = await work.apply(transaction, rows);
      if (outcomes.length !== reach.count)
        throw new Error(`Of ${reach.count} rows, ${outcomes.length} were applied.`);
      const others = otherwise(outcomes);
      await queries.setOutcomes(transaction, record.id, others);
      await queries.setReasons(transaction, record.id, outcomes);
      const opened = outcomes.filter(({ outcome }) => kind.open.includes(outcome));
      const done = outcomes.map(({ became }) => became);
      const next = {
        done_line: reach.line,
        done_count: record.done_count + opened.length,
        applied: addUp(
          record.applied,
          done.filter((outcome) => kind.open.includes(outcome)),
        ),
        counts: moved(record.counts, outcomes),
        changed_count: record.changed_count + [...others.values()].flat().length,
        fault_count: 0,
      };
      await write(next, transaction);
      return next;
    });
    Object.assign(record, state);
    return true;
  };

  const removeBatch = async ({ record, write }: Hold, job: Job, people: Absent[]) => {
    const counts = await inTransaction(strapi, async (transaction) => {
      await write({}, transaction);
      const ids = await kinds[record.kind].replace!.remove(transaction, job, people);
      const last = await queries.lastLine(transaction, record.id);
      const rows = people
        .filter((person) => ids.has(person.id))
        .map((person, index) => removed(person, last + 1 + index));
      await queries.stage(transaction, record.id, rows);
      const sum = addUp(
        record.counts,
        rows.map((row) => row.outcome),
      );
      await write({ counts: sum, fault_count: 0 }, transaction);
      return sum;
    });
    record.counts = counts;
  };

  /** Takes those off the list who are not in the file. */
  const removeAbsent = async (hold: Hold, job: Job) => {
    const { record } = hold;
    await hold.enter('removing', record.counts.removed ?? 0);
    const { absent } = kinds[record.kind].replace!;
    let total = record.counts.removed ?? 0;
    for await (const people of absent(job, queries.addresses(record.id))) total += people.length;
    await hold.write({ absent_count: total });
    for await (const people of absent(job, queries.addresses(record.id))) {
      if (people.length > 0) await removeBatch(hold, job, people);
      else await hold.write({});
      await hold.pause();
    }
  };

  return async (hold: Hold): Promise<void> => {
    const { record, write } = hold;
    await hold.enter('applying', record.done_count);
    const job = jobOf(record);
    const work = await kinds[record.kind].begin(job);
    const follow = followGrowth(knexOf(strapi), [TABLES.participants, TABLES.invitations]);
    while (await applyBatch(hold, work)) {
      await follow(record.done_count);
      await hold.pause();
    }
    if (record.mode === 'replace') await removeAbsent(hold, job);
    await inTransaction(strapi, async (transaction) => {
      const completed = { ...AT_REST, status: 'completed', finished_at: clock.now() };
      await write(completed, transaction);
      await service(strapi, 'imports').recordEnd(transaction, record, 'import.completed');
    });
  };
};
