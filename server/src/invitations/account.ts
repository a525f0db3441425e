import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { FieldError } from '../../../contracts/errors';
import { normaliseEmail } from '../participants/email';
import { clock } from '../shared/clock';
import { registrationRules, USER } from '../shared/accounts';
import { configOf } from '../shared/config';
import { Refusal } from '../shared/errors';
import { service } from '../shared/services';
import { buildSessionMetadata, errors } from '../shared/strapi-utils';

/** What an invitation says of a person. */
export type Profile = {
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
  /** Null: users-permissions' default role, or the one that the account has. */
  roleId: number | null;
  /** Further attributes of the account, by name. */
  attributes: Record<string, unknown>;
};

/** The same with what a guest fills in to finish an account. */
export type Registration = Profile & {
  email: string;
  username: string;
  password: string;
  newsletter: boolean;
  /** false: the address is yet to be confirmed. */
  confirmed: boolean;
};

/** Whose account it will be; `ownId` is the one to be finished, if there is one. */
export type Registrant = { email: string; ownId: number | null };

/** Characters that users-permissions asks of a user name and a password, unless the host asks for others. */
const MIN_USERNAME = 3;
const MIN_PASSWORD = 6;
/** bcrypt reads no further; users-permissions refuses longer ones. */
const MAX_PASSWORD_BYTES = 72;

const users = (strapi: Core.Strapi) => strapi.plugin('users-permissions').service('user');

const minLength = (strapi: Core.Strapi, attribute: string, fallback: number): number =>
  Number((strapi.getModel(USER).attributes[attribute] as { minLength?: number })?.minLength) ||
  fallback;

/** Characters that a password needs. */
export const minPassword = (strapi: Core.Strapi): number =>
  minLength(strapi, 'password', MIN_PASSWORD);

const error = (path: string, code: FieldError['code'], message: string): FieldError => ({
  path: [path],
  code,
  message,
});

/** Of an account, of a group, or invited: which of them is not told. */
export const ADDRESS_TAKEN = error(
  'email',
  'email_taken',
  'This address is taken. Sign in, or use another.',
);

/** Whether this name is another's address who is invited: by it they will sign in. */
const isInvitedAddress = async (
  strapi: Core.Strapi,
  username: string,
  email: string,
): Promise<boolean> => {
  if (!username.includes('@')) return false;
  const address = normaliseEmail(username);
  return address !== email && (await service(strapi, 'invitations').isPending(address));
};

/** The faults of a user name, by the rules of users-permissions' registration. */
const checkUsername = async (
  strapi: Core.Strapi,
  username: string | undefined,
  { email, ownId }: Registrant,
): Promise<FieldError[]> => {
  if (!username) return [error('username', 'required', 'Choose a user name.')];
  const least = minLength(strapi, 'username', MIN_USERNAME);
  if (username.length < least)
    return [error('username', 'too_short', `The user name needs at least ${least} characters.`)];
  if (username.length > 255)
    return [error('username', 'too_long', 'The user name has more than 255 characters.')];
  const taken = await strapi.db.query(USER).count({
    where: {
      $or: [{ username }, { email: username.toLowerCase() }],
      ...(ownId === null ? {} : { id: { $ne: ownId } }),
    },
  });
  const isTaken =
    taken > 0 ||
    (await service(strapi, 'groups').organizations.reserves([username], [])) ||
    (await isInvitedAddress(strapi, username, email));
  return isTaken
    ? [error('username', 'username_taken', 'Somebody else has this user name. Choose another one.')]
    : [];
};

const checkAddress = async (strapi: Core.Strapi, { email }: Registrant): Promise<FieldError[]> =>
  (await service(strapi, 'groups').organizations.reserves([], [email])) ? [ADDRESS_TAKEN] : [];

/** The faults of what has to be an account's own. */
export const checkNames = async (
  strapi: Core.Strapi,
  username: string | undefined,
  registrant: Registrant,
): Promise<FieldError[]> => [
  ...(await checkAddress(strapi, registrant)),
  ...(await checkUsername(strapi, username, registrant)),
];

const checkPassword = async (
  strapi: Core.Strapi,
  password: string | undefined,
): Promise<FieldError[]> => {
  if (!password) return [error('password', 'required', 'Choose a password.')];
  const least = minPassword(strapi);
  if (password.length < least)
    return [error('password', 'too_short', `The password needs at least ${least} characters.`)];
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES)
    return [
      error('password', 'too_long', `The password has more than ${MAX_PASSWORD_BYTES} bytes.`),
    ];
  return checkHostPolicy(strapi, password);
};

/** The host's own rule: `validationRules.validatePassword` of users-permissions. */
const checkHostPolicy = async (strapi: Core.Strapi, password: string): Promise<FieldError[]> => {
  const rules = strapi.config.get<{
    validatePassword?: (password: string) => boolean | Promise<boolean>;
  }>('plugin::users-permissions.validationRules');
  try {
    if (!rules?.validatePassword || (await rules.validatePassword(password))) return [];
    return [error('password', 'invalid_password', 'This password does not follow the rules here.')];
  } catch (refused) {
    return [error('password', 'invalid_password', (refused as Error).message)];
  }
};

/** Every fault of what a guest filled in. */
export const checkRegistration = async (
  strapi: Core.Strapi,
  input: { username?: string; password?: string; acceptTerms?: boolean },
  registrant: Registrant,
): Promise<FieldError[]> => [
  ...(await checkNames(strapi, input.username, registrant)),
  ...(await checkPassword(strapi, input.password)),
  ...(input.acceptTerms
    ? []
    : [error('acceptTerms', 'terms_not_accepted', 'Accept the terms to take part.')]),
];

