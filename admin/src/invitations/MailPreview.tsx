import { Box, Button, Flex, Loader, Modal, Tabs, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { MailPreviewInput } from '../../../contracts/invitations';
import { ALL_LANGUAGES, isLanguage, type Language } from '../translations/languages';
import { useErrors } from '../ui/errors';
import { MailFrame } from '../ui/MailFrame';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { useMailPreview } from './api';

type Content = Pick<MailPreviewInput, 'message' | 'spaces'>;

const PreviewedMail = ({ locale, content }: { locale: Language; content: Content }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { data, error } = useMailPreview(
    { locale, ...content },
    { refetchOnMountOrArgChange: true },
  );

  if (error) return <Note variant="danger">{describeError(error)}</Note>;
  if (!data) return <Loader>{t('loading')}</Loader>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
        {t('invitations.preview.subject', { subject: data.subject })}
      </Typography>
      <MailFrame html={data.html} title={t('invitations.preview.mail')} height="min(56rem, 60vh)" />
    </Flex>
  );
};

type MailPreviewProps = {
  /** The language that is shown first. */
  locale: Language | null;
  content: Content;
  disabled?: boolean;
};

/** The mail as it will arrive, in each language. */
export const MailPreview = ({ locale, content, disabled }: MailPreviewProps) => {
  const t = useTranslate();
  const [shown, setShown] = useState<Language | null>(null);

  return (
    <Modal.Root
      open={shown !== null}
      onOpenChange={(isOpen) => setShown(isOpen ? (locale ?? ALL_LANGUAGES[0]!) : null)}
    >
      <Modal.Trigger>
        <Button variant="tertiary" disabled={disabled}>
          {t('invitations.preview')}
        </Button>
      </Modal.Trigger>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('form.close')}>
          <Modal.Title>{t('invitations.preview.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {shown ? (
            <Tabs.Root
              variant="simple"
              value={shown}
              onValueChange={(language) => isLanguage(language) && setShown(language)}
            >
              <Tabs.List aria-label={t('mail.locale')}>
                {ALL_LANGUAGES.map((language) => (
                  <Tabs.Trigger key={language} value={language}>
                    {t(`mail.locale.${language}`)}
                  </Tabs.Trigger>
                ))}
              </Tabs.List>
              {ALL_LANGUAGES.map((language) => (
                <Tabs.Content key={language} value={language}>
                  <Box paddingTop={4}>
                    <PreviewedMail locale={language} content={content} />
                  </Box>
                </Tabs.Content>
              ))}
            </Tabs.Root>
          ) : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
