import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { GroupChanges, GroupInput, PublicGroupDetail } from '../../../contracts/groups';
import type { FieldError } from '../../../contracts/errors';
import type { Actor } from '../shared/actor';
import { clock } from '../shared/clock';
import { configOf } from '../shared/config';
import { refuseFields } from '../shared/errors';
import { service } from '../shared/services';
import { holdNames } from '../shared/names';
import { createPublicId } from '../shared/token';
import { inTransaction, isDuplicate } from '../shared/transactions';
import type { createConfirmations } from './confirmations';
import type { MembershipQueries, MembershipRow } from './membership-queries';
import type { Notices } from './notices';
import { checkProfile, keyOf, type Profile } from './profile';
import type { GroupRow, Queries } from './queries';
import { isKnown, isManager, mayManage, refuse, unknownGroup, userOf } from './rights';

/** What the platform vouches for: when it changes, an administrator has to look again. */
const IDENTITY: string[] = ['name', 'nickname', 'email', 'documentNumber', 'phone'];

/** Whether something of it is among these fields. */
export const isIdentity = (fields: string[]): boolean =>
  fields.some((field) => IDENTITY.includes(field));

/** Groups of one person that wait to be confirmed: each has sent a mail to an address of their choice. */
const MOST_UNCONFIRMED = 50;

/** A group in the hands of who manages it. */
type Managed = {
  transaction: Knex.Transaction;
  group: GroupRow;
  own: MembershipRow;
  userId: number;
};

type Parts = {
  queries: Queries;
  members: MembershipQueries;
  notices: Notices;
  confirmations: ReturnType<typeof createConfirmations>;
};

export type ConfirmationPreview = {
  name: string;
  confirmed: boolean;
  /** An administrator is yet to verify or reject the group. */
  awaitsDecision: boolean;
  locale: string | null;
};

/** What of a profile differs from what is stored. */
export const changesOf = (group: GroupRow, profile: Partial<Profile>): (keyof Profile)[] => {
  const stored: Profile = { ...group, documentNumber: group.document_number };
  return (Object.keys(profile) as (keyof Profile)[]).filter(
    (field) => profile[field] !== stored[field],
  );
};

/** Of a profile, what differs from what is stored. */
export const differing = (group: GroupRow, profile: Partial<Profile>): Partial<Profile> =>
  Object.fromEntries(changesOf(group, profile).map((field) => [field, profile[field]]));

