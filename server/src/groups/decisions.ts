import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { GroupAction, GroupActionAnswer } from '../../../contracts/groups';
import { adminOf, type Actor } from '../shared/actor';
import { batches, inBulk } from '../shared/bulk';
import { clock } from '../shared/clock';
import { service } from '../shared/services';
import { isoDate } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import type { MembershipQueries } from './membership-queries';
import type { Notices } from './notices';
import { isIdentity } from './organizations';
import type { GroupRow, Queries } from './queries';

/** Groups that one transaction of a bulk action works on. */
const BATCH = 200;

const DECISIONS = {
  verify: { status: 'verified', verified: true, action: 'group.verified', kind: 'verified' },
  reject: { status: 'rejected', verified: false, action: 'group.rejected', kind: 'rejected' },
} as const;

/** What becomes of a group that is to be verified by file. */
type Verification = 'verified' | 'already_verified' | 'rejected' | 'unconfirmed';

/** How administrators vouch for organizations, or refuse to. */
export const createDecisions = (
  strapi: Core.Strapi,
  { queries, members, notices }: { queries: Queries; members: MembershipQueries; notices: Notices },
) => {
  /** Those of these groups that are others than they were at a moment, or were not there then. */
  const changedSince = async (
    transaction: Knex.Transaction,
    groups: GroupRow[],
    asOf: string | undefined,
  ): Promise<GroupRow[]> => {
    if (asOf === undefined) return [];
    const moment = new Date(asOf);
    const changes = await service(strapi, 'activity').changesSince(
      transaction,
      groups.map(({ document_id }) => document_id),
      moment,
    );
    const others = new Set(
      changes.filter(({ changed }) => isIdentity(changed)).map(({ groupId }) => groupId),
    );
    return groups.filter(
      ({ document_id, created_at }) =>
        others.has(document_id) || new Date(isoDate(created_at)!) > moment,
    );
  };

  /** Decides about those of these groups for which it changes something, and may. */
  const decide = (
    ids: number[],
    { action, reason, asOf }: GroupAction,
    actor: Actor,
  ): Promise<{ affected: number; changed: number; taken: number }> =>
    inTransaction(strapi, async (transaction) => {
      const groups = await queries.lockAll(transaction, ids);
      const open = groups.filter(
        ({ kind, status }) => kind === 'organization' && status !== DECISIONS[action].status,
      );
      const changed = await changedSince(transaction, open, asOf);
      const seen = open.filter((group) => !changed.includes(group));
      const taken = action === 'verify' ? await queries.overtaken(transaction, seen) : [];
      const decided = seen.filter((group) => !taken.includes(group));
      for (const group of decided)
        await decideOn(transaction, group, action, reason || null, actor);
      return { affected: decided.length, changed: changed.length, taken: taken.length };
    });

  const decideOn = async (
    transaction: Knex.Transaction,
    group: GroupRow,
    action: GroupAction['action'],
    reason: string | null,
    actor: Actor,
  ) => {
    const { status, verified, action: happening, kind } = DECISIONS[action];
    await queries.change(
      transaction,
      group.id,
      {},
      {
        status,
        verified,
        reason,
        decided_by: adminOf(actor)?.name ?? null,
        decided_at: clock.now(),
      },
    );
    await service(strapi, 'activity').record(transaction, actor, [
      {
        action: happening,
        subject: group.name,
        groupId: group.document_id,
        details: reason ? { reason } : {},
      },
    ]);
    const managers = await members.managers(transaction, group.id);
    await notices.tell(transaction, [
      ...(group.email ? [{ kind, group, userId: null, email: group.email, reason }] : []),
      ...managers.map(({ id, email }) => ({
        kind,
        group,
        userId: id,
        // The group's address is one of theirs, or one that they read.
        email: group.email ? null : email,
        reason,
      })),
    ]);
  };

  /** What a file can do for these groups, by address. */
  const statesOf = async (
    transaction: Knex.Transaction,
    groups: GroupRow[],
  ): Promise<Map<string, Verification>> => {
    const overtaken = await queries.overtaken(transaction, groups);
    const stateOf = (group: GroupRow): Verification => {
      if (group.status === 'verified') return 'already_verified';
      if (group.status === 'rejected') return 'rejected';
      // What somebody else shows to be theirs is not the group's, whoever followed its link before.
      return group.confirmed_at && !overtaken.includes(group) ? 'verified' : 'unconfirmed';
    };
    return new Map(groups.map((group) => [group.email!, stateOf(group)]));
  };

  return {
    /** Verifies or rejects groups; those that are so already are skipped. */
    async act(action: GroupAction, actor: Actor): Promise<GroupActionAnswer> {
      let [changed, taken] = [0, 0];
      const answer = await inBulk(
        {
          ids: action.ids,
          byIds: (wanted) =>
            inTransaction(strapi, (transaction) => queries.idsOf(transaction, wanted)),
          all: () =>
            batches(
              (lastId) => queries.after(action, lastId, BATCH),
              (id) => id,
            ),
        },
        async (found) => {
          const done = await decide(found, action, actor);
          changed += done.changed;
          taken += done.taken;
          return done.affected;
        },
      );
      return { ...answer, ...(changed > 0 && { changed }), ...(taken > 0 && { taken }) };
    },

    /** What would become of the groups of these addresses if they were verified by file. */
    expected: async (
      transaction: Knex.Transaction,
      emails: string[],
    ): Promise<Map<string, Verification>> =>
      statesOf(transaction, await queries.findByEmails(transaction, emails)),

    /** Verifies the groups of these addresses, within a transaction of somebody else's. */
    async verify(
      transaction: Knex.Transaction,
      emails: string[],
      actor: Actor,
    ): Promise<Map<string, Verification>> {
      const found = await queries.findByEmails(transaction, emails);
      const groups = await queries.lockAll(
        transaction,
        found.map(({ id }) => id),
      );
      const states = await statesOf(transaction, groups);
      for (const group of groups)
        if (emails.includes(group.email!) && states.get(group.email!) === 'verified')
          await decideOn(transaction, group, 'verify', null, actor);
      return states;
    },
  };
};
