import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Actor } from '../shared/actor';
import { service } from '../shared/services';
import { knexOf, TABLES } from '../shared/tables';

/** Narrows a query over spaces (aliased `s`) to those that the actor may know. */
export const knowable = (strapi: Core.Strapi, query: Knex.QueryBuilder, actor: Actor) => {
  const { text, bindings } = service(strapi, 'visibility').conditions.space('s', actor, 'read');
  return query.whereRaw(text, bindings);
};

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
