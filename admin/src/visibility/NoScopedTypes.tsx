import { Box, EmptyStateLayout, Typography } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useTranslate } from '../ui/translate';

const SCHEMA_LINE = '"pluginOptions": { "participation": { "scoped": true } }';

/** In a project that has not said yet what belongs to spaces. */
export const NoScopedTypes = () => {
  const t = useTranslate();

  return (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" />}
      content={t('content.noTypes')}
      action={
        <Box background="neutral100" hasRadius padding={3}>
          <Typography
            tag="code"
            textColor="neutral800"
            style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}
          >
            {SCHEMA_LINE}
          </Typography>
        </Box>
      }
    />
  );
};
