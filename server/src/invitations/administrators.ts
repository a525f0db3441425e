import type { Core } from '@strapi/strapi';
import { configOf } from '../shared/config';
import { knexOf } from '../shared/tables';

const ADMIN = 'admin::user';

export type Registration = { email: string; firstName: string | null; link: string };

/** What is said where the settings name no role that there is. */
export const NO_ADMIN_ROLE =
  'The settings name no role of administrators that exists. Choose one there first.';

/** Ids of the roles that the settings name, as far as there are such. */
const adminRoleIds = async (strapi: Core.Strapi): Promise<number[]> => {
  const { adminRoles } = configOf(strapi).invitations;
  const roles: { id: number }[] = await strapi.db
    .query('admin::role')
    .findMany({ where: { code: { $in: adminRoles } }, select: ['id'] });
  return roles.map(({ id }) => id);
};

/** The codes that the settings name, where there is no role of any of them. */
export const missingAdminRoles = async (strapi: Core.Strapi): Promise<string | null> =>
  (await adminRoleIds(strapi)).length > 0
    ? null
    : configOf(strapi).invitations.adminRoles.join(', ');

/**
 * Makes an administrator of Strapi with the roles of the settings, who is yet to register: by the
 * link of Strapi's own invitation and by its rules. False when the address has an administrator, or
 * the roles have gone since the invitation was sent.
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
  const roles = await adminRoleIds(strapi);
  if (roles.length === 0) {
    // Whoever accepts can do nothing about it, and has a right to the rest.
    strapi.log.error('participation: the roles of invited administrators do not exist');
    return false;
  }
  await strapi.service('admin::user').create({
    email,
    firstname: firstName,
    lastname: lastName,
    roles,
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
