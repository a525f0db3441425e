import { z } from 'zod';
import type { Activity } from './activity';
import { equals, flag, pageQuery, sortBy, type Page, type PublicPage } from './paging';
import type { Picture } from './pictures';

/**
 * `organization`: made by a user, vouched for by an administrator; `manual`: a list that
 * administrators keep; `smart`: a rule on the fields of users, and whoever is added by hand.
 */
export const GROUP_KINDS = ['organization', 'manual', 'smart'] as const;
/** Of organizations: whether an administrator vouches for them. */
export const GROUP_STATUSES = ['pending', 'verified', 'rejected'] as const;
export const MEMBER_ROLES = ['creator', 'admin', 'member'] as const;
/** `invited` by a manager, or `requested` by the person: waiting for the other side. */
export const MEMBER_STATUSES = ['active', 'invited', 'requested'] as const;
export const GROUP_SORTS = [
  'name',
  'nickname',
  'email',
  'documentNumber',
  'phone',
  'kind',
  'status',
  'members',
  'createdAt',
] as const;

/** Everything that is told to people about groups, by mail and in `GET /me`. */
export const NOTICE_KINDS = [
  'confirmation',
  'to_verify',
  'verified',
  'rejected',
  'invited',
  'requested',
  'accepted',
  'declined',
  'promoted',
  'demoted',
  'removed',
  'transferred',
] as const;

export type GroupKind = (typeof GROUP_KINDS)[number];
export type GroupStatus = (typeof GROUP_STATUSES)[number];
export type MemberRole = (typeof MEMBER_ROLES)[number];
export type MemberStatus = (typeof MEMBER_STATUSES)[number];
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Characters of a nickname: it stands in addresses and after an @. */
export const NICKNAME = /^[A-Za-z0-9_-]+$/;

const name = z.string().trim().min(1).max(150);
const nickname = z.string().trim().min(2).max(50);
const email = z.string().trim().max(254);
const about = z.string().trim().max(2_000);
/** Checked further by the country of the settings. */
const number = z.string().trim().max(50);

/** Body of `POST /api/participation/groups`. */
export const groupInput = z.object({
  name,
  nickname,
  email: email.min(1),
  about: about.nullish(),
  /** E.g. SIRET, SIREN or RNA. */
  documentNumber: number.nullish(),
  phone: number.nullish(),
});

/** Body of `PUT /api/participation/groups/:nickname`: what is left out stays as it is. */
export const groupChanges = groupInput.partial();

/** Body of `POST /api/participation/groups/:nickname/invitations` and `…/transfer`. */
export const personInput = z.object({
  /** User name, with or without an @ before it. */
  nickname: z.string().trim().min(1).max(256),
});

/** Body of `PUT /api/participation/groups/:nickname/memberships/:id`. */
export const membershipInput = z.object({
  action: z.enum(['accept', 'decline', 'promote', 'demote']),
});

/** Body of `POST /api/participation/groups/confirm`. */
export const confirmInput = z.object({ token: z.string().trim().min(1).max(200) });

/** Query of `GET /api/participation/groups`. */
export const publicGroupQuery = z.object({
  pagination: pageQuery.default({ page: 1, pageSize: 25 }),
  sort: sortBy(['name', 'nickname', 'createdAt']).default({ column: 'name', direction: 'asc' }),
  _q: z.string().trim().max(255).optional(),
});

/** Query of `GET /api/participation/users/:username/groups`. */
export const personGroupsQuery = publicGroupQuery.pick({ pagination: true });

/** Query of lists of memberships and members. */
export const memberQuery = pageQuery.extend({
  _q: z.string().trim().max(255).optional(),
  filters: z.object({ status: equals(z.enum(MEMBER_STATUSES).optional()) }).optional(),
});

/** Query of `GET /api/participation/groups/:nickname/memberships`. */
export const publicMemberQuery = z.object({
  pagination: pageQuery.default({ page: 1, pageSize: 25 }),
  filters: z.object({ status: equals(z.enum(MEMBER_STATUSES).optional()) }).optional(),
});

