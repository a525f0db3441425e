import { startApp, type App } from '../harness';
import { accept, createSpace, eventually, invite, participantOf, tokenFor } from '../story';
import { addresses, clockOf, codeOf, DAY, listOf, Lists, type Space } from './lists';

describe('undoing an import', () => {
  let app: App;
  let lists: Lists;
  let space: Space;

  beforeAll(async () => {
    app = await startApp({ logLevel: 'error' });
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
    space = lists.space;
    app.mailbox.clear();
  });
  afterEach(async () => {
    clockOf(app).reset();
    await app.mailbox.up();
  });

  const undone = async (id: string) => {
    const answer = await lists.undo(id);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    return lists.until(id, 'undone');
  };
  const undoable = async (id: string) => (await lists.get(id)).undoable;

  test('takes back whom it added and invited, and leaves those who were there before', async () => {
    const [before, invited] = addresses(2) as [string, string];
    const member = await participantOf(app, space, 'member@undo.example.org');
    await invite(app, space, { name: 'Before', email: before });
    const { user, jwt } = await app.registerUser({
      username: 'Added',
      email: 'added@undo.example.org',
    });
    const { id, totals } = await lists.run(
      listOf([before, invited, user.email, 'member@undo.example.org', 'wrong']),
    );
    expect(totals).toEqual({
      rows: 5,
      invited: 1,
      added: 1,
      already_invited: 1,
      already_participant: 1,
      invalid: 1,
    });
    const token = await tokenFor(app, invited);
    const page = `/api/participation/spaces/${space.slug}`;
    expect((await app.as(jwt).get(page)).status).toBe(200);
    expect(await undoable(id)).toBe(true);

    const answer = await lists.undo(id);
    expect(answer.body.data).toMatchObject({ status: 'running', undoable: false });
    const done = await lists.until(id, 'undone');

    expect(done).toMatchObject({ status: 'undone', undoable: false, error: null });
    expect(done.finishedAt).not.toBeNull();
    expect(await lists.emails()).toEqual(['member@undo.example.org', before].sort());
    expect((await app.as(jwt).get(page)).status).toBe(404);
    expect((await member.get(page)).status).toBe(200);
    const dead = await accept(app.http, token);
    expect([dead.status, codeOf(dead)]).toEqual([404, 'invitation_invalid']);
    expect((await accept(app.http, await tokenFor(app, before))).status).toBe(200);
    expect(await lists.count('invitation', { email: invited, status: 'pending' })).toBe(0);

    const log = await lists.log();
    expect(log[0]).toMatchObject({
      action: 'import.undone',
      actor: 'Super Admin',
      subject: 'list.csv',
    });
    // What it did then is still told.
    expect(await lists.outcomes(id)).toMatchObject({ [invited]: 'invited', wrong: 'invalid' });
  });

  test('mails that were not sent are not sent any more', async () => {
    await app.mailbox.down();
    const emails = addresses(3);
    const { id } = await lists.run(listOf(emails));
    await undone(id);
    await app.mailbox.up();
    app.mailbox.clear();
    // Long enough for whatever waits for its next try.
    clockOf(app).advance(DAY);
    await invite(app, space, { name: 'Marker', email: 'marker@undo.example.org' });
    await app.mailbox.waitFor(({ to }) => to === 'marker@undo.example.org');
    await eventually(
      () => lists.count('delivery', { email: { $in: emails }, status: 'queued' }),
      (left) => left === 0,
    );

    expect(app.mailbox.messages.map(({ to }) => to)).toEqual(['marker@undo.example.org']);
    expect(await lists.count('delivery', { email: { $in: emails }, status: 'cancelled' })).toBe(3);
  });

  test('puts those back whom it removed', async () => {
    const [kept, waiting, fresh] = addresses(3) as [string, string, string];
    const member = await participantOf(app, space, 'back@undo.example.org');
    await lists.run(listOf([kept, waiting]));
    const { id } = await lists.run(listOf([kept, fresh]), 'replace');
    expect(await lists.emails()).toEqual([kept, fresh].sort());
    const page = `/api/participation/spaces/${space.slug}`;
    expect((await member.get(page)).status).toBe(404);
    app.mailbox.clear();

    const done = await undone(id);

    expect(await lists.emails()).toEqual([kept, waiting, 'back@undo.example.org'].sort());
    expect((await member.get(page)).status).toBe(200);
    const members = await lists.members();
    const names = new Map(members.map(({ email, name, status }) => [email, [name, status]]));
    expect(names.get(waiting)).toEqual(['Person 1', 'invited']);
    expect(names.get('back@undo.example.org')?.[1]).toBe('active');
    // Their old link ended with the removal, so they get another one.
    expect((await accept(app.http, await tokenFor(app, waiting))).body.spaces).toEqual([
      { title: space.title, slug: space.slug },
    ]);
    expect(done.progress).toMatchObject({ phase: null, share: null, secondsLeft: null });
    expect(await lists.rows(id, 'outcome=removed')).toHaveLength(2);
  });

  test('is refused once somebody has accepted', async () => {
    const emails = addresses(2);
    const { id } = await lists.run(listOf(emails));
    await accept(app.http, await tokenFor(app, emails[1]!));

    const answer = await lists.undo(id);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'already_accepted']);
    expect((await lists.get(id)).status).toBe('completed');
    expect(await lists.emails()).toEqual([...emails].sort());
  });

  test('works for the last one alone, then for the one before it, each once', async () => {
    const [first, second] = [addresses(2), addresses(2)];
    const one = await lists.run(listOf(first));
    expect(await undoable(one.id)).toBe(true);
    const two = await lists.run(listOf(second));
    expect([await undoable(one.id), await undoable(two.id)]).toEqual([false, true]);

    const early = await lists.undo(one.id);
    expect([early.status, codeOf(early)]).toEqual([409, 'not_the_last']);
    await undone(two.id);
    const twice = await lists.undo(two.id);
    expect([twice.status, codeOf(twice)]).toEqual([409, 'import_state']);
    expect(await lists.emails()).toEqual([...first].sort());

    expect([await undoable(one.id), await undoable(two.id)]).toEqual([true, false]);
    await undone(one.id);
    expect(await lists.emails()).toEqual([]);
  });

  test('is a matter of its space: imports into others don’t count', async () => {
    const other = await Lists.ofNewSpace(app);
    const here = await lists.run(listOf(addresses(1)));
    const there = await other.run(listOf(addresses(1)));
    expect([await undoable(here.id), await undoable(there.id)]).toEqual([true, true]);
    await undone(here.id);
    expect(await other.emails()).toHaveLength(1);
    expect(await undoable(there.id)).toBe(true);
  });

  test('is for imports that changed the list: one that changed nothing stands in no one’s way', async () => {
    const emails = addresses(2);
    const { id } = await lists.run(listOf(emails));
    const again = await lists.run(listOf(emails));
    expect(again.undoable).toBe(false);
    expect((await lists.undo(again.id)).status).toBe(409);
    expect(await undoable(id)).toBe(true);
    await undone(id);
    expect(await lists.emails()).toEqual([]);
  });

  test('is refused before the start, and asked for often at once it is done once', async () => {
    const emails = addresses(4);
    const { id } = await lists.preview(listOf(emails));
    const early = await lists.undo(id);
    expect([early.status, codeOf(early)]).toEqual([409, 'import_state']);
    await lists.apply(id);
    const answers = await Promise.all(Array.from({ length: 5 }, () => lists.undo(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    await lists.until(id, 'undone');
    const log = await lists.log();
    expect(log.filter(({ action }) => action === 'import.undone')).toHaveLength(1);
    expect(await lists.emails()).toEqual([]);
  });

  test('whoever accepts while it is undone keeps their place', async () => {
    const emails = addresses(3);
    const { id } = await lists.run(listOf(emails));
    const token = await tokenFor(app, emails[1]!);
    // They accept between the look at who has and the first step back.
    const participants = app.strapi.plugin('participation').service('participants');
    const look = participants.haveAccepted;
    participants.haveAccepted = async (...args: unknown[]) => {
      const accepted = await look(...args);
      expect((await accept(app.http, token)).status).toBe(200);
      return accepted;
    };
    try {
      await undone(id);
    } finally {
      participants.haveAccepted = look;
    }
    expect((await lists.members()).map(({ email, status }) => [email, status])).toEqual([
      [emails[1], 'active'],
    ]);
  });

  test('and accepting at the same moment: each is in or was too late, and nobody half', async () => {
    const emails = addresses(8);
    const { id } = await lists.run(listOf(emails));
    const tokens = await Promise.all(emails.map((email) => tokenFor(app, email)));
    const [, ...answers] = await Promise.all([
      lists.undo(id),
      ...tokens.map((token) => accept(app.http, token)),
    ]);
    await eventually(
      () => lists.get(id),
      ({ progress, status }) => status !== 'running' && progress.phase === null,
    );
    const active = (await lists.members()).filter(({ status }) => status === 'active');
    const let_in = emails.filter((_, index) => answers[index]!.status === 200);
    expect(active.map(({ email }) => email).sort()).toEqual(let_in.sort());
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 404));
  });

  test('leaves what the same invitation opens elsewhere', async () => {
    const [email] = addresses(1) as [string];
    const other = await createSpace(app);
    await invite(app, other, { name: 'Both', email });
    const { id } = await lists.run(listOf([email]));
    await app.mailbox.waitFor(2);
    await undone(id);

    expect(await lists.emails()).toEqual([]);
    const { status, body } = await accept(app.http, await tokenFor(app, email));
    expect(status).toBe(200);
    expect(body.spaces).toEqual([{ title: other.title, slug: other.slug }]);
  });

  test('minds what was done by hand since: the removed stay away, the added again stay', async () => {
    const [removed, again, other] = addresses(3) as [string, string, string];
    const { id } = await lists.run(listOf([removed, again, other]));
    const members = await lists.members();
    const ids = members.filter(({ email }) => email !== other).map(({ documentId }) => documentId);
    await app.admin.post(`/participation/spaces/${space.documentId}/participants/actions`, {
      action: 'remove',
      ids,
    });
    await invite(app, space, { name: 'By Hand', email: again });

    await undone(id);
    expect((await lists.members()).map(({ email, source }) => [email, source])).toEqual([
      [again, 'manual'],
    ]);
  });

  test('can be undone with more people than one batch has', async () => {
    const emails = addresses(1_200);
    const { id } = await lists.run(listOf(emails));
    expect(await lists.emails()).toHaveLength(1_200);
    const done = await undone(id);
    expect(done.progress).toMatchObject({ done: 1_200, total: 1_200 });
    expect(await lists.emails()).toEqual([]);
    expect(await lists.count('invitation', { email: { $in: emails }, status: 'pending' })).toBe(0);
    // The list can come again.
    expect((await lists.run(listOf(emails.slice(0, 3)))).totals).toEqual({ rows: 3, invited: 3 });
  });
});
