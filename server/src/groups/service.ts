import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  GroupRef,
  MemberRole,
  MemberStatus,
  MyGroup,
  PublicGroup,
  PublicGroupDetail,
  PublicGroupPage,
  PublicGroupQuery,
  MembershipPage,
} from '../../../contracts/groups';
import type { PageQuery } from '../../../contracts/paging';
import type { Actor } from '../shared/actor';
import { paginate } from '../shared/paging';
import { pictureOf } from '../shared/pictures';
import { service } from '../shared/services';
import { isoDate } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import { createAuthors } from './authors';
import { createAvatars } from './avatars';
import { createBadges } from './badges';
import { createBoard } from './board';
import { createCarried } from './carried';
import { createConfirmations } from './confirmations';
import { createDecisions } from './decisions';
import { createEntrance } from './entrance';
import { createMembershipQueries, type MembershipRow, type Wanted } from './membership-queries';
import { createMemberships } from './memberships';
import { createNotices } from './notices';
import { createOrganizations } from './organizations';
import { createQueries, type GroupEntry, type GroupRow } from './queries';
import { isKnown, isManager, unknownGroup, userOf } from './rights';
import { createRules } from './rules';
import { refOf } from './ref';
import { createTasks } from './tasks';

/** People whom the page of a group shows at once. */
const SHOWN = 50;

