/** Strapi's own right to create administrators: who has it may offer their rights. */
export const CREATE_ADMINS = 'admin::users.create';

/** users-permissions' own right to see its roles: who has it may choose which one accounts get. */
export const READ_ROLES = 'plugin::users-permissions.roles.read';
