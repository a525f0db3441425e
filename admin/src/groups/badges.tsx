import type { Group, GroupStatus, MemberStatus } from '../../../contracts/groups';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';

const TONES = {
  pending: 'primary',
  verified: 'success',
  rejected: 'danger',
} as const satisfies Record<GroupStatus, Tone>;

const MEMBER_TONES = {
  active: 'success',
  invited: 'primary',
  requested: 'secondary',
} as const satisfies Record<MemberStatus, Tone>;

export const GroupStatusBadge = ({ status }: { status: GroupStatus }) => {
  const t = useTranslate();
  return <StatusBadge tone={TONES[status]}>{t(`groups.status.${status}`)}</StatusBadge>;
};

export const MemberStatusBadge = ({ status }: { status: MemberStatus }) => {
  const t = useTranslate();
  return (
    <StatusBadge tone={MEMBER_TONES[status]}>{t(`groups.member.status.${status}`)}</StatusBadge>
  );
};

/** Nobody has shown yet that they read the mails to this address. */
export const isUnconfirmed = ({ kind, email, confirmed }: Group): boolean =>
  kind === 'organization' && email !== null && !confirmed;

export const UnconfirmedBadge = () => {
  const t = useTranslate();
  return <StatusBadge tone="warning">{t('groups.unconfirmed')}</StatusBadge>;
};