/** Organizations: what users make of them. */
export const createOrganizations = (
  strapi: Core.Strapi,
  { queries, members, notices, confirmations }: Parts,
) => {
  const checked = (given: GroupChanges): Partial<Profile> => {
    const { profile, faults } = checkProfile(given, configOf(strapi).groups.country);
    const [first, ...others] = faults;
    if (first) throw refuseFields(400, [first, ...others]);
    return profile;
  };

  const refuseTaken = (faults: FieldError[]) => {
    const [first, ...others] = faults;
    if (first) throw refuseFields(409, [first, ...others]);
  };

  /** First in a transaction that writes a profile: nobody else comes by its names meanwhile. */
  const claim = async (
    transaction: Knex.Transaction,
    profile: Partial<Profile>,
    ownId: number | null,
  ): Promise<void> => {
    await holdNames(transaction);
    refuseTaken(await queries.taken(profile, ownId, transaction));
  };

  /**
   * Writes a profile, which claims its names; should somebody be faster past that, by what the index
   * refuses, that is told alike.
   */
  const writing = async <Result>(
    profile: Partial<Profile>,
    ownId: number | null,
    write: () => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await write();
    } catch (error) {
      if (isDuplicate(error)) refuseTaken(await queries.taken(profile, ownId));
      throw error;
    }
  };

  const record = (
    transaction: Knex.Transaction,
    actor: Actor,
    group: GroupRow,
    action: 'group.created' | 'group.updated' | 'group.confirmed' | 'group.unverified',
    details = {},
  ) =>
    service(strapi, 'activity').record(transaction, actor, [
      { action, subject: group.name, groupId: group.document_id, details },
    ]);

  /** Does `work` on the group that somebody manages, while nobody else changes it. */
  const managing = async <Result>(
    nickname: string,
    actor: Actor,
    work: (scene: Managed) => Promise<Result>,
    before?: (transaction: Knex.Transaction) => Promise<void>,
  ): Promise<Result> => {
    const { id: userId } = userOf(actor);
    // Before the transaction: MySQL and MariaDB read in one what was there when it first looked.
    const found = await queries.findByNickname(nickname);
    return inTransaction(strapi, async (transaction) => {
      await before?.(transaction);
      const group = found && (await queries.lock(transaction, found.id));
      if (!group) throw unknownGroup();
      const own = await members.of(transaction, group.id, userId);
      if (!isKnown(group, own)) throw unknownGroup();
      if (!own || !isManager(own)) throw mayManage();
      return work({ transaction, group, own, userId });
    });
  };

  const confirmable = async (token: string): Promise<GroupRow> => {
    const group = await confirmations.groupOf(token);
    if (group) return group;
    throw refuse(
      404,
      'confirmation_invalid',
      'This link is wrong or no longer valid. Ask for a new one on the page of your group.',
    );
  };

  const detail = (nickname: string, actor: Actor): Promise<PublicGroupDetail> =>
    service(strapi, 'groups').one(nickname, actor);

  return {
    checked,
    claim,
    writing,
    managing,

    async create(input: GroupInput, actor: Actor): Promise<PublicGroupDetail> {
      const { id: userId } = userOf(actor);
      const profile = checked(input) as Profile;
      await writing(profile, null, () =>
        inTransaction(strapi, async (transaction) => {
          await claim(transaction, profile, null);
          if ((await members.countUnconfirmed(transaction, userId)) >= MOST_UNCONFIRMED)
            throw refuse(
              429,
              'too_many_requests',
              `You have made ${MOST_UNCONFIRMED} groups whose addresses are not confirmed. Confirm or delete some first.`,
            );
          const group = await queries.insert(transaction, {
            ...profile,
            kind: 'organization',
            status: 'pending',
            verified: false,
            rule: null,
            publicId: createPublicId(),
            confirmedAt: null,
          });
          await members.insert(transaction, {
            group_id: group.id,
            user_id: userId,
            role: 'creator',
            status: 'active',
          });
          await notices.askToConfirm(transaction, group, userId);
          await record(transaction, actor, group, 'group.created');
        }),
      );
      return detail(profile.nickname, actor);
    },

    /**
     * Changes what is given. A new address has to be confirmed; where the platform vouches for the
     * group, administrators look at it again.
     */
    async update(
      nickname: string,
      changes: GroupChanges,
      actor: Actor,
    ): Promise<PublicGroupDetail> {
      const given = checked(changes);
      // First of all: what is taken tells others what the group keeps to itself.
      const seen = await managing(nickname, actor, async ({ group }) => group);
      // What it has already stays its own, whoever has come by the same since.
      const profile = differing(seen, given);
      const now = await writing(profile, seen.id, () =>
        managing(
          nickname,
          actor,
          async ({ transaction, group, userId }) => {
            const changed = changesOf(group, profile);
            if (changed.length === 0) return group.nickname;
            const looksAgain = isIdentity(changed) && group.status !== 'pending';
            const isNewAddress = changed.includes('email');
            await queries.change(transaction, group.id, profile, {
              ...(looksAgain && { status: 'pending', verified: false, reason: null }),
              ...(isNewAddress && { confirmed_at: null, token_version: group.token_version! + 1 }),
            });
            const after = (await queries.lock(transaction, group.id))!;
            await record(transaction, actor, after, 'group.updated', { changed });
            if (looksAgain) {
              await record(transaction, actor, after, 'group.unverified');
              await notices.tellAdministrators(transaction, after);
            }
            if (isNewAddress) await notices.askToConfirm(transaction, after, userId);
            return after.nickname;
          },
          (transaction) => claim(transaction, profile, seen.id),
        ),
      );
      return detail(now, actor);
    },

    async delete(nickname: string, actor: Actor): Promise<void> {
      await managing(nickname, actor, async ({ transaction, group, own }) => {
        if (own.role !== 'creator')
          throw refuse(403, 'not_the_creator', 'Only the creator of the group may delete it.');
        await service(strapi, 'groups').remove(transaction, group, actor);
      });
    },

    /** What a link would confirm; looking changes nothing. */
    async previewConfirmation(token: string): Promise<ConfirmationPreview> {
      const group = await confirmable(token);
      return {
        name: group.name,
        confirmed: group.confirmed_at !== null,
        awaitsDecision: group.status === 'pending',
        locale: await notices.confirmationLocale(group.id),
      };
    },

    /** Notes that a group's address is right; the link can be followed again without harm. */
    async confirm(token: string): Promise<{ name: string; nickname: string }> {
      const group = await confirmable(token);
      const { name, nickname } = group;
      if (group.confirmed_at) return { name, nickname };
      await inTransaction(strapi, async (transaction) => {
        await holdNames(transaction);
        const locked = await queries.lock(transaction, group.id);
        if (!locked || locked.confirmed_at || locked.token_version !== group.token_version) return;
        const [overtaken] = await queries.overtaken(transaction, [locked]);
        if (overtaken)
          throw refuse(
            409,
            'email_taken',
            'This address belongs to an account by now. Give the group another one.',
          );
        await queries.change(transaction, group.id, {}, { confirmed_at: clock.now() });
        await record(transaction, { type: 'system' }, group, 'group.confirmed');
        if (locked.status === 'pending') await notices.tellAdministrators(transaction, locked);
      });
      return { name, nickname };
    },

    /** Sends the confirmation again; the older link is dead from then on. */
    async confirmAgain(nickname: string, actor: Actor): Promise<void> {
      await managing(nickname, actor, async ({ transaction, group, userId }) => {
        if (group.confirmed_at)
          throw refuse(409, 'already_confirmed', 'The address is confirmed already.');
        await queries.change(
          transaction,
          group.id,
          {},
          { token_version: group.token_version! + 1 },
        );
        await notices.askToConfirm(
          transaction,
          (await queries.lock(transaction, group.id))!,
          userId,
        );
      });
    },

    /** Whether an account may not go by this name or address, as a group does. */
    reserves: async (names: string[], emails: string[]): Promise<boolean> =>
      names.length + emails.length > 0 &&
      inTransaction(strapi, (transaction) =>
        queries.reserves(transaction, names.map(keyOf), emails),
      ),

    /** The same of an account that is about to be stored: no group comes by its names meanwhile. */
    reservesFor: async (names: string[], emails: string[]): Promise<boolean> =>
      names.length + emails.length > 0 &&
      inTransaction(strapi, async (transaction) => {
        await holdNames(transaction);
        return queries.reserves(transaction, names.map(keyOf), emails);
      }),
  };
};
