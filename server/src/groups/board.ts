import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  AdminGroupChanges,
  AdminGroupInput,
  Group,
  GroupAnswer,
  GroupPage,
  GroupQuery,
  Member,
  MemberPage,
  MemberQuery,
  MemberResult,
  MemberStatus,
  MembersInput,
  Rule,
} from '../../../contracts/groups';
import type { Actor } from '../shared/actor';
import { clock } from '../shared/clock';
import { refuseField } from '../shared/errors';
import { paginate } from '../shared/paging';
import { pictureOf } from '../shared/pictures';
import { service } from '../shared/services';
import { isoDate } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import { createPublicId } from '../shared/token';
import { PICTURE_KINDS, type Avatars } from './avatars';
import type { Listed, MembershipQueries } from './membership-queries';
import { changesOf, differing, type createOrganizations } from './organizations';
import { nicknameOf, type Profile } from './profile';
import { createPeopleQueries } from './people-queries';
import type { GroupEntry, GroupRow, Queries } from './queries';
import { unknownGroup } from './rights';
import type { Rules } from './rules';
import { refOf } from './ref';

/** Entries of a group's history that are shown. */
const HISTORY = 100;

/** Names that are tried for a nickname made of a group's name. */
const NICKNAMES = 50;

type Parts = {
  queries: Queries;
  members: MembershipQueries;
  rules: Rules;
  avatars: Avatars;
  organizations: ReturnType<typeof createOrganizations>;
};

