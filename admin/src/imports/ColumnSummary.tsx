import { Box, Flex, Typography } from '@strapi/design-system';
import type { Detected } from '../../../contracts/imports';
import { useTranslate } from '../ui/translate';
import { useColumnTexts } from './columns';

export const ColumnSummary = ({ detected }: { detected: Detected }) => {
  const t = useTranslate();
  const { nameOf, fieldOf } = useColumnTexts();

  return (
    <Flex gap={2} wrap="wrap">
      {detected.columns.map((column, index) => (
        <Box
          key={index}
          background={column.field ? 'primary100' : 'neutral150'}
          hasRadius
          padding={2}
          maxWidth="100%"
        >
          <Typography
            variant="pi"
            textColor="neutral800"
            style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
          >
            {t('imports.column', { name: nameOf(column, index), field: fieldOf(column.field) })}
          </Typography>
        </Box>
      ))}
    </Flex>
  );
};
