import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { currentActor, isOfSite, type Actor } from '../shared/actor';
import type { Sql } from '../shared/sql';
import type { Components } from './components';
import type { Conditions, Right, Shape } from './conditions';
import { createPolymorphic, type PopulateValue } from './polymorphic';
import { notePersonal } from './signals';
import { isUniquenessCheck } from './uniqueness';

type Join = {
  alias: string;
  referencedTable: string;
  referencedColumn: string;
  rootColumn: string;
  rootTable: string;
  on?: Record<string, unknown>;
};

type State = {
  type: 'select' | 'count' | 'max' | 'min' | 'insert' | 'update' | 'delete' | 'truncate';
  first: boolean;
  where: unknown[];
  joins: Join[];
  populate: Record<string, PopulateValue> | null;
  processed: boolean;
};

/** As much of Strapi's query builder as the gate works on. */
export type QueryBuilder = {
  alias: string;
  state: State;
  processState(): void;
  mustUseAlias(): boolean;
  shouldUseSubQuery(): boolean;
  getKnexQuery(): Knex.QueryBuilder;
  execute(options?: object): Promise<unknown>;
  clone(): QueryBuilder;
};

const right = new AsyncLocalStorage<Right>();

/** Does `work` as if whoever may only read knew of nothing: what is left can be changed. */
export const amongWritable = <Result>(work: () => Result): Result => right.run('write', work);

const ADDS_ROWS: State['type'][] = ['insert', 'truncate'];
const CHANGES_ROWS: State['type'][] = ['update', 'delete'];

/** Whether a query names the rows that it wants, by their ids or by what they are linked to. */
const namesRows = (where: unknown[]): boolean =>
  where.some((part) => Object.keys(part as object).some((column) => /(^|[._])id$/.test(column)));

/**
 * The one gate, below every API. All that Strapi reads, counts, changes or deletes, in its REST and
 * GraphQL APIs and in a project's own code, goes through a query builder; here each of them gets
 * the condition that rows of gated types meet for whoever asks. It stands where the rows enter the
 * query, at the table and in each join, so that the rest of it (filters, negations, sorts, counts)
 * works as if the hidden rows did not exist.
 */
