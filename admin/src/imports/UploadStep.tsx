import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useId, useState } from 'react';
import { useIntl } from 'react-intl';
import type { Space } from '../../../contracts/spaces';
import { useDownload } from '../ui/download';
import { useErrors } from '../ui/errors';
import { DEFAULT_MAIL, MailOptions } from '../ui/MailOptions';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { templateUrl, useUploadImport } from './api';
import { FileDrop } from './FileDrop';

const TemplateButton = () => {
  const t = useTranslate();
  const { locale } = useIntl();
  const { download, isDownloading } = useDownload();

  return (
    <TextButton
      startIcon={<Download />}
      disabled={isDownloading}
      onClick={() => download(templateUrl(locale), 'participants.csv')}
    >
      {t('imports.template')}
    </TextButton>
  );
};

type UploadStepProps = { space: Space; onUploaded: (id: string) => void };

export const UploadStep = ({ space, onUploaded }: UploadStepProps) => {
  const t = useTranslate();
  const help = useId();
  const { describeError } = useErrors();
  const [mail, setMail] = useState(DEFAULT_MAIL);
  const [upload, { isLoading, error }] = useUploadImport();

  const send = async (file: File) => {
    const result = await upload({ file, space: space.documentId, options: mail });
    if ('data' in result) onUploaded(result.data.id);
  };

  return (
    <Panel title={t('imports.title')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Box id={help}>
          <Typography tag="p" textColor="neutral800">
            {t('imports.help')}
          </Typography>
          <Typography tag="p" textColor="neutral600" variant="pi">
            {t('imports.limits')}
          </Typography>
        </Box>
        <Box>
          <TemplateButton />
        </Box>
        <MailOptions value={mail} onChange={setMail} disabled={isLoading} />
        {space.visibility === 'public' ? <Note>{t('participants.publicNote')}</Note> : null}
        {error && !isLoading ? (
          <Note variant="danger" title={t('imports.upload.refused')}>
            {describeError(error)}
          </Note>
        ) : null}
        <FileDrop isBusy={isLoading} describedBy={help} onFile={send} />
      </Flex>
    </Panel>
  );
};
