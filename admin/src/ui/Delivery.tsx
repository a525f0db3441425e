import { Flex, Tooltip, Typography } from '@strapi/design-system';
import { Check, Clock, Mail, WarningCircle } from '@strapi/icons';
import { styled } from 'styled-components';
import type { DeliveryState } from '../../../contracts/participants';
import { useTranslate } from './translate';

const LOOKS = {
  queued: { Icon: Clock, color: 'neutral600' },
  sending: { Icon: Mail, color: 'neutral600' },
  sent: { Icon: Check, color: 'success600' },
  failed: { Icon: WarningCircle, color: 'danger600' },
} as const;

const TwoLines = styled(Typography)`
  display: -webkit-box;
  max-width: 20rem;
  overflow: hidden;
  white-space: normal;
  overflow-wrap: anywhere;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
`;

/** What became of the last mail, with the mail server's answer when it refused. */
export const Delivery = ({ delivery }: { delivery: DeliveryState | null }) => {
  const t = useTranslate();
  if (!delivery) return <Typography textColor="neutral600">{t('delivery.none')}</Typography>;

  const { Icon, color } = LOOKS[delivery.status];
  const isRetrying = delivery.status === 'queued' && delivery.attempts > 0;

  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={1}>
        <Icon width="1.2rem" height="1.2rem" fill={color} aria-hidden />
        <Typography textColor={color} style={{ whiteSpace: 'nowrap' }}>
          {isRetrying
            ? t('delivery.retrying', { attempts: delivery.attempts + 1 })
            : t(`delivery.${delivery.status}`)}
        </Typography>
      </Flex>
      {delivery.error && delivery.status !== 'sent' ? (
        <Tooltip label={delivery.error}>
          <TwoLines variant="pi" textColor="neutral600" tabIndex={0}>
            {delivery.error}
          </TwoLines>
        </Tooltip>
      ) : null}
    </Flex>
  );
};