/** Groups: people acting as one. */
export const createGroups = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const members = createMembershipQueries(strapi);
  const confirmations = createConfirmations(strapi, queries);
  const notices = createNotices(strapi, confirmations);
  const rules = createRules(strapi);
  const badges = createBadges(strapi);
  const memberships = createMemberships(strapi, { queries, members, notices });
  const parts = { queries, members, notices, confirmations, rules };
  const organizations = createOrganizations(strapi, parts);
  const avatars = createAvatars(strapi, parts);

  /** What everybody sees of these groups. */
  const shown = async (entries: GroupEntry[]): Promise<PublicGroup[]> => {
    const ids = entries.map(({ id }) => id);
    const counts = await queries.counts(ids);
    const earned = await badges.of(entries, counts);
    return entries.map((entry) => ({
      ...refOf(entry),
      about: entry.about,
      avatar: pictureOf(entry.avatar),
      verified: entry.verified === true,
      ...counts.get(entry.id)!,
      badges: earned.get(entry.id) ?? [],
      createdAt: entry.createdAt,
    }));
  };

  /** An organization that the actor may know of, and what they are in it. */
  const known = async (
    nickname: string,
    actor: Actor,
  ): Promise<{ group: GroupRow; own: MembershipRow | undefined }> => {
    const group = await queries.findByNickname(nickname);
    if (!group) throw unknownGroup();
    const own = actor.type === 'user' ? await members.of(undefined, group.id, actor.id) : undefined;
    if (!isKnown(group, own)) throw unknownGroup();
    return { group, own };
  };

  const groupsByIds = async (ids: number[]): Promise<Map<number, GroupEntry>> =>
    new Map((await queries.entries(ids)).map((entry) => [entry.id, entry]));

  return {
    carried: createCarried(strapi, memberships),
    organizations,
    memberships,
    notices,
    rules,
    entrance: createEntrance(strapi, rules),
    badges,
    tasks: createTasks(strapi, notices),
    avatars,
    authors: createAuthors(strapi, parts),
    decisions: createDecisions(strapi, parts),
    board: createBoard(strapi, { ...parts, avatars, organizations }),

    async list(query: PublicGroupQuery): Promise<PublicGroupPage> {
      const { rows, total } = await queries.listPublic(query);
      return {
        data: await shown(rows),
        meta: { pagination: paginate(query.pagination, total) },
      };
    },

    /** One organization: verified ones for everybody, the others for those who are in them. */
    async one(nickname: string, actor: Actor): Promise<PublicGroupDetail> {
      const { group, own } = await known(nickname, actor);
      const [entry] = await queries.entries([group.id]);
      const [profile] = await shown([entry!]);
      const active: Wanted = { statuses: ['active'], hasAccount: true };
      const { rows } = await members.page(group.id, active, { page: 1, pageSize: SHOWN });
      const follows = actor.type === 'user' && (await queries.follows(group.id, actor.id));
      return {
        ...profile!,
        status: group.status!,
        membership:
          own && own.status !== 'declined'
            ? { documentId: own.document_id, role: own.role, status: own.status }
            : null,
        following: follows,
        people: rows.map(({ username, role }) => ({ username: username!, role })),
        ...(isManager(own) && {
          managed: {
            email: group.email,
            confirmed: group.confirmed_at !== null,
            documentNumber: group.document_number,
            phone: group.phone,
            reason: group.reason,
          },
        }),
      };
    },

    /** Who is in a group: all for those who manage it, else those who are in it by now. */
    async listMemberships(
      nickname: string,
      actor: Actor,
      paging: PageQuery,
      status?: MemberStatus,
    ): Promise<MembershipPage> {
      const { group, own } = await known(nickname, actor);
      const seen: MemberStatus[] = isManager(own) ? ['active', 'invited', 'requested'] : ['active'];
      const statuses = seen.filter((one) => status === undefined || one === status);
      const { rows, total } = await members.page(group.id, { statuses, hasAccount: true }, paging);
      return {
        data: rows.map(({ documentId, username, role, status: state, createdAt }) => ({
          documentId: documentId!,
          user: { username: username! },
          role,
          status: state,
          createdAt: isoDate(createdAt)!,
        })),
        meta: { pagination: paginate(paging, total) },
      };
    },

    async follow(nickname: string, actor: Actor): Promise<PublicGroupDetail> {
      const { id } = userOf(actor);
      const { group } = await known(nickname, actor);
      await inTransaction(strapi, (transaction) => queries.follow(transaction, group.id, id));
      return this.one(nickname, actor);
    },

    async unfollow(nickname: string, actor: Actor): Promise<void> {
      const { id } = userOf(actor);
      const followed = await queries.findByNickname(nickname);
      // Who follows a group may stop, whatever has become of it.
      if (followed && (await queries.follows(followed.id, id)))
        await queries.unfollow(followed.id, id);
      else await known(nickname, actor);
    },

    /** Verified groups that somebody is in. Nobody's and an unknown person's are the same. */
    async ofPerson(username: string, paging: PageQuery): Promise<PublicGroupPage> {
      const person = await inTransaction(strapi, (transaction) =>
        members.personNamed(transaction, username),
      );
      const isMeant = person?.username === username;
      const { ids, total } = isMeant
        ? await members.verifiedOf(person.id, paging)
        : { ids: [], total: 0 };
      return {
        data: await shown(await queries.entries(ids)),
        meta: { pagination: paginate(paging, total) },
      };
    },

    /** All that somebody is in groups, is asked to be, and was told about it. */
    async of(userId: number) {
      const rows = await members.ofUser(userId);
      const groups = await groupsByIds(rows.map(({ groupId }) => groupId));
      const own = rows.flatMap(({ groupId, documentId, role, status }): MyGroup[] => {
        const entry = groups.get(groupId);
        return entry ? [myGroup(entry, documentId, role, status)] : [];
      });
      const having = (status: MemberStatus) => own.filter((one) => one.status === status);
      return {
        groups: having('active'),
        groupInvitations: having('invited'),
        joinRequests: having('requested'),
        notices: await notices.of(userId),
      };
    },

    /** Groups as other rooms speak of them, by id. */
    async refs(ids: number[]): Promise<Map<number, GroupRef>> {
      const groups = await groupsByIds([...new Set(ids)]);
      return new Map([...groups].map(([id, entry]) => [id, refOf(entry)]));
    },

    /** Deletes a group with all that people were in it. */
    async remove(transaction: Knex.Transaction, group: GroupRow, actor: Actor): Promise<void> {
      await service(strapi, 'activity').record(transaction, actor, [
        { action: 'group.deleted', subject: group.name, groupId: group.document_id },
      ]);
      await queries.remove(group.id);
    },

    /** Before groups are deleted, by whatever way. */
    forget: (ids: number[]): Promise<void> =>
      inTransaction(strapi, async (transaction, onCommit) => {
        const pictures = await queries.picturesOf(ids);
        const invitations = await members.invitationsOf(transaction, ids);
        await queries.delete(transaction, ids);
        await service(strapi, 'invitations').revokeEmpty(transaction, invitations);
        onCommit(() => {
          avatars
            .removeUnused(pictures)
            .catch((error) =>
              strapi.log.error('participation: pictures of groups were not removed', error),
            );
        });
      }),
  };
};

const myGroup = (
  entry: GroupEntry,
  membership: string,
  role: MemberRole,
  status: MemberStatus,
): MyGroup => ({
  ...refOf(entry),
  kind: entry.kind,
  verified: entry.verified === true,
  role,
  status,
  verification: entry.kind === 'organization' ? entry.status : null,
  membership,
});
