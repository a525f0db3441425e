import type { Core } from '@strapi/strapi';

const EVERYONE = ['public', 'authenticated'];

/** What each role may do from the start: actions of the content API and the types of roles. */
const GRANTS: Record<string, string[]> = {
  'plugin::participation.space.find': EVERYONE,
  'plugin::participation.space.findOne': EVERYONE,
  'plugin::participation.space.me': ['authenticated'],
  'plugin::participation.invitations.preview': EVERYONE,
  'plugin::participation.invitations.accept': EVERYONE,
  'plugin::participation.invitations.decline': EVERYONE,
  'plugin::participation.invitations.resend': EVERYONE,
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
