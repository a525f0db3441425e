import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MemberRole, MemberStatus } from '../../../contracts/groups';
import type { PageQuery } from '../../../contracts/paging';
import { withUserName } from '../shared/accounts';
import { clock } from '../shared/clock';
import { entityColumns, knexOf, TABLES, whereContains } from '../shared/tables';
import { offsetOf } from '../shared/paging';
import { latest } from '../shared/sets';

/** A membership as it is stored. */
export type MembershipRow = {
  id: number;
  document_id: string;
  group_id: number;
  user_id: number | null;
  invitation_id: number | null;
  role: MemberRole;
  status: MemberStatus | 'declined';
  since: unknown;
  inviter_id: number | null;
};

/** A person as groups speak of one. */
export type Person = { id: number; username: string; email: string };

/** Who is in a group or about to be, with whom it is. */
export type Listed = {
  id: number;
  /** Null: by the rule of a smart group alone. */
  documentId: string | null;
  role: MemberRole;
  status: MemberStatus;
  createdAt: unknown;
  userId: number | null;
  userDocumentId: string | null;
  username: string | null;
  email: string;
};

/** Whom a list shows. */
export type Wanted = {
  statuses: MemberStatus[];
  /** In user name or address. */
  search?: string;
  /** Leaves out those who are invited to the platform and have no account yet. */
  hasAccount?: boolean;
};

const MANAGERS: MemberRole[] = ['creator', 'admin'];

