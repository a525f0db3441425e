import type { Core } from '@strapi/strapi';
import { configOf } from '../shared/config';
import { knexOf } from '../shared/tables';

const ADMIN = 'admin::user';

export type Registration = { email: string; firstName: string | null; link: string };

/**
 * Makes an administrator of Strapi with the roles of the settings, who is yet to register: by the
 * link of Strapi's own invitation and by its rules. False when the address has an administrator.
 */
export const inviteAdministrator = async (
  strapi: Core.Strapi,
  {
    email,
    firstName,
    lastName,
  }: { email: string; firstName: string | null; lastName: string | null },
): Promise<boolean> => {
  if ((await strapi.db.query(ADMIN).count({ where: { email } })) > 0) return false;
  const { adminRoles } = configOf(strapi).invitations;
  const roles = await strapi.db
    .query('admin::role')
    .findMany({ where: { code: { $in: adminRoles } }, select: ['id'] });
  if (roles.length === 0)
    throw new Error(`No role of administrators has one of the codes ${adminRoles.join(', ')}.`);
  await strapi.service('admin::user').create({
    email,
    firstname: firstName,
    lastname: lastName,
    roles: roles.map(({ id }) => id),
    isActive: false,
  });
  return true;
};

/** Links by which administrators of these addresses finish their registration, by address. */
export const registrationsOf = async (
  strapi: Core.Strapi,
  emails: string[],
): Promise<Map<string, Registration>> => {
  const users: { email: string; firstname: string | null; registration_token: string }[] =
    await knexOf(strapi)('admin_users')
      .whereIn('email', emails)
      .whereNotNull('registration_token')
      .select('email', 'firstname', 'registration_token');
  const panel = strapi.config.get<string>('admin.absoluteUrl').replace(/\/+$/, '');
  return new Map(
    users.map(({ email, firstname, registration_token }) => [
      email,
      {
        email,
        firstName: firstname,
        link: `${panel}/auth/register?${new URLSearchParams({ registrationToken: registration_token })}`,
      },
    ]),
  );
};
