import type { Core } from '@strapi/strapi';
import { column, indexes } from '../shared/schema';
import { needsSpaceAttribute, SPACE_ATTRIBUTE, type Declaration } from './scopes';
import { SPACE } from './types';

/** Beside the space, what Strapi asks of every entry: so a count reads nothing but the index. */
const INDEX = [{ columns: [`${SPACE_ATTRIBUTE}_id`, 'published_at', 'locale', 'id'] }];

type Schema = { collectionName: string; attributes: object; indexes?: object[] };

/**
 * Gives the types that ask for it their relation to a space. It is held in a column of the entry's
 * own row, so that one index finds the entries of a space and those of none.
 */
export const addSpaceAttributes = (strapi: Core.Strapi): void => {
  for (const type of Object.values(strapi.contentTypes) as unknown as Declaration[])
    if (needsSpaceAttribute(type))
      strapi.get('content-types').extend(type.uid, (schema: Schema) => {
        schema.attributes = { ...schema.attributes, [SPACE_ATTRIBUTE]: column(SPACE) };
        schema.indexes = [...(schema.indexes ?? []), ...indexes(schema.collectionName, INDEX)];
      });
};
