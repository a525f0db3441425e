import type { Picture } from '../../../contracts/pictures';
import type { Space, SpaceChanges } from '../../../contracts/spaces';
import type { GroupName } from '../groups/api';
import type { NewSpace } from './api';

/** The form: Strapi's fields give null for an empty text. */
export type SpaceValues = Pick<Space, 'kind' | 'visibility' | 'published'> & {
  title: string | null;
  slug: string | null;
  summary: string | null;
  description: string | null;
  banner: Picture | null;
  /** Whose members may enter. */
  groups: GroupName[];
};

export const EMPTY_SPACE: SpaceValues = {
  title: null,
  slug: null,
  kind: 'process',
  visibility: 'private',
  published: false,
  summary: null,
  description: null,
  banner: null,
  groups: [],
};

export const valuesOf = (space: Space): SpaceValues => ({
  title: space.title,
  slug: space.slug,
  kind: space.kind,
  visibility: space.visibility,
  published: space.published,
  summary: space.summary || null,
  description: space.description || null,
  banner: space.banner,
  groups: space.groups.map(({ documentId, name }) => ({ documentId, name })),
});

const text = (value: string | null): string => value?.trim() ?? '';

export const newSpaceOf = (values: SpaceValues): NewSpace => ({
  ...values,
  title: text(values.title),
  slug: text(values.slug) || undefined,
  banner: values.banner?.id ?? null,
  groups: values.groups.map(({ documentId }) => documentId),
});

/** Only what was changed, so that the activity log names just that. */
export const changesOf = (values: SpaceValues, before: SpaceValues): SpaceChanges => {
  const all = newSpaceOf(values);
  const old = newSpaceOf(before);
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof NewSpace]),
    ),
  );
};
