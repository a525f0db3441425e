import type { GroupKind, GroupStatus, MemberRole, MemberStatus } from '../../../contracts/groups';

// The contracts give types only to the panel; `satisfies` keeps these lists in step with them.
export const GROUP_KIND_OPTIONS = [
  'organization',
  'manual',
  'smart',
] as const satisfies GroupKind[];
export const GROUP_STATUS_OPTIONS = [
  'pending',
  'verified',
  'rejected',
] as const satisfies GroupStatus[];
export const MEMBER_STATUS_OPTIONS = [
  'active',
  'invited',
  'requested',
] as const satisfies MemberStatus[];

/** Who manages a group; the others are members only. */
export const isManager = (role: MemberRole): boolean => role !== 'member';
