import type { Core } from '@strapi/strapi';
import { USER } from '../shared/accounts';
import { configOf } from '../shared/config';
import { hidden } from '../shared/schema';

type UserType = { attributes: object; config?: { attributes?: object } };

/** What accepting an invitation leaves on the account, beside users-permissions' own attributes. */
const attributesOf = ({ profile }: ReturnType<typeof configOf>) => ({
  [profile.firstName]: { type: 'string' },
  [profile.lastName]: { type: 'string' },
  [profile.locale]: { type: 'string' },
  [profile.termsAcceptedAt]: { type: 'datetime' },
  /** Null: no newsletter. */
  [profile.newsletterAcceptedAt]: { type: 'datetime' },
  /** When an unconfirmed account went to the owner of its address; older tokens give no access. */
  handedOverAt: { type: 'datetime', private: true, visible: false, configurable: false },
});

/** Adds them to the user type; an attribute of that name that the host has already stays its own. */
export const extendUser = (strapi: Core.Strapi): void => {
  const own = attributesOf(configOf(strapi));
  strapi.get('content-types').extend(USER, (user: UserType) => {
    user.attributes = { ...user.attributes, ...own, ...user.attributes };
    const shown = { ...user.config?.attributes, ...hidden(['handedOverAt']).attributes };
    user.config = { ...user.config, attributes: shown };
  });
};
