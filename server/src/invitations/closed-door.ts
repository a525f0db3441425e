import type { Core } from '@strapi/strapi';
import { normaliseEmail } from '../participants/email';
import { USER } from '../shared/accounts';
import { asSystem, currentActor, isOfSite } from '../shared/actor';
import { service } from '../shared/services';
import { errors } from '../shared/strapi-utils';

type Names = { email?: unknown; username?: unknown };

const textIn = (value: unknown): string[] =>
  typeof value === 'string' && value !== '' ? [value] : [];

/**
 * While an address is invited, nobody can take it by registering, through a provider or by
 * changing an account's address: only its invitation leads to an account. The answer is that of
 * users-permissions to a taken address, and the invitation is sent again. Names and addresses of
 * groups are taken as well.
 */
export const closeDoor = (strapi: Core.Strapi): void => {
  const isGroups = ({ email, username }: Names): Promise<boolean> => {
    const { reserves, reservesFor } = service(strapi, 'groups').organizations;
    const isStored = strapi.db.inTransaction();
    return (isStored ? reservesFor : reserves)(textIn(username), textIn(email).map(normaliseEmail));
  };

  // One can sign in with an address or a user name, so an address is taken as a name too.
  const isInvited = async ({ email, username }: Names): Promise<boolean> => {
    for (const name of [...textIn(email), ...textIn(username)]) {
      if (!name.includes('@')) continue;
      const address = normaliseEmail(name);
      if (!(await service(strapi, 'invitations').isPending(address))) continue;
      service(strapi, 'requests').note(address);
      return true;
    }
    return false;
  };

  const refuseTaken = async (action: 'create' | 'update', names: Names | undefined) => {
    if (!names || !isOfSite(currentActor(strapi))) return;
    if ((await isInvited(names)) || (await isGroups(names)))
      throw new errors.ApplicationError(takenMessage(strapi, action));
  };

  const refuseEach = async (action: 'create' | 'update', data: unknown) => {
    for (const one of [data].flat()) await refuseTaken(action, one as Names);
  };

  /** What an account keeps as it is, such as when its profile is saved, is its own. */
  const refuseChanged = async (where: object | undefined, names: Names | undefined) => {
    if (!names || (names.email === undefined && names.username === undefined)) return;
    const [own] = await asSystem(() =>
      strapi.db.query(USER).findMany({ where, select: ['email', 'username'], limit: 1 }),
    );
    const isOther = (name: keyof Names) =>
      typeof names[name] === 'string' &&
      normaliseEmail(names[name]) !== normaliseEmail(own?.[name] ?? '');
    await refuseTaken('update', {
      ...(isOther('email') && { email: names.email }),
      ...(isOther('username') && { username: names.username }),
    });
  };

  // Before the password is hashed, so that the time tells no more than the answer.
  strapi.documents.use(async (context, next) => {
    if (context.uid === USER && context.action === 'create')
      await refuseTaken('create', context.params.data as Names);
    if (context.uid === USER && context.action === 'update')
      await refuseChanged({ documentId: context.params.documentId }, context.params.data as Names);
    return next();
  });
  // What goes past the Document Service, such as the providers' callback.
  strapi.db.lifecycles.subscribe({
    models: [USER],
    beforeCreate: (event) => refuseTaken('create', event.params.data),
    beforeUpdate: (event) => refuseChanged(event.params.where, event.params.data),
    beforeCreateMany: (event) => refuseEach('create', event.params.data),
    beforeUpdateMany: (event) => refuseEach('update', event.params.data),
  });
};

/** The words of users-permissions for an address that is taken, per way in. */
const takenMessage = (strapi: Core.Strapi, action: 'create' | 'update'): string => {
  const path = strapi.requestContext.get()?.request.path ?? '';
  if (/\/auth\/(?!local)[^/]+\/callback$/.test(path)) return 'Email is already taken.';
  // GraphQL has no path that tells what is done.
  if (action === 'update' || /\/users$/.test(path)) return 'Email already taken';
  return 'Email or Username are already taken';
};
