import { PERMISSIONS } from '../../../contracts/permissions';
import type { App } from '../harness';
import { accept, createSpace, invite, participantOf, tokenFor } from '../story';
import { addresses, codeOf, listOf, Lists, startImports } from './lists';

describe('replacing a list by another', () => {
  let app: App;
  let lists: Lists;

  beforeAll(async () => {
    app = await startImports();
  });
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
    app.mailbox.clear();
  });

  /** Those who would go, by address. */
  const leaving = async (id: string) =>
    (await lists.removals(id, 'pageSize=100')).body.results.map(
      ({ email }: { email: string }) => email,
    );

  test('shows who would go, page by page, and removes nobody before it is started', async () => {
    const [kept, ...others] = addresses(8) as [string, ...string[]];
    await lists.run(listOf([kept, ...others]));
    const { id } = await lists.preview(listOf([kept]));

    const first = await lists.removals(id, 'pageSize=3');
    expect(first.body.pagination).toEqual({ page: 1, pageSize: 3, pageCount: 3, total: 7 });
    const pages = await Promise.all(
      [1, 2, 3, 4].map(async (page) => (await lists.removals(id, `pageSize=3&page=${page}`)).body),
    );
    const shown = pages.flatMap(({ results }) => results);
    expect(pages.map(({ results }) => results.length)).toEqual([3, 3, 1, 0]);
    const members = await lists.members();
    expect(shown).toEqual(
      members
        .filter(({ email }) => email !== kept)
        .map(({ documentId, name, email }) => ({ documentId, name, email, status: 'invited' })),
    );
    expect(await lists.emails()).toEqual([kept, ...others].sort());
    await lists.cancel(id);
    expect(await lists.emails()).toHaveLength(8);
  });

  test('ends access at once, revokes invitations that carry nothing else, and is written down', async () => {
    const { space } = lists;
    const other = await createSpace(app);
    const member = await participantOf(app, space, 'member@replace.example.org');
    await invite(app, space, { name: 'Waiting', email: 'waiting@replace.example.org' });
    const token = await tokenFor(app, 'waiting@replace.example.org');
    for (const one of [space, other])
      await invite(app, one, { name: 'Both', email: 'both@replace.example.org' });
    const both = await tokenFor(app, 'both@replace.example.org');
    await participantOf(app, space, 'stays@replace.example.org');
    expect((await member.get(`/api/participation/spaces/${space.slug}`)).status).toBe(200);

    const { id } = await lists.preview(
      'Stays@replace.example.org,Stays\nnew@replace.example.org,N',
    );
    const done = await lists.apply(id, 'replace');

    expect(done).toMatchObject({
      mode: 'replace',
      totals: { rows: 2, invited: 1, already_participant: 1, removed: 3 },
    });
    expect(await lists.emails()).toEqual(['new@replace.example.org', 'stays@replace.example.org']);
    expect((await member.get(`/api/participation/spaces/${space.slug}`)).status).toBe(404);
    expect((await accept(app.http, token)).status).toBe(404);
    expect((await accept(app.http, both)).body.spaces).toEqual([
      { title: other.title, slug: other.slug },
    ]);

    const removed = await lists.rows(id, 'outcome=removed');
    expect(removed.map(({ line, values, reasons }) => [line, values.email, reasons])).toEqual([
      [null, 'both@replace.example.org', []],
      [null, 'member@replace.example.org', []],
      [null, 'waiting@replace.example.org', []],
    ]);
    // They are no rows of the file, nor to be corrected.
    const { body } = await lists.ask(id, '/rows');
    expect(body.pagination.total).toBe(2);
    expect(body.results).toHaveLength(2);
    expect(await lists.report(id)).toHaveLength(1);

    const log = await lists.log();
    expect(log[0]).toMatchObject({ action: 'import.completed', details: { removed: 3 } });
    const gone = log.filter(({ action }) => action === 'participant.removed');
    expect(gone.map(({ subject }) => subject).sort()).toEqual(
      removed.map(({ values }) => values.email),
    );
    expect(gone.map(({ actor }) => actor)).toEqual(Array(3).fill('Super Admin'));
  });

  test('keeps whoever is in the file, also where their row is refused', async () => {
    const [bad, twice, gone] = addresses(3) as [string, string, string];
    await lists.run(listOf([bad, twice, gone]));
    const { id } = await lists.preview(`${bad},N@me\n${twice},One\n${twice},Two\n`);

    expect(await leaving(id)).toEqual([gone]);
    const done = await lists.apply(id, 'replace');
    expect(done.totals).toEqual({
      rows: 3,
      invalid: 1,
      already_invited: 1,
      duplicate: 1,
      removed: 1,
    });
    expect(await lists.emails()).toEqual([bad, twice].sort());
  });

  test('keeps whom a corrected row names', async () => {
    const [kept, fixed] = addresses(2) as [string, string];
    await lists.run(listOf([kept, fixed]));
    const { id } = await lists.preview(`${kept},Kept\n${fixed.replace('@', '.')},Fixed\n`);
    expect(await leaving(id)).toEqual([fixed]);
    await lists.correct(id, 2, { email: fixed });
    expect(await leaving(id)).toEqual([]);
    await lists.apply(id, 'replace');
    expect(await lists.emails()).toEqual([kept, fixed].sort());
  });

  test('leaves whoever came on the list after the upload', async () => {
    const [old, fresh] = addresses(2) as [string, string];
    await lists.run(listOf([old]));
    const { id } = await lists.preview(listOf([fresh]));
    await invite(app, lists.space, { name: 'By Hand', email: 'by.hand@replace.example.org' });

    expect(await leaving(id)).toEqual([old]);
    expect((await lists.apply(id, 'replace')).totals).toMatchObject({ invited: 1, removed: 1 });
    expect(await lists.emails()).toEqual(['by.hand@replace.example.org', fresh].sort());
  });

  test('by the same list removes nobody, and by nobody’s list adds and removes nothing twice', async () => {
    const emails = addresses(4);
    await lists.run(listOf(emails));
    const again = await lists.run(listOf(emails), 'replace');
    expect(again.totals).toEqual({ rows: 4, already_invited: 4 });
    expect(await lists.emails()).toEqual([...emails].sort());

    const one = await lists.run(listOf(emails.slice(0, 1)), 'replace');
    expect(one.totals).toEqual({ rows: 1, already_invited: 1, removed: 3 });
    const same = await lists.run(listOf(emails.slice(0, 1)), 'replace');
    expect(same.totals).toEqual({ rows: 1, already_invited: 1 });
  });

  test('adding leaves everybody who is not in the file', async () => {
    const [old, fresh] = addresses(2) as [string, string];
    await lists.run(listOf([old]));
    const done = await lists.run(listOf([fresh]), 'add');
    expect(done.totals).toEqual({ rows: 1, invited: 1 });
    expect(await lists.emails()).toEqual([old, fresh].sort());
  });

  test('goes through more people than one batch has', async () => {
    const emails = addresses(1_100);
    await lists.run(listOf(emails));
    const kept = emails.filter((_, index) => index % 100 === 7);
    const { id } = await lists.preview(listOf(kept));
    expect((await lists.removals(id, 'page=11&pageSize=100')).body).toMatchObject({
      results: expect.arrayContaining([expect.objectContaining({ status: 'invited' })]),
      pagination: { total: 1_089, pageCount: 11 },
    });
    const done = await lists.apply(id, 'replace');
    expect(done.totals).toEqual({ rows: 11, already_invited: 11, removed: 1_089 });
    expect(await lists.emails()).toEqual([...kept].sort());
    expect(await lists.count('invitation', { email: { $in: emails }, status: 'pending' })).toBe(11);
  });

  test('needs the right to remove participants; whoever has not got it may still add', async () => {
    const [old, fresh] = addresses(2) as [string, string];
    await lists.run(listOf([old]));
    const importer = new Lists(
      app,
      lists.space,
      await app.adminWith([PERMISSIONS.participantsImport]),
    );
    const { id } = await importer.preview(listOf([fresh]));

    for (const answer of [
      await importer.start(id, 'replace'),
      await importer.removals(id),
      await importer.undo(id),
    ])
      expect(answer.status).toBe(403);
    expect(codeOf(await importer.start(id, 'replace'))).toBe('forbidden');
    expect((await importer.get(id)).status).toBe('ready');

    expect((await importer.apply(id, 'add')).totals).toEqual({ rows: 1, invited: 1 });
    expect((await importer.undo(id)).status).toBe(403);
    expect(await lists.emails()).toEqual([old, fresh].sort());

    const remover = new Lists(
      app,
      lists.space,
      await app.adminWith([PERMISSIONS.participantsImport, PERMISSIONS.participantsRemove]),
    );
    expect((await remover.run(listOf([fresh]), 'replace')).totals).toMatchObject({ removed: 1 });
  });

  test('knows no third way', async () => {
    const { id } = await lists.preview(listOf(addresses(1)));
    const answer = await lists.start(id, 'merge' as 'add');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_choice']);
    // Nothing said: nobody is removed.
    const { body } = await app.admin.post(`/participation/imports/${id}/start`);
    expect(body.data.mode).toBe('add');
  });
});
