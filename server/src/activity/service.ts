import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Activity, ActivityPage, ActivityQuery } from '../../../contracts/activity';
import { paginate } from '../shared/paging';
import { adminOf, type Actor } from '../shared/actor';
import { createQueries, type By, type Happening } from './queries';

/** The log of what administrators changed, and of what people did in groups. */
export const createActivity = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);

  const whoIs = async (transaction: Knex.Transaction, actor: Actor): Promise<By> => {
    if (actor.type !== 'user') return adminOf(actor);
    const name = await queries.userName(transaction, actor.id);
    return name === null ? null : { id: null, name };
  };

  return {
    /** Writes down what an actor did, in the transaction that does it. */
    async record(
      transaction: Knex.Transaction,
      actor: Actor,
      happenings: Happening[],
    ): Promise<void> {
      if (happenings.length === 0) return;
      await queries.insert(transaction, await whoIs(transaction, actor), happenings);
    },

    /** What is on record about one invitation. */
    ofInvitation: queries.ofInvitation,

    ofGroup: queries.ofGroup,

    changesSince: queries.changesSince,

    forget: queries.forget,

    async list(query: ActivityQuery): Promise<ActivityPage> {
      const { rows, total } = await queries.list(query);
      return { results: rows satisfies Activity[], pagination: paginate(query, total) };
    },
  };
};
