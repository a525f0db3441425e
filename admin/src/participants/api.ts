import type {
  ActionAnswer,
  AddAnswer,
  ParticipantAction,
  ParticipantInput,
  ParticipantPage,
} from '../../../contracts/participants';
import { api, LIST } from '../ui/api';
import type { FileFormat } from '../ui/ExportMenu';
import { withQuery, type ListQuery } from '../ui/listQuery';
import type { Target } from '../ui/useSelection';

const participantsUrl = (space: string) => `/participation/spaces/${space}/participants`;

/** What changes with the list: the list, the counts of its space, what is known of its history. */
const changedIn = (space: string) => [
  { type: 'ParticipationParticipant' as const, id: space },
  { type: 'ParticipationSpace' as const, id: space },
  { type: 'ParticipationSpace' as const, id: LIST },
  { type: 'ParticipationActivity' as const, id: space },
];

const participantsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listParticipationParticipants: build.query<
      ParticipantPage,
      { space: string; query: ListQuery }
    >({
      query: ({ space, query }) => ({ url: withQuery(participantsUrl(space), query) }),
      providesTags: (_page, _error, { space }) => [{ type: 'ParticipationParticipant', id: space }],
    }),
    addParticipationParticipant: build.mutation<
      AddAnswer,
      { space: string; participant: ParticipantInput }
    >({
      query: ({ space, participant }) => ({
        url: participantsUrl(space),
        method: 'POST',
        data: participant,
      }),
      invalidatesTags: (_answer, error, { space }) => (error ? [] : changedIn(space)),
    }),
    actOnParticipationParticipants: build.mutation<
      ActionAnswer,
      { space: string; action: ParticipantAction['action']; target: Target }
    >({
      query: ({ space, action, target }) => ({
        url: `${participantsUrl(space)}/actions`,
        method: 'POST',
        data: { action, ...target },
      }),
      invalidatesTags: (_answer, _error, { space }) => changedIn(space),
    }),
  }),
});

export const exportUrl = (space: string, format: FileFormat, { _q, filters }: ListQuery): string =>
  withQuery(`${participantsUrl(space)}/export`, { format, _q, filters });

const { useQuerySubscription } = participantsApi.endpoints.listParticipationParticipants;

export {
  /** Keeps a list fresh; it is read with `useParticipants`. */
  useQuerySubscription as useParticipantsPolling,
};

export const {
  useListParticipationParticipantsQuery: useParticipants,
  useAddParticipationParticipantMutation: useAddParticipant,
  useActOnParticipationParticipantsMutation: useParticipantAction,
} = participantsApi;
