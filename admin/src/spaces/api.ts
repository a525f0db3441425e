import type { ActivityPage } from '../../../contracts/activity';
import type {
  Space,
  SpaceChanges,
  SpacePage,
  SpaceWarning,
  SpaceWarningsAnswer,
} from '../../../contracts/spaces';
import { api, LIST } from '../ui/api';
import { withQuery, type ListQuery } from '../ui/listQuery';

/** What the form sends; the server fills in what is left out. */
export type NewSpace = SpaceChanges & { title: string };

const URL = '/participation/spaces';

const spacesApi = api.injectEndpoints({
  endpoints: (build) => ({
    listParticipationSpaces: build.query<SpacePage, ListQuery>({
      query: (query) => ({ url: withQuery(URL, query) }),
      providesTags: [{ type: 'ParticipationSpace', id: LIST }],
    }),
    getParticipationSpace: build.query<Space, string>({
      query: (id) => ({ url: `${URL}/${id}` }),
      transformResponse: ({ data }: { data: Space }) => data,
      providesTags: (_space, _error, id) => [{ type: 'ParticipationSpace', id }],
    }),
    listParticipationSpaceWarnings: build.query<SpaceWarning[], void>({
      query: () => ({ url: `${URL}/warnings` }),
      transformResponse: ({ data }: SpaceWarningsAnswer) => data,
      providesTags: [{ type: 'ParticipationSpace', id: LIST }],
      // The setting is changed on a page of Strapi's.
      keepUnusedDataFor: 0,
    }),
    createParticipationSpace: build.mutation<Space, NewSpace>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      transformResponse: ({ data }: { data: Space }) => data,
      invalidatesTags: [{ type: 'ParticipationSpace', id: LIST }],
    }),
    updateParticipationSpace: build.mutation<Space, { id: string; changes: SpaceChanges }>({
      query: ({ id, changes }) => ({ url: `${URL}/${id}`, method: 'PUT', data: changes }),
      transformResponse: ({ data }: { data: Space }) => data,
      invalidatesTags: (_space, error, { id }) =>
        error
          ? []
          : [
              { type: 'ParticipationSpace', id },
              { type: 'ParticipationSpace', id: LIST },
              { type: 'ParticipationActivity', id },
            ],
    }),
    deleteParticipationSpace: build.mutation<void, string>({
      query: (id) => ({ url: `${URL}/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'ParticipationSpace', id: LIST }],
    }),
    listParticipationActivity: build.query<
      ActivityPage,
      { space: string; page: number; pageSize: number }
    >({
      query: (query) => ({ url: withQuery('/participation/activity', query) }),
      providesTags: (_page, _error, { space }) => [{ type: 'ParticipationActivity', id: space }],
    }),
  }),
});

export const {
  useListParticipationSpacesQuery: useSpaces,
  useGetParticipationSpaceQuery: useSpace,
  useListParticipationSpaceWarningsQuery: useSpaceWarnings,
  useCreateParticipationSpaceMutation: useCreateSpace,
  useUpdateParticipationSpaceMutation: useUpdateSpace,
  useDeleteParticipationSpaceMutation: useDeleteSpace,
  useListParticipationActivityQuery: useActivity,
} = spacesApi;
