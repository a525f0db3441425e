import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ErrorCode, FieldError } from '../../../contracts/errors';
import type {
  GroupFilters,
  GroupKind,
  GroupQuery,
  GroupStatus,
  PublicGroupQuery,
  Rule,
} from '../../../contracts/groups';
import type { Picture } from '../../../contracts/pictures';
import { createAccounts, withUserName } from '../shared/accounts';
import { asSystem } from '../shared/actor';
import { clock } from '../shared/clock';
import { offsetOf } from '../shared/paging';
import { latest } from '../shared/sets';
import { entityColumns, jsonOf, knexOf, TABLES, whereContains } from '../shared/tables';
import { keyOf, keysOf, type Profile } from './profile';
import { GROUP } from './schema';

/** A group as it is stored. */
export type GroupRow = {
  id: number;
  document_id: string;
  name: string;
  nickname: string;
  about: string | null;
  kind: GroupKind;
  verified: unknown;
  email: string | null;
  confirmed_at: unknown;
  document_number: string | null;
  phone: string | null;
  status: GroupStatus | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: unknown;
  rule: unknown;
  public_id: string | null;
  token_version: number | null;
  created_at: unknown;
};

/** A group as the entity layer gives it. */
export type GroupEntry = {
  id: number;
  documentId: string;
  name: string;
  nickname: string;
  about: string | null;
  avatar: Picture | null;
  kind: GroupKind;
  verified: boolean | null;
  email: string | null;
  confirmedAt: string | null;
  documentNumber: string | null;
  phone: string | null;
  status: GroupStatus | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  rule: Rule | null;
  createdAt: string;
};

/** What is compared, and what is said where it is taken. */
const UNIQUE: { column: string; field: keyof Profile; code: ErrorCode; message: string }[] = [
  {
    column: 'name_key',
    field: 'name',
    code: 'name_taken',
    message: 'Somebody else has this name. Choose another one.',
  },
  {
    column: 'nickname_key',
    field: 'nickname',
    code: 'nickname_taken',
    message: 'Somebody else has this nickname. Choose another one.',
  },
  {
    column: 'email',
    field: 'email',
    code: 'email_taken',
    message: 'This address belongs to an account or to another group.',
  },
  {
    column: 'document_key',
    field: 'documentNumber',
    code: 'document_number_taken',
    message: 'Another group has this number.',
  },
];

const COLUMNS: Record<Exclude<GroupQuery['sort']['column'], 'members'>, string> = {
  name: 'g.name_key',
  nickname: 'g.nickname_key',
  email: 'g.email',
  documentNumber: 'g.document_key',
  phone: 'g.phone',
  kind: 'g.kind',
  status: 'g.status',
  createdAt: 'g.created_at',
};

type Sort = { column: keyof typeof COLUMNS | 'members'; direction: 'asc' | 'desc' };
type CountPeople = (rules: Map<number, Rule>) => Promise<Map<number, number>>;
type Narrow = (query: Knex.QueryBuilder) => Knex.QueryBuilder;

/** The profile as columns. */
const columnsOf = ({ documentNumber, ...profile }: Partial<Profile>) => ({
  ...profile,
  ...(documentNumber !== undefined && { document_number: documentNumber }),
  ...keysOf({ documentNumber, ...profile }),
});

export type NewGroup = Partial<Profile> & {
  name: string;
  nickname: string;
  kind: GroupKind;
  status: GroupStatus | null;
  verified: boolean;
  rule: Rule | null;
  publicId: string | null;
  confirmedAt: Date | null;
};

