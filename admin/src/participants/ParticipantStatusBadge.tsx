import { Badge } from '@strapi/design-system';
import type { ParticipantStatus } from '../../../contracts/participants';
import { useTranslate } from '../ui/translate';

const VARIANTS = {
  active: 'success',
  invited: 'primary',
  expired: 'warning',
  declined: 'neutral',
  revoked: 'danger',
} as const satisfies Record<ParticipantStatus, string>;

export const ParticipantStatusBadge = ({ status }: { status: ParticipantStatus }) => {
  const t = useTranslate();
  return <Badge variant={VARIANTS[status]}>{t(`participants.status.${status}`)}</Badge>;
};