/** A rule in Strapi's filter language over the fields of users. */
export const rule = z.record(z.string(), z.unknown());

/** Body of `POST /participation/groups`. */
export const adminGroupInput = z.object({
  name,
  /** Default: made from the name. */
  nickname: nickname.optional(),
  kind: z.enum(GROUP_KINDS),
  about: about.nullish(),
  /** Id of a file of the media library. */
  avatar: z.number().int().positive().nullish(),
  /** Of organizations. */
  email: email.nullish(),
  documentNumber: number.nullish(),
  phone: number.nullish(),
  /** Of smart groups, which need one. */
  rule: rule.nullish(),
});

/** Body of `PUT /participation/groups/:id`: what is left out stays as it is. */
export const adminGroupChanges = adminGroupInput.omit({ kind: true }).partial();

const matching = {
  _q: z.string().trim().max(255).optional(),
  filters: z
    .object({
      kind: equals(z.enum(GROUP_KINDS).optional()),
      status: equals(z.enum(GROUP_STATUSES).optional()),
      /** Its address is confirmed. */
      confirmed: equals(flag.optional()),
      /** documentId of a space that it opens. */
      space: equals(z.string().max(64).optional()),
    })
    .optional(),
};

/** Query of `GET /participation/groups`. */
export const groupQuery = pageQuery.extend({
  ...matching,
  sort: sortBy(GROUP_SORTS).default({ column: 'name', direction: 'asc' }),
});

/** Body of `POST /participation/groups/actions`: `ids`, or `all` that match. */
export const groupAction = z
  .object({
    action: z.enum(['verify', 'reject']),
    ids: z.array(z.string()).min(1).max(1_000).optional(),
    all: z.literal(true).optional(),
    /** Told to the group. */
    reason: z.string().trim().max(2_000).nullish(),
    /** When the groups were looked at: those that are others since are left alone. */
    asOf: z.iso.datetime({ offset: true }).optional(),
    ...matching,
  })
  .refine((body) => (body.ids === undefined) !== (body.all === undefined), {
    path: ['ids'],
    message: 'Give either "ids" or "all": true, not both.',
  });

/** Body of `POST /participation/groups/:id/members`: people by account, or addresses. */
export const membersInput = z
  .object({
    /** Ids or documentIds of users. */
    users: z
      .array(z.union([z.number().int().positive(), z.string().min(1).max(64)]))
      .max(1_000)
      .optional(),
    /** A text as people paste it, or a list; who has no account yet is invited. */
    emails: z
      .union([z.string().max(1_000_000), z.array(z.string().max(1_000)).max(5_000)])
      .optional(),
  })
  .refine((body) => (body.users === undefined) !== (body.emails === undefined), {
    path: ['users'],
    message: 'Give either "users" or "emails".',
  });

/** Body of `POST /participation/groups/rule`. */
export const ruleInput = z.object({ rule });

/** Query of `GET /participation/groups/people`: accounts to add by hand. */
export const peopleQuery = z.object({ _q: z.string().trim().min(1).max(255) });

export type GroupInput = z.infer<typeof groupInput>;
export type GroupChanges = z.infer<typeof groupChanges>;
export type MembershipAction = z.infer<typeof membershipInput>['action'];
export type PublicGroupQuery = z.infer<typeof publicGroupQuery>;
export type MemberQuery = z.infer<typeof memberQuery>;
export type Rule = z.infer<typeof rule>;
export type AdminGroupInput = z.infer<typeof adminGroupInput>;
export type AdminGroupChanges = z.infer<typeof adminGroupChanges>;
export type GroupFilters = Pick<z.infer<typeof groupQuery>, '_q' | 'filters'>;
export type GroupQuery = z.infer<typeof groupQuery>;
export type GroupAction = z.infer<typeof groupAction>;
export type MembersInput = z.infer<typeof membersInput>;

/** Something that a group has earned; `level` counts from 1 up to `levels`. */
export type Badge = { name: string; level: number; levels: number; count: number };

/** A group as other parts speak of it. */
export type GroupRef = { documentId: string; name: string; nickname: string };

