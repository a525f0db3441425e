import { SPACE_KINDS, VISIBILITIES } from '../../../contracts/spaces';
import { indexes } from '../shared/schema';

export const SPACE = 'plugin::participation.space';

/** A space as other rooms speak of it. */
export type SpaceRef = { id: number; documentId: string; title: string; slug: string };

/** A process or an assembly. Editors find it in the Content Manager as well. */
export const space = {
  schema: {
    kind: 'collectionType',
    collectionName: 'participation_spaces',
    info: {
      singularName: 'space',
      pluralName: 'spaces',
      displayName: 'Space',
      description: 'A participatory process or assembly: public, transparent or private',
    },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: false } },
    attributes: {
      title: { type: 'string', required: true, maxLength: 255 },
      slug: { type: 'uid', targetField: 'title', required: true },
      kind: { type: 'enumeration', enum: [...SPACE_KINDS], default: 'process', required: true },
      visibility: {
        type: 'enumeration',
        enum: [...VISIBILITIES],
        default: 'private',
        required: true,
      },
      published: { type: 'boolean', default: false, required: true },
      summary: { type: 'text', maxLength: 1_000 },
      description: { type: 'richtext', maxLength: 100_000 },
      /** Their members may enter. Not for sites to know. */
      groups: {
        type: 'relation',
        relation: 'manyToMany',
        target: 'plugin::participation.group',
        private: true,
      },
      banner: { type: 'media', multiple: false, allowedTypes: ['images'] },
    },
    indexes: indexes('participation_spaces', [
      { columns: ['slug'], unique: true },
      { columns: ['visibility', 'published', 'id'] },
    ]),
  },
};