/** What an invitation says of a person, as attributes of the account. */
const profileOf = (
  strapi: Core.Strapi,
  { firstName, lastName, locale, attributes }: Profile,
): Record<string, unknown> => {
  const { profile, invitations } = configOf(strapi);
  const allowed = Object.entries(attributes).filter(([name]) => invitations.fields.includes(name));
  return {
    ...Object.fromEntries(allowed),
    ...(firstName ? { [profile.firstName]: firstName } : {}),
    ...(lastName ? { [profile.lastName]: lastName } : {}),
    ...(locale ? { [profile.locale]: locale } : {}),
  };
};

const values = (strapi: Core.Strapi, registration: Registration) => {
  const { profile } = configOf(strapi);
  const { newsletter, roleId } = registration;
  return {
    ...profileOf(strapi, registration),
    username: registration.username,
    password: registration.password,
    email: registration.email,
    provider: 'local',
    confirmed: registration.confirmed,
    [profile.termsAcceptedAt]: clock.now(),
    [profile.newsletterAcceptedAt]: newsletter ? clock.now() : null,
    ...(roleId === null ? {} : { role: roleId }),
  };
};

/** Sends users-permissions' mail by which an account confirms its address. */
export const sendConfirmation = async (strapi: Core.Strapi, userId: number): Promise<void> => {
  const user = await strapi.db.query(USER).findOne({ where: { id: userId } });
  try {
    await users(strapi).sendConfirmationEmail(user);
  } catch (failure) {
    // The account is there; users-permissions sends another one on request.
    strapi.log.error('participation: the mail to confirm an address was not sent', failure);
  }
};

/** Makes an account, with users-permissions' default role if no other is given. Gives its id. */
export const createAccount = async (
  strapi: Core.Strapi,
  registration: Registration,
): Promise<number> => {
  const { default_role: type } = await registrationRules(strapi);
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type }, select: ['id'] });
  if (!role) throw new errors.ApplicationError('Impossible to find the default role');
  const { id } = await users(strapi).add({ role: role.id, ...values(strapi, registration) });
  return id;
};

/** Hands an unconfirmed account to the owner of its address: whoever made it is locked out. */
export const takeOverAccount = async (
  strapi: Core.Strapi,
  id: number,
  registration: Registration,
): Promise<number> => {
  const closed = {
    confirmationToken: null,
    resetPasswordToken: null,
    // Not from the plugin's clock: it is compared with the time in the tokens of users-permissions.
    handedOverAt: new Date(),
  };
  await users(strapi).edit(id, { ...values(strapi, registration), ...closed });
  const sessions = strapi.sessionManager;
  if (sessions?.hasOrigin('users-permissions'))
    await sessions('users-permissions').invalidateRefreshToken(String(id));
  return id;
};

/**
 * Gives an account what its owner accepted, where it says nothing of that itself: names, language and
 * attributes that are empty, and the role if it has the default one. Tells whether that was anything.
 */
export const completeAccount = async (
  strapi: Core.Strapi,
  id: number,
  profile: Profile,
): Promise<boolean> => {
  const account = await strapi.db.query(USER).findOne({ where: { id }, populate: ['role'] });
  const { default_role } = await registrationRules(strapi);
  const missing = Object.entries(profileOf(strapi, profile)).filter(
    ([name]) => account[name] === null || account[name] === '',
  );
  const promoted =
    profile.roleId !== null &&
    profile.roleId !== account.role?.id &&
    account.role?.type === default_role;
  if (missing.length === 0 && !promoted) return false;
  await users(strapi).edit(id, {
    ...Object.fromEntries(missing),
    ...(promoted ? { role: profile.roleId } : {}),
  });
  return true;
};

export const isPasswordOf = async (
  strapi: Core.Strapi,
  id: number,
  password: string,
): Promise<boolean> => {
  const user = await strapi.db.query(USER).findOne({ where: { id } });
  return Boolean(user?.password) && users(strapi).validatePassword(password, user.password);
};

/** An account as the content API shows it to whoever holds it. */
export const userOf = async (
  strapi: Core.Strapi,
  ctx: Context,
  userId: number,
): Promise<Record<string, unknown>> => {
  const account = await strapi.db
    .query(USER)
    .findOne({ where: { id: userId }, populate: ['role'] });
  if (account.blocked)
    throw new Refusal(403, 'account_blocked', 'Your account has been blocked by an administrator.');
  return (await strapi.contentAPI.sanitize.output(account, strapi.getModel(USER), {
    auth: ctx.state.auth,
  })) as Record<string, unknown>;
};

/** What users-permissions answers to a registration: a session in its configured mode, and the user. */
export const openSession = async (
  strapi: Core.Strapi,
  ctx: Context,
  userId: number,
  deviceId: string | undefined,
): Promise<{ jwt: string; refreshToken?: string; user: Record<string, unknown> }> => {
  const user = await userOf(strapi, ctx, userId);
  const mode = strapi.config.get<string>(
    'plugin::users-permissions.jwtManagement',
    'legacy-support',
  );
  if (mode !== 'refresh')
    return {
      jwt: await strapi.plugin('users-permissions').service('jwt').issue({ id: userId }),
      user,
    };

  const sessions = strapi.sessionManager('users-permissions');
  const refresh = await sessions.generateRefreshToken(String(userId), deviceId || randomUUID(), {
    type: 'refresh',
    metadata: buildSessionMetadata?.({ userAgent: ctx.get('user-agent') }),
  });
  const access = await sessions.generateAccessToken(refresh.token);
  if ('error' in access) throw new errors.ApplicationError('Invalid credentials');
  return { jwt: access.token, refreshToken: refresh.token, user };
};
