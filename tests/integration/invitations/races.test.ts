import { databaseKind, startApp, type App } from '../harness';
import { accept, createSpace } from '../story';
import { act, guestOf, invitationOf, linkOf, rowsOf, userOf } from './offers';

const ROUNDS = databaseKind === 'sqlite' ? 50 : 20;

type Guest = Awaited<ReturnType<typeof guestOf>>;

describe('at the same moment', () => {
  let app: App;
  let space: { documentId: string; slug: string };

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());

  const hasPlace = async (email: string) =>
    (await rowsOf(app, 'participant', { email, user: { id: { $notNull: true } } })).length === 1;

  const eachRound = async (work: (guest: Guest, round: number) => Promise<void>) => {
    for (let round = 0; round < ROUNDS; round += 1)
      await work(await guestOf(app, { spaces: [space.documentId] }), round);
  };

  test('accepted twice, exactly one wins', async () => {
    await eachRound(async ({ email, token }) => {
      const answers = await Promise.all([accept(app.http, token), accept(app.http, token)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
      const winner = answers.find(({ status }) => status === 200)!;
      const user = await userOf(app, email);
      expect(winner.body.user.username).toBe(user.username);
      expect((await invitationOf(app, email)).status).toBe('accepted');
      expect(await hasPlace(email)).toBe(true);
    });
  }, 120_000);

  test('accepted and revoked, exactly one wins', async () => {
    await eachRound(async ({ email, token, documentId }, round) => {
      const both = [
        () => accept(app.http, token),
        () => act(app, 'revoke', { ids: [documentId] }),
      ] as const;
      // Whoever asks first has the better chances: they take turns.
      const [accepted, revoked] =
        round % 2 === 0
          ? await Promise.all([both[0](), both[1]()])
          : (await Promise.all([both[1](), both[0]()])).reverse();
      const won = accepted!.status === 200;
      expect([accepted!.status, revoked!.body.affected]).toEqual(won ? [200, 0] : [404, 1]);
      expect((await invitationOf(app, email)).status).toBe(won ? 'accepted' : 'revoked');
      expect(await hasPlace(email)).toBe(won);
      expect(await rowsOf(app, 'participant', { email })).toHaveLength(won ? 1 : 0);
      expect((await userOf(app, email)) !== null).toBe(won);
    });
  }, 120_000);

  test('resent and revoked, no link outlives the revocation', async () => {
    await eachRound(async ({ email, token, documentId }, round) => {
      const asked = ['resend', 'revoke'].map(
        (action) => () => act(app, action, { ids: [documentId] }),
      );
      if (round % 2 === 1) asked.reverse();
      const answers = await Promise.all(asked.map((ask) => ask()));
      if (round % 2 === 1) answers.reverse();
      const [resent, revoked] = answers.map(({ body }) => body.affected);
      expect(revoked).toBe(1);
      expect([0, 1]).toContain(resent);
      expect((await invitationOf(app, email)).status).toBe('revoked');
      await expect(linkOf(app, email)).rejects.toThrow('invitation_closed');
      const left = await rowsOf(app, 'delivery', { email, status: ['queued', 'sending'] });
      expect(left).toEqual([]);
      expect(await rowsOf(app, 'participant', { email })).toEqual([]);
      expect((await accept(app.http, token)).status).toBe(404);
    });
  }, 120_000);
});
