import fc from 'fast-check';
import { databaseKind, startApp, type Answer, type App } from '../harness';
import {
  after,
  DECREES,
  DEEDS,
  seenBy,
  without,
  type Act,
  type Organization,
  type Place,
} from './model';
import {
  codeOf,
  decide,
  GROUPS,
  organization,
  person,
  profile,
  SITE,
  type Made,
  type Person,
} from './story';

/** The same steps each time; others with another seed. */
const seed = Number(process.env.TEST_SEED ?? 20_260_701);
const RUNS = Number(process.env.TEST_RUNS ?? (databaseKind === 'sqlite' ? 20 : 5));
const STEPS = 30;
const PEOPLE = 4;
const PLACES = 2;
const ROUNDS = 5;

const isFine = ({ status }: Answer) => status >= 200 && status < 300;

let app: App;

beforeAll(async () => {
  const points = 1_000_000;
  app = await startApp({
    participation: { limits: { group: { points, seconds: 60 }, read: { points, seconds: 60 } } },
  });
});
afterAll(() => app?.stop());

describe('whatever people do with groups, one after another', () => {
  /** A group as it is by the model, and where it is. */
  type Group = { made: Made; organization: Organization };
  type Step =
    | (Act & { at: number })
    | { what: 'create'; at: number; by: number }
    | { what: 'delete account'; whom: number };

  const people: Person[] = [];
  let groups: (Group | null)[] = [];
  let now = 0;

  const knex = () => app.strapi.db.connection;
  const someone = fc.nat({ max: PEOPLE - 1 });
  const at = fc.nat({ max: PLACES - 1 });

  const act = (what: Act['what']) =>
    fc.record({ what: fc.constant(what), by: someone, whom: someone, at }).chain((given) =>
      // Half of what people do is about themselves.
      fc.boolean().map((isOwn) => (isOwn ? { ...given, whom: given.by } : given)),
    );
  const step: fc.Arbitrary<Step> = fc.oneof(
    ...DEEDS.map((what) => ({ weight: what === 'disband' ? 1 : 4, arbitrary: act(what) })),
    ...DECREES.map((what) => ({ weight: what === 'verify' ? 4 : 1, arbitrary: act(what) })),
    { weight: 4, arbitrary: fc.record({ what: fc.constant('create' as const), by: someone, at }) },
    {
      weight: 1,
      arbitrary: fc.record({ what: fc.constant('delete account' as const), whom: someone }),
    },
  );

  /** documentId of what somebody is in a group; one that leads nowhere if they are nothing. */
  const membershipOf = async ({ made }: Group, who: number): Promise<string> => {
    const row = await knex()({ m: 'participation_memberships' })
      .join({ g: 'participation_groups' }, 'g.id', 'm.group_id')
      .where({ 'g.document_id': made.documentId, 'm.user_id': people[who]!.id })
      .first('m.document_id');
    return row?.document_id ?? 'nothing';
  };

  /** Does it over HTTP; gives whether it was granted. */
  const attempt = async (group: Group, { what, by, whom }: Act): Promise<boolean> => {
    const { client } = people[by]!;
    const path = `${SITE}/${group.made.nickname}`;
    const membership = `memberships/${await membershipOf(group, whom)}`;
    const { username: nickname, id } = people[whom]!;
    const members = `${GROUPS}/${group.made.documentId}/members`;
    switch (what) {
      case 'verify':
      case 'reject':
        return (await decide(app, what, [group.made])).body.affected === 1;
      case 'add': {
        const { body } = await app.admin.post(members, { users: [id] });
        return body.data[0].outcome === 'added';
      }
      case 'expel':
        return isFine(
          await app.admin.delete(
            `${GROUPS}/${group.made.documentId}/${membership.replace('memberships', 'members')}`,
          ),
        );
      case 'invite':
        return isFine(await client.post(`${path}/invitations`, { nickname }));
      case 'ask':
        return isFine(await client.post(`${path}/requests`));
      case 'transfer':
        return isFine(await client.post(`${path}/transfer`, { nickname }));
      case 'disband':
        return isFine(await client.delete(path));
      case 'remove':
        return isFine(await client.delete(`${path}/${membership}`));
      default:
        return isFine(await client.put(`${path}/${membership}`, { action: what }));
    }
  };

  const deleteAccount = async (whom: number) => {
    const { id } = people[whom]!;
    const users = app.strapi.db.query('plugin::users-permissions.user');
    const { documentId } = await users.findOne({ where: { id } });
    const answer = await app.admin.delete(
      `/content-manager/collection-types/plugin::users-permissions.user/${documentId}`,
    );
    expect(answer.status).toBe(200);
    groups = groups.map(
      (group) => group && { ...group, organization: without(group.organization, whom) },
    );
    people[whom] = await person(app);
  };

  const create = async (by: number, place: number) => {
    if (groups[place]) return;
    const creator: Place = { role: 'creator', status: 'active', since: now };
    groups[place] = {
      made: await organization(people[by]!),
      organization: { status: 'pending', places: new Map([[by, creator]]) },
    };
  };

  const take = async (given: Step): Promise<void> => {
    now += 1;
    if (given.what === 'delete account') return deleteAccount(given.whom);
    if (given.what === 'create') return create(given.by, given.at);
    const group = groups[given.at];
    if (!group) return;
    const expected = after(group.organization, given, now);
    expect(await attempt(group, given)).toBe(expected !== undefined);
    if (expected === null) groups[given.at] = null;
    else if (expected) groups[given.at] = { ...group, organization: expected };
  };

  type Row = { name: string; role: string; status: string };

  const inOrder = (rows: Row[]) =>
    rows.map(({ name, role, status }) => `${name}: ${role}, ${status}`).sort();

  const rowOf = ([who, { role, status }]: [number, Place]): Row => ({
    name: people[who]!.username,
    role,
    status,
  });

  /** What holds of every group at every moment, and that it is as the model has it. */
  const check = async ({ made, organization: expected }: Group) => {
    const group = await knex()('participation_groups')
      .where('document_id', made.documentId)
      .first('id', 'status', 'verified');
    expect([group.status, Boolean(group.verified)]).toEqual([
      expected.status,
      expected.status === 'verified',
    ]);
    const rows: (Row & { user_id: number })[] = await knex()({ m: 'participation_memberships' })
      .join({ u: 'up_users' }, 'u.id', 'm.user_id')
      .where('m.group_id', group.id)
      .select('u.username as name', 'm.role', 'm.status', 'm.user_id');
    const active = rows.filter(({ status }) => status === 'active');
    const creators = rows.filter(({ role }) => role === 'creator');
    expect(creators.length).toBe(active.length > 0 ? 1 : 0);
    expect(creators.every(({ status }) => status === 'active')).toBe(true);
    expect(new Set(rows.map(({ user_id }) => user_id)).size).toBe(rows.length);
    expect(inOrder(rows)).toEqual(inOrder([...expected.places].map(rowOf)));
  };

  /** What somebody is answered about who is in the group. */
  const checkAnswer = async ({ made, organization: expected }: Group, by: number) => {
    const answer = await people[by]!.client.get(
      `${SITE}/${made.nickname}/memberships?pagination[pageSize]=100`,
    );
    const seen = seenBy(expected, by);
    expect(answer.status).toBe(seen ? 200 : 404);
    if (!seen) return;
    const shown = answer.body.data.map(
      ({ user, role, status }: Row & { user: { username: string } }) => ({
        name: user.username,
        role,
        status,
      }),
    );
    expect(inOrder(shown)).toEqual(inOrder(seen.map(rowOf)));
  };

  /** Nobody is in the group any more when somebody comes in. */
  const orphaned = (last: Step): Step[] => [
    { what: 'verify', by: 0, whom: 0, at: 0 },
    { what: 'invite', by: 0, whom: 1, at: 0 },
    { what: 'delete account', whom: 0 },
    last,
    { what: 'promote', by: 1, whom: 1, at: 0 },
  ];
  const ORPHANED = orphaned({ what: 'accept', by: 1, whom: 1, at: 0 });
  const ORPHANED_BY_REQUEST = orphaned({ what: 'ask', by: 1, whom: 1, at: 0 });

  beforeAll(async () => {
    for (let number = 0; number < PEOPLE; number += 1) people.push(await person(app));
  });

  test('each has one creator, nobody twice, and those in it whom its rules let in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
        groups = Array(PLACES).fill(null);
        await take({ what: 'create', at: 0, by: 0 });
        for (const each of steps) {
          await take(each);
          for (const group of groups) if (group) await check(group);
          const told = 'at' in each ? groups[each.at] : null;
          if (told) await checkAnswer(told, 'by' in each ? each.by : 0);
        }
        for (const group of groups)
          for (let who = 0; group && who < PEOPLE; who += 1) await checkAnswer(group, who);
      }),
      { seed, numRuns: RUNS, examples: [[ORPHANED], [ORPHANED_BY_REQUEST]] },
    );
  });
});

