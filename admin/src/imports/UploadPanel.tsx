import { Box, Flex, Typography } from '@strapi/design-system';
import { useId, useState, type ReactNode } from 'react';
import type { ImportOptions } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { useFileSize } from '../ui/useFileSize';
import { useImportKind, useUploadImport, type Scope } from './api';
import { FileDrop } from './FileDrop';
import { TemplateButtons } from './TemplateButtons';

const Help = ({ id, kind }: Pick<Scope, 'kind'> & { id: string }) => {
  const t = useTranslate();
  const fileSize = useFileSize();
  const limits = useImportKind(kind).data?.limits;

  return (
    <Box id={id}>
      <Typography tag="p" textColor="neutral800">
        {t(`imports.${kind}.help`)}
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

type UploadPanelProps = {
  scope: Scope;
  options: ImportOptions;
  onUploaded: (id: string) => void;
  /** The fields of the options; told while a file is on its way. */
  children: (isBusy: boolean) => ReactNode;
};

/** Where a list is chosen, with what holds for all of it. */
export const UploadPanel = ({ scope, options, onUploaded, children }: UploadPanelProps) => {
  const t = useTranslate();
  const help = useId();
  const fileSize = useFileSize();
  const { describeError } = useErrors();
  const [isTooLarge, setTooLarge] = useState(false);
  const [upload, { isLoading, error, reset }] = useUploadImport();
  const maxFileSize = useImportKind(scope.kind).data?.limits.maxFileSize ?? Infinity;

  const send = async (file: File) => {
    setTooLarge(file.size > maxFileSize);
    if (file.size > maxFileSize) return reset();
    const result = await upload({ ...scope, file, options });
    if ('data' in result) onUploaded(result.data.id);
  };
  const problem = isTooLarge
    ? t('imports.upload.tooLarge', { size: fileSize(maxFileSize) })
    : error && !isLoading
      ? describeError(error)
      : null;

  return (
    <Panel title={t(`imports.${scope.kind}.title`)}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Help id={help} kind={scope.kind} />
        <TemplateButtons kind={scope.kind} />
        {children(isLoading)}
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
