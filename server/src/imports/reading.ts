import type { Core } from '@strapi/strapi';
import type { ImportKind } from '../../../contracts/imports';
import { followGrowth, preferIndexes } from '../shared/sets';
import { knexOf, TABLES } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import { AT_REST, type Hold } from './hold';
import type { Kind, Work } from './kind';
import { jobOf } from './job';
import { limitsOf } from './limits';
import { outlookOf } from './outlook';
import { UNREAD, type Counts, type createQueries } from './queries';
import { readRows } from './read';
import { addUp, openIn, type ReadRow } from './rows';
import { UnreadableFile } from './unreadable';
import { assemble, discard } from './upload';

/** Rows that are staged in one transaction: short enough that others get their turn. */
const BATCH = 1_000;

/** Reads an import's file into rows, each with what will become of it. */
export const createReading = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  kinds: Record<ImportKind, Kind>,
) => {
  /** Keeps the next rows; gives the counts with them. */
  const stage = (
    { record, write }: Hold,
    work: Work,
    rows: ReadRow[],
    { count, share, counts }: { count: number; share: number; counts: Counts },
  ): Promise<Counts> =>
    inTransaction(strapi, async (transaction) => {
      // First, so that the lock on its row keeps others off for as long as this takes.
      await write({ row_count: count, read_share: share }, transaction);
      await preferIndexes(transaction);
      const kind = kinds[record.kind];
      const staged = await outlookOf(transaction, queries, record.id, kind, work, rows);
      await queries.stage(transaction, record.id, staged);
      const sum = addUp(
        counts,
        staged.map((row) => row.outcome),
      );
      await write({ counts: sum }, transaction);
      return sum;
    });

  const stageAll = async (hold: Hold, path: string): Promise<Counts> => {
    const { kind: name, file_size, detected } = hold.record;
    const limits = limitsOf(strapi);
    const work = await kinds[name].begin(jobOf(hold.record));
    const reading = readRows(path, file_size, detected!, limits);
    let batch: ReadRow[] = [];
    let counts: Counts = {};
    let count = 0;
    const follow = followGrowth(knexOf(strapi), [TABLES.importRows]);
    const flush = async () => {
      await hold.pause();
      counts = await stage(hold, work, batch, { count, share: reading.share(), counts });
      batch = [];
      await follow(count);
      await hold.pause();
    };
    for await (const { line, cells } of reading.rows) {
      count += 1;
      if (count > limits.maxRows)
        throw new UnreadableFile(
          'too_many_rows',
          `The file has more than ${limits.maxRows} rows (line ${line}). Split it and upload the parts.`,
        );
      batch.push({ line, ...work.parse(cells, detected!, limits) });
      if (batch.length === BATCH) await flush();
    }
    if (count === 0)
      throw new UnreadableFile('no_rows', 'There is no row in this file but names of columns.');
    await flush();
    return counts;
  };

  /** Deletes what an earlier attempt left, a little at a time. */
  const startOver = async ({ record, write, pause }: Hold) => {
    await write({ ...UNREAD, fault_count: record.fault_count, counts: {} });
    while (await queries.clearSome(record.id, BATCH)) {
      await write({});
      await pause();
    }
  };

  return async (hold: Hold): Promise<void> => {
    const { record, write } = hold;
    await hold.enter('reading', 0);
    await startOver(hold);
    const file = await assemble(queries.partsOf(record.id));
    try {
      if (file.size !== record.file_size)
        throw new UnreadableFile('import_interrupted', 'The upload was cut off. Upload it again.');
      const counts = await stageAll(hold, file.path);
      const open = openIn(counts, kinds[record.kind]);
      await write({ ...AT_REST, status: 'ready', counts, open_count: open });
    } finally {
      await discard(file.path);
    }
  };
};
