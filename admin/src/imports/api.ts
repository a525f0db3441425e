import type {
  Import,
  ImportAnswer,
  ImportOptions,
  ImportPage,
  ImportStatus,
  RowOutcome,
  RowPage,
} from '../../../contracts/imports';
import { isLanguage } from '../translations/languages';
import { api, LIST } from '../ui/api';
import { withQuery } from '../ui/listQuery';
import { hasEnded } from './status';

const IMPORTS = '/participation/imports';

const one = ({ data }: ImportAnswer): Import => data;

const importsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listParticipationImports: build.query<
      ImportPage,
      { space: string; page: number; pageSize: number }
    >({
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
        const space = after.data.space?.documentId;
        dispatch(
          api.util.invalidateTags([
            { type: 'ParticipationImport', id: LIST },
            ...(hasEnded(after.data.status) && space
              ? [
                  { type: 'ParticipationParticipant' as const, id: space },
                  { type: 'ParticipationSpace' as const, id: space },
                  { type: 'ParticipationSpace' as const, id: LIST },
                  { type: 'ParticipationActivity' as const, id: space },
                ]
              : []),
          ]),
        );
      },
    }),
    listParticipationImportRows: build.query<
      RowPage,
      { id: string; outcome?: RowOutcome; page: number; pageSize: number; status: ImportStatus }
    >({
      // `status` is part of the key only: the same rows read differently before and after the start.
      query: ({ id, status: _status, ...query }) => ({
        url: withQuery(`${IMPORTS}/${id}/rows`, query),
      }),
    }),
    uploadParticipationImport: build.mutation<
      Import,
      { file: File; space: string; options: ImportOptions }
    >({
      query: ({ file, space, options }) => {
        const data = new FormData();
        data.append('kind', 'participants');
        data.append('space', space);
        data.append('options', JSON.stringify(options));
        data.append('file', file);
        return { url: IMPORTS, method: 'POST', data };
      },
      transformResponse: one,
      invalidatesTags: [{ type: 'ParticipationImport', id: LIST }],
    }),
    startParticipationImport: build.mutation<void, string>({
      query: (id) => ({ url: `${IMPORTS}/${id}/start`, method: 'POST', data: { mode: 'add' } }),
      invalidatesTags: (_answer, _error, id) => [
        { type: 'ParticipationImport', id },
        { type: 'ParticipationImport', id: LIST },
      ],
    }),
    cancelParticipationImport: build.mutation<void, string>({
      query: (id) => ({ url: `${IMPORTS}/${id}/cancel`, method: 'POST', data: {} }),
      invalidatesTags: (_answer, _error, id) => [
        { type: 'ParticipationImport', id },
        { type: 'ParticipationImport', id: LIST },
      ],
    }),
    discardParticipationImport: build.mutation<void, string>({
      query: (id) => ({ url: `${IMPORTS}/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'ParticipationImport', id: LIST }],
    }),
  }),
});

export const reportUrl = (id: string): string => `${IMPORTS}/${id}/report`;

export const templateUrl = (locale: string): string =>
  withQuery(`${IMPORTS}/templates/participants`, {
    format: 'csv',
    locale: isLanguage(locale) ? locale : 'en',
  });

const { useQuerySubscription } = importsApi.endpoints.getParticipationImport;

export {
  /** Keeps an import fresh; its state is read with `useImport`. */
  useQuerySubscription as useImportPolling,
};

export const {
  useListParticipationImportsQuery: useImports,
  useGetParticipationImportQuery: useImport,
  useListParticipationImportRowsQuery: useImportRows,
  useUploadParticipationImportMutation: useUploadImport,
  useStartParticipationImportMutation: useStartImport,
  useCancelParticipationImportMutation: useCancelImport,
  useDiscardParticipationImportMutation: useDiscardImport,
} = importsApi;
