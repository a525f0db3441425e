import { setTimeout as sleep } from 'node:timers/promises';
import type { Import, ImportRow, RowOutcome } from '../../contracts/imports';
import type { Answer, Client } from '../integration/client';
import { databaseKind } from '../integration/database';
import { accountAddress, csvOf, expectList, listOf, type Expected, type Line } from './list';
import { createRandom } from './random';
import { Site, type Instance } from './site';

jest.setTimeout(240_000);

/** Rows of a list: more than a server applies before it is killed, on any database. */
const ROWS = 20_000;
/** How many lists: the second finds people there, and others come while kills are left. */
const LISTS = { fewest: 2, most: 10 };
const ACCOUNTS = (LISTS.most * ROWS) / 4;

/** How long a server lives at most once there is work for it, in ms. */
const LIFE = 700;
const POLL_EVERY = 25;

type Phase = 'reading' | 'applying';
/** How many times a server is still to be killed while it does this. */
type Kills = Record<Phase, number>;

const isLeft = (kills: Kills) => kills.reading + kills.applying > 0;

const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`imports under SIGKILL (CHAOS_SEED=${seed})`, () => {
  let site: Site;
  let space: string;
  let random: () => number;

  beforeEach(async () => {
    random = createRandom(seed);
    site = await Site.open();
  });
  afterEach(() => site?.close());

  const begin = async (): Promise<Instance> => {
    const instance = await site.addInstance();
    space = await createSpace(site);
    await seedAccounts(site);
    return instance;
  };

  test('every row gets in once, however often the server dies', async () => {
    const instance = await begin();
    const expected: Expected = new Map();
    const kills: Kills = { reading: 8, applying: 12 };

    for (let number = 0; number < LISTS.fewest || isLeft(kills); number += 1) {
      expect(number).toBeLessThan(LISTS.most);
      const list = listOf(number, ROWS);
      const outcomes = expectList(expected, list);
      const work = await importList(site, space, list, instance);
      const [done] = await Promise.all([work.complete(), killWhile(instance, work, kills, random)]);

      expect(done.totals).toEqual({ rows: ROWS, ...countOf(outcomes.values()) });
      expect(done.changed).toBe(0);
      expect(differences(outcomes, await outcomesOf(site, done.id))).toEqual([]);
    }

    await expectTables(site, expected);
    await expectNoFiles(site);
  });

  const severalServers = databaseKind === 'sqlite' ? test.skip : test;

  severalServers('two servers and two lists that overlap, one server killed', async () => {
    const mortal = await begin();
    const other = await site.addInstance();
    const expected: Expected = new Map();
    const lists = [listOf(0, ROWS), listOf(1, ROWS)];
    const kills: Kills = { reading: 1, applying: 2 };

    const works = await Promise.all(
      lists.map((list, index) => importList(site, space, list, [mortal, other][index]!)),
    );
    const [first, second] = await Promise.all([
      ...works.map((work) => work.complete()),
      ...works.map((work) => killWhile(mortal, work, kills, random)),
    ]);

    const outcomes = [
      await outcomesOf(site, (first as Import).id),
      await outcomesOf(site, (second as Import).id),
    ];
    // Who was first is up to chance; together they must add up.
    lists.forEach((list) => expectList(expected, list));
    expect(faultsOf(lists, outcomes)).toEqual([]);
    await expectTables(site, expected, { names: false });
    await expectNoFiles(site);
  });
});

async function createSpace(site: Site): Promise<string> {
  const answer = await site.ask((client) =>
    client.post('/participation/spaces', {
      title: 'Assembly',
      visibility: 'private',
      published: true,
    }),
  );
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data.documentId;
}

async function seedAccounts(site: Site): Promise<void> {
  const accounts = Array.from({ length: ACCOUNTS }, (_, number) => ({
    document_id: `u${String(number).padStart(23, '0')}`,
    username: `member${number}`,
    email: accountAddress(number),
    provider: 'local',
    confirmed: true,
    blocked: false,
  }));
  await site.knex.batchInsert('up_users', accounts, 500);
}

type Work = {
  /** What the import was doing when last asked; null when it is done. */
  phase: Phase | null;
  /** Starts it when it is ready; gives it when it is completed. */
  complete(): Promise<Import>;
};

/** Uploads a list to one of the servers, for an administrator who stays until it is through. */
async function importList(
  site: Site,
  space: string,
  list: Line[],
  instance: Instance,
): Promise<Work> {
  const ask = async (status: number, request: (client: Client) => Promise<Answer>) => {
    const answer = await site.ask(request, instance);
    if (answer.status !== status) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body.data;
  };
  const fields = { kind: 'participants', space };
  const { id } = await ask(201, (client) =>
    client.upload('/participation/imports', { file: csvOf(list), filename: 'list.csv', fields }),
  );
  const address = `/participation/imports/${id}`;
  const work: Work = {
    phase: 'reading',
    async complete() {
      try {
        for (;;) {
          const found: Import = await ask(200, (client) => client.get(address));
          if (found.status === 'completed') return found;
          if (found.status === 'running') this.phase = 'applying';
          // Refused when an answer got lost and it was started before: the next look tells.
          else if (found.status === 'ready')
            await site.ask((client) => client.post(`${address}/start`, { mode: 'add' }), instance);
          else if (found.status !== 'parsing') throw new Error(JSON.stringify(found));
          await sleep(POLL_EVERY);
        }
      } finally {
        this.phase = null;
      }
    },
  };
  return work;
}