describe('at the same moment', () => {
  const contenders: Person[] = [];
  const taken: Record<string, (round: number) => string> = {
    name: (round) => `Contested ${round}`,
    nickname: (round) => `contested-${round}`,
    email: (round) => `contested.${round}@example.org`,
    documentNumber: (round) => `W75000000${round}`,
  };

  beforeAll(async () => {
    for (let number = 0; number < 3; number += 1) contenders.push(await person(app));
  });

  test.each([
    ['name', 'name_taken'],
    ['nickname', 'nickname_taken'],
    ['email', 'email_taken'],
    ['documentNumber', 'document_number_taken'],
  ])('one group alone comes by a %s, and the others are told', async (field, code) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all(
        contenders.map(({ client }) =>
          client.post(SITE, profile({ [field]: taken[field]!(round) })),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const refused = answers.filter(({ status }) => status === 409);
      expect(refused.map(codeOf)).toEqual([code, code]);
    }
  });

  test.each(['name', 'nickname'])(
    'a group comes by a %s, or an account that registers with it as user name',
    async (field) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const username = `either-${field}-${round}`;
        const answers = await Promise.all([
          contenders[0]!.client.post(SITE, profile({ [field]: username })),
          app.http.post('/api/auth/local/register', {
            username,
            email: `${username}@example.org`,
            password: 'Correct-horse-9',
          }),
        ]);
        expect(answers.filter(isFine)).toHaveLength(1);
        const [group, account] = answers.map(({ status }) => status);
        expect(group === 201 ? account : group).toBe(group === 201 ? 400 : 409);
      }
    },
  );

  test('administrators verify and reject: what is shown is what the last of them decided', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const group = await organization(contenders[0]!);
      const answers = await Promise.all([
        decide(app, 'verify', [group]),
        decide(app, 'reject', [group], 'No'),
      ]);
      expect(answers.map(({ body }) => body.affected)).toEqual([1, 1]);
      const { data } = (await app.admin.get(`${GROUPS}/${group.documentId}`)).body;
      expect(data.history[0].action).toBe(`group.${data.status}`);
      expect(data.history).toHaveLength(3);
      expect(data.verified).toBe(data.status === 'verified');
      expect(data.reason).toBe(data.verified ? null : 'No');
    }
  });

  test('administrators verify: it is done and told once', async () => {
    const group = await organization(contenders[0]!);
    const answers = await Promise.all([1, 2, 3].map(() => decide(app, 'verify', [group])));
    expect(answers.map(({ body }) => body.affected).sort()).toEqual([0, 0, 1]);
  });
});
