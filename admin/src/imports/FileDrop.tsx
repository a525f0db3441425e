import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { CloudUpload } from '@strapi/icons';
import { useRef, useState, type DragEvent } from 'react';
import { styled } from 'styled-components';
import { useTranslate } from '../ui/translate';

const Zone = styled(Box)<{ $isOver: boolean }>`
  border: 1px dashed
    ${({ theme, $isOver }) => ($isOver ? theme.colors.primary600 : theme.colors.neutral500)};
  background: ${({ theme, $isOver }) =>
    $isOver ? theme.colors.primary100 : theme.colors.neutral100};
`;

const ACCEPTED = [
  '.csv',
  '.tsv',
  '.txt',
  '.xlsx',
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

type FileDropProps = { isBusy: boolean; describedBy: string; onFile: (file: File) => void };

/** A file by drag and drop, or by a button, which is what a keyboard reaches. */
export const FileDrop = ({ isBusy, describedBy, onFile }: FileDropProps) => {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !isBusy) onFile(file);
  };

  return (
    <Zone
      $isOver={isOver}
      hasRadius
      padding={{ initial: 6, medium: 10 }}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Flex direction="column" gap={4}>
        <CloudUpload width="4.8rem" height="4.8rem" fill="primary600" aria-hidden />
        <Typography variant="delta" tag="p" textAlign="center">
          {t(isBusy ? 'imports.upload.busy' : 'imports.upload.drop')}
        </Typography>
        <Button
          size="L"
          loading={isBusy}
          disabled={isBusy}
          aria-describedby={describedBy}
          onClick={() => input.current?.click()}
        >
          {t('imports.upload.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept={ACCEPTED.join()}
          aria-label={t('imports.upload.choose')}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            // Emptied, so that the same file can be chosen again after it was corrected.
            currentTarget.value = '';
            if (file) onFile(file);
          }}
        />
      </Flex>
    </Zone>
  );
};
