import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Activity, ActivityAction, ActivityQuery } from '../../../contracts/activity';
import { offsetOf } from '../shared/paging';
import { among } from '../shared/sets';
import { entityColumns, isoDate, jsonOf, knexOf, TABLES } from '../shared/tables';

export type Happening = {
  action: ActivityAction;
  space?: { documentId: string; title: string } | null;
  /** On whom or what: an address, a title, a file name. */
  subject?: string | null;
  details?: Record<string, unknown>;
  /** The invitation that it is about, whose history it belongs to. */
  invitationId?: number | null;
  /** documentId of the group that it is about, whose history it belongs to. */
  groupId?: string | null;
};

/** Who did it: an administrator, or a user by name alone. */
export type By = { id: number | null; name: string } | null;

const TABLE = 'participation_activities';
const BATCH = 200;

export const createQueries = (strapi: Core.Strapi) => ({
  async insert(transaction: Knex.Transaction, by: By, happenings: Happening[]) {
    const rows = happenings.map(({ action, space, subject, details, invitationId, groupId }) => ({
      ...entityColumns(),
      action,
      actor_id: by?.id ?? null,
      actor_name: by?.name ?? null,
      space_id: space?.documentId ?? null,
      space_title: space?.title ?? null,
      subject: subject ?? null,
      details: JSON.stringify(details ?? {}),
      invitation_id: invitationId ?? null,
      group_id: groupId ?? null,
    }));
    await transaction.batchInsert(TABLE, rows, BATCH);
  },

  async ofInvitation(invitationId: number): Promise<Activity[]> {
    const rows = await knexOf(strapi)(TABLE).where('invitation_id', invitationId).orderBy('id');
    return rows.map(toActivity);
  },

  /** The latest first. */
  async ofGroup(groupId: string, limit: number): Promise<Activity[]> {
    const rows = await knexOf(strapi)(TABLE)
      .where('group_id', groupId)
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(toActivity);
  },

  /** Changes of groups since a moment: what of which, by documentId. */
  async changesSince(
    transaction: Knex.Transaction,
    groupIds: string[],
    since: Date,
  ): Promise<{ groupId: string; changed: string[] }[]> {
    const rows: { group_id: string; details: unknown }[] = await transaction(TABLE)
      .whereIn('group_id', groupIds)
      .where({ action: 'group.updated' satisfies ActivityAction })
      .where('created_at', '>', since)
      .select('group_id', 'details');
    return rows.map(({ group_id, details }) => ({
      groupId: group_id,
      changed: jsonOf<{ changed?: string[] }>(details).changed ?? [],
    }));
  },

  /** User name of an account. */
  async userName(transaction: Knex.Transaction, id: number): Promise<string | null> {
    const user = await transaction(TABLES.users).where({ id }).first('username');
    return user?.username ?? null;
  },

  /** Erases whom entries about these invitations name, and these addresses from older entries. */
  async forget(
    transaction: Knex.Transaction,
    invitationIds: number[],
    { emails, before }: { emails: string[]; before: Date },
  ) {
    await transaction(TABLE).whereIn('invitation_id', invitationIds).update({ subject: null });
    await transaction(TABLE)
      .where(among(transaction, 'subject', emails))
      .where('created_at', '<', before)
      .update({ subject: null });
  },

  async list(query: ActivityQuery): Promise<{ rows: Activity[]; total: number }> {
    const matching = () => {
      const builder = knexOf(strapi)(TABLE);
      if (query.space) builder.where('space_id', query.space);
      if (query.action) builder.where('action', query.action);
      return builder;
    };
    const count = await matching().count({ total: '*' }).first();
    const rows = await matching()
      .orderBy('id', 'desc')
      .limit(query.pageSize)
      .offset(offsetOf(query));
    return { rows: rows.map(toActivity), total: Number(count?.total ?? 0) };
  },
});

const toActivity = (row: Record<string, unknown>): Activity => ({
  documentId: row.document_id as string,
  action: row.action as Activity['action'],
  actor: row.actor_name as string | null,
  space: row.space_id
    ? { documentId: row.space_id as string, title: row.space_title as string }
    : null,
  subject: row.subject as string | null,
  details: jsonOf<Record<string, unknown>>(row.details) ?? {},
  createdAt: isoDate(row.created_at)!,
});
