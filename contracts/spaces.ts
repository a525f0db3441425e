import { z } from 'zod';
import type { GroupKind, MyGroup, Notice } from './groups';
import { equals, pageQuery, sortBy, type Page, type PublicPage } from './paging';
import type { Picture } from './pictures';

export const SPACE_KINDS = ['process', 'assembly'] as const;
export const VISIBILITIES = ['public', 'transparent', 'private'] as const;
/** Same characters as Strapi's own `uid` fields. */
export const SLUG = /^[A-Za-z0-9-_.~]+$/;

export type SpaceKind = (typeof SPACE_KINDS)[number];
export type Visibility = (typeof VISIBILITIES)[number];

/** Body of `PUT /participation/spaces/:id`: what is left out stays as it is. */
export const spaceChanges = z.object({
  title: z.string().trim().min(1).max(255).optional(),
  slug: z.string().trim().min(1).max(255).regex(SLUG).optional(),
  kind: z.enum(SPACE_KINDS).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  published: z.boolean().optional(),
  summary: z.string().max(1_000).nullish(),
  description: z.string().max(100_000).nullish(),
  /** Id of a file of the media library. */
  banner: z.number().int().positive().nullish(),
  /** documentIds of groups whose members may enter; in the place of those that might before. */
  groups: z.array(z.string().min(1).max(64)).max(500).optional(),
});

/** Body of `POST /participation/spaces`: only the title is needed; the slug follows from it. */
export const spaceInput = spaceChanges.extend({
  title: z.string().trim().min(1).max(255),
  kind: z.enum(SPACE_KINDS).default('process'),
  visibility: z.enum(VISIBILITIES).default('private'),
  published: z.boolean().default(false),
});

/** Query of `GET /participation/spaces`. */
export const spaceQuery = pageQuery.extend({
  sort: sortBy(['title', 'kind', 'visibility', 'published', 'createdAt', 'updatedAt']).default({
    column: 'title',
    direction: 'asc',
  }),
  _q: z.string().trim().max(255).optional(),
  filters: z
    .object({
      kind: equals(z.enum(SPACE_KINDS).optional()),
      visibility: equals(z.enum(VISIBILITIES).optional()),
    })
    .optional(),
});

/** Query of `GET /api/participation/spaces`. */
export const publicSpaceQuery = z.object({
  pagination: pageQuery.default({ page: 1, pageSize: 25 }),
  sort: sortBy(['title', 'kind', 'createdAt', 'updatedAt']).default({
    column: 'title',
    direction: 'asc',
  }),
  _q: z.string().trim().max(255).optional(),
  filters: z.object({ kind: equals(z.enum(SPACE_KINDS).optional()) }).optional(),
});

export type SpaceInput = z.infer<typeof spaceInput>;
export type SpaceChanges = z.infer<typeof spaceChanges>;
export type SpaceQuery = z.infer<typeof spaceQuery>;
export type PublicSpaceQuery = z.infer<typeof publicSpaceQuery>;

/** A space as the panel sees it. */
export type Space = {
  documentId: string;
  title: string;
  slug: string;
  kind: SpaceKind;
  visibility: Visibility;
  published: boolean;
  summary: string | null;
  description: string | null;
  banner: Picture | null;
  /** `active` have an account and may enter, `invited` have not accepted yet. */
  participants: { total: number; active: number; invited: number };
  /** Groups whose members may enter and take part. */
  groups: { documentId: string; name: string; kind: GroupKind }[];
  createdAt: string;
  updatedAt: string;
};

/** A space as a site sees it, in lists. Participants are never shown. */
export type PublicSpace = Pick<
  Space,
  | 'documentId'
  | 'title'
  | 'slug'
  | 'kind'
  | 'visibility'
  | 'summary'
  | 'banner'
  | 'createdAt'
  | 'updatedAt'
>;

/** One space as a site sees it, with what the person asking may do there. */
export type PublicSpaceDetail = PublicSpace & {
  description: string | null;
  participation: { participant: boolean; canParticipate: boolean };
};

/** `data` of `GET /api/participation/me`. */
export type Me = {
  /** Those that one is on the list of, or in by a group. */
  spaces: Pick<PublicSpace, 'documentId' | 'title' | 'slug' | 'kind' | 'visibility'>[];
  /** Groups that one is in, … */
  groups: MyGroup[];
  /** … is asked to join, … */
  groupInvitations: MyGroup[];
  /** … and has asked to join. */
  joinRequests: MyGroup[];
  /** What happened to oneself in groups and to groups that one manages, the latest 50. */
  notices: Notice[];
};

export type SpacePage = Page<Space>;
export type PublicSpacePage = PublicPage<PublicSpace>;

/** Something about the site as a whole that makes private spaces less private than they look. */
export type SpaceWarning = {
  /** Whoever registers counts as the holder of the address, as nobody has to confirm it. */
  code: 'confirmation_off';
  /** Spaces that it concerns. */
  privateSpaces: number;
};

/** Answer of `GET /participation/spaces/warnings`. */
export type SpaceWarningsAnswer = { data: SpaceWarning[] };
