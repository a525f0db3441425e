import { Box, Checkbox, Field, Flex } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useTranslate } from '../ui/translate';
import { MailPreview } from './MailPreview';
import { MessageField } from './MessageField';
import { offerOf, type Offered } from './offer';

const SendField = () => {
  const t = useTranslate();
  const field = useField<boolean>('send');

  return (
    <Field.Root name="send" hint={t('invitations.option.send.hint')}>
      <Checkbox
        checked={field.value ?? true}
        onCheckedChange={(checked) => field.onChange('send', checked === true)}
      >
        {t('invitations.option.send')}
      </Checkbox>
      <Field.Hint />
    </Field.Root>
  );
};

/** Fields of a form that say whether people are written to, and what they read. */
export const MailFields = ({ offered }: { offered: Offered }) => {
  const { locale, message, spaces } = offerOf(offered);

  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <SendField />
      <MessageField />
      <Box>
        <MailPreview locale={locale} content={{ message, spaces }} />
      </Box>
    </Flex>
  );
};
