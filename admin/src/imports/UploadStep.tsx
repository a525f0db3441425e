import { Box, Flex, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';
import type { Space } from '../../../contracts/spaces';
import { useErrors } from '../ui/errors';
import { DEFAULT_MAIL, MailOptions } from '../ui/MailOptions';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { useFileSize } from '../ui/useFileSize';
import { useImportKind, useUploadImport } from './api';
import { FileDrop } from './FileDrop';
import { TemplateButtons } from './TemplateButtons';

const Help = ({ id }: { id: string }) => {
  const t = useTranslate();
  const fileSize = useFileSize();
  const limits = useImportKind('participants').data?.limits;

  return (
    <Box id={id}>
      <Typography tag="p" textColor="neutral800">
        {t('imports.help')}
      </Typography>
      <Typography tag="p" textColor="neutral600" variant="pi">
        {t('imports.recognised')}
        {limits
          ? ` ${t('imports.limits', {
              size: fileSize(limits.maxFileSize),
              rows: limits.maxRows,
              columns: limits.maxColumns,
            })}`
          : null}
      </Typography>
    </Box>
  );
};

type UploadStepProps = { space: Space; onUploaded: (id: string) => void };

export const UploadStep = ({ space, onUploaded }: UploadStepProps) => {
  const t = useTranslate();
  const help = useId();
  const fileSize = useFileSize();
  const { describeError } = useErrors();
  const [mail, setMail] = useState(DEFAULT_MAIL);
  const [isTooLarge, setTooLarge] = useState(false);
  const [upload, { isLoading, error, reset }] = useUploadImport();
  const maxFileSize = useImportKind('participants').data?.limits.maxFileSize ?? Infinity;

  const send = async (file: File) => {
    setTooLarge(file.size > maxFileSize);
    if (file.size > maxFileSize) return reset();
    const result = await upload({ file, space: space.documentId, options: mail });
    if ('data' in result) onUploaded(result.data.id);
  };
  const problem = isTooLarge
    ? t('imports.upload.tooLarge', { size: fileSize(maxFileSize) })
    : error && !isLoading
      ? describeError(error)
      : null;

  return (
    <Panel title={t('imports.title')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Help id={help} />
        <TemplateButtons />
        <MailOptions value={mail} onChange={setMail} disabled={isLoading} />
        {space.visibility === 'public' ? <Note>{t('participants.publicNote')}</Note> : null}
        {problem ? (
          <Note variant="danger" title={t('imports.upload.refused')}>
            {problem}
          </Note>
        ) : null}
        <FileDrop isBusy={isLoading} describedBy={help} onFile={send} />
      </Flex>
    </Panel>
  );
};
