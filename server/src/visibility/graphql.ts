import type { Core } from '@strapi/strapi';
import { INTERNAL, SPACE } from './types';

type ShadowCRUD = { disable(): void; disableMutations(): void };

/**
 * In the schema that the GraphQL plugin makes by itself: spaces can be read, like all that belongs
 * to them; of the plugin's own types there is no trace.
 */
export const limitGraphQL = (strapi: Core.Strapi): void => {
  const extension = strapi.plugins.graphql?.service('extension') as
    { shadowCRUD(uid: string): ShadowCRUD } | undefined;
  extension?.shadowCRUD(SPACE).disableMutations();
  for (const uid of INTERNAL) extension?.shadowCRUD(uid).disable();
};
