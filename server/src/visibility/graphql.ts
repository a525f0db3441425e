import type { Core } from '@strapi/strapi';
import { GROUP, INTERNAL, SPACE } from './types';

type ShadowCRUD = { disable(): void; disableMutations(): void };

/**
 * In the schema that the GraphQL plugin makes by itself: spaces and groups can be read, like all that belongs
 * to them; of the plugin's own types there is no trace.
 */
export const limitGraphQL = (strapi: Core.Strapi): void => {
  const extension = strapi.plugins.graphql?.service('extension') as
    { shadowCRUD(uid: string): ShadowCRUD } | undefined;
  for (const uid of [SPACE, GROUP]) extension?.shadowCRUD(uid).disableMutations();
  for (const uid of INTERNAL) extension?.shadowCRUD(uid).disable();
};
