import type { ActionAnswer } from '../../../contracts/participants';

/** What a bulk action is about: the rows of these ids, or else all that match, a batch at a time. */
type Chosen<Row> = {
  ids: string[] | undefined;
  byIds(ids: string[]): Promise<Row[]>;
  all(): AsyncIterable<Row[]>;
};

/** All rows, a batch at a time; `after` gives those beyond an id, in the order of ids. */
export async function* batches<Row>(
  after: (lastId: number) => Promise<Row[]>,
  idOf: (row: Row) => number,
): AsyncGenerator<Row[]> {
  for (let lastId = 0; ;) {
    const batch = await after(lastId);
    if (batch.length === 0) return;
    yield batch;
    lastId = idOf(batch.at(-1)!);
  }
}

/** Does `work`, which gives for how many rows it did something; the other rows are skipped. */
export const inBulk = async <Row>(
  { ids, byIds, all }: Chosen<Row>,
  work: (rows: Row[]) => Promise<number>,
): Promise<ActionAnswer> => {
  const wanted = ids && [...new Set(ids)];
  const chosen = wanted ? [await byIds(wanted)] : all();
  let met = 0;
  let affected = 0;
  for await (const rows of chosen) {
    met += rows.length;
    if (rows.length > 0) affected += await work(rows);
  }
  return { affected, skipped: (wanted ? wanted.length : met) - affected };
};
