import type { Core } from '@strapi/strapi';

const EVERYONE = ['public', 'authenticated'];
const SIGNED_IN = ['authenticated'];

/** What each role may do from the start: actions of the content API and the types of roles. */
const GRANTS: Record<string, string[]> = {
  'plugin::participation.space.find': EVERYONE,
  'plugin::participation.space.findOne': EVERYONE,
  'plugin::participation.space.me': SIGNED_IN,
  'plugin::participation.invitations.preview': EVERYONE,
  'plugin::participation.invitations.accept': EVERYONE,
  'plugin::participation.invitations.decline': EVERYONE,
  'plugin::participation.invitations.resend': EVERYONE,
  'plugin::participation.group.find': EVERYONE,
  'plugin::participation.group.findOne': EVERYONE,
  'plugin::participation.group.confirm': EVERYONE,
  'plugin::participation.group.ofPerson': EVERYONE,
  'plugin::participation.group.create': SIGNED_IN,
  'plugin::participation.group.update': SIGNED_IN,
  'plugin::participation.group.delete': SIGNED_IN,
  'plugin::participation.group.avatar': SIGNED_IN,
  'plugin::participation.group.confirmAgain': SIGNED_IN,
  'plugin::participation.group.memberships': SIGNED_IN,
  'plugin::participation.group.invite': SIGNED_IN,
  'plugin::participation.group.request': SIGNED_IN,
  'plugin::participation.group.act': SIGNED_IN,
  'plugin::participation.group.removeMembership': SIGNED_IN,
  'plugin::participation.group.transfer': SIGNED_IN,
  'plugin::participation.group.follow': SIGNED_IN,
  'plugin::participation.group.unfollow': SIGNED_IN,
};

const PERMISSION = 'plugin::users-permissions.permission';

/**
 * Grants each action once, ever: what an administrator takes away later stays away, and an action
 * that a new version brings is granted when that version first starts.
 */
export const seedGrants = async (strapi: Core.Strapi): Promise<void> => {
  // Its own defaults are written only to an empty table, so it has to come first.
  await strapi.plugin('users-permissions').service('users-permissions').initialize();

  const store = strapi.store({ type: 'plugin', name: 'participation', key: 'granted' });
  const granted = ((await store.get({})) as string[] | null) ?? [];
  const missing = Object.keys(GRANTS).filter((action) => !granted.includes(action));
  if (missing.length === 0) return;

  const roles = await strapi.db.query('plugin::users-permissions.role').findMany({});
  for (const action of missing)
    for (const { id, type } of roles)
      if (GRANTS[action]!.includes(type)) await grant(strapi, action, id);
  await store.set({ value: [...granted, ...missing] });
};

const grant = async (strapi: Core.Strapi, action: string, role: number): Promise<void> => {
  const permissions = strapi.db.query(PERMISSION);
  if ((await permissions.count({ where: { action, role } })) === 0)
    await permissions.create({ data: { action, role } });
};
