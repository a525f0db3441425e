import type { Core } from '@strapi/strapi';
import type { Actor } from '../shared/actor';
import { configOf } from '../shared/config';
import { TABLES } from '../shared/tables';
import type { Scopes } from './scopes';
import { INTERNAL, SPACE } from './types';

/** To know of an entry, or to take part: create, change and delete it. */
export type Right = 'read' | 'write';

/** SQL and what fills its places, `??` for names and `?` for values. */
export type Sql = { text: string; bindings: (string | number)[] };

/** A relation of a scoped type, as Strapi stores it. */
export type StoredRelation = {
  joinColumn?: { name: string };
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn: { name: string };
  };
};

/** Spaces that need no list: everyone reads these, or takes part in those. */
const OPEN: Record<Right, string> = {
  read: `'public', 'transparent'`,
  write: `'public'`,
};

export const sql = (text: string, ...bindings: Sql['bindings']): Sql => ({ text, bindings });

/**
 * What an actor may know or change, as conditions on one row, which the database answers from its
 * indexes: on (user, space) of participants, on the relation of the entries. Their length is the
 * same whatever the number of spaces, participants and entries.
 */
export const createConditions = (strapi: Core.Strapi, scopes: Scopes) => {
  const metadata = (uid: string) => strapi.db.metadata.get(uid);

  const isTrusted = (actor: Actor) =>
    actor.type === 'token' && configOf(strapi).visibility.tokens.includes(actor.name);

  /** On one row of the spaces' table. */
  const space = (alias: string, actor: Actor, right: Right): Sql => {
    const published = `${alias}.published = true`;
    if (isTrusted(actor)) return sql(published);
    const open = `${alias}.visibility in (${OPEN[right]})`;
    if (actor.type !== 'user') return sql(`${published} and ${open}`);
    const listed = `exists (select 1 from ?? gp where gp.user_id = ? and gp.space_id = ${alias}.id)`;
    return sql(`${published} and (${open} or ${listed})`, TABLES.participants, actor.id);
  };

  /** The ids of all spaces that `space` holds for, worked out once for a whole query. */
  const spaceIds = (actor: Actor, right: Right): Sql => {
    if (actor.type !== 'user') {
      const condition = space('gs', actor, right);
      return sql(
        `select gs.id from ?? gs where ${condition.text}`,
        TABLES.spaces,
        ...condition.bindings,
      );
    }
    return sql(
      `select gs.id from ?? gs where gs.published = true and gs.visibility in (${OPEN[right]})` +
        ' union all select gp.space_id from ?? gp inner join ?? gs on gs.id = gp.space_id' +
        ' where gp.user_id = ? and gs.published = true',
      TABLES.spaces,
      TABLES.participants,
      TABLES.spaces,
      actor.id,
    );
  };

  const entry = (
    uid: string,
    alias: string,
    actor: Actor,
    right: Right,
    depth = 1,
  ): Sql => {
    if (uid === SPACE) return space(alias, actor, right);
    if (INTERNAL.includes(uid)) return sql('1 = 0');
    const { attribute, parent } = scopes.get(uid)!;
    const { joinColumn, joinTable } = metadata(uid).attributes[attribute] as StoredRelation;
    if (!parent) {
      const ids = spaceIds(actor, right);
      if (joinColumn)
        return sql(
          `(${alias}.?? is null or ${alias}.?? in (${ids.text}))`,
          joinColumn.name,
          joinColumn.name,
          ...ids.bindings,
        );
      return sql(
        `not exists (select 1 from ?? gl where gl.?? = ${alias}.id and gl.?? not in (${ids.text}))`,
        joinTable!.name,
        joinTable!.joinColumn.name,
        joinTable!.inverseJoinColumn.name,
        ...ids.bindings,
      );
    }
    // An entry without its parent belongs to nobody knows whom: it is not shown.
    const [parentAlias, link] = [`gp${depth}`, `gl${depth}`];
    const condition = entry(parent, parentAlias, actor, right, depth + 1);
    if (joinColumn)
      return sql(
        `exists (select 1 from ?? ${parentAlias} where ${parentAlias}.id = ${alias}.?? and ${condition.text})`,
        metadata(parent).tableName,
        joinColumn.name,
        ...condition.bindings,
      );
    return sql(
      `exists (select 1 from ?? ${link} inner join ?? ${parentAlias} on ${parentAlias}.id = ${link}.??` +
        ` where ${link}.?? = ${alias}.id and ${condition.text})`,
      joinTable!.name,
      metadata(parent).tableName,
      joinTable!.inverseJoinColumn.name,
      joinTable!.joinColumn.name,
      ...condition.bindings,
    );
  };

  return {
    space,
    /** On one row (of this table alias) of a scoped type, of spaces, or of the plugin's own types. */
    entry: (uid: string, alias: string, actor: Actor, right: Right) =>
      entry(uid, alias, actor, right),
  };
};

export type Conditions = ReturnType<typeof createConditions>;
