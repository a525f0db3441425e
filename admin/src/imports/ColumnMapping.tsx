import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';
import type { Detected, ImportKind } from '../../../contracts/imports';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { ColumnForm } from './ColumnForm';
import { isGuess } from './columns';
import { ColumnSummary } from './ColumnSummary';

type ColumnMappingProps = { id: string; kind: ImportKind; detected: Detected };

/** What the columns of a file are used for: in short where that is clear, else to be checked. */
export const ColumnMapping = ({ id, kind, detected }: ColumnMappingProps) => {
  const t = useTranslate();
  const title = useId();
  const content = useId();
  const [isOpen, setOpen] = useState(() => isGuess(detected));

  return (
    <Box tag="section" aria-labelledby={title}>
      <Flex gap={4} wrap="wrap" paddingBottom={3}>
        <Typography id={title} tag="h3" variant="omega" fontWeight="bold" textColor="neutral800">
          {t('imports.columns')}
        </Typography>
        <TextButton aria-expanded={isOpen} aria-controls={content} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'imports.columns.close' : 'imports.columns.open')}
        </TextButton>
      </Flex>
      <Box id={content}>
        {isOpen && isGuess(detected) ? (
          <Box paddingBottom={4}>
            <Note>{t('imports.columns.guess')}</Note>
          </Box>
        ) : null}
        {isOpen ? (
          <ColumnForm id={id} kind={kind} detected={detected} />
        ) : (
          <ColumnSummary detected={detected} />
        )}
      </Box>
    </Box>
  );
};
