import type { Core } from '@strapi/strapi';
import { INTERNAL, SPACE } from './types';

/** Keeps the plugin's types out of the schema that the GraphQL plugin makes by itself. */
export const hideFromGraphQL = (strapi: Core.Strapi): void => {
  const extension = strapi.plugins.graphql?.service('extension') as
    { shadowCRUD(uid: string): { disable(): void } } | undefined;
  for (const uid of [SPACE, ...INTERNAL]) extension?.shadowCRUD(uid).disable();
};