export const createQueries = (strapi: Core.Strapi) => {
  const accounts = createAccounts(strapi);
  const table = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.groups);
  const from = () => knexOf(strapi)({ g: TABLES.groups });

  const faultOf = ({ field, code, message }: (typeof UNIQUE)[number], value: string | null) => ({
    code,
    path: [field],
    message,
    ...(value && { value }),
  });

  /** Whether somebody has an account with this address, or is invited to. */
  const isPersons = async (email: string, transaction?: Knex.Transaction): Promise<boolean> => {
    if (await accounts.find(email, transaction)) return true;
    const invited = knexOf(strapi, transaction)(TABLES.invitations).where('open_email', email);
    return (await invited.first('id')) !== undefined;
  };

  /** Names that accounts go by, those among these in any case. */
  const userNames = async (transaction: Knex.Transaction | undefined, names: string[]) => {
    const knex = knexOf(strapi, transaction);
    const found: string[] = await withUserName(knex, knex(TABLES.users), names).pluck('username');
    return new Set(found.map(keyOf));
  };

  const members = () =>
    knexOf(strapi)({ m: TABLES.memberships })
      .where('m.status', 'active')
      .whereNotNull('m.user_id')
      .groupBy('m.group_id');

  /** Ids of the groups that open a space. */
  const opening = (space: string) =>
    knexOf(strapi)({ l: TABLES.spaceGroups })
      .join({ s: TABLES.spaces }, 's.id', 'l.space_id')
      .where('s.document_id', space)
      .select('l.group_id');

  /** Entries in the order of these ids. */
  const entries = async (ids: number[]): Promise<GroupEntry[]> => {
    const found = (await asSystem(() =>
      strapi.db.query(GROUP).findMany({ where: { id: { $in: ids } }, populate: ['avatar'] }),
    )) as GroupEntry[];
    const byId = new Map(found.map((entry) => [entry.id, entry]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  };

  /** With `fitting`, how many are in smart groups: their rules' people are no rows that could be counted. */
  const sorted = (
    query: Knex.QueryBuilder,
    { column, direction }: Sort,
    fitting: Map<number, number>,
  ) => {
    if (column !== 'members') return query.orderBy(COLUMNS[column], direction);
    const counted = members().select('m.group_id').count({ total: '*' }).as('c');
    const cases = [...fitting].map(([id, total]) => `when ${id} then ${total}`).join(' ');
    const people = cases ? `case g.id ${cases} else c.total end` : 'c.total';
    return query
      .leftJoin(counted, 'c.group_id', 'g.id')
      .orderByRaw(`coalesce(${people}, 0) ${direction}`);
  };

  const page = async (
    narrow: Narrow,
    { sort, ...paging }: { page: number; pageSize: number; sort: Sort },
    fitting = new Map<number, number>(),
  ): Promise<{ rows: GroupEntry[]; total: number }> => {
    const count = await narrow(from()).count({ total: '*' }).first();
    const ids: number[] = await sorted(narrow(from()), sort, fitting)
      .orderBy('g.id')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .pluck('g.id');
    return {
      rows: await entries(ids),
      total: Number((count as { total?: unknown } | undefined)?.total ?? 0),
    };
  };

  const rulesAmong = async (narrow: Narrow): Promise<Map<number, Rule>> => {
    const smart: { id: number; rule: unknown }[] = await narrow(from())
      .where('g.kind', 'smart')
      .whereNotNull('g.rule')
      .select('g.id', 'g.rule');
    return new Map(smart.map(({ id, rule }) => [id, jsonOf<Rule>(rule)]));
  };

  const matching =
    ({ _q, filters }: GroupFilters): Narrow =>
    (query) => {
      if (_q) whereContains(query, ['g.name', 'g.nickname', 'g.email', 'g.document_number'], _q);
      if (filters?.kind) query.where('g.kind', filters.kind);
      if (filters?.status) query.where('g.status', filters.status);
      if (filters?.confirmed !== undefined)
        query
          .where('g.kind', 'organization')
          [filters.confirmed ? 'whereNotNull' : 'whereNull']('g.confirmed_at');
      if (filters?.space) query.whereIn('g.id', opening(filters.space));
      return query;
    };

  return {
    entries,

    async insert(transaction: Knex.Transaction, group: NewGroup): Promise<GroupRow> {
      const { kind, status, verified, rule, publicId, confirmedAt, ...profile } = group;
      const columns = entityColumns();
      await table(transaction).insert({
        ...columns,
        ...columnsOf(profile),
        kind,
        status,
        verified,
        rule: rule && JSON.stringify(rule),
        public_id: publicId,
        token_version: 1,
        confirmed_at: confirmedAt,
      });
      return table(transaction).where('document_id', columns.document_id).first();
    },

    async change(
      transaction: Knex.Transaction,
      id: number,
      profile: Partial<Profile>,
      further: Record<string, unknown> = {},
    ) {
      await table(transaction)
        .where({ id })
        .update({ ...columnsOf(profile), ...further, updated_at: clock.now() });
    },

    /** Ids of the files that these groups have as pictures. */
    picturesOf: async (ids: number[]): Promise<number[]> =>
      (await entries(ids)).flatMap(({ avatar }) => avatar?.id ?? []),

    async setAvatar(id: number, file: number | null) {
      await asSystem(() =>
        strapi.db.query(GROUP).update({ where: { id }, data: { avatar: file } }),
      );
    },

    /** What kind of file one of the media library is; undefined: there is none. */
    kindOfFile: async (id: number): Promise<string | undefined> =>
      (await asSystem(() => strapi.db.query('plugin::upload.file').findOne({ where: { id } })))
        ?.mime,

    /** One at a time: all that changes a group and who is in it waits here. */
    lock: (transaction: Knex.Transaction, id: number): Promise<GroupRow | undefined> =>
      table(transaction).where({ id }).forUpdate().first(),

    lockAll: (transaction: Knex.Transaction, ids: number[]): Promise<GroupRow[]> =>
      table(transaction).whereIn('id', ids).orderBy('id').forUpdate(),

    findByNickname: (nickname: string): Promise<GroupRow | undefined> =>
      table().where('nickname_key', keyOf(nickname)).first(),

    find: (documentId: string): Promise<GroupRow | undefined> =>
      table().where('document_id', documentId).first(),

    findByPublicId: (
      publicId: string,
      transaction?: Knex.Transaction,
    ): Promise<GroupRow | undefined> => table(transaction).where('public_id', publicId).first(),

    findByEmails: (transaction: Knex.Transaction, emails: string[]): Promise<GroupRow[]> =>
      table(transaction).where('kind', 'organization').whereIn('email', emails),

    /** Those of these groups whose address is that of a confirmed account. */
    async overtaken(transaction: Knex.Transaction, groups: GroupRow[]): Promise<GroupRow[]> {
      const emails = groups.flatMap(({ email }) => email ?? []);
      const taken = await accounts.confirmed(transaction, emails);
      return groups.filter(({ email }) => email !== null && taken.has(email));
    },

    idsOf: async (transaction: Knex.Transaction, documentIds: string[]): Promise<number[]> =>
      table(transaction).whereIn('document_id', documentIds).orderBy('id').pluck('id'),

    after: (filters: GroupFilters, lastId: number, limit: number): Promise<number[]> =>
      matching(filters)(from())
        .where('g.id', '>', lastId)
        .orderBy('g.id')
        .limit(limit)
        .pluck('g.id'),

    async delete(transaction: Knex.Transaction, ids: number[]) {
      for (const name of ['memberships', 'follows'] as const)
        await transaction(TABLES[name]).whereIn('group_id', ids).delete();
    },

    /** Through the entity layer, which cleans up the picture's and the spaces' relations. */
    async remove(id: number) {
      await asSystem(() => strapi.db.query(GROUP).delete({ where: { id } }));
    },

    /** What of a profile is another group's, or an account's. */
    async taken(
      profile: Partial<Profile>,
      ownId: number | null,
      transaction?: Knex.Transaction,
    ): Promise<FieldError[]> {
      const keys: Record<string, string | null | undefined> = {
        ...keysOf(profile),
        email: profile.email,
      };
      const named = [profile.name, profile.nickname].flatMap((name) => name ?? []);
      const users = named.length > 0 ? await userNames(transaction, named) : new Set<string>();
      const faults: FieldError[] = [];
      for (const unique of UNIQUE) {
        const key = keys[unique.column];
        if (!key) continue;
        const other = await table(transaction)
          .where(unique.column, key)
          .whereNot('id', ownId ?? 0)
          .first('id');
        const isUsers =
          unique.field === 'email'
            ? await isPersons(key, transaction)
            : unique.field !== 'documentNumber' && users.has(key);
        if (other || isUsers) faults.push(faultOf(unique, profile[unique.field] ?? null));
      }
      return faults;
    },

    /**
     * Whether a group goes by one of these names or has shown that one of these addresses is its own:
     * nobody keeps others from theirs by naming it.
     */
    async reserves(
      transaction: Knex.Transaction,
      names: string[],
      emails: string[],
    ): Promise<boolean> {
      const keys = names.map(keyOf);
      const query = table(transaction).where((either) =>
        either
          .whereIn('name_key', keys)
          .orWhereIn('nickname_key', keys)
          .orWhere((own) => own.whereIn('email', emails).whereNotNull('confirmed_at')),
      );
      return (await latest(transaction, query).first('id')) !== undefined;
    },

    /**
     * `count` tells how many are in smart groups, which is what is shown of them. Counted here, as
     * `fitting`, where the list goes by it.
     */
    async list(query: GroupQuery, count: CountPeople) {
      const narrow = matching(query);
      const fitting =
        query.sort.column === 'members' ? await count(await rulesAmong(narrow)) : undefined;
      return { ...(await page(narrow, query, fitting)), fitting };
    },

    listPublic: ({ pagination, sort, _q }: PublicGroupQuery) =>
      page(
        (query) => {
          if (_q) whereContains(query, ['g.name', 'g.nickname', 'g.about'], _q);
          return query.where('g.verified', true);
        },
        { ...pagination, sort },
      ),

    /** How many are in groups and follow them; whom a rule fits is counted elsewhere. */
    async counts(ids: number[]): Promise<Map<number, { members: number; followers: number }>> {
      const rows: { group_id: number; total: unknown }[] = await members()
        .whereIn('m.group_id', ids)
        .select('m.group_id')
        .count({ total: '*' });
      const followers: { group_id: number; total: unknown }[] = await knexOf(strapi)(TABLES.follows)
        .whereIn('group_id', ids)
        .groupBy('group_id')
        .select('group_id')
        .count({ total: '*' });
      const totalOf = (counted: typeof rows, id: number) =>
        Number(counted.find(({ group_id }) => group_id === id)?.total ?? 0);
      return new Map(
        ids.map((id) => [id, { members: totalOf(rows, id), followers: totalOf(followers, id) }]),
      );
    },

    /** Spaces that groups open, by group. */
    async spacesOf(ids: number[]): Promise<Map<number, { documentId: string; title: string }[]>> {
      const rows: { group_id: number; documentId: string; title: string }[] = await knexOf(strapi)({
        l: TABLES.spaceGroups,
      })
        .join({ s: TABLES.spaces }, 's.id', 'l.space_id')
        .whereIn('l.group_id', ids)
        .orderBy('s.title')
        .select('l.group_id', 's.document_id as documentId', 's.title');
      const spaces = new Map<number, { documentId: string; title: string }[]>();
      for (const { group_id, ...space } of rows)
        spaces.set(group_id, [...(spaces.get(group_id) ?? []), space]);
      return spaces;
    },

    async follow(transaction: Knex.Transaction, groupId: number, userId: number) {
      await transaction(TABLES.follows)
        .insert({ ...entityColumns(), group_id: groupId, user_id: userId })
        .onConflict(['group_id', 'user_id'])
        .ignore();
    },

    async unfollow(groupId: number, userId: number) {
      await knexOf(strapi)(TABLES.follows).where({ group_id: groupId, user_id: userId }).delete();
    },

    follows: async (groupId: number, userId: number): Promise<boolean> =>
      (await knexOf(strapi)(TABLES.follows)
        .where({ group_id: groupId, user_id: userId })
        .first('id')) !== undefined,
  };
};

export type Queries = ReturnType<typeof createQueries>;
