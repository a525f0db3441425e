import type {
  ColumnsInput,
  Import,
  ImportAnswer,
  ImportKind,
  ImportKindAnswer,
  ImportMode,
  ImportOptions,
  ImportPage,
  ImportRow,
  ImportStatus,
  RemovalPage,
  RowInput,
  RowOutcome,
  RowPage,
} from '../../../contracts/imports';
import { isLanguage } from '../translations/languages';
import { api, LIST } from '../ui/api';
import { withQuery } from '../ui/listQuery';
import { hasEnded } from './status';

const IMPORTS = '/participation/imports';

const one = ({ data }: ImportAnswer): Import => data;

/** What is read of an import beside itself: its rows, those whom it would remove. */
const inside = (id: string) => ({ type: 'ParticipationImport' as const, id: `${id}/inside` });

const changed = (id: string) => [
  { type: 'ParticipationImport' as const, id },
  { type: 'ParticipationImport' as const, id: LIST },
];

/** What else reads differently once an import has ended. */
const changedBy = ({ kind, space }: Import) => {
  // Of people invited to the platform, each row may name other spaces.
  if (kind === 'invitations')
    return [
      'ParticipationInvitation' as const,
      'ParticipationParticipant' as const,
      'ParticipationSpace' as const,
    ];
  if (kind === 'group-verifications') return ['ParticipationGroup' as const];
  if (!space) return [];
  return [
    { type: 'ParticipationParticipant' as const, id: space.documentId },
    { type: 'ParticipationSpace' as const, id: space.documentId },
    { type: 'ParticipationSpace' as const, id: LIST },
    { type: 'ParticipationActivity' as const, id: space.documentId },
  ];
};

/** Which imports are meant: those of a kind, of participants those into a space. */
export type Scope = { kind: ImportKind; space?: string };

/** `version` is part of the key only: the same page reads differently after a change. */
type PageOf = { id: string; version: string; page: number; pageSize: number };

const importsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getParticipationImportKind: build.query<ImportKindAnswer['data'], ImportKind>({
      query: (kind) => ({ url: `${IMPORTS}/kinds/${kind}` }),
      transformResponse: ({ data }: ImportKindAnswer) => data,
    }),
    listParticipationImports: build.query<ImportPage, Scope & { page: number; pageSize: number }>({
      query: (query) => ({ url: withQuery(IMPORTS, query) }),
      providesTags: [{ type: 'ParticipationImport', id: LIST }],
    }),
    getParticipationImport: build.query<Import, string>({
      query: (id) => ({ url: `${IMPORTS}/${id}` }),
      transformResponse: one,
      providesTags: (_import, _error, id) => [{ type: 'ParticipationImport', id }],
      // Polled: whatever shows the result of an import is read again once it has changed state.
      async onQueryStarted(_id, { dispatch, queryFulfilled, getCacheEntry }) {
        const before: ImportStatus | undefined = getCacheEntry().data?.status;
        const after = await queryFulfilled.catch(() => null);
        if (!after || !before || before === after.data.status) return;
        dispatch(
          api.util.invalidateTags([
            { type: 'ParticipationImport', id: LIST },
            ...(hasEnded(after.data.status) ? changedBy(after.data) : []),
          ]),
        );
      },
    }),
    listParticipationImportRows: build.query<
      RowPage,
      PageOf & { outcome?: RowOutcome; changed?: true }
    >({
      query: ({ id, version: _version, ...query }) => ({
        url: withQuery(`${IMPORTS}/${id}/rows`, query),
      }),
      providesTags: (_page, _error, { id }) => [inside(id)],
    }),
    listParticipationImportRemovals: build.query<RemovalPage, PageOf>({
      query: ({ id, version: _version, ...query }) => ({
        url: withQuery(`${IMPORTS}/${id}/removals`, query),
      }),
      providesTags: (_page, _error, { id }) => [inside(id)],
    }),
    uploadParticipationImport: build.mutation<
      Import,
      Scope & { file: File; options: ImportOptions }
    >({
      query: ({ kind, space, file, options }) => {
        const data = new FormData();
        data.append('kind', kind);
        if (space !== undefined) data.append('space', space);
        data.append('options', JSON.stringify(options));
        data.append('file', file);
        return { url: IMPORTS, method: 'POST', data };
      },
      transformResponse: one,
      invalidatesTags: [{ type: 'ParticipationImport', id: LIST }],
    }),
    readParticipationImportAgain: build.mutation<void, { id: string; use: ColumnsInput }>({
      query: ({ id, use }) => ({ url: `${IMPORTS}/${id}/columns`, method: 'PUT', data: use }),
      invalidatesTags: (_answer, _error, { id }) => changed(id),
    }),
    correctParticipationImportRow: build.mutation<
      ImportRow,
      { id: string; line: number } & RowInput
    >({
      query: ({ id, line, values }) => ({
        url: `${IMPORTS}/${id}/rows/${line}`,
        method: 'PUT',
        data: { values },
      }),
      transformResponse: ({ data }: { data: ImportRow }) => data,
      invalidatesTags: (_row, _error, { id }) => [...changed(id), inside(id)],
    }),
    startParticipationImport: build.mutation<void, { id: string; mode: ImportMode }>({
      query: ({ id, mode }) => ({ url: `${IMPORTS}/${id}/start`, method: 'POST', data: { mode } }),
      invalidatesTags: (_answer, _error, { id }) => changed(id),
    }),
    cancelParticipationImport: build.mutation<void, string>({
      query: (id) => ({ url: `${IMPORTS}/${id}/cancel`, method: 'POST', data: {} }),
      invalidatesTags: (_answer, _error, id) => changed(id),
    }),
    undoParticipationImport: build.mutation<void, string>({
      query: (id) => ({ url: `${IMPORTS}/${id}/undo`, method: 'POST', data: {} }),
      invalidatesTags: (_answer, _error, id) => changed(id),
    }),
    discardParticipationImport: build.mutation<void, string>({
      query: (id) => ({ url: `${IMPORTS}/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'ParticipationImport', id: LIST }],
    }),
  }),
});

export const reportUrl = (id: string): string => `${IMPORTS}/${id}/report`;

export const templateUrl = (kind: ImportKind, format: 'csv' | 'xlsx', locale: string): string =>
  withQuery(`${IMPORTS}/templates/${kind}`, {
    format,
    locale: isLanguage(locale) ? locale : 'en',
  });

export const {
  /** Keeps an import fresh; its state is read with `useImport`. */
  useQuerySubscription: useImportPolling,
} = importsApi.endpoints.getParticipationImport;

export const {
  /** Keeps the list of imports fresh; it is read with `useImports`. */
  useQuerySubscription: useImportsPolling,
} = importsApi.endpoints.listParticipationImports;

export const {
  useGetParticipationImportKindQuery: useImportKind,
  useListParticipationImportsQuery: useImports,
  useGetParticipationImportQuery: useImport,
  useListParticipationImportRowsQuery: useImportRows,
  useListParticipationImportRemovalsQuery: useRemovals,
  useUploadParticipationImportMutation: useUploadImport,
  useReadParticipationImportAgainMutation: useReadAgain,
  useCorrectParticipationImportRowMutation: useCorrectRow,
  useStartParticipationImportMutation: useStartImport,
  useCancelParticipationImportMutation: useCancelImport,
  useUndoParticipationImportMutation: useUndoImport,
  useDiscardParticipationImportMutation: useDiscardImport,
} = importsApi;
