import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Activity, ActivityPage, ActivityQuery } from '../../../contracts/activity';
import { paginate } from '../shared/paging';
import { adminOf, type Actor } from '../shared/actor';
import { createQueries, type Happening } from './queries';

/** The log of what administrators changed. */
export const createActivity = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);

  return {
    /** Writes down what an actor did, in the transaction that does it. */
    async record(
      transaction: Knex.Transaction,
      actor: Actor,
      happenings: Happening[],
    ): Promise<void> {
      await queries.insert(transaction, adminOf(actor), happenings);
    },

    /** What is on record about one invitation. */
    ofInvitation: queries.ofInvitation,

    forget: queries.forget,

    async list(query: ActivityQuery): Promise<ActivityPage> {
      const { rows, total } = await queries.list(query);
      return { results: rows satisfies Activity[], pagination: paginate(query, total) };
    },
  };
};