export const closeGate = (
  strapi: Core.Strapi,
  {
    conditions,
    components,
    gated,
  }: { conditions: Conditions; components: Components; gated: ReadonlySet<string> },
): void => {
  const { entityManager } = strapi.db;
  const create = entityManager.createQueryBuilder.bind(entityManager) as (
    uid: string,
  ) => QueryBuilder;
  const knex = strapi.db.connection as Knex;
  const uidByTable = new Map(
    [...gated].map((uid) => [strapi.db.metadata.get(uid).tableName, uid] as const),
  );

  const raw = ({ text, bindings }: Sql): Knex.Raw => knex.raw(text, bindings);
  const quoted = (name: string): string => raw({ text: '??', bindings: [name] }).toQuery();

  /** A condition in the place of a value: a join takes `column = value`, nothing else. */
  const beside = (column: string, { text, bindings }: Sql): Knex.Raw =>
    raw({ text: `?? and (${text})`, bindings: [column, ...bindings] });

  const watcher = (type: State['type']): Actor | null => {
    const actor = currentActor(strapi);
    return isOfSite(actor) && !isUniquenessCheck(type) ? actor : null;
  };

  const conditionOn = (uid: string, alias: string, actor: Actor, shape: Shape): Sql =>
    conditions.entry(uid, quoted(alias), actor, right.getStore() ?? 'read', shape);

  const rootConditions = ({ state }: QueryBuilder, uid: string, alias: string, actor: Actor) => {
    const wanted = CHANGES_ROWS.includes(state.type) ? 'write' : (right.getStore() ?? 'read');
    if (namesRows(state.where)) return [conditions.entry(uid, quoted(alias), actor, wanted, 'row')];
    // Joined tables are there to narrow down the rows; the database begins with them.
    if (state.type === 'count' && state.joins.length === 0)
      return conditions.arms(uid, quoted(alias), actor, wanted);
    return [conditions.entry(uid, quoted(alias), actor, wanted, 'page')];
  };

  /** The conditions of which one has to hold, as parts of what a builder takes as "where". */
  const restrictRoot = (qb: QueryBuilder, uid: string, actor: Actor): object[] => {
    const hasAlias = qb.mustUseAlias() || qb.shouldUseSubQuery();
    const alias = hasAlias ? qb.alias : strapi.db.metadata.get(uid).tableName;
    // Builders take a column and a value here, nothing else; the first part holds for every row.
    return rootConditions(qb, uid, alias, actor).map(({ text, bindings }) => ({
      [`${alias}.id`]: { $ne: raw({ text: `0 and (${text})`, bindings }) },
    }));
  };

  /**
   * A link to a hidden row must not be met either, or it would count as a link to nothing. So the
   * condition stands at the link where there is one, and else at the row itself.
   */
  const restrictJoin = (join: Join, joins: Join[], uid: string, actor: Actor): void => {
    const link = joins.find(({ alias }) => alias === join.rootTable);
    const isLink = link !== undefined && !isEntityTable(link.referencedTable);
    if (!isLink) {
      const id = `${join.alias}.id`;
      join.on = { ...join.on, id: beside(id, conditionOn(uid, join.alias, actor, 'row')) };
      return;
    }
    const column = `${link.alias}.${join.rootColumn}`;
    const { text, bindings } = conditionOn(uid, 'gt', actor, 'row');
    const leadsToKnown: Sql = {
      text: `exists (select 1 from ?? gt where gt.?? = ?? and ${text})`,
      bindings: [join.referencedTable, join.referencedColumn, column, ...bindings],
    };
    link.on = { ...link.on, [join.rootColumn]: beside(column, leadsToKnown) };
  };

  const entityTables = new Set(
    [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)].map(
      (uid) => strapi.db.metadata.get(uid).tableName,
    ),
  );
  const isEntityTable = (table: string) => entityTables.has(table);

  const restrict = (qb: QueryBuilder, uid: string): object[] => {
    const { state } = qb;
    const isRootGated = gated.has(uid) && !ADDS_ROWS.includes(state.type);
    const gatedJoins = state.joins.filter(({ referencedTable }) => uidByTable.has(referencedTable));
    if (!isRootGated && gatedJoins.length === 0) return [];
    const actor = watcher(state.type);
    if (!actor) return [];
    notePersonal(strapi);
    for (const join of gatedJoins)
      restrictJoin(join, state.joins, uidByTable.get(join.referencedTable)!, actor);
    return isRootGated ? restrictRoot(qb, uid, actor) : [];
  };

  /** Counts what meets one condition, what meets the other, and adds them up. */
  const sum = (qb: QueryBuilder, arms: object[], count: () => Knex.QueryBuilder) => {
    const { where, first } = qb.state;
    qb.state.first = false;
    const [one, ...others] = arms.map((arm) => {
      qb.state.where = [...where, arm];
      return count();
    });
    Object.assign(qb.state, { where, first });
    const total = knex
      .queryBuilder()
      .sum({ count: 'count' })
      .from(one!.unionAll(others).as('counts'));
    return first ? total.first() : total;
  };

  const polymorphic = createPolymorphic(strapi, components);

  const guarded = (qb: QueryBuilder, uid: string, arms: object[] = []): QueryBuilder => {
    const { processState, getKnexQuery, execute, clone } = qb;
    let counted: string[] = [];
    qb.processState = function () {
      if (this.state.processed) return;
      processState.call(this);
      const conditions = restrict(this, uid);
      if (conditions.length > 1) arms = conditions;
      else this.state.where.push(...conditions);
      const actor = this.state.populate && polymorphic.isIn(uid) ? watcher(this.state.type) : null;
      if (actor) counted = polymorphic.restrict(this.state.populate!, uid, actor);
    };
    qb.getKnexQuery = function () {
      const build = () => getKnexQuery.call(this);
      this.processState();
      return arms.length > 0 ? sum(this, arms, build) : build();
    };
    qb.execute = async function (options) {
      const result = await execute.call(this, options);
      polymorphic.count(result, counted);
      return result;
    };
    qb.clone = function () {
      return guarded(clone.call(this), uid, arms);
    };
    return qb;
  };

  entityManager.createQueryBuilder = ((uid: string) => guarded(create(uid), uid)) as never;
};
