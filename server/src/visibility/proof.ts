import type { Core } from '@strapi/strapi';
import { ANONYMOUS, asActor } from '../shared/actor';
import type { Scopes } from './scopes';
import { SPACE } from './types';

const CONDITION = 'published = true';

/**
 * Stops the boot where Strapi builds its queries in a way that the gate does not reach: better no
 * site than one that shows what is private.
 */
export const proveGate = (strapi: Core.Strapi, scopes: Scopes): void => {
  const conditions = (uid: string, where: object): number =>
    asActor(ANONYMOUS, () => {
      const query = strapi.db.queryBuilder(uid).select('id').where(where).getKnexQuery();
      return query.toQuery().split(CONDITION).length - 1;
    });
  const isClosed =
    conditions(SPACE, {}) > 0 &&
    [...scopes].every(
      ([uid, { attribute }]) => conditions(uid, { [attribute]: { id: 0 } }) > conditions(uid, {}),
    );
  if (!isClosed)
    throw new Error(
      'The participation plugin cannot hide private content with this version of Strapi. ' +
        'Install one that the plugin supports (see "peerDependencies" in its package.json).',
    );
};
