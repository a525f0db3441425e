import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Rule, RuleField } from '../../../contracts/groups';
import { USER } from '../shared/accounts';
import { asSystem } from '../shared/actor';
import { clock, MINUTE } from '../shared/clock';
import { refuseFields } from '../shared/errors';
import { contentTypes } from '../shared/strapi-utils';
import { isPostgres } from '../shared/sets';
import { sql, type Sql } from '../shared/sql';
import { knexOf, TABLES } from '../shared/tables';
import { faultOfRule, safeAttributes, type Attributes } from './rule';

/** Accounts (alias `t0`) with what a rule speaks of, and whether it fits one of them. */
export type Ruling = { from: Sql; fits: Sql };

/** What a rule is for the database: SQL for the ids of all that it fits and may take part, and its parts. */
type Compiled = Ruling & { all: Sql };

/** Accounts that may take part: of the others nobody knows who they are. */
const TRUSTED = { confirmed: true, $or: [{ blocked: false }, { blocked: { $null: true } }] };

/** Entries of a relation's type that can be chosen in the panel. */
const MOST_VALUES = 100;

/** What entries are called by, where their type has it. */
const LABELS = ['name', 'title', 'username'];

/** Compiled rules that are kept. */
const KEPT = 5_000;

/** When to ask again whether a rule can be asked that could not: the database may have been away. */
const AGAIN = MINUTE;

type Model = Parameters<typeof contentTypes.isPrivateAttribute>[0];
type Kept = { compiled: Promise<Compiled | null>; again?: Date };

/** A rule as the database has it. */
export type RuleText = { groupId: number; text: string };

/** The rules of smart groups, as SQL over the accounts. */
export const createRules = (strapi: Core.Strapi) => {
  const kept = new Map<string, Kept>();

  const attributesOf = (uid: string): Attributes => attributesIn(strapi, uid);

  const queryOf = (rule: Rule, ...among: object[]): Knex.QueryBuilder => {
    const { where } = strapi.get('query-params').transform(USER, { filters: rule });
    return asSystem(() =>
      strapi.db
        .queryBuilder(USER)
        .select(['id'])
        .where({ $and: [...among, where] })
        .getKnexQuery(),
    ) as Knex.QueryBuilder;
  };

  /** Its parts, by what it says more than the same query without its condition. */
  const partsOf = (query: Knex.QueryBuilder): Ruling => {
    const [whole, from] = [query.clone().clearSelect(), query.clone().clearSelect().clearWhere()];
    const [all, first] = [sqlOf(whole), sqlOf(from)];
    return {
      from: sql(first.text.replace(/^select \* from /, ''), ...first.bindings),
      fits: sql(
        all.text.slice(first.text.length).replace(/^ where /, ''),
        ...all.bindings.slice(first.bindings.length),
      ),
    };
  };

  const translated = (rule: Rule): Compiled => {
    try {
      return { all: sqlOf(queryOf(rule, TRUSTED)), ...partsOf(queryOf(rule)) };
    } catch (error) {
      throw cannotBe((error as Error).message);
    }
  };

  /** The rule as SQL. Refused where it cannot be, or where the database cannot answer it. */
  const examined = async (rule: Rule): Promise<Compiled> => {
    const fault = faultOfRule(rule, USER, attributesOf);
    if (fault) throw refuseFields(400, [fault]);
    const known = translated(rule);
    try {
      await knexOf(strapi).raw(
        `select 1 from (${known.all.text}) fitting limit 0`,
        known.all.bindings,
      );
    } catch {
      throw cannotBe('The database cannot compare these fields with these values.');
    }
    return known;
  };

  /** What cannot be asked stands in nobody's query: the rule of one group must not fail for all. */
  const excluded = (key: string, isNews: boolean, { message }: Error): null => {
    kept.set(key, { compiled: Promise.resolve(null), again: clock.in(AGAIN) });
    if (isNews) strapi.log.warn(`participation: the rule of a smart group fits nobody: ${message}`);
    return null;
  };

  /** Null: the rule does not fit the accounts of this project (any more), and so nobody. */
  const compile = (text: string): Promise<Compiled | null> => {
    const known = kept.get(text);
    if (known && !(known.again && known.again <= clock.now())) return known.compiled;
    const compiled = examined(JSON.parse(text)).catch((error: Error) =>
      excluded(text, !known, error),
    );
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, { compiled });
    return compiled;
  };

  const raw = ({ text, bindings }: Sql) => knexOf(strapi).raw(text, bindings);

  return {
    /** Refuses a rule that cannot be, or that the database cannot answer. */
    async check(rule: Rule): Promise<void> {
      await examined(rule);
    },

    /** SQL for these columns and the `rule` of each smart group (alias `g`) that opens spaces. */
    opening: (columns: string): Sql =>
      sql(
        `select ${columns}, ${isPostgres(knexOf(strapi)) ? 'cast(g.rule as text)' : 'g.rule'} as rule` +
          " from ?? g where g.kind = 'smart'" +
          ' and (select 1 from ?? l where l.group_id = g.id limit 1) is not null',
        ...[TABLES.groups, TABLES.spaceGroups],
      ),

    /** How to ask these rules of one account, by the groups' ids, without those that cannot be. */
    async compiled(texts: RuleText[]): Promise<Map<number, Ruling>> {
      const rulings = new Map<number, Ruling>();
      for (const { groupId, text } of texts) {
        const ruling = await compile(text);
        if (ruling) rulings.set(groupId, ruling);
      }
      return rulings;
    },

    /** How many accounts each rule fits. */
    async counts(rules: Map<number, Rule>): Promise<Map<number, number>> {
      const known: { id: number; sql: Sql }[] = [];
      for (const [id, rule] of rules) {
        const sql = await compile(textOf(rule));
        if (sql) known.push({ id, sql: sql.all });
      }
      if (known.length === 0) return new Map();
      const knex = knexOf(strapi);
      const [first, ...others] = known.map(({ id, sql }) =>
        knex
          .from(knex.raw(`(${sql.text}) as fitting`, sql.bindings) as unknown as Knex.QueryBuilder)
          .select(knex.raw('? as id', [id]))
          .count({ total: '*' }),
      );
      const rows: { id: unknown; total: unknown }[] = await first!.unionAll(others);
      return new Map(rows.map(({ id, total }) => [Number(id), Number(total)]));
    },

    /** What narrows a query over accounts (alias `u`) to those that a rule fits. */
    async narrowing(rule: Rule): Promise<(query: Knex.QueryBuilder) => void> {
      const sql = (await compile(textOf(rule)))?.all;
      return (query) => {
        if (sql) query.whereIn('u.id', raw(sql) as never);
        else query.whereRaw('1 = 0');
      };
    },

    /** The fields of users that rules may use, with what can be chosen of each. */
    async fields(): Promise<RuleField[]> {
      const attributes = attributesOf(USER);
      const fields: RuleField[] = [];
      for (const [name, type] of safeAttributes(attributes)) {
        const { target, enum: values } = attributes[name] ?? {};
        if (type !== 'relation')
          fields.push({
            name,
            type,
            ...(values && { values: values.map((value) => ({ value, label: value })) }),
          });
        else if (target) fields.push({ name, type, values: await entriesOf(strapi, target) });
      }
      return fields;
    },
  };
};

