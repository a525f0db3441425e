import type { Core } from '@strapi/strapi';
import { createConditions } from './conditions';
import { closeGate } from './gate';
import { readScopes, type Declaration } from './scopes';
import { INTERNAL, SPACE } from './types';
import { followValidation } from './uniqueness';
import { guardWrites } from './writes';

/** Who may know and change what. */
export const createVisibility = ({ strapi }: { strapi: Core.Strapi }) => {
  const scopes = readScopes(Object.values(strapi.contentTypes) as unknown as Declaration[]);
  const conditions = createConditions(strapi, scopes);
  let stopFollowing = () => {};

  return {
    scopes,
    conditions,

    /** From here on, whatever a request reads or writes passes the gate. */
    close(): void {
      const gated = new Set([SPACE, ...INTERNAL, ...scopes.keys()]);
      closeGate(strapi, { conditions, gated });
      guardWrites(strapi, scopes);
      stopFollowing = followValidation(strapi);
    },

    /** Leaves nothing behind that outlives the application. */
    open: (): void => stopFollowing(),
  };
};