/** A verified group as everybody sees it. */
export type PublicGroup = GroupRef & {
  about: string | null;
  avatar: Picture | null;
  verified: boolean;
  /** How many. */
  followers: number;
  members: number;
  badges: Badge[];
  createdAt: string;
};

/** What only its managers see of an organization. */
export type ManagedPart = {
  email: string | null;
  /** The address is confirmed. */
  confirmed: boolean;
  documentNumber: string | null;
  phone: string | null;
  /** Words of the administrator who decided. */
  reason: string | null;
};

/** One group: for its managers with `managed`. */
export type PublicGroupDetail = PublicGroup & {
  /** Of the person asking. */
  membership: { documentId: string; role: MemberRole; status: MemberStatus } | null;
  following: boolean;
  /** Who is in it, by when they joined, at most 50; the rest by `…/memberships`. */
  people: { username: string; role: MemberRole }[];
  /** Of those who are in it, and of the public: `verified` only. */
  status: GroupStatus;
  managed?: ManagedPart;
};

export type Membership = {
  documentId: string;
  user: { username: string };
  role: MemberRole;
  status: MemberStatus;
  /** Since when they are in the group, or asked. */
  createdAt: string;
};

/** A group of the person asking, in `GET /me`. */
export type MyGroup = GroupRef & {
  kind: GroupKind;
  verified: boolean;
  role: MemberRole;
  status: MemberStatus;
  /** Of organizations. */
  verification: GroupStatus | null;
  /** documentId of the membership. */
  membership: string;
};

/** Something that happened to the person asking or to a group that they manage. */
export type Notice = {
  documentId: string;
  kind: NoticeKind;
  /** As it was called then. */
  group: { name: string; nickname: string };
  /** User name of who did it; null: an administrator, or the site. */
  by: string | null;
  reason: string | null;
  createdAt: string;
};

/** A group as the panel sees it. */
export type Group = GroupRef & {
  kind: GroupKind;
  about: string | null;
  avatar: Picture | null;
  /** Null: not an organization. */
  status: GroupStatus | null;
  verified: boolean;
  members: number;
  followers: number;
  email: string | null;
  confirmed: boolean;
  documentNumber: string | null;
  phone: string | null;
  reason: string | null;
  rule: Rule | null;
  /** Spaces that it opens. */
  spaces: { documentId: string; title: string }[];
  createdAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
};

/** A member as the panel sees them. */
export type Member = {
  /** Null: by the rule of a smart group. */
  documentId: string | null;
  user: { id: number; documentId: string; username: string; email: string } | null;
  /** Who was invited and has no account yet. */
  email: string;
  role: MemberRole;
  status: MemberStatus;
  createdAt: string | null;
};

/** What became of one address or account that was to be added. */
export type MemberResult = {
  email: string;
  outcome: 'added' | 'already_member' | 'invited' | 'already_invited' | 'duplicate' | 'invalid';
  reason?: string;
  message?: string;
};

/** A field of users that a rule may use. */
export type RuleField = {
  name: string;
  type: 'string' | 'number' | 'boolean' | 'date' | 'enumeration' | 'relation';
  /** Of an enumeration, or the entries of a relation's type that can be chosen (at most 100). */
  values?: { value: string; label: string }[];
};

/** `asOf`: the moment at which it was looked up. */
export type GroupPage = Page<Group> & { asOf: string };
export type MemberPage = Page<Member>;
export type PublicGroupPage = PublicPage<PublicGroup>;
export type MembershipPage = PublicPage<Membership>;
export type GroupAnswer = { data: Group & { history: Activity[] }; asOf: string };
export type GroupActionAnswer = {
  affected: number;
  skipped: number;
  /** Of the skipped, where there are such: they are others since `asOf`. */
  changed?: number;
  /** Of the skipped, where there are such: their address belongs to an account by now. */
  taken?: number;
};
/** Answer of `GET /participation/groups/enabled`: whether this site has groups at all. */
export type GroupsEnabledAnswer = { data: { enabled: boolean } };
