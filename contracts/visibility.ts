import type { z } from 'zod';
import { pageQuery, type Page } from './paging';
import type { Space } from './spaces';

/** A content type of the project whose entries belong to spaces. */
export type ScopedType = {
  uid: string;
  displayName: string;
  /** Whether there are many entries of it, or one. */
  kind: 'collectionType' | 'singleType';
  /** Attributes that lead from an entry to its space, e.g. `['proposal', 'space']`. */
  path: string[];
};

/** `data` of `GET /participation/visibility`: scoped types that the administrator may read, by name. */
export type ScopedTypes = ScopedType[];

/**
 * `data` of `GET /participation/visibility/:uid/:documentId`: who can see an entry, and why.
 * `missing`: the entry that it belongs through is not set or gone, so nobody outside the panel
 * sees it. `none`: it belongs to no space, so whoever the roles allow sees it.
 */
export type EntryVisibility = {
  path: string[];
} & (
  | { belongs: 'none' | 'missing'; space: null }
  | {
      belongs: 'space';
      space: Pick<Space, 'documentId' | 'title' | 'slug' | 'kind' | 'visibility' | 'published'> & {
        /** Who may enter now, and who is invited as well. */
        participants: Pick<Space['participants'], 'active' | 'total'>;
      };
    }
);

/** `data` of `GET /participation/spaces/:id/content`: how much of each type the space holds. */
export type ContentSummary = (ScopedType & { total: number })[];

/** Query of `GET /participation/spaces/:id/content/:uid`. */
export const contentQuery = pageQuery;
export type ContentQuery = z.infer<typeof contentQuery>;

/** One document of a space, in the language that it was first written in. */
export type ContentEntry = {
  documentId: string;
  /** Its main field as the Content Manager shows it. */
  title: string | null;
  /** Null for types without drafts. */
  status: 'draft' | 'modified' | 'published' | null;
  locale: string | null;
  updatedAt: string;
};

/** Answer of `GET /participation/spaces/:id/content/:uid`: the latest changes first. */
export type ContentPage = Page<ContentEntry>;