/** Kills the server at random moments of the work, as often as is left for what it is doing. */
async function killWhile(
  instance: Instance,
  work: Work,
  kills: Kills,
  random: () => number,
): Promise<void> {
  while (work.phase) {
    await sleep(random() * LIFE);
    // Two may be after the same server.
    if (!work.phase || !instance.url || kills[work.phase] === 0) continue;
    kills[work.phase] -= 1;
    await instance.kill();
    await instance.start();
  }
}

/** Of all rows, by line. */
async function outcomesOf(site: Site, id: string): Promise<Map<number, RowOutcome | null>> {
  const outcomes = new Map<number, RowOutcome | null>();
  for (let page = 1; ; page += 1) {
    const { body } = await site.ask((client) =>
      client.get(`/participation/imports/${id}/rows?pageSize=100&page=${page}`),
    );
    const rows: ImportRow[] = body.results;
    for (const { line, outcome } of rows) {
      if (line === null || outcomes.has(line)) throw new Error(`Line ${line} is not one row's.`);
      outcomes.set(line, outcome);
    }
    if (page >= body.pagination.pageCount) return outcomes;
  }
}

const countOf = <Value extends string>(values: Iterable<Value>) => {
  const counts: Partial<Record<Value, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

/** The first few keys that two maps disagree about. */
const differences = <Key, Value>(expected: Map<Key, Value>, found: Map<Key, Value>) =>
  [...new Set([...expected.keys(), ...found.keys()])]
    .filter((key) => expected.get(key) !== found.get(key))
    .slice(0, 5)
    .map((key) => ({ key, expected: expected.get(key), found: found.get(key) }));

/** Addresses that two lists together did not put on the space's list exactly once. */
const faultsOf = (lists: Line[][], outcomes: Map<number, RowOutcome | null>[]) => {
  const became = new Map<string, (RowOutcome | null | undefined)[]>();
  lists.forEach((list, index) => {
    const alone = expectList(new Map(), list);
    for (const { line, email } of list) {
      const outcome = outcomes[index]!.get(line);
      const expected = alone.get(line)!;
      // What is wrong with a row has nothing to do with other lists.
      if (expected === 'invalid' || expected === 'duplicate')
        became.set(`${index}:${line}`, expected === outcome ? ['added'] : [expected, outcome]);
      else became.set(email, [...(became.get(email) ?? []), outcome]);
    }
  });
  return [...became].filter(([, found]) => !isOnce(found.map(String).sort().join(' '))).slice(0, 5);
};

const isOnce = (outcomes: string) =>
  ['invited', 'added', 'already_invited invited', 'added already_participant'].includes(outcomes);

type Row = Record<string, unknown>;

/** The tables hold these people, their invitations and their mails, each once and nothing else. */
async function expectTables(site: Site, expected: Expected, { names = true } = {}): Promise<void> {
  const { knex } = site;
  const invited = [...expected].filter(([, { outcome }]) => outcome === 'invited');
  const participants: Row[] = await knex('participation_participants as p')
    .leftJoin('participation_invitations as i', 'i.id', 'p.invitation_id')
    .leftJoin('up_users as u', 'u.id', 'p.user_id')
    .select('p.email', 'p.name', 'p.source', 'i.open_email as invited', 'u.email as account');
  const invitations: Row[] = await knex('participation_invitations').select('open_email', 'status');
  const deliveries: Row[] = await knex('participation_deliveries as d')
    .join('participation_participants as p', 'p.id', 'd.participant_id')
    .where('d.kind', 'invitation')
    .whereRaw('d.invitation_id = p.invitation_id')
    .whereRaw('d.email = p.email')
    .select('d.email', 'd.status');
  const [{ total }] = (await knex('participation_deliveries').count({ total: '*' })) as [Row];

  const wanted = [...expected].map(([email, { outcome, name }]) => [
    email,
    outcome === 'invited' ? email : null,
    outcome === 'added' ? email : null,
    'import',
    ...(names ? [name] : []),
  ]);
  const found = participants.map((row) => [
    row.email,
    row.invited,
    row.account,
    row.source,
    ...(names ? [row.name] : []),
  ]);
  expectEachOnce(found, wanted);
  expectEachOnce(
    invitations.map((row) => [row.open_email, row.status]),
    invited.map(([email]) => [email, 'pending']),
  );
  expectEachOnce(
    deliveries.map((row) => [row.email, row.status]),
    invited.map(([email]) => [email, 'queued']),
  );
  expect(Number(total)).toBe(invited.length);
}

/** Nothing of the uploaded files is left, neither in the database nor on the disk. */
async function expectNoFiles(site: Site): Promise<void> {
  expect(await site.knex('participation_import_parts').pluck('position')).toEqual([]);
  expect(await site.leftFiles()).toEqual([]);
}

function expectEachOnce(found: unknown[][], wanted: unknown[][]): void {
  expect(surplus(found, wanted)).toEqual([]);
  expect(surplus(wanted, found)).toEqual([]);
}

/** The first few of `some` that `others` has not, or has less often. */
const surplus = (some: unknown[][], others: unknown[][]) => {
  const left = countOf(others.map((one) => JSON.stringify(one)));
  return some
    .map((one) => JSON.stringify(one))
    .filter((one) => (left[one] = (left[one] ?? 0) - 1) < 0)
    .slice(0, 5);
};
