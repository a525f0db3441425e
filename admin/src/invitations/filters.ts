import type { Invitation, InvitationStatus } from '../../../contracts/invitations';
import type { DeliveryState } from '../../../contracts/participants';
import { useGroupNames } from '../groups/api';
import { useGroupsAccess } from '../groups/useGroupsAccess';
import type { ListFilter } from '../ui/ListFilters';
import { useSpaceRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useSpaceNames } from './api';

const STATUSES = [
  'pending',
  'accepted',
  'declined',
  'expired',
  'revoked',
] as const satisfies InvitationStatus[];
const DELIVERIES = [
  'queued',
  'sending',
  'sent',
  'failed',
] as const satisfies DeliveryState['status'][];
const KINDS = ['address', 'code'] as const satisfies Invitation['kind'][];

/** What a list of invitations can be narrowed by; of codes alone, neither by kind nor by mails. */
export const useInvitationFilters = (kind?: 'code'): ListFilter[] => {
  const t = useTranslate();
  const { canRead } = useSpaceRights();
  const { data: spaces = [] } = useSpaceNames(undefined, { skip: !canRead });
  const { canOpen } = useGroupsAccess();
  const { data: groups = [] } = useGroupNames(undefined, { skip: !canOpen });

  return [
    {
      name: 'status',
      label: t('invitations.field.status'),
      options: STATUSES.map((value) => ({ value, label: t(`invitations.status.${value}`) })),
    },
    ...(spaces.length > 0
      ? [
          {
            name: 'space',
            label: t('invitations.filter.space'),
            options: spaces.map(({ documentId, title }) => ({ value: documentId, label: title })),
          },
        ]
      : []),
    ...(groups.length > 0
      ? [
          {
            name: 'group',
            label: t('invitations.filter.group'),
            options: groups.map(({ documentId, name }) => ({ value: documentId, label: name })),
          },
        ]
      : []),
    ...(kind
      ? []
      : [
          {
            name: 'delivery',
            label: t('invitations.field.delivery'),
            options: DELIVERIES.map((value) => ({ value, label: t(`delivery.${value}`) })),
          },
          {
            name: 'kind',
            label: t('invitations.filter.kind'),
            options: KINDS.map((value) => ({ value, label: t(`invitations.kind.${value}`) })),
          },
        ]),
  ];
};
