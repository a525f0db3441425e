import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { useState } from 'react';
import { Fact, Facts } from '../ui/Facts';
import { Panel } from '../ui/Panel';
import { useGroupRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import type { GroupDetail } from './api';
import { GroupStatusBadge, isUnconfirmed, UnconfirmedBadge } from './badges';
import { DecisionDialog } from './DecisionDialog';
import { canBe, decisionOn, type PendingDecision } from './decisions';

/** Whether administrators vouch for an organization, who decided so, when, and why. */
export const VerificationPanel = ({ group }: { group: GroupDetail }) => {
  const t = useTranslate();
  const { canVerify } = useGroupRights();
  const [pending, setPending] = useState<PendingDecision | null>(null);
  const { status, email, confirmed, decidedAt, decidedBy, reason, asOf } = group;

  return (
    <Panel title={t('groups.verification')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Facts>
          {status ? (
            <Fact label={t('groups.field.status')}>
              <GroupStatusBadge status={status} />
            </Fact>
          ) : null}
          <Fact label={t('groups.filter.confirmed')}>
            {isUnconfirmed(group) ? <UnconfirmedBadge /> : t(email && confirmed ? 'yes' : 'no')}
          </Fact>
          {decidedAt ? (
            <>
              <Fact label={t('groups.decidedAt')}>
                <When value={decidedAt} />
              </Fact>
              <Fact label={t('groups.decidedBy')}>{decidedBy ?? '–'}</Fact>
            </>
          ) : null}
        </Facts>
        {reason ? (
          <Box style={{ overflowWrap: 'anywhere' }}>
            <Typography tag="h3" textColor="neutral600">
              {t('groups.reason')}
            </Typography>
            <Typography tag="p" textColor="neutral800">
              {reason}
            </Typography>
          </Box>
        ) : null}
        {isUnconfirmed(group) && status === 'pending' ? (
          <Typography variant="pi" textColor="neutral600">
            {t('groups.unconfirmed.hint')}
          </Typography>
        ) : null}
        {canVerify ? (
          <Flex gap={2} wrap="wrap">
            {canBe('verify', group) ? (
              <Button
                startIcon={<Check />}
                onClick={() => setPending(decisionOn(group, 'verify', asOf))}
              >
                {t('groups.verify')}
              </Button>
            ) : null}
            {canBe('reject', group) ? (
              <Button
                variant="danger-light"
                startIcon={<Cross />}
                onClick={() => setPending(decisionOn(group, 'reject', asOf))}
              >
                {t('groups.reject')}
              </Button>
            ) : null}
          </Flex>
        ) : null}
      </Flex>
      <DecisionDialog pending={pending} onClose={() => setPending(null)} />
    </Panel>
  );
};