/** What administrators do with groups. */
export const createBoard = (
  strapi: Core.Strapi,
  { queries, members, rules, avatars, organizations }: Parts,
) => {
  const people = createPeopleQueries(strapi, rules);

  const rulesOf = (entries: GroupEntry[]): Map<number, Rule> =>
    new Map(
      entries.flatMap(({ id, kind, rule }) => (kind === 'smart' && rule ? [[id, rule]] : [])),
    );

  /** `counted`: how many are in smart groups, where that is known. */
  const shown = async (entries: GroupEntry[], counted?: Map<number, number>): Promise<Group[]> => {
    const ids = entries.map(({ id }) => id);
    const counts = await queries.counts(ids);
    const fitting = counted ?? (await people.counts(rulesOf(entries)));
    const spaces = await queries.spacesOf(ids);
    return entries.map((entry) => ({
      ...refOf(entry),
      kind: entry.kind,
      about: entry.about,
      avatar: pictureOf(entry.avatar),
      status: entry.kind === 'organization' ? entry.status : null,
      verified: entry.verified === true,
      members: fitting.get(entry.id) ?? counts.get(entry.id)!.members,
      followers: counts.get(entry.id)!.followers,
      email: entry.email,
      confirmed: entry.confirmedAt !== null,
      documentNumber: entry.documentNumber,
      phone: entry.phone,
      reason: entry.reason,
      rule: entry.rule,
      spaces: spaces.get(entry.id) ?? [],
      createdAt: entry.createdAt,
      decidedAt: entry.decidedAt,
      decidedBy: entry.decidedBy,
    }));
  };

  const find = async (documentId: string): Promise<GroupRow> => {
    const group = await queries.find(documentId);
    if (!group) throw unknownGroup();
    return group;
  };

  const one = async (documentId: string): Promise<GroupAnswer> => {
    const asOf = clock.now().toISOString();
    const { id } = await find(documentId);
    const [group] = await shown(await queries.entries([id]));
    const history = await service(strapi, 'activity').ofGroup(documentId, HISTORY);
    return { data: { ...group!, history }, asOf };
  };

  const checkPicture = async (avatar: number | null | undefined) => {
    if (avatar == null) return;
    const kind = await queries.kindOfFile(avatar);
    if (kind === undefined)
      throw refuseField(
        'avatar',
        'not_found',
        'This file is no longer in the media library.',
        String(avatar),
      );
    if (!PICTURE_KINDS.includes(kind))
      throw refuseField(
        'avatar',
        'invalid_picture',
        'This is not a picture: choose a PNG, JPEG, GIF or WebP file.',
        kind,
      );
  };

  const checkRule = async (kind: Group['kind'], rule: Rule | null | undefined) => {
    if (kind === 'smart' && rule === null)
      throw refuseField('rule', 'missing_rule', 'A smart group needs a rule.');
    if (kind !== 'smart' && rule)
      throw refuseField('rule', 'invalid_rule', 'Only smart groups have a rule.');
    if (rule) await rules.check(rule);
  };

  const freeNickname = async (name: string): Promise<string> => {
    for (let attempt = 0; attempt < NICKNAMES; attempt += 1) {
      const nickname = nicknameOf(name, attempt);
      if ((await queries.taken({ nickname }, null)).length === 0) return nickname;
    }
    return `group-${createPublicId().slice(0, 12)}`;
  };

  /** What administrators leave empty of an organization is empty; of other groups nothing is kept. */
  const profileOf = (
    kind: Group['kind'],
    { email, documentNumber, phone, name, nickname, about }: AdminGroupChanges,
  ): Partial<Profile> => {
    const given = { name, nickname, about, documentNumber, phone, ...(email && { email }) };
    const present = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    if (kind !== 'organization' && (email || documentNumber || phone))
      throw refuseField(
        email ? 'email' : documentNumber ? 'documentNumber' : 'phone',
        'invalid_input',
        'Only organizations have an address, a document number and a phone.',
      );
    return organizations.checked(present);
  };

  const record = (
    transaction: Knex.Transaction,
    actor: Actor,
    group: GroupRow,
    action: 'group.created' | 'group.updated',
    details = {},
  ) =>
    service(strapi, 'activity').record(transaction, actor, [
      { action, subject: group.name, groupId: group.document_id, details },
    ]);

  const memberOf = (row: Listed): Member => ({
    documentId: row.documentId,
    user:
      row.userId === null
        ? null
        : {
            id: row.userId,
            documentId: row.userDocumentId!,
            username: row.username!,
            email: row.email,
          },
    email: row.email,
    role: row.role,
    status: row.status,
    createdAt: isoDate(row.createdAt),
  });

  const addUsers = (
    group: GroupRow,
    wanted: (number | string)[],
    actor: Actor,
  ): Promise<MemberResult[]> =>
    inTransaction(strapi, async (transaction) => {
      await queries.lock(transaction, group.id);
      const found = await people.find(transaction, wanted);
      const added = await service(strapi, 'groups').carried.admit(
        transaction,
        group.id,
        found.map(({ id }) => id),
      );
      await service(strapi, 'activity').record(
        transaction,
        actor,
        found
          .filter(({ id }) => added.has(id))
          .map(({ email }) => ({
            action: 'member.added' as const,
            subject: email,
            groupId: group.document_id,
          })),
      );
      const unknown = wanted.filter(
        (one) => !found.some(({ id, documentId }) => one === id || one === documentId),
      );
      return [
        ...found.map(({ id, email }): MemberResult => ({
          email,
          outcome: added.has(id) ? 'added' : 'already_member',
        })),
        ...unknown.map((one): MemberResult => ({
          email: String(one),
          outcome: 'invalid',
          reason: 'user_not_found',
          message: 'There is no such account that is confirmed and not blocked.',
        })),
      ];
    });

  const addAddresses = async (
    group: GroupRow,
    emails: string | string[],
    actor: Actor,
  ): Promise<MemberResult[]> => {
    const results = await service(strapi, 'invitations').board.invite(
      {
        emails,
        groups: [group.document_id],
        spaces: [],
        admin: false,
        send: true,
      },
      actor,
    );
    return results.map(({ outcome, ...result }) => ({
      ...result,
      outcome: outcome === 'already_participant' ? 'already_member' : outcome,
    }));
  };

  return {
    async list(query: GroupQuery): Promise<GroupPage> {
      const asOf = clock.now().toISOString();
      const { rows, total, fitting } = await queries.list(query, people.counts);
      return { results: await shown(rows, fitting), pagination: paginate(query, total), asOf };
    },

    one,

    /** A group that administrators make; an organization of theirs is verified. */
    async create(input: AdminGroupInput, actor: Actor): Promise<GroupAnswer> {
      const { kind, avatar, rule } = input;
      await checkRule(kind, rule ?? null);
      await checkPicture(avatar);
      const isOrganization = kind === 'organization';
      const profile = profileOf(kind, {
        ...input,
        nickname: input.nickname ?? (await freeNickname(input.name)),
      }) as Profile;
      const group = await organizations.writing(profile, null, () =>
        inTransaction(strapi, async (transaction) => {
          await organizations.claim(transaction, profile, null);
          const created = await queries.insert(transaction, {
            ...profile,
            kind,
            status: isOrganization ? 'verified' : null,
            verified: isOrganization,
            rule: rule ?? null,
            publicId: isOrganization ? createPublicId() : null,
            confirmedAt: isOrganization && profile.email ? clock.now() : null,
          });
          await record(transaction, actor, created, 'group.created');
          return created;
        }),
      );
      if (avatar) await avatars.set(group.id, avatar);
      return one(group.document_id);
    },

    /** Changes what is given; what an administrator writes needs no further look at it. */
    async update(
      documentId: string,
      { avatar, rule, ...changes }: AdminGroupChanges,
      actor: Actor,
    ): Promise<GroupAnswer> {
      const seen = await find(documentId);
      const { id, kind } = seen;
      if (rule !== undefined) await checkRule(kind, rule);
      await checkPicture(avatar);
      const profile = differing(seen, profileOf(kind, changes));
      await organizations.writing(profile, id, () =>
        inTransaction(strapi, async (transaction) => {
          await organizations.claim(transaction, profile, id);
          const group = await queries.lock(transaction, id);
          if (!group) throw unknownGroup();
          const isNewAddress = profile.email !== undefined && profile.email !== group.email;
          await queries.change(transaction, id, profile, {
            ...(rule && { rule: JSON.stringify(rule) }),
            ...(isNewAddress && {
              confirmed_at: clock.now(),
              token_version: group.token_version! + 1,
            }),
          });
          const after = (await queries.lock(transaction, id))!;
          const changed = [
            ...changesOf(group, profile),
            ...(rule ? ['rule'] : []),
            ...(avatar === undefined ? [] : ['avatar']),
          ];
          if (changed.length > 0)
            await record(transaction, actor, after, 'group.updated', { changed });
        }),
      );
      if (avatar !== undefined) await avatars.set(id, avatar);
      return one(documentId);
    },

    async remove(documentId: string, actor: Actor): Promise<void> {
      const { id } = await find(documentId);
      await inTransaction(strapi, async (transaction) => {
        const group = await queries.lock(transaction, id);
        if (!group) throw unknownGroup();
        await service(strapi, 'groups').remove(transaction, group, actor);
      });
    },

    async members(documentId: string, query: MemberQuery): Promise<MemberPage> {
      const group = await find(documentId);
      const { _q, filters, ...paging } = query;
      // Whom the rule fits is in the group, neither invited nor asking.
      const fitting = group.kind === 'smart' && (filters?.status ?? 'active') === 'active';
      const statuses: MemberStatus[] = filters?.status
        ? [filters.status]
        : ['active', 'invited', 'requested'];
      const { rows, total } = fitting
        ? await people.fitting(group, paging, _q)
        : await members.page(group.id, { statuses, search: _q }, paging);
      return {
        results: rows.map(memberOf),
        pagination: paginate(paging, total),
      };
    },

    async addMembers(
      documentId: string,
      { users, emails }: MembersInput,
      actor: Actor,
    ): Promise<MemberResult[]> {
      const group = await find(documentId);
      return users ? addUsers(group, users, actor) : addAddresses(group, emails!, actor);
    },

    async removeMember(documentId: string, membershipId: string, actor: Actor): Promise<void> {
      const group = await find(documentId);
      await service(strapi, 'groups').memberships.takeOut(group.id, membershipId, actor);
    },

    /** How many people a rule fits at this moment. */
    async count(rule: Rule): Promise<number> {
      await rules.check(rule);
      return (await rules.counts(new Map([[0, rule]]))).get(0) ?? 0;
    },

    ruleFields: rules.fields,
    people: people.search,
  };
};
