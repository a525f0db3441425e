import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ActivityAction } from '../../../contracts/activity';
import type { MemberStatus, Membership, MembershipAction } from '../../../contracts/groups';
import type { Actor } from '../shared/actor';
import { clock, DAY } from '../shared/clock';
import { service } from '../shared/services';
import { isoDate } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import type { MembershipQueries, MembershipRow, Person } from './membership-queries';
import type { News, Notices } from './notices';
import type { GroupRow, Queries } from './queries';
import { isKnown, isManager, mayManage, refuse, unknownGroup, userOf } from './rights';

/** How long after a refusal somebody may ask to join again. */
const ASK_AGAIN = DAY;

/** People whom a group that nobody vouches for may invite within a day. */
const MOST_INVITED = 30;

/** A change of who is in a group, with all that it needs. */
type Scene = {
  transaction: Knex.Transaction;
  group: GroupRow;
  /** Who acts, and what they are in the group so far. */
  self: Person;
  own: MembershipRow | undefined;
};

/** In whose name administrators act in a group: nobody's that its people know. */
const NOBODY: Person = { id: 0, username: '', email: '' };

/** Who is in a group: how people come in, rise, fall and leave. */
export const createMemberships = (
  strapi: Core.Strapi,
  { queries, members, notices }: { queries: Queries; members: MembershipQueries; notices: Notices },
) => {
  /** Does `work` while nobody else changes the group; what is read in it stays true. */
  const changing = async <Result>(
    nickname: string,
    actor: Actor,
    work: (scene: Scene) => Promise<Result>,
  ): Promise<Result> => {
    const { id } = userOf(actor);
    // Before the transaction: MySQL and MariaDB read in one what was there when it first looked.
    const found = await queries.findByNickname(nickname);
    return inTransaction(strapi, async (transaction) => {
      const group = found && (await queries.lock(transaction, found.id));
      const self = await members.person(transaction, id);
      if (!group || !self) throw unknownGroup();
      const own = await members.of(transaction, group.id, id);
      if (!isKnown(group, own)) throw unknownGroup();
      return work({ transaction, group, self, own });
    });
  };

  const tell = (scene: Scene, kind: News['kind'], people: Person[]) =>
    notices.tell(
      scene.transaction,
      people.map(({ id, email }) => ({
        kind,
        group: scene.group,
        userId: id,
        email,
        by: scene.self.username || null,
      })),
    );

  /** Tells the manager who invited somebody what they answer, or all where that is none any more. */
  const tellInviter = async (scene: Scene, kind: 'accepted' | 'declined', row: MembershipRow) => {
    const managers = await members.managers(scene.transaction, scene.group.id);
    const inviter = managers.find(({ id }) => id === row.inviter_id);
    await tell(scene, kind, inviter ? [inviter] : managers);
  };

  /** Says no to who asked to join: it is kept for a while that they did. */
  const turnDown = async (scene: Scene, row: MembershipRow, person: Person) => {
    await members.change(scene.transaction, row.id, { status: 'declined' });
    await tell(scene, 'declined', [person]);
  };

  const record = (scene: Scene, actor: Actor, action: ActivityAction, person: Person) =>
    service(strapi, 'activity').record(scene.transaction, actor, [
      { action, subject: person.username, groupId: scene.group.document_id },
    ]);

  /** Puts somebody into the group who is not in it, or is about to be. */
  const put = async (
    { transaction, group }: Scene,
    userId: number,
    row: MembershipRow | undefined,
    status: MemberStatus,
    inviterId: number | null,
  ): Promise<void> => {
    const changes = { role: 'member' as const, status, inviter_id: inviterId };
    if (row) await members.change(transaction, row.id, changes);
    else await members.insert(transaction, { group_id: group.id, user_id: userId, ...changes });
  };

  const shown = async ({ transaction, group }: Scene, person: Person): Promise<Membership> => {
    const row = (await members.of(transaction, group.id, person.id))!;
    return {
      documentId: row.document_id,
      user: { username: person.username },
      role: row.role,
      status: row.status as MemberStatus,
      createdAt: isoDate(row.since)!,
    };
  };

  const mustManage = ({ own }: Scene) => {
    if (!isManager(own)) throw mayManage();
  };

  const mustCreate = ({ own }: Scene) => {
    if (own?.status !== 'active' || own.role !== 'creator')
      throw refuse(403, 'not_the_creator', 'Only the creator of the group may do this.');
  };

  const personNamed = async ({ transaction }: Scene, name: string): Promise<Person> => {
    const person =
      (await members.personNamed(transaction, name)) ??
      (name.startsWith('@') ? await members.personNamed(transaction, name.slice(1)) : undefined);
    if (person) return person;
    throw refuse(404, 'user_not_found', `Nobody here goes by “${name.replace(/^@/, '')}”.`);
  };

  /**
   * Who is to be the creator when somebody who has a say goes: of those who manage the group besides,
   * the one who has longest; null where there is a creator still. Nobody goes who alone manages it.
   */
  const heirOf = async (scene: Scene, leaving: MembershipRow): Promise<MembershipRow | null> => {
    if (leaving.status !== 'active' || leaving.role === 'member') return null;
    const [heir] = (await members.active(scene.transaction, scene.group.id)).filter(
      (row) => row.id !== leaving.id && row.role !== 'member',
    );
    if (!heir)
      throw refuse(
        409,
        'last_manager',
        'Nobody else manages the group. Make somebody else an administrator of it first, or delete it.',
      );
    return leaving.role === 'creator' ? heir : null;
  };

  const targetOf = async (scene: Scene, documentId: string) => {
    const row = await members.find(scene.transaction, scene.group.id, documentId);
    const isOwn = row?.user_id === scene.self.id;
    // Who does not manage the group knows of its members, and of themselves.
    const isShown = row && (isOwn || isManager(scene.own) || row.status === 'active');
    const person = isShown && row.user_id && (await members.person(scene.transaction, row.user_id));
    if (!person) throw refuse(404, 'membership_not_found', 'There is no such membership.');
    return { row, person, isOwn };
  };

  type Target = Awaited<ReturnType<typeof targetOf>>;

  const mustBe = ({ row }: Target, ...statuses: MembershipRow['status'][]) => {
    if (!statuses.includes(row.status))
      throw refuse(409, 'membership_state', 'This cannot be done with this membership any more.');
  };

  /** An invitation is answered by the person, a request by who manages the group. */
  const mustAnswer = (scene: Scene, target: Target) => {
    mustBe(target, 'invited', 'requested');
    if (target.row.status === 'requested') mustManage(scene);
    else if (!target.isOwn)
      throw refuse(403, 'forbidden', 'Only the person who is invited may answer.');
  };

  const actions: Record<
    MembershipAction,
    (scene: Scene, target: Target, actor: Actor) => Promise<void>
  > = {
    async accept(scene, target, actor) {
      mustAnswer(scene, target);
      await members.change(scene.transaction, target.row.id, { status: 'active' });
      if (target.row.status === 'requested') await tell(scene, 'accepted', [target.person]);
      else await tellInviter(scene, 'accepted', target.row);
      await crown(scene.transaction, scene.group);
      await record(scene, actor, 'member.accepted', target.person);
    },

    async decline(scene, target, actor) {
      mustAnswer(scene, target);
      if (target.row.status === 'requested') await turnDown(scene, target.row, target.person);
      else {
        await members.delete(scene.transaction, [target.row.id]);
        await tellInviter(scene, 'declined', target.row);
      }
      await record(scene, actor, 'member.declined', target.person);
    },

    async promote(scene, target, actor) {
      mustManage(scene);
      mustBe(target, 'active');
      if (target.row.role !== 'member')
        throw refuse(409, 'membership_state', 'This person manages the group already.');
      await members.change(scene.transaction, target.row.id, { role: 'admin' });
      await tell(scene, 'promoted', [target.person]);
      await record(scene, actor, 'member.promoted', target.person);
    },

    async demote(scene, target, actor) {
      mustManage(scene);
      mustBe(target, 'active');
      if (target.row.role === 'member')
        throw refuse(409, 'membership_state', 'This person does not manage the group.');
      if (target.row.role === 'creator') {
        await refuseLast(scene, target.row);
        throw refuse(409, 'membership_state', 'The group needs its creator: transfer it first.');
      }
      await members.change(scene.transaction, target.row.id, { role: 'member' });
      if (!target.isOwn) await tell(scene, 'demoted', [target.person]);
      await record(scene, actor, 'member.demoted', target.person);
    },
  };

  const refuseLast = async ({ transaction, group }: Scene, row: MembershipRow) => {
    const managers = await members.managers(transaction, group.id);
    if (managers.every(({ id }) => id === row.user_id))
      throw refuse(409, 'last_manager', 'Nobody else manages the group.');
  };

  const refuseTooMany = async ({ transaction, group }: Scene) => {
    if (group.verified || (await notices.countInvited(transaction, group.id)) < MOST_INVITED)
      return;
    throw refuse(
      429,
      'too_many_requests',
      `Until it is verified, a group may invite ${MOST_INVITED} people a day.`,
    );
  };

  const leave = async (scene: Scene, target: Target, actor: Actor) => {
    if (target.row.status === 'invited') return actions.decline(scene, target, actor);
    const heir = await heirOf(scene, target.row);
    await members.delete(scene.transaction, [target.row.id]);
    if (heir) {
      await members.change(scene.transaction, heir.id, { role: 'creator' });
      await tell(scene, 'transferred', [(await members.person(scene.transaction, heir.user_id!))!]);
    }
    await record(scene, actor, 'member.left', target.person);
  };

  const remove = async (scene: Scene, target: Target, actor: Actor) => {
    mustManage(scene);
    if (target.row.status === 'requested') return actions.decline(scene, target, actor);
    if (target.row.role === 'creator') {
      await refuseLast(scene, target.row);
      throw refuse(403, 'not_the_creator', 'The creator of the group cannot be removed.');
    }
    await members.delete(scene.transaction, [target.row.id]);
    if (target.row.status === 'active') await tell(scene, 'removed', [target.person]);
    await record(scene, actor, 'member.removed', target.person);
  };

  return {
    /** A manager asks somebody to join; who has asked to join already is in. */
    invite: (nickname: string, name: string, actor: Actor): Promise<Membership> =>
      changing(nickname, actor, async (scene) => {
        mustManage(scene);
        const person = await personNamed(scene, name);
        const row = await members.of(scene.transaction, scene.group.id, person.id);
        if (row?.status === 'active')
          throw refuse(409, 'already_member', 'This person is in the group already.');
        if (row?.status === 'invited')
          throw refuse(409, 'already_invited', 'This person is invited already.');
        const hasAsked = row?.status === 'requested';
        if (!hasAsked) await refuseTooMany(scene);
        await put(scene, person.id, row, hasAsked ? 'active' : 'invited', scene.self.id);
        await tell(scene, hasAsked ? 'accepted' : 'invited', [person]);
        await record(scene, actor, hasAsked ? 'member.accepted' : 'member.invited', person);
        return shown(scene, person);
      }),

    /** Somebody asks to join; who is invited already is in. */
    request: (nickname: string, actor: Actor): Promise<Membership> =>
      changing(nickname, actor, async (scene) => {
        const { own, self } = scene;
        if (own?.status === 'active')
          throw refuse(409, 'already_member', 'You are in the group already.');
        if (own?.status === 'requested')
          throw refuse(409, 'already_requested', 'You have asked already.');
        if (own?.status === 'declined') refuseTooSoon(own);
        const isInvited = own?.status === 'invited';
        await put(scene, self.id, own, isInvited ? 'active' : 'requested', own?.inviter_id ?? null);
        if (isInvited) {
          await tellInviter(scene, 'accepted', own);
          await crown(scene.transaction, scene.group);
        } else
          await tell(scene, 'requested', await members.managers(scene.transaction, scene.group.id));
        await record(scene, actor, isInvited ? 'member.accepted' : 'member.requested', self);
        return shown(scene, self);
      }),

    /** Accepts or declines what is open; promotes and demotes who is in. */
    act: (
      nickname: string,
      documentId: string,
      action: MembershipAction,
      actor: Actor,
    ): Promise<Membership | null> =>
      changing(nickname, actor, async (scene) => {
        const target = await targetOf(scene, documentId);
        await actions[action](scene, target, actor);
        return action === 'decline' ? null : shown(scene, target.person);
      }),

    /** Somebody goes by themselves, or is taken out by who manages the group. */
    remove: (nickname: string, documentId: string, actor: Actor): Promise<void> =>
      changing(nickname, actor, async (scene) => {
        const target = await targetOf(scene, documentId);
        await (target.isOwn ? leave : remove)(scene, target, actor);
      }),

    /** The creator hands the group to another member, and goes on managing it. */
    transfer: (nickname: string, name: string, actor: Actor): Promise<Membership> =>
      changing(nickname, actor, async (scene) => {
        mustCreate(scene);
        const person = await personNamed(scene, name);
        const row = await members.of(scene.transaction, scene.group.id, person.id);
        if (row?.status !== 'active')
          throw refuse(409, 'not_a_member', 'This person is not in the group.');
        if (row.id === scene.own!.id)
          throw refuse(409, 'membership_state', 'The group is yours already.');
        await members.change(scene.transaction, scene.own!.id, { role: 'admin' });
        await members.change(scene.transaction, row.id, { role: 'creator' });
        await tell(scene, 'transferred', [person]);
        await record(scene, actor, 'member.transferred', person);
        return shown(scene, person);
      }),

    /** An administrator of the platform takes somebody out, whatever they are in the group. */
    takeOut: (groupId: number, documentId: string, actor: Actor): Promise<void> =>
      inTransaction(strapi, async (transaction) => {
        const group = await queries.lock(transaction, groupId);
        const row = group && (await members.find(transaction, groupId, documentId));
        if (!row) throw refuse(404, 'membership_not_found', 'There is no such membership.');
        const scene = { transaction, group, self: NOBODY, own: undefined };
        const person = row.user_id && (await members.person(transaction, row.user_id));
        if (person && row.status === 'requested') {
          await turnDown(scene, row, person);
          return record(scene, actor, 'member.declined', person);
        }
        if (group.kind === 'organization') await heirOf(scene, row);
        await members.delete(transaction, [row.id]);
        await crown(transaction, group);
        if (row.invitation_id)
          await service(strapi, 'invitations').revokeEmpty(transaction, [row.invitation_id]);
        if (!person) return;
        if (group.kind === 'organization' && row.status === 'active')
          await tell(scene, 'removed', [person]);
        await record(scene, actor, 'member.removed', person);
      }),

    /** Tells those who had asked to join that they are in, where the group itself has not said so. */
    async tellAccepted(
      transaction: Knex.Transaction,
      groupId: number,
      userIds: number[],
    ): Promise<void> {
      const group = userIds.length > 0 && (await queries.lock(transaction, groupId));
      if (!group) return;
      const scene = { transaction, group, self: NOBODY, own: undefined };
      await tell(scene, 'accepted', await members.people(transaction, userIds));
    },

    /** Gives groups that people have come into a creator, where they have none. */
    async crown(transaction: Knex.Transaction, groupIds: number[]): Promise<void> {
      for (const group of await queries.lockAll(transaction, groupIds))
        await crown(transaction, group);
    },

    /** Ends all that these users are in groups; who was there longest goes on for a creator. */
    async forgetUsers(userIds: number[]): Promise<void> {
      await inTransaction(strapi, async (transaction) => {
        const groupIds = await members.groupsOf(transaction, userIds);
        const groups = await queries.lockAll(transaction, groupIds);
        await members.forgetUsers(transaction, userIds);
        for (const group of groups) await crown(transaction, group);
      });
    },
  };

  /** Gives a group without a creator one: who manages it, or else who is in it, the longest. */
  async function crown(transaction: Knex.Transaction, group: GroupRow): Promise<void> {
    if (group.kind !== 'organization') return;
    const [first] = await members.active(transaction, group.id);
    if (!first || first.role === 'creator') return;
    await members.change(transaction, first.id, { role: 'creator' });
    const heir = (await members.person(transaction, first.user_id!))!;
    await notices.tell(transaction, [
      { kind: 'transferred', group, userId: heir.id, email: heir.email },
    ]);
  }
};

const refuseTooSoon = ({ since }: MembershipRow) => {
  const again = new Date(new Date(isoDate(since)!).getTime() + ASK_AGAIN);
  if (again > clock.now())
    throw refuse(
      409,
      'asked_recently',
      `The group has declined. You may ask again from ${again.toISOString()}.`,
    );
};
