import type {
  CodesAnswer,
  CodesInput,
  Invitation,
  InvitationAction,
  InvitationAnswer,
  InvitationInput,
  InvitationPage,
  InviteAnswer,
  LinkAnswer,
  MailPreviewAnswer,
  MailPreviewInput,
} from '../../../contracts/invitations';
import type { ActionAnswer } from '../../../contracts/participants';
import type { SpacePage } from '../../../contracts/spaces';
import { api, LIST } from '../ui/api';
import type { FileFormat } from '../ui/ExportMenu';
import { withQuery, type ListQuery } from '../ui/listQuery';
import type { Target } from '../ui/useSelection';

export type InvitationDetail = InvitationAnswer['data'];

/** What the forms send; the server fills in what is left out. */
export type Invite = Partial<InvitationInput> & Pick<InvitationInput, 'emails'>;
export type NewCodes = Partial<CodesInput> & Pick<CodesInput, 'count'>;

export type Mail = MailPreviewAnswer['data'];

/** A role that accounts of the site can have, as users-permissions lists it. */
export type Role = { documentId: string; name: string; type: string };

export type SpaceName = { documentId: string; title: string };

const URL = '/participation/invitations';

// More than a list shows at once, in few requests.
const SPACES_PER_REQUEST = 100;

/** What changes with invitations: their lists, and who is on the lists of spaces. */
const CHANGED = [
  'ParticipationInvitation' as const,
  'ParticipationSpace' as const,
  'ParticipationParticipant' as const,
  'ParticipationActivity' as const,
];

const invitationsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listParticipationInvitations: build.query<InvitationPage, ListQuery>({
      query: (query) => ({ url: withQuery(URL, query) }),
      providesTags: [{ type: 'ParticipationInvitation', id: LIST }],
    }),
    getParticipationInvitation: build.query<InvitationDetail, string>({
      query: (id) => ({ url: `${URL}/${id}` }),
      transformResponse: ({ data }: InvitationAnswer) => data,
      providesTags: (_invitation, _error, id) => [{ type: 'ParticipationInvitation', id }],
    }),
    // Reading it is kept in its history, so it is no query that could be repeated at any time.
    showParticipationInvitationLink: build.mutation<LinkAnswer, string>({
      query: (id) => ({ url: `${URL}/${id}/link` }),
      invalidatesTags: (_link, error, id) =>
        error ? [] : [{ type: 'ParticipationInvitation', id }],
    }),
    inviteToParticipation: build.mutation<InviteAnswer, Invite>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      invalidatesTags: (_answer, error) => (error ? [] : CHANGED),
    }),
    createParticipationCodes: build.mutation<CodesAnswer, NewCodes>({
      query: (data) => ({ url: `${URL}/codes`, method: 'POST', data }),
      invalidatesTags: (_answer, error) => (error ? [] : CHANGED),
    }),
    actOnParticipationInvitations: build.mutation<
      ActionAnswer,
      { action: InvitationAction['action']; target: Target }
    >({
      query: ({ action, target }) => ({
        url: `${URL}/actions`,
        method: 'POST',
        data: { action, ...target },
      }),
      invalidatesTags: CHANGED,
    }),
    previewParticipationMail: build.query<Mail, MailPreviewInput>({
      query: (data) => ({ url: `${URL}/preview-mail`, method: 'POST', data }),
      transformResponse: ({ data }: MailPreviewAnswer) => data,
    }),
    listParticipationRoles: build.query<Role[], void>({
      query: () => ({ url: '/users-permissions/roles' }),
      transformResponse: ({ roles }: { roles: Role[] }) =>
        // What nobody is who has an account.
        roles.filter(({ type }) => type !== 'public'),
    }),
    listParticipationSpaceNames: build.query<SpaceName[], void>({
      queryFn: async (_none, _api, _options, fetch) => {
        const names: SpaceName[] = [];
        for (let page = 1, pageCount = 1; page <= pageCount; page += 1) {
          const query = { page, pageSize: SPACES_PER_REQUEST, sort: 'title:asc' };
          const answer = await fetch(withQuery('/participation/spaces', query));
          if (answer.error) return { error: answer.error };
          const { results, pagination } = answer.data as SpacePage;
          names.push(...results.map(({ documentId, title }) => ({ documentId, title })));
          ({ pageCount } = pagination);
        }
        return { data: names };
      },
      providesTags: [{ type: 'ParticipationSpace', id: LIST }],
    }),
  }),
});

export const exportUrl = (format: FileFormat, { _q, filters }: ListQuery): string =>
  withQuery(`${URL}/export`, { format, _q, filters });

/** The open invitation of an address, as a list that holds it and those that look like it. */
export const openInvitationOf = (email: string): ListQuery => ({
  page: 1,
  pageSize: 20,
  _q: email,
  filters: { status: 'pending' satisfies Invitation['status'] },
});

const { listParticipationInvitations, getParticipationInvitation } = invitationsApi.endpoints;

/** Keeps a list fresh; it is read with `useInvitations`. */
export const useInvitationsPolling = listParticipationInvitations.useQuerySubscription;

/** Keeps an invitation fresh; it is read with `useInvitation`. */
export const useInvitationPolling = getParticipationInvitation.useQuerySubscription;

export const {
  useListParticipationInvitationsQuery: useInvitations,
  useLazyListParticipationInvitationsQuery: useFindInvitations,
  useGetParticipationInvitationQuery: useInvitation,
  useShowParticipationInvitationLinkMutation: useShowLink,
  useInviteToParticipationMutation: useInvite,
  useCreateParticipationCodesMutation: useCreateCodes,
  useActOnParticipationInvitationsMutation: useInvitationAction,
  usePreviewParticipationMailQuery: useMailPreview,
  useListParticipationRolesQuery: useRoles,
  useListParticipationSpaceNamesQuery: useSpaceNames,
} = invitationsApi;
