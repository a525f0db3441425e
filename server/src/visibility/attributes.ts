import type { Core } from '@strapi/strapi';
import { column } from '../shared/schema';
import { needsSpaceAttribute, SPACE_ATTRIBUTE, type Declaration } from './scopes';
import { SPACE } from './types';

type Schema = {
  collectionName: string;
  attributes: object;
  indexes?: object[];
  options?: { draftAndPublish?: boolean };
  pluginOptions?: { i18n?: { localized?: boolean } };
};

/**
 * Beside the space, what Strapi asks of each entry: then a count reads nothing but the index. Its
 * name is shortened as Strapi's own are: databases take 63 or 64 characters.
 */
const indexOf = (
  strapi: Core.Strapi,
  { collectionName, options, pluginOptions }: Schema,
): object => {
  const asked = [
    ...(options?.draftAndPublish ? ['published_at'] : []),
    ...(pluginOptions?.i18n?.localized ? ['locale'] : []),
  ];
  const columns = [`${SPACE_ATTRIBUTE}_id`, ...asked, 'id'];
  const { identifiers } = strapi.db.metadata;
  return { name: identifiers.getIndexName([collectionName, ...columns]), columns };
};

/**
 * Gives the types that ask for it their relation to a space. It is held in a column of the entry's
 * own row, so that one index finds the entries of a space and those of none.
 */
export const addSpaceAttributes = (strapi: Core.Strapi): void => {
  for (const type of Object.values(strapi.contentTypes) as unknown as Declaration[])
    if (needsSpaceAttribute(type))
      strapi.get('content-types').extend(type.uid, (schema: Schema) => {
        schema.attributes = { ...schema.attributes, [SPACE_ATTRIBUTE]: column(SPACE) };
        schema.indexes = [...(schema.indexes ?? []), indexOf(strapi, schema)];
      });
};