export const createMembershipQueries = (strapi: Core.Strapi) => {
  const table = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.memberships);

  /** Memberships with whose they are: an account's or, until it is there, an invitation's. */
  const listed = (groupId: number, { statuses, search, hasAccount }: Wanted) => {
    const query = knexOf(strapi)({ m: TABLES.memberships })
      .leftJoin({ u: TABLES.users }, 'u.id', 'm.user_id')
      .leftJoin({ i: TABLES.invitations }, 'i.id', 'm.invitation_id')
      .where('m.group_id', groupId)
      .whereIn('m.status', statuses)
      .where((known) => {
        if (hasAccount) known.whereNotNull('u.id');
        else known.whereNotNull('m.user_id').orWhereNotNull('i.open_email');
      });
    return search ? whereContains(query, ['u.username', 'u.email', 'i.email'], search) : query;
  };

  return {
    of: (
      transaction: Knex.Transaction | undefined,
      groupId: number,
      userId: number,
    ): Promise<MembershipRow | undefined> =>
      table(transaction).where({ group_id: groupId, user_id: userId }).first(),

    find: (
      transaction: Knex.Transaction,
      groupId: number,
      documentId: string,
    ): Promise<MembershipRow | undefined> =>
      table(transaction)
        .where({ group_id: groupId, document_id: documentId })
        .whereNot('status', 'declined')
        .first(),

    async insert(
      transaction: Knex.Transaction,
      membership: Pick<MembershipRow, 'group_id' | 'role' | 'status'> &
        Partial<Pick<MembershipRow, 'user_id' | 'invitation_id' | 'inviter_id'>>,
    ): Promise<string> {
      const columns = entityColumns();
      await table(transaction).insert({ ...columns, ...membership, since: clock.now() });
      return columns.document_id;
    },

    async change(
      transaction: Knex.Transaction,
      id: number,
      changes: Partial<Pick<MembershipRow, 'role' | 'status' | 'inviter_id'>>,
    ) {
      const now = clock.now();
      const since = changes.status ? { since: now } : {};
      await table(transaction)
        .where({ id })
        .update({ ...changes, ...since, updated_at: now });
    },

    async delete(transaction: Knex.Transaction, ids: number[]) {
      await table(transaction).whereIn('id', ids).delete();
    },

    /** Active memberships of accounts, those first that have the most say and were there first. */
    active: async (transaction: Knex.Transaction, groupId: number): Promise<MembershipRow[]> =>
      latest(
        transaction,
        table(transaction)
          .where({ group_id: groupId, status: 'active' })
          .whereNotNull('user_id')
          .orderByRaw("case role when 'creator' then 0 when 'admin' then 1 else 2 end")
          .orderBy('since')
          .orderBy('id'),
      ),

    managers: (transaction: Knex.Transaction, groupId: number): Promise<Person[]> =>
      transaction({ m: TABLES.memberships })
        .join({ u: TABLES.users }, 'u.id', 'm.user_id')
        .where({ 'm.group_id': groupId, 'm.status': 'active' })
        .whereIn('m.role', MANAGERS)
        .orderBy('u.id')
        .select('u.id', 'u.username', 'u.email'),

    person: (transaction: Knex.Transaction, id: number): Promise<Person | undefined> =>
      transaction(TABLES.users).where({ id }).first('id', 'username', 'email'),

    people: (transaction: Knex.Transaction, ids: number[]): Promise<Person[]> =>
      transaction(TABLES.users).whereIn('id', ids).orderBy('id').select('id', 'username', 'email'),

    /** Who goes by a user name and may take part: as it is written, or else in any letter case. */
    async personNamed(transaction: Knex.Transaction, name: string): Promise<Person | undefined> {
      const candidates: Person[] = await withUserName(transaction, transaction(TABLES.users), [
        name,
      ])
        .where((allowed) => allowed.whereNull('blocked').orWhere('blocked', false))
        .where('confirmed', true)
        .orderBy('id')
        .select('id', 'username', 'email');
      const key = name.toLowerCase();
      const found = candidates.filter(({ username }) => username.toLowerCase() === key);
      return found.find(({ username }) => username === name) ?? found[0];
    },

    async page(
      groupId: number,
      wanted: Wanted,
      paging: PageQuery,
    ): Promise<{ rows: Listed[]; total: number }> {
      const count = await listed(groupId, wanted).count({ total: '*' }).first();
      const rows: Listed[] = await listed(groupId, wanted)
        .orderByRaw("case m.role when 'creator' then 0 when 'admin' then 1 else 2 end")
        .orderBy('m.since')
        .orderBy('m.id')
        .limit(paging.pageSize)
        .offset(offsetOf(paging))
        .select(
          'm.id',
          'm.document_id as documentId',
          'm.role',
          'm.status',
          'm.since as createdAt',
          'u.id as userId',
          'u.document_id as userDocumentId',
          'u.username',
          knexOf(strapi).raw('coalesce(u.email, i.email) as email'),
        );
      return {
        rows,
        total: Number((count as { total?: unknown } | undefined)?.total ?? 0),
      };
    },

    /** Everything that somebody is, is asked or asks to be. */
    ofUser: (
      userId: number,
    ): Promise<
      {
        documentId: string;
        role: MemberRole;
        status: MemberStatus;
        groupId: number;
        createdAt: unknown;
      }[]
    > =>
      table()
        .where({ user_id: userId })
        .whereIn('status', ['active', 'invited', 'requested'])
        .orderBy('id')
        .select(
          'document_id as documentId',
          'role',
          'status',
          'group_id as groupId',
          'created_at as createdAt',
        ),

    /** Ids of the verified groups that somebody is in. */
    async verifiedOf(userId: number, paging: PageQuery): Promise<{ ids: number[]; total: number }> {
      const verified = () =>
        knexOf(strapi)({ m: TABLES.memberships })
          .join({ g: TABLES.groups }, 'g.id', 'm.group_id')
          .where({ 'm.user_id': userId, 'm.status': 'active', 'g.verified': true });
      const count = await verified().count({ total: '*' }).first();
      const ids: number[] = await verified()
        .orderBy('g.name_key')
        .limit(paging.pageSize)
        .offset(offsetOf(paging))
        .pluck('g.id');
      return { ids, total: Number((count as { total?: unknown } | undefined)?.total ?? 0) };
    },

    /** How many groups somebody has made whose address nobody has confirmed. */
    async countUnconfirmed(transaction: Knex.Transaction, userId: number): Promise<number> {
      const count = await transaction({ m: TABLES.memberships })
        .join({ g: TABLES.groups }, 'g.id', 'm.group_id')
        .where({ 'm.user_id': userId, 'm.role': 'creator' })
        .whereNull('g.confirmed_at')
        .count({ total: '*' })
        .first();
      return Number((count as { total?: unknown } | undefined)?.total ?? 0);
    },

    /** Ids of the invitations that carry these groups and are not accepted. */
    invitationsOf: (transaction: Knex.Transaction, groupIds: number[]): Promise<number[]> =>
      table(transaction)
        .whereIn('group_id', groupIds)
        .whereNull('user_id')
        .whereNotNull('invitation_id')
        .pluck('invitation_id'),

    /** Groups that these users are in or about to be, and follow. */
    groupsOf: (transaction: Knex.Transaction, userIds: number[]): Promise<number[]> =>
      table(transaction)
        .whereIn('user_id', userIds)
        .whereNotNull('group_id')
        .distinct('group_id')
        .orderBy('group_id')
        .pluck('group_id'),

    async forgetUsers(transaction: Knex.Transaction, userIds: number[]) {
      for (const name of ['memberships', 'follows', 'notices'] as const)
        await transaction(TABLES[name]).whereIn('user_id', userIds).delete();
    },
  };
};

export type MembershipQueries = ReturnType<typeof createMembershipQueries>;
