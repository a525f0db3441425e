import type { ErrorCode } from '../../../contracts/errors';
import type { Actor, User } from '../shared/actor';
import { Refusal } from '../shared/errors';
import { errors } from '../shared/strapi-utils';
import type { MembershipRow } from './membership-queries';
import type { GroupRow } from './queries';

/** The signed-in user that an actor is. */
export const userOf = (actor: Actor): User => {
  if (actor.type === 'user') return actor;
  throw new errors.UnauthorizedError('Sign in first.');
};

/** Creator and administrators manage a group. */
export const isManager = (membership: MembershipRow | undefined): boolean =>
  membership?.status === 'active' && membership.role !== 'member';

/** Verified groups are known to everybody, the others to those in them and those asked or asking. */
export const isKnown = (
  { kind, verified }: Pick<GroupRow, 'kind' | 'verified'>,
  own: MembershipRow | undefined,
): boolean =>
  kind === 'organization' &&
  (Boolean(verified) || (own !== undefined && own.status !== 'declined'));

export const refuse = (status: number, code: ErrorCode, message: string): Refusal =>
  new Refusal(status, code, message);

/** Unknown, not verified and switched off are the same to those who may not know. */
export const unknownGroup = (): Refusal =>
  refuse(404, 'group_not_found', 'There is no such group.');

export const mayManage = (): Refusal =>
  refuse(403, 'not_a_manager', 'Only those who manage the group may do this.');
