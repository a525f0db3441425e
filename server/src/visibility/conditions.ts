import type { Core } from '@strapi/strapi';
import { membershipsOf } from '../groups/entrance';
import type { Actor, User } from '../shared/actor';
import { configOf } from '../shared/config';
import { sql, type Sql } from '../shared/sql';
import { TABLES } from '../shared/tables';
import type { Scope, Scopes } from './scopes';
import { GROUP, INTERNAL, SPACE, storedRelation } from './types';

/** To know of an entry, or to take part: create, change and delete it. */
export type Right = 'read' | 'write';

/**
 * How a condition is asked.
 * `row`: of each row by itself, through indexes: for queries that name the rows they want.
 * `page`: of one row after another, in the order that is asked for, until a page is full.
 * `set`: of all rows at once: for those that count.
 */
export type Shape = 'row' | 'page' | 'set';

/** Some spaces, by a condition on a column that holds a space's id, and perhaps no space. */
type Spaces = { among: ((column: Sql) => Sql) | null; orNone: boolean };

/** Spaces that need no list: everyone reads these, or takes part in those. */
const OPEN: Record<Right, string> = {
  read: `'public', 'transparent'`,
  write: `'public'`,
};

/**
 * What an actor may know or change, as conditions on one row, which the database answers from its
 * indexes: on (user, space) of participants, on the relation of the entries. Their length is the
 * same whatever the number of spaces, participants and entries.
 */
