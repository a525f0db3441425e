import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { USER } from '../shared/accounts';
import { actorOf, currentActor } from '../shared/actor';
import { errors } from '../shared/strapi-utils';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import type { Account } from './entrance';
import { checkProfile, keyOf, nicknameOf } from './profile';
import { GROUP, OWN_ATTRIBUTES } from './schema';

type Data = Record<string, unknown>;
type Named = { id: number; name: string; nickname: string };
type Users = { fetchAuthenticatedUser(id: number): Promise<Account | null> };
type Auth = { authenticate(ctx: Context, next: Next): Promise<unknown> };
type Event = { params: { where?: object; data?: Data } };

/**
 * Which groups let whoever asks into spaces: asked for once in a request, as soon as Strapi knows who
 * it is and beside what it goes on to ask about them, and known before anything is answered.
 */
export const followMembers = (strapi: Core.Strapi): void => {
  const groupsOf = (user: Account) => service(strapi, 'groups').entrance.groupsOf(user);
  const asked = new WeakMap<object, { id: number; groups: Promise<number[]> }>();

  const users: Users = strapi.plugin('users-permissions').service('user');
  const { fetchAuthenticatedUser } = users;
  users.fetchAuthenticatedUser = async (id) => {
    const user = await fetchAuthenticatedUser(id);
    const ctx = strapi.requestContext.get();
    if (user && ctx) {
      const groups = groupsOf(user);
      // Whom Strapi goes on to refuse waits for no answer.
      groups.catch(() => undefined);
      asked.set(ctx, { id: user.id, groups });
    }
    return user;
  };

  const auth = strapi.get('auth') as unknown as Auth;
  const { authenticate } = auth;
  auth.authenticate = (ctx, next) =>
    authenticate(ctx, async () => {
      const actor = actorOf(ctx);
      if (actor.type === 'user') {
        const before = asked.get(ctx);
        const isMeant = before?.id === actor.id;
        ctx.state.participationGroups = await (isMeant ? before.groups : groupsOf(actor));
      }
      return next();
    });
};

/** Whatever way groups are edited and deleted, and members' accounts are deleted. */
export const followGroups = (strapi: Core.Strapi): void => {
  const groups = () => service(strapi, 'groups');

  const idsOf = async (uid: string, where: object | undefined): Promise<number[]> =>
    (await strapi.db.query(uid).findMany({ where: where ?? {}, select: ['id'] })).map(
      ({ id }) => id as number,
    );

  /** What administrators write elsewhere than on the groups' own pages are words, names and a picture. */
  const leaveOwn = (data: Data) => {
    if (currentActor(strapi).type === 'admin')
      for (const attribute of OWN_ATTRIBUTES) delete data[attribute];
  };

  /** The Content Manager writes names: new ones are checked, and what is compared follows them. */
  const keep = async (data: Data, own: Named | null) => {
    const given = Object.fromEntries(
      (['name', 'nickname'] as const).flatMap((field) =>
        field in data && data[field] !== own?.[field] ? [[field, String(data[field] ?? '')]] : [],
      ),
    );
    const { profile, faults } = checkProfile(given, null);
    if (faults[0]) throw new errors.ValidationError(faults[0].message, { errors: faults });
    if (Object.keys(profile).length === 0) return;
    await inTransaction(strapi, (transaction) =>
      groups().organizations.claim(transaction, profile, own?.id ?? null),
    );
    if (profile.name !== undefined) data.nameKey = keyOf(profile.name);
    if (profile.nickname !== undefined) data.nicknameKey = keyOf(profile.nickname);
  };

  strapi.db.lifecycles.subscribe({
    models: [GROUP],
    async beforeCreate({ params }: Event) {
      if (!params.data) return;
      leaveOwn(params.data);
      params.data.nickname ||= nicknameOf(String(params.data.name ?? ''), 0);
      await keep(params.data, null);
    },
    async beforeUpdate({ params }: Event) {
      if (!params.data) return;
      leaveOwn(params.data);
      if (!('name' in params.data || 'nickname' in params.data)) return;
      const own = await strapi.db
        .query(GROUP)
        .findOne({ where: params.where ?? {}, select: ['id', 'name', 'nickname'] });
      await keep(params.data, own as Named | null);
    },
    beforeDelete: async ({ params }: Event) => groups().forget(await idsOf(GROUP, params.where)),
    beforeDeleteMany: async ({ params }: Event) =>
      groups().forget(await idsOf(GROUP, params.where)),
  } as never);

  const forgetUsers = async ({ params }: Event) => {
    const ids = await idsOf(USER, params.where);
    if (ids.length > 0) await groups().memberships.forgetUsers(ids);
  };
  strapi.db.lifecycles.subscribe({
    models: [USER],
    beforeDelete: forgetUsers,
    beforeDeleteMany: forgetUsers,
  } as never);
};
