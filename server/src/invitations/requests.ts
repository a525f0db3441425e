import type { Core } from '@strapi/strapi';
import { normaliseEmail } from '../participants/email';
import { SECOND } from '../shared/clock';
import { createLoop } from '../shared/loop';
import { service } from '../shared/services';

/** Requests that may wait; more come from nobody but an attacker, who may ask again. */
const MOST_WAITING = 1_000;

/** How long, in ms, answers have to go out first: a database of one connection would keep them waiting. */
const HEAD_START = 250;

/**
 * Addresses for which an invitation was asked for again. They are looked up after the answer has
 * gone out and away from its request, so that neither its time nor its transaction is touched.
 */
export const createRequests = ({ strapi }: { strapi: Core.Strapi }) => {
  const waiting = new Set<string>();
  const loop = createLoop({
    every: 60 * SECOND,
    async work() {
      for (const email of waiting) {
        waiting.delete(email);
        await service(strapi, 'invitations').sendAgain(email);
      }
    },
    onError: (error) => strapi.log.error('participation: an invitation was not sent again', error),
  });

  return {
    loop,
    note(email: string): void {
      if (waiting.size >= MOST_WAITING) return;
      waiting.add(normaliseEmail(email));
      setTimeout(loop.kick, HEAD_START).unref();
    },
  };
};
