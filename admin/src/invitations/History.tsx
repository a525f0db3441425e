import { Box, Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { styled } from 'styled-components';
import type { HistoryEvent } from '../../../contracts/invitations';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';

const BAD: HistoryEvent['event'][] = ['failed', 'declined', 'expired', 'revoked'];

const Dot = styled.span<{ $color: 'success500' | 'danger500' | 'neutral400' }>`
  flex-shrink: 0;
  width: 1rem;
  height: 1rem;
  margin-top: 0.5rem;
  border-radius: 50%;
  background: ${({ theme, $color }) => theme.colors[$color]};
`;

const colorOf = (event: HistoryEvent['event']) => {
  if (event === 'accepted') return 'success500';
  return BAD.includes(event) ? 'danger500' : 'neutral400';
};

const Entry = ({ event, at, by, detail }: HistoryEvent) => {
  const t = useTranslate();

  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      <Dot $color={colorOf(event)} aria-hidden />
      <Box style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
        <Typography tag="p" textColor="neutral800">
          {by ? t(`invitations.history.${event}.by`, { by }) : t(`invitations.history.${event}`)}
        </Typography>
        {detail ? (
          <Typography tag="p" variant="pi" textColor="neutral800">
            {detail}
          </Typography>
        ) : null}
        <When value={at} variant="pi" textColor="neutral600" />
      </Box>
    </Flex>
  );
};

/** What happened to an invitation, as it happened. */
export const History = ({ events }: { events: HistoryEvent[] }) => {
  const t = useTranslate();
  const id = useId();

  return (
    <Box tag="section" aria-labelledby={id}>
      <Typography id={id} tag="h3" variant="delta">
        {t('invitations.history')}
      </Typography>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={4} paddingTop={3}>
        {events.map((entry, index) => (
          <Entry key={index} {...entry} />
        ))}
      </Flex>
    </Box>
  );
};
