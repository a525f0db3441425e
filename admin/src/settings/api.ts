import type {
  MailKind,
  MailLocale,
  SettingsAnswer,
  SettingsInput,
  TrialAnswer,
} from '../../../contracts/settings';
import { api } from '../ui/api';

export type SettingsData = SettingsAnswer['data'];

/** A mail as texts that are not saved yet would make it. */
export type Trial = {
  kind: MailKind;
  locale: MailLocale;
  template: Record<string, string>;
  spaces: number;
};

const URL = '/participation/settings';

const settingsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getParticipationSettings: build.query<SettingsData, void>({
      query: () => ({ url: URL }),
      transformResponse: ({ data }: SettingsAnswer) => data,
      keepUnusedDataFor: 0,
    }),
    // Invalidates nothing: what the form holds is not to be replaced while somebody types.
    updateParticipationSettings: build.mutation<SettingsData, SettingsInput>({
      query: (data) => ({ url: URL, method: 'PUT', data }),
      transformResponse: ({ data }: SettingsAnswer) => data,
    }),
    previewParticipationTemplate: build.query<TrialAnswer, Trial>({
      query: (data) => ({ url: `${URL}/preview`, method: 'POST', data }),
      keepUnusedDataFor: 10,
    }),
    testParticipationTemplate: build.mutation<TrialAnswer, Trial>({
      query: (data) => ({ url: `${URL}/test`, method: 'POST', data }),
    }),
  }),
});

export const {
  useGetParticipationSettingsQuery: useSettings,
  useUpdateParticipationSettingsMutation: useUpdateSettings,
  usePreviewParticipationTemplateQuery: useTemplatePreview,
  useTestParticipationTemplateMutation: useTestTemplate,
} = settingsApi;
