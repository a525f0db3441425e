import type { InvitationStatus } from '../../../contracts/invitations';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';

const TONES = {
  pending: 'primary',
  accepted: 'success',
  declined: 'neutral',
  expired: 'warning',
  revoked: 'danger',
} as const satisfies Record<InvitationStatus, Tone>;

export const InvitationStatusBadge = ({ status }: { status: InvitationStatus }) => {
  const t = useTranslate();
  return <StatusBadge tone={TONES[status]}>{t(`invitations.status.${status}`)}</StatusBadge>;
};
