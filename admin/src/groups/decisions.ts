import type { Group, GroupAction } from '../../../contracts/groups';
import type { Target } from '../ui/useSelection';

/** Whether an administrator vouches for an organization. */
export type Decision = GroupAction['action'];

/** A decision that waits for its reason. */
export type PendingDecision = {
  decision: Decision;
  target: Target;
  count: number;
  /** The one it is for, to be named in the question. */
  name?: string;
  /** When what it is about was looked at. */
  asOf: string | undefined;
};

const BECOMES = { verify: 'verified', reject: 'rejected' } as const;

/** Only organizations are vouched for; what is decided already need not be again. */
export const canBe = (decision: Decision, { kind, status }: Group): boolean =>
  kind === 'organization' && status !== BECOMES[decision];

/** A decision about one group. */
export const decisionOn = (
  { documentId, name }: Group,
  decision: Decision,
  asOf: string | undefined,
): PendingDecision => ({
  decision,
  target: { ids: [documentId] },
  count: 1,
  name,
  asOf,
});
