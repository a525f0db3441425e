import { databaseKind } from '../database';
import { startApp, type App } from '../harness';
import { createSpace } from '../story';
import {
  decide,
  GROUPS,
  joins,
  made,
  me,
  membershipOf,
  organization,
  person,
  SITE,
  verified,
  type Person,
} from './story';

const PROPOSAL = 'api::proposal.proposal';

describe('a group that a space admits', () => {
  let app: App;
  let creator: Person;

  type Space = { documentId: string; slug: string; title: string };

  const admit = (space: Space, ...groups: { documentId: string }[]) =>
    app.admin.put(`/participation/spaces/${space.documentId}`, {
      groups: groups.map(({ documentId }) => documentId),
    });

  const seen = async (space: Space, who: Person) => {
    const one = await who.client.get(`/api/participation/spaces/${space.slug}`);
    const list = await who.client.get('/api/participation/spaces?pagination[pageSize]=100');
    const isListed = list.body.data.some(({ slug }: { slug: string }) => slug === space.slug);
    expect(isListed).toBe(one.status === 200);
    return one.status === 200 && one.body.data.participation;
  };

  const INSIDE = { participant: false, canParticipate: true };

  const add = (group: { documentId: string }, ...people: Person[]) =>
    app.admin.post(`${GROUPS}/${group.documentId}/members`, { users: people.map(({ id }) => id) });

  beforeAll(async () => {
    app = await startApp();
    creator = await person(app);
    const grant = (action: string) =>
      app.strapi.db.query('plugin::users-permissions.permission').create({
        data: { action: `${PROPOSAL}.${action}`, role: 1 },
      });
    for (const action of ['find', 'findOne', 'create', 'update']) await grant(action);
  });
  afterAll(() => app?.stop());

  test('lets its members in and take part, until they leave', async () => {
    const [space, member] = [await createSpace(app), await person(app)];
    const group = await verified(app, creator);
    expect(await seen(space, member)).toBe(false);
    expect((await admit(space, group)).body.data.groups).toEqual([
      { documentId: group.documentId, name: group.name, kind: 'organization' },
    ]);
    expect(await seen(space, member)).toBe(false);
    const id = await joins(group, member, creator);
    expect(await seen(space, member)).toEqual(INSIDE);
    expect((await me(member)).spaces).toMatchObject([{ slug: space.slug }]);
    const proposal = await member.client.post('/api/proposals', {
      data: { title: 'From a member', space: space.documentId },
    });
    expect(proposal.status).toBe(201);
    await member.client.delete(`${SITE}/${group.nickname}/memberships/${id}`);
    expect(await seen(space, member)).toBe(false);
    const own = await member.client.get(`/api/proposals/${proposal.body.data.documentId}`);
    expect(own.status).toBe(404);
  });

  test('opens it to nobody who is only invited or asks', async () => {
    const [space, invited, asking] = [await createSpace(app), await person(app), await person(app)];
    const group = await verified(app, creator);
    await admit(space, group);
    await creator.client.post(`${SITE}/${group.nickname}/invitations`, {
      nickname: invited.username,
    });
    await asking.client.post(`${SITE}/${group.nickname}/requests`);
    expect(await seen(space, invited)).toBe(false);
    expect(await seen(space, asking)).toBe(false);
  });

  test('lets in whom the project itself signed in, for as long as they are in it', async () => {
    const [space, member] = [await createSpace(app), await person(app)];
    const group = await made(app, {});
    await admit(space, group);
    await add(group, member);
    const title = `Only for ${member.username}`;
    const { id } = await app.strapi.db
      .query('plugin::participation.space')
      .findOne({ where: { documentId: space.documentId } });
    await app.strapi.documents(PROPOSAL).create({ data: { title, space: id } as never });
    const user = await app.strapi.db
      .query('plugin::users-permissions.user')
      .findOne({ where: { id: member.id } });
    const found = async () => {
      let count: Promise<number> | undefined;
      app.strapi.requestContext.run({ state: { user } } as never, async () => {
        count = app.strapi.documents(PROPOSAL).count({ filters: { title } } as never);
      });
      return count;
    };
    expect(await found()).toBe(1);
    const { body } = await app.admin.get(`${GROUPS}/${group.documentId}/members`);
    await app.admin.delete(`${GROUPS}/${group.documentId}/members/${body.results[0].documentId}`);
    expect(await found()).toBe(0);
  });

  test('lets its members in where a pool of connections forgets what was prepared on them', async () => {
    const [space, member] = [await createSpace(app), await person(app)];
    const group = await made(app, {});
    await admit(space, group);
    await add(group, member);
    const { connection } = app.strapi.db;
    const { max } = connection.client.pool;
    const onEach = <Result>(work: () => Promise<Result>): Promise<Result[]> =>
      Promise.all(Array.from({ length: max }, work));
    const seenOnEach = () => onEach(() => seen(space, member));
    expect(await seenOnEach()).toEqual(Array(max).fill(INSIDE));
    if (databaseKind === 'postgres')
      await onEach(async () => connection.raw('deallocate all; select pg_sleep(0.2)'));
    expect(await seenOnEach()).toEqual(Array(max).fill(INSIDE));
  });

  test('opens nothing while it is an organization that nobody vouches for', async () => {
    const space = await createSpace(app);
    const group = await organization(creator);
    await admit(space, group);
    expect(await seen(space, creator)).toBe(false);
    await decide(app, 'verify', [group]);
    expect(await seen(space, creator)).toEqual(INSIDE);
    await decide(app, 'reject', [group], 'No longer');
    expect(await seen(space, creator)).toBe(false);
  });

  test('may be a list of administrators, whom they take out again at once', async () => {
    const [space, member] = [await createSpace(app), await person(app)];
    const group = await made(app, {});
    await admit(space, group);
    expect((await add(group, member)).body.data).toEqual([
      { email: member.email, outcome: 'added' },
    ]);
    expect((await add(group, member)).body.data[0].outcome).toBe('already_member');
    expect(await seen(space, member)).toEqual(INSIDE);
    const { body } = await app.admin.get(`${GROUPS}/${group.documentId}/members`);
    await app.admin.delete(`${GROUPS}/${group.documentId}/members/${body.results[0].documentId}`);
    expect(await seen(space, member)).toBe(false);
  });

  test('takes nobody in by hand whose address is not confirmed', async () => {
    const space = await createSpace(app);
    const squatter = await person(app);
    await app.strapi.db
      .query('plugin::users-permissions.user')
      .update({ where: { id: squatter.id }, data: { confirmed: false } });
    const group = await made(app, {});
    await admit(space, group);
    expect((await add(group, squatter)).body.data).toMatchObject([
      { email: String(squatter.id), outcome: 'invalid', reason: 'user_not_found' },
    ]);
    const { body } = await app.admin.get(`${GROUPS}/${group.documentId}/members`);
    expect(body.results).toEqual([]);
  });

  test('ends with the group, and with the space no longer admitting it', async () => {
    const [space, other] = [await createSpace(app), await createSpace(app)];
    const member = await person(app);
    const group = await made(app, {});
    await add(group, member);
    await admit(space, group);
    await admit(other, group);
    await admit(space);
    expect(await seen(space, member)).toBe(false);
    expect(await seen(other, member)).toEqual(INSIDE);
    expect((await app.admin.delete(`${GROUPS}/${group.documentId}`)).status).toBe(204);
    expect(await seen(other, member)).toBe(false);
    expect(
      (await app.admin.get(`/participation/spaces/${other.documentId}`)).body.data.groups,
    ).toEqual([]);
  });

  test('that does not exist is refused', async () => {
    const answer = await admit(await createSpace(app), { documentId: 'nothing' });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.code).toBe('unknown_group');
  });

  describe('with a rule', () => {
    const smart = (rule: object) => made(app, { kind: 'smart', rule });
    const changeUser = (who: Person, data: object) =>
      app.strapi.db.query('plugin::users-permissions.user').update({ where: { id: who.id }, data });

    test('opens to whom the rule fits, as their fields change, without any job', async () => {
      const space = await createSpace(app);
      const who = await person(app);
      const group = await smart({ firstName: { $eq: 'Ada' } });
      await admit(space, group);
      expect(await seen(space, who)).toBe(false);
      await changeUser(who, { firstName: 'Ada' });
      expect(await seen(space, who)).toEqual(INSIDE);
      await changeUser(who, { blocked: true });
      await changeUser(who, { blocked: false, firstName: 'Bea' });
      expect(await seen(space, who)).toBe(false);
    });

    test('opens to whoever was added by hand as well', async () => {
      const [space, who] = [await createSpace(app), await person(app)];
      const group = await smart({ firstName: { $eq: 'Nobody at all' } });
      await admit(space, group);
      await add(group, who);
      expect(await seen(space, who)).toEqual(INSIDE);
      const { body } = await app.admin.get(`${GROUPS}/${group.documentId}/members`);
      expect(body.results).toMatchObject([{ user: { username: who.username } }]);
    });

    test('follows the rule at once when that is changed', async () => {
      const [space, who] = [await createSpace(app), await person(app)];
      const group = await smart({ username: { $eq: who.username } });
      await admit(space, group);
      expect(await seen(space, who)).toEqual(INSIDE);
      await app.admin.put(`${GROUPS}/${group.documentId}`, {
        rule: { username: { $ne: who.username } },
      });
      expect(await seen(space, who)).toBe(false);
    });

    test('asks for roles and joins conditions', async () => {
      const [space, who] = [await createSpace(app), await person(app)];
      const group = await smart({
        $and: [
          { role: { type: { $eq: 'authenticated' } } },
          { $or: [{ email: { $endsWith: '@nowhere.example' } }, { email: { $eqi: who.email } }] },
        ],
      });
      await admit(space, group);
      expect(await seen(space, who)).toEqual(INSIDE);
      expect(await seen(space, creator)).toBe(false);
      const count = await app.admin.post(`${GROUPS}/rule`, {
        rule: { email: { $eqi: who.email } },
      });
      expect(count.body.data).toEqual({ count: 1 });
    });

    test.each([
      [{}],
      [{ password: { $startsWith: '$2' } }],
      [{ resetPasswordToken: { $notNull: true } }],
      [{ role: { users: { password: { $notNull: true } } } }],
      [{ email: { $where: '1 = 1' } }],
      [{ nothing: { $eq: 1 } }],
      [{ email: { $in: [] } }],
      [{ $or: [] }],
      [{ email: { $not: { $not: { $not: { $not: { $not: { $eq: 'a' } } } } } } }],
    ])('is refused with %j', async (rule) => {
      const answer = await app.admin.post(GROUPS, { name: 'Refused', kind: 'smart', rule });
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.errors[0]).toMatchObject({ code: 'invalid_rule' });
    });

    test('opens spaces beside as many others as a site may have', async () => {
      const [space, who] = [await createSpace(app), await person(app)];
      await admit(space, await smart({ email: { $eq: who.email } }));
      const knex = app.strapi.db.connection;
      const { id } = await knex('participation_spaces')
        .where('document_id', space.documentId)
        .first('id');
      const names = Array.from({ length: 600 }, (_, at) => `many-${at}`);
      const rows = names.map((name) => ({
        document_id: name,
        name,
        nickname: name,
        kind: 'smart',
        rule: JSON.stringify({ email: { $eq: `${name}@example.org` } }),
      }));
      await knex.batchInsert('participation_groups', rows, 50);
      const groups: number[] = await knex('participation_groups')
        .where('nickname', 'like', 'many-%')
        .pluck('id');
      const links = groups.map((group_id) => ({ space_id: id, group_id }));
      await knex.batchInsert('participation_spaces_groups_lnk', links, 50);
      expect(await seen(space, who)).toEqual(INSIDE);
      const sorted = await app.admin.get(`${GROUPS}?sort=members:desc&pageSize=1`);
      expect(sorted.status).toBe(200);
      await knex('participation_groups').whereIn('document_id', names).delete();
    });

    test('stands in the list where it belongs by how many are in it', async () => {
      const people = [await person(app), await person(app), await person(app)];
      const ids = people.map(({ id }) => id);
      const named = (name: string) => ({ name: `Sorted ${name}` });
      const none = await made(app, named('none'));
      const three = await made(app, {
        ...named('three'),
        kind: 'smart',
        rule: { id: { $in: ids } },
      });
      const two = await made(app, named('two'));
      await add(two, ...people.slice(1));
      const one = await made(app, { ...named('one'), kind: 'smart', rule: { id: ids[0] } });
      const nobody = await made(app, { ...named('nobody'), kind: 'smart', rule: { id: 0 } });
      await add(one, people[0]!);
      const list = async (query: string) => {
        const { body } = await app.admin.get(`${GROUPS}?_q=Sorted&${query}`);
        return body.results.map(({ name, members }: { name: string; members: number }) => [
          name,
          members,
        ]);
      };
      const sorted = [
        [none.name, 0],
        [nobody.name, 0],
        [one.name, 1],
        [two.name, 2],
        [three.name, 3],
      ];
      expect(await list('sort=members:asc')).toEqual(sorted);
      expect(await list('sort=members:asc&pageSize=2&page=2')).toEqual(sorted.slice(2, 4));
      expect(await list('sort=members:desc&pageSize=2')).toEqual(sorted.toReversed().slice(0, 2));
      expect(await list('sort=members:desc&filters[kind]=smart')).toEqual([
        [three.name, 3],
        [one.name, 1],
        [nobody.name, 0],
      ]);
    });

    const store = (group: { documentId: string }, rule: object | null) =>
      app.strapi.db
        .connection('participation_groups')
        .where('document_id', group.documentId)
        .update({ rule: rule && JSON.stringify(rule) });

    // Such rules are stored where an attribute of accounts became another one since.
    test.each([
      [{ gone: { $eq: 'x' } }],
      [{ householdSize: { $eq: 'many' } }],
      [{ birthDate: { $between: ['never', 'ever'] } }],
      [{ householdSize: { $contains: '19' } }],
      [{ householdSize: { $gt: 9_007_199_254_740_991 } }],
      [{ drawnByLot: { $in: ['perhaps', 'not'] } }],
      [null],
    ])(
      'fits nobody where that cannot be asked any more, as %j, until it is mended',
      async (rule) => {
        const [space, other, who] = [
          await createSpace(app),
          await createSpace(app),
          await person(app),
        ];
        const [group, sound] = [await smart({ id: 0 }), await smart({ email: who.email })];
        await admit(other, sound);
        await admit(space, group);
        await store(group, rule);

        expect(await seen(space, who)).toBe(false);
        expect(await seen(other, who)).toEqual(INSIDE);
        const list = await app.admin.get(`${GROUPS}?pageSize=100&_q=${group.name}`);
        expect(list.body.results).toMatchObject([
          { documentId: group.documentId, members: 0, rule },
        ]);
        const page = await app.admin.get(`${GROUPS}/${group.documentId}`);
        expect(page.body.data).toMatchObject({ members: 0, rule });
        const members = await app.admin.get(`${GROUPS}/${group.documentId}/members`);
        expect(members.body.results).toEqual([]);

        const mended = { rule: { email: who.email } };
        const answer = await app.admin.put(`${GROUPS}/${group.documentId}`, mended);
        expect(answer.status).toBe(200);
        expect(await seen(space, who)).toEqual(INSIDE);
      },
    );

    test('is asked again a minute after the database could not answer, which is told once', async () => {
      const [space, who] = [await createSpace(app), await person(app)];
      const group = await smart({ id: 0 });
      await admit(space, group);
      const { entrance } = app.strapi.plugin('participation').service('groups');
      const groups = () => entrance.groupsOf({ id: who.id, confirmed: true });
      const others = await groups();
      await store(group, { proposals: { title: { $null: true } } });
      const clock = app.strapi.plugin('participation').service('clock');
      const rename = (from: string, to: string) =>
        app.strapi.db.connection.schema.renameTable(from, to);
      const warn = jest.spyOn(app.strapi.log, 'warn').mockImplementation();
      await rename('proposals', 'proposals_away');
      try {
        expect(await groups()).toEqual(others);
        clock.advance(60_000);
        expect(await groups()).toEqual(others);
      } finally {
        await rename('proposals_away', 'proposals');
      }
      expect(warn).toHaveBeenCalledTimes(1);
      warn.mockRestore();
      expect(await seen(space, who)).toBe(false);
      clock.advance(60_000);
      expect(await seen(space, who)).toEqual(INSIDE);
      clock.reset();
    });

    test('names entries of other types by what is not private', async () => {
      const title = `Known as ${creator.username}`;
      const { documentId } = await app.strapi
        .documents(PROPOSAL)
        .create({ data: { title } as never });
      const shown = async () => {
        const { body } = await app.admin.get(`${GROUPS}/rule-fields`);
        const field = body.data.find(({ name }: { name: string }) => name === 'proposals');
        return field.values.find(({ value }: { value: string }) => value === documentId);
      };
      expect(await shown()).toEqual({ value: documentId, label: title });
      const { attributes } = app.strapi.getModel(PROPOSAL);
      (attributes.title as { private?: boolean }).private = true;
      expect(await shown()).toEqual({ value: documentId, label: documentId });
      delete (attributes.title as { private?: boolean }).private;
    });

    test('is refused with more values than databases take', async () => {
      const values = Array.from({ length: 1_000 }, (_, at) => `person${at}@example.org`);
      const lists = (count: number) => ({
        $or: Array.from({ length: count }, () => ({ email: { $in: values } })),
      });
      const [most, more] = [lists(1), lists(2)];
      expect((await app.admin.post(`${GROUPS}/rule`, { rule: most })).status).toBe(200);
      const answer = await app.admin.post(`${GROUPS}/rule`, { rule: more });
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.code).toBe('invalid_rule');
    });

    test('is refused without one', async () => {
      const answer = await app.admin.post(GROUPS, { name: 'Refused', kind: 'smart' });
      expect(answer.body.error.details.code).toBe('missing_rule');
    });
  });

  test('is not known of by anonymous people, tokens and those outside', async () => {
    const space = await createSpace(app);
    const group = await verified(app, creator);
    await admit(space, group);
    for (const client of [app.http, (await person(app)).client]) {
      const answer = await client.get(
        `/api/participation/spaces?filters[groups][name]=${group.name}&populate=groups`,
      );
      expect(answer.text).not.toContain(group.name);
    }
    expect(await membershipOf(group, creator, creator)).toMatchObject({ role: 'creator' });
  });
});
