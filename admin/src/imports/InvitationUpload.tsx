import { Box, Flex, Grid, Typography } from '@strapi/design-system';
import { Form } from '@strapi/strapi/admin';
import { useId } from 'react';
import type { ImportOptions } from '../../../contracts/imports';
import { SendField } from '../invitations/InviteTab';
import { endOfDay } from '../invitations/lastDay';
import { MailPreview } from '../invitations/MailPreview';
import { MessageField } from '../invitations/MessageField';
import { AdminField, Cell, OfferFields } from '../invitations/OfferFields';
import type { Language } from '../translations/languages';
import { useTranslate } from '../ui/translate';
import { UploadPanel } from './UploadPanel';

type Values = {
  spaces: string[];
  role: string | null;
  admin: boolean;
  locale: Language | null;
  /** A day, as `2026-03-31`. */
  expiresAt: string | null;
  message: string;
  send: boolean;
};

const EMPTY: Values = {
  spaces: [],
  role: null,
  admin: false,
  locale: null,
  expiresAt: null,
  message: '',
  send: true,
};

const optionsOf = ({ message, expiresAt, ...values }: Values): ImportOptions => ({
  ...values,
  message: message.trim() || null,
  expiresAt: endOfDay(expiresAt),
});

/** What is offered to everybody whose row says nothing else. */
const Options = ({ values }: { values: Values }) => {
  const t = useTranslate();
  const title = useId();

  return (
    <Box tag="section" aria-labelledby={title} paddingTop={2} paddingBottom={2}>
      <Typography id={title} tag="h3" variant="omega" fontWeight="bold" textColor="neutral800">
        {t('imports.options')}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {t('imports.options.hint')}
      </Typography>
      <Box paddingTop={4}>
        <Grid.Root gap={5}>
          <OfferFields />
          <Cell col={12}>
            <AdminField />
          </Cell>
          <Cell col={12}>
            <SendField />
          </Cell>
          <Cell col={12}>
            <Flex direction="column" alignItems="stretch" gap={5}>
              <MessageField />
              <Box>
                <MailPreview
                  locale={values.locale}
                  content={{ message: values.message.trim() || null, spaces: values.spaces }}
                />
              </Box>
            </Flex>
          </Cell>
        </Grid.Root>
      </Box>
    </Box>
  );
};

type InvitationUploadProps = { onUploaded: (id: string) => void };

export const InvitationUpload = ({ onUploaded }: InvitationUploadProps) => (
  <Form<Values> method="POST" initialValues={EMPTY} onSubmit={() => {}}>
    {({ values }) => (
      <UploadPanel
        scope={{ kind: 'invitations' }}
        options={optionsOf(values)}
        onUploaded={onUploaded}
      >
        {() => <Options values={values} />}
      </UploadPanel>
    )}
  </Form>
);
