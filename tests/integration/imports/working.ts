import type { ImportMode, ImportProgress } from '../../../contracts/imports';
import type { App } from '../harness';
import { eventually } from '../story';
import {
  addresses,
  clockOf,
  codeOf,
  holdMails,
  listOf,
  Lists,
  people,
  startImports,
} from './lists';

describe('imports at work', () => {
  let app: App;
  let lists: Lists;

  beforeAll(async () => {
    app = await startImports();
    // Thousands of people: their mails are counted in the queue.
    await holdMails(app);
  });
  beforeEach(async () => {
    lists = await Lists.ofNewSpace(app);
  });

  describe('what it tells while it is at work', () => {
    const AT_REST = { phase: null, share: null, secondsLeft: null };

    test('is nothing of time left where nobody works on it', async () => {
      const { id, progress } = await lists.preview(people(3));
      expect(progress).toMatchObject({ ...AT_REST, done: 3, total: 3 });
      // Time passes, and there is still nothing under way.
      clockOf(app).advance(60_000);
      expect((await lists.get(id)).progress).toMatchObject(AT_REST);
      clockOf(app).reset();
      expect((await lists.apply(id)).progress).toMatchObject({ ...AT_REST, done: 3, total: 3 });
      await lists.undo(id);
      expect((await lists.until(id, 'undone')).progress).toMatchObject({ ...AT_REST, done: 3 });

      const { id: cancelled } = await lists.preview(people(3));
      const answer = await lists.cancel(cancelled);
      expect(answer.body.data.progress).toMatchObject({ ...AT_REST, done: 0, total: 3 });
    });

    test('never goes back, and is right at each look', async () => {
      const looks: { status: string; progress: ImportProgress }[] = [];
      const watch = (id: string, until: string) =>
        eventually(
          async () => {
            const one = await lists.get(id);
            looks.push(one);
            return one;
          },
          ({ status }) => status === until,
        );
      const upload = await lists.upload(people(3_000));
      looks.push(upload.body.data);
      const { id } = upload.body.data;
      await watch(id, 'ready');
      looks.push((await lists.start(id)).body.data);
      await watch(id, 'completed');
      looks.push((await lists.undo(id)).body.data);
      await watch(id, 'undone');

      const phases: Record<string, (string | null)[]> = {
        parsing: ['reading', null],
        ready: [null],
        running: ['applying', 'undoing'],
        completed: [null],
        undone: [null],
      };
      for (const { status, progress } of looks) {
        const { phase, done, total, share, rowsPerSecond, secondsLeft } = progress;
        expect(phases[status]).toContain(phase);
        expect(total).toBe(status === 'parsing' ? null : 3_000);
        expect(done).toBeGreaterThanOrEqual(0);
        expect(done).toBeLessThanOrEqual(3_000);
        expect(rowsPerSecond).toBeGreaterThanOrEqual(0);
        if (phase === null) expect([share, secondsLeft]).toEqual([null, null]);
        else {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        if (secondsLeft !== null) expect(secondsLeft).toBeGreaterThanOrEqual(0);
      }
      for (const stage of ['parsing', 'applying', 'undoing']) {
        const seen = looks.filter(
          ({ status, progress }) => status === stage || progress.phase === stage,
        );
        expect(seen.length).toBeGreaterThan(0);
        const done = seen.map(({ progress }) => progress.done);
        expect(done).toEqual([...done].sort((one, other) => one - other));
      }
    });
  });

  describe('cancelled halfway', () => {
    /** Starts a list and cancels it as soon as some of its rows were applied. */
    const halfway = async (file: string, mode: ImportMode = 'add') => {
      const { id } = await lists.preview(file);
      await lists.start(id, mode);
      await eventually(
        () => lists.get(id),
        ({ progress }) => progress.done > 0,
      );
      expect((await lists.cancel(id)).status).toBe(200);
      const cancelled = await lists.get(id);
      expect(cancelled.progress.done).toBeLessThan(cancelled.progress.total!);
      return cancelled;
    };

    test('what was applied stays, and the rows whose turn did not come have no outcome', async () => {
      const emails = addresses(3_000);
      const { id, status, totals, progress, undoable } = await halfway(
        `${listOf(emails)}\nwrong,W\n`,
      );

      expect(status).toBe('cancelled');
      const { done } = progress;
      expect(progress).toMatchObject({ phase: null, total: 3_000, share: null, secondsLeft: null });
      expect(totals).toEqual({ rows: 3_001, invited: done, invalid: 1 });
      expect(undoable).toBe(true);
      expect(await lists.emails()).toHaveLength(done);
      expect((await lists.ask(id, '/rows?outcome=invited')).body.pagination.total).toBe(done);

      const rowOf = async (line: number) =>
        (await lists.ask(id, `/rows?pageSize=1&page=${line}`)).body.results[0];
      expect(await rowOf(done)).toMatchObject({ line: done, outcome: 'invited' });
      expect(await rowOf(done + 1)).toMatchObject({ line: done + 1, outcome: null, reasons: [] });
      expect(await rowOf(3_000)).toMatchObject({ line: 3_000, outcome: null });
      expect(codeOf(await lists.start(id))).toBe('import_state');

      // The report makes up for the rest, as it is.
      const report = await lists.report(id);
      expect(report).toHaveLength(1 + 3_000 - done + 1);
      expect(report[1]).toBe(`${emails[done]},Person ${done},${done + 1},`);
      const rest = await lists.preview(report.join('\r\n'));
      expect(rest.totals).toEqual({ rows: 3_001 - done, invited: 3_000 - done, invalid: 1 });

      // Undone, it takes back the part that was done.
      await lists.undo(id);
      await lists.until(id, 'undone');
      expect(await lists.emails()).toEqual([]);
    });

    test('the log says what was done by then, and not what was to be expected', async () => {
      const { progress } = await halfway(`${people(3_000)}\nwrong,W\n`);
      const [last] = await lists.log();
      expect(last).toMatchObject({ action: 'import.cancelled', actor: 'Super Admin' });
      expect(last!.details).toEqual({ invited: progress.done, invalid: 1 });
    });

    test('replacing, nobody was removed', async () => {
      const [old] = addresses(1) as [string];
      await lists.run(listOf([old]));
      const { totals } = await halfway(people(3_000), 'replace');
      expect(totals).not.toHaveProperty('removed');
      expect(await lists.emails()).toContain(old);
    });
  });

  describe('at once', () => {
    /** A list of some of the people of a test, by their numbers. */
    const some = (test: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `person.${from + index}@${test}.example.org`);
    const sumOf = (totals: Record<string, number>[], outcome: string) =>
      totals.reduce((all, one) => all + (one[outcome] ?? 0), 0);
    const runAll = async (works: { into: Lists; file: string }[]) => {
      const ready = await Promise.all(works.map(({ into, file }) => into.preview(file)));
      const done = await Promise.all(works.map(({ into }, index) => into.apply(ready[index]!.id)));
      return done.map(({ totals }) => totals);
    };

    test('two lists into one space, overlapping, count right', async () => {
      const totals = await runAll([
        { into: lists, file: listOf(some('two', 0, 700)) },
        { into: lists, file: listOf(some('two', 400, 1_000).reverse()) },
      ]);

      expect(sumOf(totals, 'invited')).toBe(1_000);
      expect(sumOf(totals, 'already_invited')).toBe(300);
      expect(await lists.emails()).toHaveLength(1_000);
      const all = { email: { $contains: '@two.' } };
      expect(await lists.count('invitation', all)).toBe(1_000);
      expect(await lists.count('delivery', all)).toBe(1_000);
    });

    test('three into one space and one into another: each person once in each, one invitation', async () => {
      const other = await Lists.ofNewSpace(app);
      const accounts = some('four', 0, 20);
      for (const email of accounts.slice(0, 5))
        await app.registerUser({ username: email.replace('@', ' '), email });
      const totals = await runAll([
        { into: lists, file: listOf(some('four', 0, 300)) },
        { into: lists, file: listOf(some('four', 200, 500).reverse()) },
        { into: lists, file: listOf([...some('four', 450, 600), ...some('four', 0, 50)]) },
        { into: other, file: listOf(some('four', 0, 400)) },
      ]);

      expect(totals.map(({ rows }) => rows)).toEqual([300, 300, 200, 400]);
      const here = totals.slice(0, 3);
      expect(sumOf(here, 'invited')).toBe(595);
      expect(sumOf(here, 'added')).toBe(5);
      expect(sumOf(here, 'already_invited') + sumOf(here, 'already_participant')).toBe(200);
      expect(totals[3]).toEqual({ rows: 400, invited: 395, added: 5 });
      expect(await lists.emails()).toEqual(some('four', 0, 600).sort());
      expect(await other.emails()).toEqual(some('four', 0, 400).sort());

      const all = { email: { $contains: '@four.' } };
      expect(await lists.count('invitation', all)).toBe(595);
      expect(await lists.count('participant', { ...all, invitation: null })).toBe(10);
      // One mail for each time that somebody was put on a list.
      expect(await lists.count('delivery', all)).toBe(595 + 395);
    });

    test('a short list need not wait for a long one', async () => {
      const long = await lists.preview(people(3_000));
      const other = await Lists.ofNewSpace(app);
      const short = await other.preview(people(3));
      await lists.start(long.id);
      await eventually(
        () => lists.get(long.id),
        ({ progress }) => progress.done > 0,
      );
      const done = await other.apply(short.id);
      expect(done.totals).toEqual({ rows: 3, invited: 3 });
      const { finishedAt } = await lists.until(long.id, 'completed');
      expect(Date.parse(done.finishedAt!)).toBeLessThan(Date.parse(finishedAt!));
    });

    test('lists and people by hand into one space: everybody once', async () => {
      const emails = some('hand', 0, 40);
      const { id } = await lists.preview(listOf(emails));
      const answers = await Promise.all([
        lists.start(id),
        ...emails.slice(0, 10).map((email) =>
          app.admin.post(`/participation/spaces/${lists.space.documentId}/participants`, {
            name: 'By Hand',
            email,
          }),
        ),
      ]);
      const { totals } = await lists.until(id, 'completed');
      const added = answers.slice(1);
      const statuses = added.map(({ status }) => status);
      expect(statuses.filter((status) => status !== 200 && status !== 201)).toEqual([]);
      const byHand = added.filter(({ body }) => body.outcome === 'invited').length;
      expect((totals.invited ?? 0) + byHand).toBe(40);
      expect(await lists.emails()).toEqual([...emails].sort());
      expect(await lists.count('delivery', { email: { $contains: '@hand.' } })).toBe(40);
    });

    test('an import that is at work can’t be deleted, and goes on', async () => {
      const { id } = await lists.preview(people(3_000));
      await lists.start(id);
      const refused = await lists.delete(id);
      expect([refused.status, codeOf(refused)]).toEqual([409, 'import_state']);
      expect((await lists.until(id, 'completed')).totals).toEqual({ rows: 3_000, invited: 3_000 });
      expect((await lists.delete(id)).status).toBe(204);
      expect(await lists.count('import-row', { import: null })).toBe(0);
      expect(await lists.emails()).toHaveLength(3_000);
    });
  });
});
