import type { App } from '../harness';
import { accept, invite, participantOf, tokenFor } from '../story';
import { addresses, listOf, Lists, people, sample, startImports } from './lists';

describe('applying an import', () => {
  let app: App;
  let lists: Lists;

  beforeAll(async () => {
    app = await startImports();
  });
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
    app.mailbox.clear();
  });

  const removeByHand = async (email: string) => {
    const member = (await lists.members()).find((one) => one.email === email)!;
    await app.admin.post(`/participation/spaces/${lists.space.documentId}/participants/actions`, {
      action: 'remove',
      ids: [member.documentId],
    });
  };

  test('does what it showed; a bad row stops no good one, and every row has its outcome', async () => {
    const before = await lists.preview(await sample('participants-messy.csv'));
    const expected = await lists.rows(before.id);
    const after = await lists.apply(before.id);

    expect(after.totals).toEqual(before.totals);
    expect(await lists.rows(before.id)).toEqual(expected);
    expect(expected.map(({ line, outcome, reasons }) => [line, outcome, reasons[0]?.code])).toEqual(
      [
        [1, 'invited', undefined],
        [2, 'duplicate', 'duplicate_in_file'],
        [4, 'invalid', 'invalid_email'],
        [5, 'invalid', 'invalid_email'],
        [6, 'invalid', 'forbidden_character'],
        [7, 'invalid', 'forbidden_character'],
        [8, 'invalid', 'missing_name'],
        [9, 'invalid', 'forbidden_character'],
        [10, 'invalid', 'control_character'],
        [11, 'invalid', 'invalid_email'],
        [12, 'invited', undefined],
        [13, 'invalid', 'forbidden_character'],
        [14, 'invited', undefined],
        [15, 'invited', undefined],
        [16, 'invalid', 'invalid_email'],
        [17, 'invalid', 'missing_email'],
      ],
    );
    expect(await lists.emails()).toHaveLength(after.totals.invited!);
  });

  test('the same file again changes nothing and mails nobody', async () => {
    const file = people(4);
    await lists.run(file);
    await app.mailbox.waitFor(4);
    const deliveries = await lists.count('delivery');
    const again = await lists.run(file);

    expect(again.totals).toEqual({ rows: 4, already_invited: 4 });
    expect(again.progress).toMatchObject({ done: 0, total: 0 });
    expect(await lists.emails()).toHaveLength(4);
    expect(await lists.count('delivery')).toBe(deliveries);
  });

  test('starts once, however often it is asked to', async () => {
    const deliveries = await lists.count('delivery');
    const { id } = await lists.preview(people(4));
    const answers = await Promise.all(Array.from({ length: 5 }, () => lists.start(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    await lists.until(id, 'completed');
    await app.mailbox.waitFor(4);
    expect(await lists.count('delivery')).toBe(deliveries + 4);
  });

  test('is written to the log with who, which file and what came of it', async () => {
    await lists.run(people(4));
    expect((await lists.log()).slice(0, 2)).toMatchObject([
      {
        action: 'import.completed',
        actor: 'Super Admin',
        subject: 'list.csv',
        details: { invited: 4 },
      },
      { action: 'import.started', actor: 'Super Admin', subject: 'list.csv' },
    ]);
  });

  test('speaks the language that was chosen for the list', async () => {
    const { id } = await lists.preview('langue@example.org,Langue', { options: { locale: 'fr' } });
    await lists.start(id);
    const mail = await app.mailbox.waitFor(({ to }) => to === 'langue@example.org');
    expect(mail.html).toContain('lang="fr"');
  });

  test('tells those who have an account only if that was asked for', async () => {
    const [quiet, told] = ['quiet@example.org', 'told@example.org'] as const;
    for (const email of [quiet, told]) await app.registerUser({ username: email, email });
    expect((await lists.run(`${quiet},Quiet`)).totals).toEqual({ rows: 1, added: 1 });
    const { id } = await lists.preview(`${told},Told`, { options: { notify: true } });
    expect((await lists.apply(id)).totals).toEqual({ rows: 1, added: 1 });
    await app.mailbox.waitFor(({ to }) => to === told);
    expect(app.mailbox.messages.map(({ to }) => to)).toEqual([told]);
  });

  describe('when the world has changed since the preview', () => {
    test('each row has what really became of it, and those that differ can be found', async () => {
      const [same, byHand, account, accepted] = addresses(4) as [string, string, string, string];
      const { id, changed } = await lists.preview(listOf([same, byHand, account, accepted]));
      expect(changed).toBe(0);
      expect(await lists.rows(id, 'changed=true')).toEqual([]);

      await invite(app, lists.space, { name: 'By Hand', email: byHand });
      await app.registerUser({ username: 'Just Registered', email: account });
      await participantOf(app, lists.space, accepted);
      const done = await lists.apply(id);

      expect(done).toMatchObject({
        totals: { rows: 4, invited: 1, already_invited: 1, added: 1, already_participant: 1 },
        changed: 3,
      });
      expect(done.totals).toEqual({
        rows: 4,
        invited: 1,
        already_invited: 1,
        added: 1,
        already_participant: 1,
      });
      const rows = await lists.rows(id);
      expect(rows.map(({ line, outcome, expected }) => [line, outcome, expected])).toEqual([
        [1, 'invited', null],
        [2, 'already_invited', 'invited'],
        [3, 'added', 'invited'],
        [4, 'already_participant', 'invited'],
      ]);
      const differing = await lists.ask(id, '/rows?changed=true');
      expect(differing.body.results).toEqual(rows.slice(1));
      expect(differing.body.pagination.total).toBe(3);
      // By hand, they were mailed once; the import mails them no more.
      expect(await lists.count('delivery', { email: byHand })).toBe(1);
      expect((await lists.log())[0]).toMatchObject({ details: { invited: 1, added: 1 } });
    });

    test('whose account is gone is invited instead of added', async () => {
      const { user } = await app.registerUser({ username: 'Leaves', email: 'leaves@example.org' });
      const { id, totals } = await lists.preview(`${user.email},Leaves`);
      expect(totals).toEqual({ rows: 1, added: 1 });
      await app.strapi.documents('plugin::users-permissions.user').delete(user);
      const done = await lists.apply(id);
      expect(done).toMatchObject({ totals: { rows: 1, invited: 1 }, changed: 1 });
      expect(await lists.rows(id)).toMatchObject([{ outcome: 'invited', expected: 'added' }]);
      await app.mailbox.waitFor(({ to }) => to === user.email);
    });

    test('nobody is said to be on the list who was taken off it', async () => {
      const [gone, stays, fresh] = addresses(3) as [string, string, string];
      await lists.run(listOf([gone, stays]));
      const { id, totals } = await lists.preview(listOf([gone, stays, fresh]));
      expect(totals).toEqual({ rows: 3, already_invited: 2, invited: 1 });
      await removeByHand(gone);
      await lists.apply(id);

      const outcomes = await lists.outcomes(id);
      const emails = await lists.emails();
      const said = Object.keys(outcomes).filter((email) => outcomes[email] !== null);
      expect(said.sort()).toEqual(emails);
    });

    test('whoever declined meanwhile is left in peace', async () => {
      const [email] = addresses(1) as [string];
      await lists.run(listOf([email]));
      const token = await tokenFor(app, email);
      const { id } = await lists.preview(listOf([email]));
      await app.http.post('/api/participation/invitations/decline', { token });
      const deliveries = await lists.count('delivery');
      await lists.apply(id);
      expect(await lists.count('delivery')).toBe(deliveries);
      expect((await lists.members())[0]).toMatchObject({ email, status: 'declined' });
    });

    test('two lists that overlap, started one after the other, count each person once', async () => {
      const emails = addresses(6);
      const one = await lists.preview(listOf(emails.slice(0, 4)));
      const two = await lists.preview(listOf(emails.slice(2)));
      expect([one.totals, two.totals]).toEqual([
        { rows: 4, invited: 4 },
        { rows: 4, invited: 4 },
      ]);
      await lists.apply(one.id);
      const second = await lists.apply(two.id);
      expect(second.totals).toEqual({ rows: 4, invited: 2, already_invited: 2 });
      expect(second.changed).toBe(2);
      expect(await lists.emails()).toEqual([...emails].sort());
    });
  });

  describe('the history', () => {
    test('names the imports of one space, the last one first', async () => {
      await lists.run('a@example.org,A');
      await lists.preview('b@example.org,B');
      const { body } = await app.admin.get(
        `/participation/imports?space=${lists.space.documentId}`,
      );
      expect(body.results.map(({ status }: { status: string }) => status)).toEqual([
        'ready',
        'completed',
      ]);
      expect(body.pagination.total).toBe(2);
    });

    test('tells of each who did it, when, how and what came of it', async () => {
      const before = Date.now();
      const { id } = await lists.preview(`${people(2)}\nwrong,W\n`, { name: 'Été 2026.csv' });
      const ready = await lists.get(id);
      expect(ready).toMatchObject({ startedAt: null, finishedAt: null, undoable: false });
      await lists.apply(id);
      const { body } = await app.admin.get(
        `/participation/imports?space=${lists.space.documentId}`,
      );

      expect(body.results).toEqual([await lists.get(id)]);
      expect(body.results[0]).toEqual({
        id,
        kind: 'participants',
        status: 'completed',
        mode: 'add',
        fileName: 'Été 2026.csv',
        space: { documentId: lists.space.documentId, title: lists.space.title },
        totals: { rows: 3, invited: 2, invalid: 1 },
        changed: 0,
        progress: {
          phase: null,
          done: 2,
          total: 2,
          share: null,
          rowsPerSecond: expect.any(Number),
          secondsLeft: null,
        },
        detected: ready.detected,
        error: null,
        undoable: true,
        createdBy: 'Super Admin',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        startedAt: expect.stringMatching(/Z$/),
        finishedAt: expect.stringMatching(/Z$/),
      });
      const { createdAt, startedAt, finishedAt } = body.results[0];
      const times = [before - 1_000, createdAt, startedAt, finishedAt, Date.now() + 1_000].map(
        (time) => new Date(time).getTime(),
      );
      expect(times).toEqual([...times].sort((one, other) => one - other));
    });
  });

  test('people who were imported come in by the link that they were sent', async () => {
    const [email] = addresses(1) as [string];
    const { id } = await lists.run(listOf([email]));
    const answer = await accept(app.http, await tokenFor(app, email));
    expect(answer.status).toBe(200);
    const page = `/api/participation/spaces/${lists.space.slug}`;
    expect((await app.as(answer.body.jwt).get(page)).status).toBe(200);
    // What the import did is not rewritten by what came of it later.
    expect((await lists.rows(id))[0]).toMatchObject({ outcome: 'invited', expected: null });
  });
});
