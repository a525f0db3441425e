import type {
  AdminGroupChanges,
  AdminGroupInput,
  Group,
  GroupAction,
  GroupActionAnswer,
  GroupAnswer,
  GroupPage,
  GroupsEnabledAnswer,
  MemberPage,
  MemberResult,
  MembersInput,
  Rule,
  RuleField,
} from '../../../contracts/groups';
import { api, LIST } from '../ui/api';
import { withQuery, type ListQuery } from '../ui/listQuery';
import type { Target } from '../ui/useSelection';

export type GroupDetail = GroupAnswer['data'] & Pick<GroupAnswer, 'asOf'>;

/** An account that can be put into a group. */
export type Account = { id: number; documentId: string; username: string; email: string };

/** A group as the fields that choose groups need it. */
export type GroupName = { documentId: string; name: string };

const URL = '/participation/groups';

// More than a list shows at once, in few requests.
const GROUPS_PER_REQUEST = 100;

/** What changes with a group: lists of groups, and what names it. */
const CHANGED = [
  'ParticipationGroup' as const,
  'ParticipationSpace' as const,
  'ParticipationInvitation' as const,
];

const dataOf = <Data>({ data }: { data: Data }): Data => data;

const detailOf = ({ data, asOf }: GroupAnswer): GroupDetail => ({ ...data, asOf });

const groupsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getParticipationGroupsEnabled: build.query<boolean, void>({
      query: () => ({ url: `${URL}/enabled` }),
      transformResponse: ({ data }: GroupsEnabledAnswer) => data.enabled,
      // The option is changed on the page of settings, where none of the panel's pages need it.
      keepUnusedDataFor: 0,
    }),
    listParticipationGroups: build.query<GroupPage, ListQuery>({
      query: (query) => ({ url: withQuery(URL, query) }),
      providesTags: [{ type: 'ParticipationGroup', id: LIST }],
    }),
    listParticipationGroupNames: build.query<GroupName[], void>({
      queryFn: async (_none, _api, _options, fetch) => {
        const names: GroupName[] = [];
        for (let page = 1, pageCount = 1; page <= pageCount; page += 1) {
          const query = { page, pageSize: GROUPS_PER_REQUEST, sort: 'name:asc' };
          const answer = await fetch(withQuery(URL, query));
          if (answer.error) return { error: answer.error };
          const { results, pagination } = answer.data as GroupPage;
          names.push(...results.map(({ documentId, name }) => ({ documentId, name })));
          ({ pageCount } = pagination);
        }
        return { data: names };
      },
      providesTags: [{ type: 'ParticipationGroup', id: LIST }],
    }),
    getParticipationGroup: build.query<GroupDetail, string>({
      query: (id) => ({ url: `${URL}/${id}` }),
      transformResponse: detailOf,
      providesTags: (_group, _error, id) => [{ type: 'ParticipationGroup', id }],
    }),
    createParticipationGroup: build.mutation<Group, AdminGroupInput>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      transformResponse: dataOf<Group>,
      invalidatesTags: (_group, error) => (error ? [] : CHANGED),
    }),
    updateParticipationGroup: build.mutation<
      GroupDetail,
      { id: string; changes: AdminGroupChanges }
    >({
      query: ({ id, changes }) => ({ url: `${URL}/${id}`, method: 'PUT', data: changes }),
      transformResponse: detailOf,
      invalidatesTags: (_group, error) => (error ? [] : CHANGED),
    }),
    deleteParticipationGroup: build.mutation<void, string>({
      query: (id) => ({ url: `${URL}/${id}`, method: 'DELETE' }),
      // Not the group itself: its page would ask for it once more.
      invalidatesTags: [
        { type: 'ParticipationGroup', id: LIST },
        'ParticipationSpace',
        'ParticipationInvitation',
      ],
    }),
    decideOnParticipationGroups: build.mutation<
      GroupActionAnswer,
      Pick<GroupAction, 'action' | 'asOf'> & { target: Target; reason: string | null }
    >({
      query: ({ target, ...decision }) => ({
        url: `${URL}/actions`,
        method: 'POST',
        data: { ...decision, ...target },
      }),
      invalidatesTags: ['ParticipationGroup'],
    }),
    listParticipationMembers: build.query<MemberPage, { group: string; query: ListQuery }>({
      query: ({ group, query }) => ({ url: withQuery(`${URL}/${group}/members`, query) }),
      providesTags: (_page, _error, { group }) => [{ type: 'ParticipationGroup', id: group }],
    }),
    addParticipationMembers: build.mutation<
      MemberResult[],
      { group: string; people: MembersInput }
    >({
      query: ({ group, people }) => ({
        url: `${URL}/${group}/members`,
        method: 'POST',
        data: people,
      }),
      transformResponse: dataOf<MemberResult[]>,
      invalidatesTags: (_results, error) => (error ? [] : CHANGED),
    }),
    removeParticipationMember: build.mutation<void, { group: string; id: string }>({
      query: ({ group, id }) => ({ url: `${URL}/${group}/members/${id}`, method: 'DELETE' }),
      invalidatesTags: CHANGED,
    }),
    findParticipationPeople: build.query<Account[], string>({
      query: (text) => ({ url: withQuery(`${URL}/people`, { _q: text }) }),
      transformResponse: dataOf<Account[]>,
      keepUnusedDataFor: 0,
    }),
    listParticipationRuleFields: build.query<RuleField[], void>({
      query: () => ({ url: `${URL}/rule-fields` }),
      transformResponse: dataOf<RuleField[]>,
    }),
    countParticipationRule: build.query<number, Rule>({
      query: (rule) => ({ url: `${URL}/rule`, method: 'POST', data: { rule } }),
      transformResponse: ({ data }: { data: { count: number } }) => data.count,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useGetParticipationGroupsEnabledQuery: useGroupsEnabled,
  useListParticipationGroupsQuery: useGroups,
  useListParticipationGroupNamesQuery: useGroupNames,
  useGetParticipationGroupQuery: useGroup,
  useCreateParticipationGroupMutation: useCreateGroup,
  useUpdateParticipationGroupMutation: useUpdateGroup,
  useDeleteParticipationGroupMutation: useDeleteGroup,
  useDecideOnParticipationGroupsMutation: useDecision,
  useListParticipationMembersQuery: useMembers,
  useAddParticipationMembersMutation: useAddMembers,
  useRemoveParticipationMemberMutation: useRemoveMember,
  useFindParticipationPeopleQuery: usePeople,
  useListParticipationRuleFieldsQuery: useRuleFields,
  useCountParticipationRuleQuery: useRuleCount,
} = groupsApi;
