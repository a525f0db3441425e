import type { ParticipantStatus } from '../../../contracts/participants';
import type { ListFilter } from '../ui/ListFilters';
import { useTranslate } from '../ui/translate';

const STATUSES = [
  'active',
  'invited',
  'expired',
  'declined',
  'revoked',
] as const satisfies ParticipantStatus[];

export const useParticipantFilters = (): ListFilter[] => {
  const t = useTranslate();
  const yesNo = [
    { value: 'true', label: t('yes') },
    { value: 'false', label: t('no') },
  ];

  return [
    { name: 'invitationSent', label: t('participants.filter.sent'), options: yesNo },
    { name: 'invitationAccepted', label: t('participants.filter.accepted'), options: yesNo },
    {
      name: 'status',
      label: t('participants.field.status'),
      options: STATUSES.map((status) => ({
        value: status,
        label: t(`participants.status.${status}`),
      })),
    },
  ];
};
