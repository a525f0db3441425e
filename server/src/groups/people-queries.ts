import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Rule } from '../../../contracts/groups';
import { offsetOf } from '../shared/paging';
import { jsonOf, knexOf, TABLES, whereContains } from '../shared/tables';
import type { Listed, Person } from './membership-queries';
import type { GroupRow } from './queries';
import type { Rules } from './rules';

type Found = Person & { documentId: string };

/** People whom a search proposes. */
const PROPOSED = 10;

/** Smart groups counted in one query, whatever their rules list: SQLite takes 32,766 values in it. */
const COUNTED = 30;

/** Accounts that can be put into groups, and those that a smart group has. */
export const createPeopleQueries = (strapi: Core.Strapi, rules: Rules) => {
  const accounts = (transaction?: Knex.Transaction) =>
    knexOf(strapi, transaction)({ u: TABLES.users });

  /** Of the others nobody knows whose they are. */
  const trusted = (query: Knex.QueryBuilder) =>
    query
      .where('u.confirmed', true)
      .where((allowed) => allowed.whereNull('u.blocked').orWhere('u.blocked', false));

  /** All in a smart group, whom its rule fits and who was added by hand: a query at each call. */
  const inGroup = async (id: number, rule: Rule): Promise<() => Knex.QueryBuilder> => {
    const narrow = await rules.narrowing(rule);
    return () =>
      accounts()
        .leftJoin({ m: TABLES.memberships }, (on) =>
          on.on('m.user_id', 'u.id').andOnVal('m.group_id', id).andOnVal('m.status', 'active'),
        )
        .where((either) => {
          either.whereNotNull('m.id').orWhere(narrow);
        });
  };

  const totalOf = async (query: Knex.QueryBuilder): Promise<number> =>
    Number(((await query.count({ total: '*' }).first()) as { total?: unknown })?.total ?? 0);

  const countSome = async (groups: [number, Rule][]): Promise<[number, number][]> => {
    const counts: (() => Knex.QueryBuilder)[] = [];
    for (const [id, rule] of groups) {
      const people = await inGroup(id, rule);
      counts.push(() =>
        people()
          .select(knexOf(strapi).raw('? as id', [id]))
          .count({ total: '*' }),
      );
    }
    const [first, ...others] = counts.map((count) => count());
    const rows = (await first!.unionAll(others)) as { id?: unknown; total?: unknown }[];
    return rows.map(({ id, total }) => [Number(id), Number(total)]);
  };

  return {
    /** How many are in these smart groups, with those added by hand; a query for many of them. */
    async counts(groups: Map<number, Rule>): Promise<Map<number, number>> {
      const totals = new Map<number, number>();
      const waiting = [...groups];
      while (waiting.length > 0)
        for (const [id, total] of await countSome(waiting.splice(0, COUNTED)))
          totals.set(id, total);
      return totals;
    },

    /** One page of the people in a smart group. */
    async fitting(
      group: GroupRow,
      paging: { page: number; pageSize: number },
      search?: string,
    ): Promise<{ rows: Listed[]; total: number }> {
      const people = await inGroup(group.id, jsonOf<Rule>(group.rule));
      const matching = () => {
        const query = people();
        return search ? whereContains(query, ['u.username', 'u.email'], search) : query;
      };
      const rows = await matching()
        .orderBy('u.username')
        .orderBy('u.id')
        .limit(paging.pageSize)
        .offset(offsetOf(paging))
        .select(
          'u.id',
          'm.document_id as documentId',
          'm.created_at as createdAt',
          'u.id as userId',
          'u.document_id as userDocumentId',
          'u.username',
          'u.email',
        );
      return {
        rows: rows.map((row: Listed) => ({ ...row, role: 'member', status: 'active' })),
        total: await totalOf(matching()),
      };
    },

    /** Accounts that may take part, by id or documentId. */
    async find(transaction: Knex.Transaction, wanted: (number | string)[]): Promise<Found[]> {
      const ids = wanted.filter((one) => typeof one === 'number');
      const documentIds = wanted.filter((one) => typeof one === 'string');
      return trusted(accounts(transaction))
        .where((either) => either.whereIn('u.id', ids).orWhereIn('u.document_id', documentIds))
        .orderBy('u.id')
        .select('u.id', 'u.document_id as documentId', 'u.username', 'u.email');
    },

    /** Accounts whose name or address holds a text. */
    search: (text: string): Promise<Found[]> =>
      whereContains(trusted(accounts()), ['u.username', 'u.email'], text)
        .orderBy('u.username')
        .limit(PROPOSED)
        .select('u.id', 'u.document_id as documentId', 'u.username', 'u.email'),
  };
};
