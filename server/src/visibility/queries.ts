import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Actor } from '../shared/actor';
import { knexOf, TABLES } from '../shared/tables';

/**
 * Narrows a query over spaces (aliased `s`) to those that the actor may know: published, and
 * either open to readers or with the actor on the list. The index on (user, space) answers it,
 * however many spaces and participants there are.
 */
export const knowable = (strapi: Core.Strapi, query: Knex.QueryBuilder, actor: Actor) =>
  query.where('s.published', true).where((either) => {
    either.whereIn('s.visibility', ['public', 'transparent']);
    if (actor.type === 'user')
      either.orWhereExists(
        knexOf(strapi)({ p: TABLES.participants })
          .whereRaw('p.space_id = s.id')
          .where('p.user_id', actor.id)
          .select(knexOf(strapi).raw('1')),
      );
  });

/** Whether the actor is on a space's list. */
export const isParticipant = async (
  strapi: Core.Strapi,
  spaceId: number,
  actor: Actor,
): Promise<boolean> => {
  if (actor.type !== 'user') return false;
  const row = await knexOf(strapi)(TABLES.participants)
    .where({ user_id: actor.id, space_id: spaceId })
    .first('id');
  return row !== undefined;
};
