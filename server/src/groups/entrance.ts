import { isDeepStrictEqual } from 'node:util';
import type { Core } from '@strapi/strapi';
import { configOf } from '../shared/config';
import { rowsOf, sql, type Sql } from '../shared/sql';
import { knexOf, TABLES } from '../shared/tables';
import { textOf, type Rules, type RuleText, type Ruling } from './rules';

/** Rules that one number answers for, a bit each: databases add up 31 in a plain integer. */
const MOST_BITS = 30;

/** Somebody of users-permissions. */
export type Account = { id: number; confirmed?: boolean | null };

/** Rules over the same tables, by the ids of their groups. */
type Bundle = { from: Sql; fits: { id: number; fits: Sql }[] };

/**
 * By `bundle`: `RULE`, a group by its id with its rule; `MEMBERSHIP`, a group by its id; else the
 * number of a bundle, with which of its rules fit.
 */
type Row = { bundle: unknown; value: unknown; rule: unknown };

const RULE = -2;
const MEMBERSHIP = -1;

/** The rules as they were last seen, and those of them that can be asked. */
type Known = { rules: RuleText[]; bundles: Bundle[]; isWhole: boolean };

/** The groups that let an account into the spaces which admit them. */
export const createEntrance = (strapi: Core.Strapi, rules: Rules) => {
  let known: Known = { rules: [], bundles: [], isWhole: true };

  const learn = async (current: RuleText[]): Promise<Known> => {
    const rulings = await rules.compiled(current);
    return {
      rules: current,
      bundles: bundled(rulings),
      isWhole: rulings.size === current.length,
    };
  };

  const ask = (userId: number, bundles: Bundle[]): Promise<Row[]> => {
    const { text, bindings } = membershipsOf(userId);
    return rowsOf<Row>(
      knexOf(strapi),
      unionOf([
        rules.opening(`${RULE} as bundle, g.id as value`),
        sql(
          `select ${MEMBERSHIP} as bundle, gu.id as value, null as rule from (${text}) gu`,
          ...bindings,
        ),
        ...bundles.map((bundle, index) => answersOf(bundle, index, userId)),
      ]),
    );
  };

  return {
    /**
     * Their ids, at this moment: of the groups that the account is in, where an organization opens
     * nothing unless it is verified, and of those whose rule fits it.
     */
    async groupsOf(user: Account): Promise<number[]> {
      if (!configOf(strapi).groups.enabled) return [];
      // What could not be asked is tried again, some time.
      if (!known.isWhole) known = await learn(known.rules);
      const { rules: asked, bundles } = known;
      // Rules fit nobody who is blocked either, but whom Strapi signs in is not.
      const rows = await ask(user.id, user.confirmed ? bundles : []);
      const current = rulesIn(rows);
      if (isDeepStrictEqual(current, asked))
        return [...new Set(rows.flatMap((row) => groupsIn(row, bundles)))];
      // The answer brings the rules themselves along: where they are others, they are asked.
      known = await learn(current);
      return this.groupsOf(user);
    },
  };
};

const rulesIn = (rows: Row[]): RuleText[] =>
  rows
    .flatMap(({ bundle, value, rule }) =>
      Number(bundle) === RULE ? { groupId: Number(value), text: textOf(rule) } : [],
    )
    .sort((one, other) => one.groupId - other.groupId);

/**
 * The ids of the groups that an account is in, of those that any space admits. Without joins, which
 * PostgreSQL takes longer to plan than to do.
 */
export const membershipsOf = (userId: number): Sql =>
  sql(
    "select gm.group_id as id from ?? gm where gm.user_id = ? and gm.status = 'active'" +
      " and (select gr.kind <> 'organization' or gr.verified = true from ?? gr" +
      ' where gr.id = gm.group_id)' +
      ' and (select 1 from ?? gl where gl.group_id = gm.group_id limit 1) is not null',
    ...[TABLES.memberships, userId, TABLES.groups, TABLES.spaceGroups],
  );

/** Rules that speak of the same tables are asked together, for the same reason. */
const bundled = (rulings: Map<number, Ruling>): Bundle[] => {
  const open = new Map<string, Bundle>();
  const bundles: Bundle[] = [];
  for (const [id, { from, fits }] of rulings) {
    const key = JSON.stringify(from);
    let bundle = open.get(key);
    if (!bundle || bundle.fits.length === MOST_BITS) {
      bundle = { from, fits: [] };
      open.set(key, bundle);
      bundles.push(bundle);
    }
    bundle.fits.push({ id, fits });
  }
  return bundles;
};

const answersOf = ({ from, fits }: Bundle, number: number, userId: number): Sql =>
  sql(
    `select ${number}, ` +
      fits
        .map(({ fits }, bit) => `case when ${fits.text} then ${2 ** bit} else 0 end`)
        .join(' + ') +
      `, null from ${from.text} where t0.id = ?`,
    ...fits.flatMap(({ fits }) => fits.bindings),
    ...from.bindings,
    userId,
  );

const groupsIn = ({ bundle, value }: Row, bundles: Bundle[]): number[] => {
  const [source, number] = [Number(bundle), Number(value)];
  if (source === MEMBERSHIP) return [number];
  return (bundles[source]?.fits ?? []).flatMap(({ id }, bit) => (number & (2 ** bit) ? [id] : []));
};

const unionOf = (queries: Sql[]): Sql =>
  sql(
    queries.map(({ text }) => text).join(' union all '),
    ...queries.flatMap(({ bindings }) => bindings),
  );