export type Rules = ReturnType<typeof createRules>;

/** A rule as drivers give it, parsed or not. */
export const textOf = (rule: unknown): string =>
  typeof rule === 'string' ? rule : JSON.stringify(rule);

const sqlOf = (query: Knex.QueryBuilder): Sql => {
  const { sql: text, bindings } = query.toSQL();
  return { text, bindings: bindings as Sql['bindings'] };
};

const cannotBe = (message: string) =>
  refuseFields(400, [{ code: 'invalid_rule', path: ['rule'], message }]);

/** Also private: what the type's options or the project's configuration call so. */
const attributesIn = (strapi: Core.Strapi, uid: string): Attributes => {
  const model = strapi.getModel(uid as never) as unknown as Model;
  return Object.fromEntries(
    Object.entries(model.attributes as Attributes).map(([name, attribute]) => [
      name,
      { ...attribute, private: contentTypes.isPrivateAttribute(model, name) },
    ]),
  );
};

/** Entries of a type that a rule can name, by what they are called. */
const entriesOf = async (
  strapi: Core.Strapi,
  uid: string,
): Promise<{ value: string; label: string }[]> => {
  const fields = safeAttributes(attributesIn(strapi, uid));
  const label = LABELS.find((name) => fields.get(name) === 'string') ?? 'documentId';
  const entries = await asSystem(() =>
    strapi.db
      .query(uid as never)
      .findMany({ select: ['documentId', label], orderBy: { [label]: 'asc' }, limit: MOST_VALUES }),
  );
  // A draft, its published version and its translations are one entry.
  const labels = new Map(
    entries.map((entry: Record<string, unknown>) => [
      String(entry.documentId),
      String(entry[label] ?? entry.documentId),
    ]),
  );
  return [...labels].map(([value, name]) => ({ value, label: name }));
};
