import fs from 'node:fs/promises';
import path from 'node:path';
import { databaseKind, startApp, type App } from '../harness';
import { IMPORTS } from '../imports/lists';
import { eventually } from '../story';
import { confirmationOf, decide, organization, person, SITE, type Person } from './story';

const file = path.resolve(__dirname, '../../data/group-verifications.csv');

type Row = { line: number; outcome: string; values: { email: string } };

describe('a list of groups to verify', () => {
  let app: App;
  let creator: Person;

  const until = (id: string, status: string) =>
    eventually(
      async () => (await app.admin.get(`${IMPORTS}/${id}`)).body.data,
      (one) => one.status === status,
    );

  const upload = async (content: Buffer | string) => {
    const answer = await app.admin.upload(IMPORTS, {
      file: content,
      filename: 'groups.csv',
      fields: { kind: 'group-verifications' },
    });
    expect(answer.status).toBe(201);
    await until(answer.body.data.id, 'ready');
    return answer.body.data.id as string;
  };

  const rowsOf = async (id: string) =>
    (await app.admin.get(`${IMPORTS}/${id}/rows?pageSize=100`)).body.results.map(
      ({ line, outcome, values }: Row) => [line, values.email, outcome],
    );

  const confirmed = async (email: string) => {
    const group = await organization(creator, { email });
    const token = await confirmationOf(app, group.email);
    await app.http.post(`${SITE}/confirm`, { token });
    return group;
  };

  beforeAll(async () => {
    app = await startApp();
    creator = await person(app);
  });
  afterAll(() => app?.stop());

  test('as a spreadsheet exports it: each row as it will be, then as it is', async () => {
    await confirmed('contact@association-un.example');
    await organization(creator, { email: 'club.deux@example.org' });
    const id = await upload(await fs.readFile(file));
    const expected = [
      [2, 'contact@association-un.example', 'verified'],
      [3, 'club.deux@example.org', 'unconfirmed'],
      [5, 'inconnu@example.org', 'unknown'],
    ];
    expect(await rowsOf(id)).toEqual(expected);
    const { body } = await app.admin.get('/participation/groups?filters[status]=verified');
    expect(body.pagination.total).toBe(0);
    await app.admin.post(`${IMPORTS}/${id}/start`);
    const { totals } = await until(id, 'completed');
    expect(totals).toMatchObject({ verified: 1, unconfirmed: 1, unknown: 1 });
    expect(await rowsOf(id)).toEqual(expected);
    const mail = await app.mailbox.waitFor(
      ({ to, subject }) => to === 'contact@association-un.example' && !/confirm/i.test(subject),
    );
    expect(mail).toBeTruthy();
  });

  test('tells what else there is to say of a group, and takes no other group along', async () => {
    const [rejected, done, waiting] = [
      await confirmed('rejected@example.org'),
      await confirmed('done@example.org'),
      await confirmed('waiting@example.org'),
    ];
    await decide(app, 'reject', [rejected], 'No');
    await decide(app, 'verify', [done]);
    const id = await upload(
      'email\nREJECTED@example.org\n done@example.org \nDone@example.org\nnot an address\n',
    );
    await app.admin.post(`${IMPORTS}/${id}/start`);
    await until(id, 'completed');
    expect(await rowsOf(id)).toEqual([
      [2, 'rejected@example.org', 'rejected'],
      [3, 'done@example.org', 'already_verified'],
      [4, 'done@example.org', 'duplicate'],
      [5, 'not an address', 'invalid'],
    ]);
    const { body } = await app.admin.get(`/participation/groups?_q=${waiting.nickname}`);
    expect(body.results[0].status).toBe('pending');
    const report = await app.admin.get(`${IMPORTS}/${id}/report`);
    expect(report.text).toMatch(/^rejected@example.org,2,.*was rejected/m);
  });

  test('takes no address for a group’s that belongs to an account by now', async () => {
    const group = await confirmed('overtaken@example.org');
    await app.registerUser({ username: 'overtaker', email: group.email });
    const id = await upload(`email\n${group.email}\n`);
    const expected = [[2, group.email, 'unconfirmed']];
    expect(await rowsOf(id)).toEqual(expected);
    await app.admin.post(`${IMPORTS}/${id}/start`);
    await until(id, 'completed');
    expect(await rowsOf(id)).toEqual(expected);
  });

  // SQLite lets one in at a time, and has nothing to wait for.
  (databaseKind === 'sqlite' ? test.skip : test)(
    'tells of a group about which somebody decides at that moment what they decided',
    async () => {
      const group = await confirmed('just.now@example.org');
      const id = await upload(`email\n${group.email}\n`);
      const decision = await app.strapi.db.connection.transaction();
      const row = decision('participation_groups').where('email', group.email);
      await row.clone().forUpdate().first();
      await app.admin.post(`${IMPORTS}/${id}/start`);
      // Time enough for the import to come to the group that is held.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      await row.clone().update({ status: 'rejected' });
      await decision.commit();
      await until(id, 'completed');
      expect(await rowsOf(id)).toEqual([[2, group.email, 'rejected']]);
    },
  );

  test('is imported by those who verify groups, and nobody else', async () => {
    const reader = await app.adminWith(['plugin::participation.groups.read']);
    const answer = await reader.upload(IMPORTS, {
      file: 'email\na@example.org\n',
      filename: 'groups.csv',
      fields: { kind: 'group-verifications' },
    });
    expect(answer.status).toBe(403);
  });
});
