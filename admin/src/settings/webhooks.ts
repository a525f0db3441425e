import { adminApi } from '@strapi/strapi/admin';
import type { ParticipationEvent } from '../../../contracts/events';
import { LIST } from '../ui/api';

/** A webhook of Strapi's. */
export type Webhook = {
  id: string;
  name: string;
  url: string;
  headers: Record<string, string>;
  events: string[];
  isEnabled: boolean;
};

type Choice = { id: string; event: ParticipationEvent; isChosen: boolean };

const URL = '/admin/webhooks';

// With Strapi's own tag: its pages show what was changed here, and the other way round.
const webhooksApi = adminApi.enhanceEndpoints({ addTagTypes: ['Webhook'] }).injectEndpoints({
  endpoints: (build) => ({
    listParticipationWebhooks: build.query<Webhook[], void>({
      query: () => ({ url: URL }),
      transformResponse: ({ data }: { data: Webhook[] }) => data,
      providesTags: [{ type: 'Webhook', id: LIST }],
    }),
    chooseParticipationEvent: build.mutation<null, Choice>({
      // Strapi takes webhooks as a whole: what is not chosen here stays as it is by now.
      queryFn: async ({ id, event, isChosen }, _api, _options, fetch) => {
        const { data, error } = await fetch({ url: `${URL}/${id}` });
        if (error) return { error };
        const { name, url, headers, events } = (data as { data: Webhook }).data;
        const others = events.filter((other) => other !== event);
        const answer = await fetch({
          url: `${URL}/${id}`,
          method: 'PUT',
          data: { name, url, headers, events: isChosen ? [...others, event] : others },
        });
        return answer.error ? { error: answer.error } : { data: null };
      },
      invalidatesTags: (_result, _error, { id }) => [
        { type: 'Webhook', id },
        { type: 'Webhook', id: LIST },
      ],
    }),
  }),
});

export const {
  useListParticipationWebhooksQuery: useWebhooks,
  useChooseParticipationEventMutation: useChooseEvent,
} = webhooksApi;
