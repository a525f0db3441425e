import { Box, Flex, Tabs, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { styled } from 'styled-components';
import type { TrialAnswer } from '../../../contracts/settings';
import { MailFrame } from '../ui/MailFrame';
import { useTranslate } from '../ui/translate';

const Text = styled(Box)`
  height: 56rem;
  overflow: auto;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;

const VIEWS = ['html', 'text'] as const;

/** A mail as it arrives: its subject, and both of its parts. */
export const MailParts = ({ mail, isStale }: { mail: TrialAnswer; isStale: boolean }) => {
  const t = useTranslate();
  const [view, setView] = useState<string>('html');

  return (
    <Flex direction="column" alignItems="stretch" gap={3} aria-busy={isStale}>
      <Typography style={{ overflowWrap: 'anywhere' }}>
        <Typography tag="span" textColor="neutral600">
          {t('settings.preview.subject')}
        </Typography>{' '}
        <Typography tag="span" fontWeight="bold">
          {mail.subject}
        </Typography>
      </Typography>
      <Tabs.Root variant="simple" value={view} onValueChange={setView}>
        <Tabs.List aria-label={t('settings.preview.parts')}>
          {VIEWS.map((part) => (
            <Tabs.Trigger key={part} value={part}>
              {t(`settings.preview.${part}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="html">
          <MailFrame html={mail.html} title={t('settings.preview')} />
        </Tabs.Content>
        <Tabs.Content value="text">
          <Text tag="pre" tabIndex={0} background="neutral100" padding={4} hasRadius>
            <Typography textColor="neutral800">{mail.text}</Typography>
          </Text>
        </Tabs.Content>
      </Tabs.Root>
    </Flex>
  );
};
