import type { Core } from '@strapi/strapi';
import { USER } from '../shared/accounts';

/** What accepting an invitation leaves on the account, beside users-permissions' own attributes. */
const ATTRIBUTES = {
  firstName: { type: 'string' },
  lastName: { type: 'string' },
  /** Language that the person is written to in. */
  preferredLocale: { type: 'string' },
  termsAcceptedAt: { type: 'datetime' },
  /** Null: no newsletter. */
  newsletterAcceptedAt: { type: 'datetime' },
  /** When an unconfirmed account went to the owner of its address; older tokens give no access. */
  handedOverAt: { type: 'datetime', private: true, configurable: false },
};

/** Adds them to the user type; an attribute of that name that the host has already stays its own. */
export const extendUser = (strapi: Core.Strapi): void => {
  strapi.get('content-types').extend(USER, (user: { attributes: object }) => {
    user.attributes = { ...user.attributes, ...ATTRIBUTES, ...user.attributes };
  });
};
