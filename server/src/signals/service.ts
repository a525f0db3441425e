import type { Core } from '@strapi/strapi';
import { EVENTS } from '../../../contracts/events';
import type { Payloads } from './events';

/** Lets webhooks ask for the plugin's events. */
export const allowEvents = (strapi: Core.Strapi): void => {
  const store = strapi.get('webhookStore');
  for (const [key, event] of Object.entries(EVENTS)) store.addAllowedEvent(key, event);
};

export const createSignals = ({ strapi }: { strapi: Core.Strapi }) => {
  const emit = (event: string, payload: object) => {
    strapi.eventHub
      .emit(event, payload)
      .catch((error) => strapi.log.error(`participation: a listener of ${event} failed`, error));
  };

  return {
    /** Tells what has happened, once the transaction under way is committed. */
    async tell<Event extends keyof Payloads>(
      event: Event,
      payload: Payloads[Event],
    ): Promise<void> {
      if (!strapi.db.inTransaction()) return emit(event, payload);
      await strapi.db.transaction(async ({ onCommit }) => onCommit(() => emit(event, payload)));
    },
  };
};
