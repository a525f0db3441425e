import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { GroupRef } from '../../../contracts/groups';
import { clock } from '../shared/clock';
import { configOf } from '../shared/config';
import { insertUnlessThere } from '../shared/sets';
import { entityColumns, knexOf, TABLES } from '../shared/tables';
import type { MembershipRow } from './membership-queries';
import type { createMemberships } from './memberships';

type Named = GroupRef & { invitation_id: number };

/** Places in groups that come with an invitation, or with an account at once. */
export const createCarried = (
  strapi: Core.Strapi,
  { crown, tellAccepted }: ReturnType<typeof createMemberships>,
) => {
  /** Adds memberships that are not there; gives which of the rows are new. */
  const insert = async <Row extends { user_id?: number; invitation_id?: number }>(
    transaction: Knex.Transaction,
    groupId: number,
    rows: Row[],
    status: 'active' | 'invited',
  ): Promise<Row[]> => {
    const unique = status === 'active' ? 'user_id' : 'invitation_id';
    const own = rows.map((row) => ({
      ...entityColumns(),
      ...row,
      group_id: groupId,
      role: 'member',
      status,
      since: clock.now(),
    }));
    await insertUnlessThere(transaction, TABLES.memberships, own, ['group_id', unique]);
    const there = new Set<string>(
      await transaction(TABLES.memberships)
        .where('group_id', groupId)
        .whereIn(
          'document_id',
          own.map(({ document_id }) => document_id),
        )
        .pluck('document_id'),
    );
    return rows.filter((_row, at) => there.has(own[at]!.document_id));
  };

  /** Who was asked, had asked or was turned down is in now. */
  const activate = async (
    transaction: Knex.Transaction,
    groupId: number,
    userIds: number[],
  ): Promise<number[]> => {
    const waiting: Pick<MembershipRow, 'user_id' | 'status'>[] = await transaction(
      TABLES.memberships,
    )
      .where('group_id', groupId)
      .whereIn('user_id', userIds)
      .whereNot('status', 'active')
      .forUpdate()
      .select('user_id', 'status');
    const ids = waiting.map(({ user_id }) => user_id!);
    if (ids.length > 0)
      await transaction(TABLES.memberships)
        .where('group_id', groupId)
        .whereIn('user_id', ids)
        .update({ status: 'active', role: 'member', since: clock.now() });
    const asked = waiting.filter(({ status }) => status === 'requested');
    await tellAccepted(
      transaction,
      groupId,
      asked.map(({ user_id }) => user_id!),
    );
    return ids;
  };

  return {
    /** Puts accounts into a group; gives those that were not in it. */
    async admit(
      transaction: Knex.Transaction,
      groupId: number,
      userIds: number[],
    ): Promise<Set<number>> {
      const waiting = await activate(transaction, groupId, userIds);
      const rows = userIds.map((id) => ({ user_id: id }));
      const added = await insert(transaction, groupId, rows, 'active');
      const entered = new Set([...waiting, ...added.map(({ user_id }) => user_id)]);
      if (entered.size > 0) await crown(transaction, [groupId]);
      return entered;
    },

    /** Has invitations carry a group; gives those that did not. */
    async carry(
      transaction: Knex.Transaction,
      groupId: number,
      invitationIds: number[],
    ): Promise<Set<number>> {
      const rows = [...invitationIds]
        .sort((one, other) => one - other)
        .map((id) => ({ invitation_id: id }));
      const added = await insert(transaction, groupId, rows, 'invited');
      return new Set(added.map(({ invitation_id }) => invitation_id));
    },

    /** Gives whoever accepted an invitation what it carries. */
    async link(transaction: Knex.Transaction, invitationId: number, userId: number): Promise<void> {
      const carried: { id: number; group_id: number }[] = await transaction(TABLES.memberships)
        .where('invitation_id', invitationId)
        .whereNull('user_id')
        .forUpdate()
        .select('id', 'group_id');
      for (const { id, group_id } of carried) {
        const own = await transaction(TABLES.memberships)
          .where({ group_id, user_id: userId })
          .forUpdate()
          .first('id');
        if (own) {
          await transaction(TABLES.memberships).where({ id }).delete();
          await activate(transaction, group_id, [userId]);
        } else
          await transaction(TABLES.memberships)
            .where({ id })
            .update({ user_id: userId, status: 'active', since: clock.now() });
      }
      if (carried.length > 0)
        await crown(
          transaction,
          carried.map(({ group_id }) => group_id),
        );
    },

    /** Takes back what ended invitations carried and nobody has accepted. */
    async drop(transaction: Knex.Transaction, invitationIds: number[]): Promise<void> {
      await transaction(TABLES.memberships)
        .whereIn('invitation_id', invitationIds)
        .whereNull('user_id')
        .delete();
    },

    /** Ids of the groups that users are in, by user; whom rules fit is not among them. */
    async groupIdsOf(
      transaction: Knex.Transaction,
      userIds: number[],
    ): Promise<Map<number, Set<number>>> {
      const rows: { user_id: number; group_id: number }[] = await transaction(TABLES.memberships)
        .whereIn('user_id', userIds)
        .where('status', 'active')
        .select('user_id', 'group_id');
      const groups = new Map<number, Set<number>>();
      for (const { user_id, group_id } of rows)
        groups.set(user_id, (groups.get(user_id) ?? new Set()).add(group_id));
      return groups;
    },

    /** The groups that invitations carry or carried, by invitation; none while there are no groups. */
    async carriedBy(
      invitationIds: number[],
      transaction?: Knex.Transaction,
    ): Promise<Map<number, GroupRef[]>> {
      if (!configOf(strapi).groups.enabled) return new Map();
      const rows: Named[] = await knexOf(
        strapi,
        transaction,
      )({ m: TABLES.memberships })
        .join({ g: TABLES.groups }, 'g.id', 'm.group_id')
        .whereIn('m.invitation_id', invitationIds)
        .orderBy('g.name')
        .select('m.invitation_id', 'g.document_id as documentId', 'g.name', 'g.nickname');
      const groups = new Map<number, GroupRef[]>();
      for (const { invitation_id, ...group } of rows)
        groups.set(invitation_id, [...(groups.get(invitation_id) ?? []), group]);
      return groups;
    },

    /** Groups by their ids, those that are gone left out; none while there are no groups. */
    async byIds(
      ids: number[],
      transaction?: Knex.Transaction,
    ): Promise<(GroupRef & { id: number })[]> {
      if (!configOf(strapi).groups.enabled) return [];
      return knexOf(
        strapi,
        transaction,
      )(TABLES.groups)
        .whereIn('id', ids)
        .orderBy('id')
        .select('id', 'document_id as documentId', 'name', 'nickname');
    },
  };
};