export const createConditions = (strapi: Core.Strapi, scopes: Scopes) => {
  const metadata = (uid: string) => strapi.db.metadata.get(uid);
  const relation = (uid: string, attribute: string) => storedRelation(strapi, uid, attribute);

  const isTrusted = (actor: Actor) =>
    actor.type === 'token' && configOf(strapi).visibility.tokens.includes(actor.name);

  /** On a row `gg` of what says which groups open which spaces; null: none opens any to the user. */
  const inGroup = ({ id, groups }: User): Sql | null => {
    if (!configOf(strapi).groups.enabled || groups?.length === 0) return null;
    if (groups) return sql(`gg.group_id in (${groups.join(', ')})`);
    // Somebody whom the project signed in by other means than Strapi's.
    const { text, bindings } = membershipsOf(id);
    return sql(`gg.group_id in (select gh.id from (${text}) gh)`, ...bindings);
  };

  /** On one row of the spaces' table: the user is on its list. */
  const listed = (alias: string, user: User): Sql =>
    sql(
      `exists (select 1 from ?? gp where gp.user_id = ? and gp.space_id = ${alias}.id)`,
      ...[TABLES.participants, user.id],
    );

  /** On one row of the spaces' table: the user is on its list, or in a group that it admits. */
  const insider = (alias: string, user: User, shape: Shape): Sql => {
    const own = listed(alias, user);
    const group = inGroup(user);
    if (!group) return own;
    const opened =
      shape === 'row'
        ? `exists (select 1 from ?? gg where gg.space_id = ${alias}.id and ${group.text})`
        : `${alias}.id in (select gg.space_id from ?? gg where ${group.text})`;
    return sql(
      `(${own.text} or ${opened})`,
      ...[...own.bindings, TABLES.spaceGroups, ...group.bindings],
    );
  };

  /** On one row of the spaces' table. */
  const space = (alias: string, actor: Actor, right: Right, shape: Shape): Sql => {
    const published = `${alias}.published = true`;
    if (isTrusted(actor)) return sql(published);
    const open = `${alias}.visibility in (${OPEN[right]})`;
    if (actor.type !== 'user') return sql(`${published} and ${open}`);
    const { text, bindings } = insider(alias, actor, shape);
    return sql(`${published} and (${open} or ${text})`, ...bindings);
  };

  /** The ids of all spaces that `space` holds for. */
  const spaceIds = (actor: Actor, right: Right): Sql => {
    if (actor.type !== 'user') {
      const { text, bindings } = space('gs', actor, right, 'set');
      return sql(`select gs.id from ?? gs where ${text}`, TABLES.spaces, ...bindings);
    }
    const own = sql(
      `select gs.id from ?? gs where gs.published = true and gs.visibility in (${OPEN[right]})` +
        ' union all select gp.space_id from ?? gp where gp.user_id = ?' +
        ' and (select gs.published from ?? gs where gs.id = gp.space_id) = true',
      ...[TABLES.spaces, TABLES.participants, actor.id, TABLES.spaces],
    );
    const group = inGroup(actor);
    if (!group) return own;
    return sql(
      `${own.text} union all select gg.space_id from ?? gg where ${group.text}` +
        ' and (select gs.published from ?? gs where gs.id = gg.space_id) = true',
      ...[...own.bindings, TABLES.spaceGroups, ...group.bindings, TABLES.spaces],
    );
  };

  /** On one row of the groups' table: sites know of those that an administrator vouches for. */
  const groupShown = (alias: string, shape: Shape): Sql => {
    if (!configOf(strapi).groups.enabled) return sql('1 = 0');
    // SQLite would go through all of them for each of a few rows; with a plus it looks these up.
    const sign = shape === 'row' && strapi.db.dialect.client === 'sqlite' ? '+' : '';
    return sql(`${sign}${alias}.verified = true`);
  };

  const spaces = (actor: Actor, right: Right, shape: Shape): Spaces => {
    if (shape === 'row') {
      const { text, bindings } = space('gs', actor, right, shape);
      return {
        among: (column) =>
          sql(
            `exists (select 1 from ?? gs where gs.id = ${column.text} and ${text})`,
            ...[TABLES.spaces, ...column.bindings, ...bindings],
          ),
        orNone: true,
      };
    }
    const { text, bindings } = spaceIds(actor, right);
    // SQLite would collect and sort all rows of these spaces; with a plus it keeps to the order.
    const sign = shape === 'page' && strapi.db.dialect.client === 'sqlite' ? '+' : '';
    return {
      among: (column) => sql(`${sign}${column.text} in (${text})`, ...column.bindings, ...bindings),
      orNone: true,
    };
  };

  const direct = (
    uid: string,
    alias: string,
    attribute: string,
    { among, orNone }: Spaces,
  ): Sql => {
    const { joinColumn, joinTable } = relation(uid, attribute);
    if (joinColumn) {
      const none = sql(`${alias}.?? is null`, joinColumn.name);
      if (!among) return none;
      const some = among(sql(`${alias}.??`, joinColumn.name));
      if (!orNone) return some;
      return sql(`(${none.text} or ${some.text})`, ...none.bindings, ...some.bindings);
    }
    const { name, joinColumn: own, inverseJoinColumn: other } = joinTable!;
    const some = among?.(sql('gl.??', other.name)) ?? sql('1 = 1');
    const [exists, condition] = orNone
      ? ['not exists', among ? `not (${some.text})` : some.text]
      : ['exists', some.text];
    return sql(
      `${exists} (select 1 from ?? gl where gl.?? = ${alias}.id and ${condition})`,
      ...[name, own.name],
      ...some.bindings,
    );
  };

  /** An entry without its parent belongs nobody knows where: this never holds for it. */
  const inherited = (
    uid: string,
    alias: string,
    { attribute, parent }: Required<Scope>,
    shape: Shape,
    within: (uid: string, alias: string) => Sql,
    depth: number,
  ): Sql => {
    const { joinColumn, joinTable } = relation(uid, attribute);
    const [parentAlias, link] = [`ge${depth}`, `gl${depth}`];
    const { text, bindings } = within(parent, parentAlias);
    const table = metadata(parent).tableName;
    const from = joinTable
      ? sql(
          `from ?? ${link} inner join ?? ${parentAlias} on ${parentAlias}.id = ${link}.??`,
          ...[joinTable.name, table, joinTable.inverseJoinColumn.name],
        )
      : sql(`from ?? ${parentAlias}`, table);
    const child = joinTable
      ? sql(`${link}.??`, joinTable.joinColumn.name)
      : sql(`${parentAlias}.id`);
    const own = joinTable ? sql(`${alias}.id`) : sql(`${alias}.??`, joinColumn!.name);
    if (shape === 'set')
      return sql(
        `${own.text} in (select ${child.text} ${from.text} where ${text})`,
        ...[own, child, from].flatMap((part) => part.bindings),
        ...bindings,
      );
    // Not "exists": a planner would ask that of all rows at once, where a few are wanted.
    return sql(
      `(select 1 ${from.text} where ${child.text} = ${own.text} and ${text} limit 1) is not null`,
      ...[from, child, own].flatMap((part) => part.bindings),
      ...bindings,
    );
  };

  const within = (uid: string, alias: string, shape: Shape, among: Spaces, depth = 1): Sql => {
    const { attribute, parent } = scopes.get(uid)!;
    if (!parent) return direct(uid, alias, attribute, among);
    const inParent = (parentUid: string, parentAlias: string) =>
      within(parentUid, parentAlias, shape, among, depth + 1);
    return inherited(uid, alias, { attribute, parent }, shape, inParent, depth);
  };

  return {
    space,
    listed,
    insider,

    /** On one row (of this table alias) of a scoped type, of spaces, or of the plugin's own types. */
    entry(uid: string, alias: string, actor: Actor, right: Right, shape: Shape): Sql {
      if (uid === SPACE) return space(alias, actor, right, shape);
      if (uid === GROUP) return groupShown(alias, shape);
      if (INTERNAL.includes(uid)) return sql('1 = 0');
      return within(uid, alias, shape, spaces(actor, right, shape));
    },

    /**
     * The same for all rows at once, as conditions of which one holds: entries of no space, entries
     * of some. The database finds either by an index, and goes through the table for both together.
     */
    arms(uid: string, alias: string, actor: Actor, right: Right): Sql[] {
      if (!scopes.has(uid)) return [this.entry(uid, alias, actor, right, 'set')];
      const { among } = spaces(actor, right, 'set');
      return [
        within(uid, alias, 'set', { among: null, orNone: true }),
        within(uid, alias, 'set', { among, orNone: false }),
      ];
    },

    /** On one row of a scoped type: it belongs to this space. */
    belonging: (uid: string, alias: string, spaceId: number): Sql =>
      within(uid, alias, 'row', {
        among: (column) => sql(`${column.text} = ?`, ...column.bindings, spaceId),
        orNone: false,
      }),
  };
};

export type Conditions = ReturnType<typeof createConditions>;
