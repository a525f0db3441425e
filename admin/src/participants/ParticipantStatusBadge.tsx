import type { ParticipantStatus } from '../../../contracts/participants';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';

const TONES = {
  active: 'success',
  invited: 'primary',
  expired: 'warning',
  declined: 'neutral',
  revoked: 'danger',
} as const satisfies Record<ParticipantStatus, Tone>;

export const ParticipantStatusBadge = ({ status }: { status: ParticipantStatus }) => {
  const t = useTranslate();
  return <StatusBadge tone={TONES[status]}>{t(`participants.status.${status}`)}</StatusBadge>;
};
