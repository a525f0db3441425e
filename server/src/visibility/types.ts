import type { Core } from '@strapi/strapi';

export { GROUP } from '../groups/schema';
export { SPACE } from '../spaces/schema';

/** Types that only the plugin itself reads and writes. */
export const INTERNAL = [
  'plugin::participation.participant',
  'plugin::participation.invitation',
  'plugin::participation.membership',
  'plugin::participation.follow',
  'plugin::participation.notice',
  'plugin::participation.delivery',
  'plugin::participation.import',
  'plugin::participation.import-row',
  'plugin::participation.import-part',
  'plugin::participation.activity',
];

export type Attribute = {
  type: string;
  relation?: string;
  target?: string;
  mappedBy?: string;
  component?: string;
  components?: string[];
};

/** As much of a content type as the room asks for. */
export type ContentType = {
  uid: string;
  info: { displayName: string };
  options?: { draftAndPublish?: boolean };
  pluginOptions?: { i18n?: { localized?: boolean } };
  kind?: 'collectionType' | 'singleType';
  attributes: Record<string, Attribute>;
};

export const contentType = (strapi: Core.Strapi, uid: string): ContentType =>
  strapi.getModel(uid as never) as unknown as ContentType;

/** A relation of a scoped type, as Strapi stores it. */
type StoredRelation = {
  joinColumn?: { name: string };
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn: { name: string };
  };
};

export const storedRelation = (
  strapi: Core.Strapi,
  uid: string,
  attribute: string,
): StoredRelation => strapi.db.metadata.get(uid).attributes[attribute] as StoredRelation;
