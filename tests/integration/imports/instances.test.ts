import { Site, type Instance } from '../../chaos/site';
import { databaseKind, type App, type Client } from '../harness';
import { eventually } from '../story';
import {
  addresses,
  expectStatus,
  holdMails,
  listOf,
  Lists,
  people,
  runnersOf,
  startImports,
  type Space,
} from './lists';

const stopRunners = (app: App) => Promise.all(runnersOf(app).map((runner) => runner.stop()));

/** SQLite is the database of one process. */
const several = databaseKind === 'sqlite' ? describe.skip : describe;

describe('an instance that ends', () => {
  let app: App;
  let lists: Lists;

  beforeAll(async () => {
    app = await startImports();
    lists = await Lists.ofNewSpace(app);
  });
  afterAll(() => app?.stop());

  test('before it read or applied lists does so once it is back', async () => {
    await stopRunners(app);
    const unread = (await lists.upload(people(30))).body.data;
    expect((await lists.get(unread.id)).status).toBe('parsing');
    await app.restart();
    await holdMails(app);
    expect(await lists.until(unread.id, 'ready')).toMatchObject({
      status: 'ready',
      totals: { rows: 30, invited: 30 },
    });

    await stopRunners(app);
    await lists.start(unread.id);
    expect(await lists.emails()).toEqual([]);
    await app.restart();
    await holdMails(app);
    const done = await lists.until(unread.id, 'completed');
    expect(done).toMatchObject({ status: 'completed', totals: { rows: 30, invited: 30 } });
    expect(await lists.emails()).toHaveLength(30);
  });

  test('in the middle of a list goes on where it was, no row twice and none lost', async () => {
    const emails = addresses(2_500);
    const { id } = await lists.preview(listOf(emails));
    await lists.start(id);
    const { progress } = await eventually(
      () => lists.get(id),
      (one) => one.progress.done > 0,
    );
    expect(progress.done).toBeLessThan(2_500);
    await app.restart();
    await holdMails(app);

    const done = await lists.until(id, 'completed');
    expect(done).toMatchObject({ totals: { rows: 2_500, invited: 2_500 }, changed: 0 });
    const all = { email: { $in: emails.slice(0, 900) } };
    expect(
      await lists.count('participant', { space: { documentId: lists.space.documentId } }),
    ).toBe(2_530);
    expect(await lists.count('invitation', all)).toBe(900);
    expect(await lists.count('delivery', all)).toBe(900);
  });
});

several('two instances on one database', () => {
  let site: Site;
  let first: Instance;
  let second: Instance;

  beforeAll(async () => {
    site = await Site.open();
    first = await site.addInstance();
  });
  afterAll(() => site?.close());

  /** The administrator at one of the instances. */
  const clientAt = async (instance: Instance): Promise<Client> => {
    const clients: Client[] = [];
    await site.ask((client) => {
      clients.push(client);
      return client.get('/participation/spaces');
    }, instance);
    return clients[0]!;
  };

  const newSpace = async (): Promise<Space> => {
    const fields = { title: 'Assembly', visibility: 'private', published: true };
    const answer = await site.ask((client) => client.post('/participation/spaces', fields));
    return expectStatus(201, answer).body.data;
  };

  /** The imports into a space, at one of the instances. */
  const listsAt = async (instance: Instance, space: Space) =>
    new Lists({ admin: await clientAt(instance) }, space);

  const bothAt = async (): Promise<[Lists, Lists]> => {
    const space = await newSpace();
    return [await listsAt(first, space), await listsAt(second, space)];
  };

  /** How often these people are on lists, are invited and get a mail. */
  const countOf = async (emails: string[]) => {
    const some = emails.slice(0, 500);
    const count = async (table: string) => {
      const rows = await site.knex(`participation_${table}`).whereIn('email', some).pluck('email');
      return [rows.length, new Set(rows).size];
    };
    return [await count('participants'), await count('invitations'), await count('deliveries')];
  };
  const ONCE = Array(3).fill([500, 500]);

  test('one reads and applies what was uploaded to the other, which is no more', async () => {
    const space = await newSpace();
    const emails = addresses(3_000);
    const there = await listsAt(first, space);
    const { id } = expectStatus(201, await there.upload(listOf(emails))).body.data;
    await first.kill();
    second = await site.addInstance();

    const here = await listsAt(second, space);
    const ready = await here.until(id, 'ready');
    expect(ready).toMatchObject({ status: 'ready', totals: { rows: 3_000, invited: 3_000 } });
    expect((await here.apply(id)).totals).toEqual({ rows: 3_000, invited: 3_000 });
    expect(await countOf(emails)).toEqual(ONCE);
    await first.start();
  });

  test('apply a list once, whoever read it and whoever was asked to start it', async () => {
    const [here, there] = await bothAt();
    const emails = addresses(900);
    const { id } = await there.preview(listOf(emails));
    const answers = await Promise.all([here, there, here, there].map((one) => one.start(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const done = await here.until(id, 'completed');
    expect(done.totals).toEqual({ rows: 900, invited: 900 });
    expect(await there.get(id)).toEqual(done);
    expect(await countOf(emails)).toEqual(ONCE);
  });

  test('work on two lists into one space at once, and count right', async () => {
    const [here, there] = await bothAt();
    const emails = addresses(2_000);
    const [one, two] = await Promise.all([
      here.preview(listOf(emails.slice(0, 1_500))),
      there.preview(listOf(emails.slice(500).reverse())),
    ]);
    const done = await Promise.all([here.apply(one.id), there.apply(two.id)]);
    const sum = (outcome: 'invited' | 'already_invited') =>
      done.reduce((all, { totals }) => all + (totals[outcome] ?? 0), 0);
    expect([sum('invited'), sum('already_invited')]).toEqual([2_000, 1_000]);
    expect(await countOf(emails.slice(600))).toEqual(ONCE);
    expect((await here.members()).length).toBe(2_000);
  });

  test('stop a list that the other one works on, and take it back', async () => {
    const [here, there] = await bothAt();
    const { id } = await here.preview(people(8_000));
    await here.start(id);
    await eventually(
      () => there.get(id),
      ({ progress }) => progress.done > 0,
    );
    expect((await there.cancel(id)).status).toBe(200);
    const { totals, progress } = await here.get(id);
    expect(progress.done).toBeLessThan(8_000);
    expect(totals.invited).toBe(progress.done);
    expect(await here.emails()).toHaveLength(progress.done);

    expect((await there.undo(id)).status).toBe(200);
    await here.until(id, 'undone');
    expect(await here.emails()).toEqual([]);
  });
});
