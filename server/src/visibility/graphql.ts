import type { Core } from '@strapi/strapi';

const TYPES = [
  'space',
  'participant',
  'invitation',
  'delivery',
  'import',
  'import-row',
  'activity',
];

/** Keeps the plugin's types out of the schema that the GraphQL plugin makes by itself. */
export const hideFromGraphQL = (strapi: Core.Strapi): void => {
  const extension = strapi.plugins.graphql?.service('extension') as
    { shadowCRUD(uid: string): { disable(): void } } | undefined;
  for (const type of TYPES) extension?.shadowCRUD(`plugin::participation.${type}`).disable();
};
