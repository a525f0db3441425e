import type { Core } from '@strapi/strapi';
import { clock, DAY, HOUR } from '../shared/clock';
import { createLoop, type Loop } from '../shared/loop';
import { inTransaction } from '../shared/transactions';
import type { Notices } from './notices';

/** How long people can read what happened to them in groups. */
const KEPT = 365 * DAY;

/** What time brings to groups: that what was told is forgotten. */
export const createTasks = (strapi: Core.Strapi, notices: Notices): Loop =>
  createLoop({
    every: HOUR,
    work: () =>
      inTransaction(strapi, (transaction) => notices.forgetBefore(transaction, clock.in(-KEPT))),
    onError: (error) => strapi.log.error('participation: the care for groups failed', error),
  });
