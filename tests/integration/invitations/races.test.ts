import { startApp, type Answer, type App } from '../harness';
import { accept, createSpace } from '../story';
import { act, INVITATIONS, newAddresses, offer, rowsOf, userOf } from './offers';

const ROUNDS = 50;

type Guest = { email: string; documentId: string; token: string };

describe('at the same moment', () => {
  let app: App;
  let space: { documentId: string; slug: string };

  const placesOf = (email: string) => rowsOf(app, 'participant', { email });
  const statusOf = async (email: string) => (await rowsOf(app, 'invitation', { email }))[0].status;

  /** People who are invited to the space, each for a round. */
  const eachRound = async (work: (guest: Guest, round: number) => Promise<void>) => {
    const emails = newAddresses(ROUNDS);
    await offer(app, emails, { spaces: [space.documentId], send: false });
    const rows = await rowsOf(app, 'invitation', { email: { $in: emails } });
    for (const [round, { email, documentId }] of rows.entries()) {
      const { body } = await app.admin.get(`${INVITATIONS}/${documentId}/link`);
      await work({ email, documentId, token: body.token }, round);
    }
  };

  /** Both at once; whoever asks first has the better chances, so they take turns. */
  const both = async (
    round: number,
    one: () => Promise<Answer>,
    other: () => Promise<Answer>,
  ): Promise<[Answer, Answer]> => {
    if (round % 2 === 0) return Promise.all([one(), other()]);
    const [second, first] = await Promise.all([other(), one()]);
    return [first, second];
  };

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());

  test('accepted twice, exactly one wins', async () => {
    await eachRound(async ({ email, token }, round) => {
      const ask = () => accept(app.http, token);
      const answers = await both(round, ask, ask);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
      const winner = answers.find(({ status }) => status === 200)!;
      const user = await userOf(app, email);
      expect(winner.body.user.username).toBe(user.username);
      expect(await statusOf(email)).toBe('accepted');
      expect(await rowsOf(app, 'participant', { email, user: { id: user.id } })).toHaveLength(1);
    });
  });

  test('accepted and revoked, exactly one wins', async () => {
    await eachRound(async ({ email, token, documentId }, round) => {
      const [accepted, revoked] = await both(
        round,
        () => accept(app.http, token),
        () => act(app, 'revoke', { ids: [documentId] }),
      );
      const won = accepted.status === 200;
      expect([accepted.status, revoked.body.affected]).toEqual(won ? [200, 0] : [404, 1]);
      expect(await statusOf(email)).toBe(won ? 'accepted' : 'revoked');
      expect(await placesOf(email)).toHaveLength(won ? 1 : 0);
      expect((await userOf(app, email)) !== null).toBe(won);
    });
  });

  test('resent and revoked, no link outlives the revocation', async () => {
    await eachRound(async ({ email, token, documentId }, round) => {
      const [resent, revoked] = await both(
        round,
        () => act(app, 'resend', { ids: [documentId] }),
        () => act(app, 'revoke', { ids: [documentId] }),
      );
      expect(revoked.body.affected).toBe(1);
      expect([0, 1]).toContain(resent.body.affected);
      expect(await statusOf(email)).toBe('revoked');
      const unsent = await rowsOf(app, 'delivery', { email, status: ['queued', 'sending'] });
      expect(unsent).toEqual([]);
      expect(await placesOf(email)).toEqual([]);
      expect((await accept(app.http, token)).status).toBe(404);
    });
  });
});
