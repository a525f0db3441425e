import { Box, Checkbox, Field, Flex, Grid, Link, Loader, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useRef } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import { EVENTS, type ParticipationEvent } from '../../../contracts/events';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useWebhookRights } from '../ui/rights';
import { StatusBadge } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';
import { useChooseEvent, useWebhooks, type Webhook } from './webhooks';

/** Where Strapi makes webhooks. */
const WEBHOOKS = '/settings/webhooks';

const Group = styled.fieldset`
  min-width: 0;
  padding: 0;
  border: 0;

  & > legend {
    padding-inline: 0;
  }
`;

/** Saves one choice after the other: each is made in what the one before has left. */
const useChoices = (id: string) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [choose] = useChooseEvent();
  const last = useRef<Promise<void>>(Promise.resolve());

  const save = async (event: ParticipationEvent, isChosen: boolean) => {
    const result = await choose({ id, event, isChosen });
    if ('error' in result) notifyError(result.error);
    else toggleNotification({ type: 'success', message: t('settings.webhooks.saved') });
  };

  return (event: ParticipationEvent, isChosen: boolean) => {
    last.current = last.current.then(() => save(event, isChosen));
  };
};

const WebhookEvents = ({ webhook, canUpdate }: { webhook: Webhook; canUpdate: boolean }) => {
  const t = useTranslate();
  const choose = useChoices(webhook.id);

  return (
    <Group>
      <Typography tag="legend" fontWeight="bold">
        {webhook.name}
      </Typography>
      <Flex gap={2} wrap="wrap" paddingTop={1} paddingBottom={4}>
        <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {webhook.url}
        </Typography>
        {webhook.isEnabled ? null : (
          <StatusBadge tone="neutral">{t('settings.webhooks.off')}</StatusBadge>
        )}
      </Flex>
      <Grid.Root gap={4}>
        {Object.values(EVENTS).map((event) => (
          <Grid.Item key={event} col={6} xs={12} direction="column" alignItems="stretch">
            <Field.Root hint={event}>
              <Checkbox
                checked={webhook.events.includes(event)}
                disabled={!canUpdate}
                onCheckedChange={(checked) => choose(event, checked === true)}
              >
                {t(`settings.webhooks.event.${event}`)}
              </Checkbox>
              <Field.Hint />
            </Field.Root>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Group>
  );
};

const Webhooks = ({ canUpdate }: { canUpdate: boolean }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { data, error } = useWebhooks(undefined, { refetchOnMountOrArgChange: true });

  if (error) return <Note variant="danger">{describeError(error)}</Note>;
  if (!data) return <Loader>{t('loading')}</Loader>;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Typography textColor="neutral600">
        {t(data.length > 0 ? 'settings.webhooks.hint' : 'settings.webhooks.none')}
      </Typography>
      {data.map((webhook) => (
        <WebhookEvents key={webhook.id} webhook={webhook} canUpdate={canUpdate} />
      ))}
      <Box>
        <Link tag={RouterLink} to={WEBHOOKS}>
          {t('settings.webhooks.where')}
        </Link>
      </Box>
    </Flex>
  );
};

/**
 * Which of the plugin's events each of Strapi's webhooks is told of: Strapi's own form has a fixed
 * list. No part of what the page saves.
 */
export const WebhooksSection = () => {
  const t = useTranslate();
  const { canRead, canUpdate } = useWebhookRights();
  if (!canRead) return null;

  return (
    <Panel title={t('settings.webhooks')}>
      <Webhooks canUpdate={canUpdate} />
    </Panel>
  );
};
