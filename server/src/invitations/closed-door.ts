import type { Core } from '@strapi/strapi';
import { normaliseEmail } from '../participants/email';
import { USER } from '../shared/accounts';
import { currentActor, isOfSite } from '../shared/actor';
import { service } from '../shared/services';
import { errors } from '../shared/strapi-utils';

/**
 * While an address is invited, nobody can take it by registering, through a provider or by
 * changing an account's address: only its invitation leads to an account. The answer is that of
 * users-permissions to a taken address, and the invitation is sent again.
 */
export const closeDoor = (strapi: Core.Strapi): void => {
  const refuseInvited = async (data: { email?: unknown; username?: unknown } | undefined) => {
    if (!isOfSite(currentActor(strapi))) return;
    // One can sign in with an address or a user name, so an address is taken as a name too.
    for (const name of [data?.email, data?.username]) {
      if (typeof name !== 'string' || !name.includes('@')) continue;
      const email = normaliseEmail(name);
      if (!(await service(strapi, 'invitations').isPending(email))) continue;
      service(strapi, 'requests').note(email);
      throw new errors.ApplicationError(takenMessage(strapi));
    }
  };

  const refuseEach = async (data: unknown) => {
    for (const one of [data].flat()) await refuseInvited(one as { email?: unknown });
  };

  // Before the password is hashed, so that the time tells no more than the answer.
  strapi.documents.use(async (context, next) => {
    if (context.uid === USER && (context.action === 'create' || context.action === 'update'))
      await refuseInvited(context.params.data as { email?: unknown });
    return next();
  });
  // What goes past the Document Service, such as the providers' callback.
  strapi.db.lifecycles.subscribe({
    models: [USER],
    beforeCreate: (event) => refuseInvited(event.params.data),
    beforeUpdate: (event) => refuseInvited(event.params.data),
    beforeCreateMany: (event) => refuseEach(event.params.data),
    beforeUpdateMany: (event) => refuseEach(event.params.data),
  });
};

/** The words of users-permissions for an address that is taken, per way in. */
const takenMessage = (strapi: Core.Strapi): string => {
  const path = strapi.requestContext.get()?.request.path ?? '';
  if (/\/auth\/(?!local)[^/]+\/callback$/.test(path)) return 'Email is already taken.';
  if (/\/users(\/[^/]+)?$/.test(path)) return 'Email already taken';
  return 'Email or Username are already taken';
};
