import type {
  ContentPage,
  ContentSummary,
  EntryVisibility,
  ScopedTypes,
} from '../../../contracts/visibility';
import { api } from '../ui/api';
import { withQuery } from '../ui/listQuery';

const VISIBILITY = '/participation/visibility';

const contentUrl = (space: string) => `/participation/spaces/${space}/content`;

const visibilityApi = api.injectEndpoints({
  endpoints: (build) => ({
    listParticipationScopedTypes: build.query<ScopedTypes, void>({
      query: () => ({ url: VISIBILITY }),
      transformResponse: ({ data }: { data: ScopedTypes }) => data,
    }),
    getParticipationEntryVisibility: build.query<
      EntryVisibility,
      { uid: string; documentId: string; updatedAt?: string }
    >({
      // `updatedAt` is part of the key only: an entry that was saved may belong elsewhere.
      query: ({ uid, documentId }) => ({ url: `${VISIBILITY}/${uid}/${documentId}` }),
      transformResponse: ({ data }: { data: EntryVisibility }) => data,
    }),
    getParticipationContentSummary: build.query<ContentSummary, string>({
      query: (space) => ({ url: contentUrl(space) }),
      transformResponse: ({ data }: { data: ContentSummary }) => data,
    }),
    listParticipationContent: build.query<
      ContentPage,
      { space: string; uid: string; page: number; pageSize: number }
    >({
      query: ({ space, uid, ...query }) => ({
        url: withQuery(`${contentUrl(space)}/${uid}`, query),
      }),
    }),
  }),
});

export const {
  useListParticipationScopedTypesQuery: useScopedTypes,
  useGetParticipationEntryVisibilityQuery: useEntryVisibility,
  useGetParticipationContentSummaryQuery: useContentSummary,
  useListParticipationContentQuery: useContent,
} = visibilityApi;
