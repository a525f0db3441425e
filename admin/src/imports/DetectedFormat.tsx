import { Box, Flex, Grid, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { Detected } from '../../../contracts/imports';
import { useTranslate } from '../ui/translate';

const SEPARATORS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;

const Fact = ({ term, children, wide }: { term: string; children: ReactNode; wide?: boolean }) => (
  <Grid.Item col={wide ? 12 : 4} xs={12} direction="column" alignItems="flex-start">
    <Typography tag="dt" variant="pi" fontWeight="bold" textColor="neutral600">
      {term}
    </Typography>
    <Box tag="dd">{children}</Box>
  </Grid.Item>
);

/** How the file was understood, to be seen before anything happens. */
export const DetectedFormat = ({ detected }: { detected: Detected }) => {
  const t = useTranslate();

  return (
    <Grid.Root tag="dl" gap={4}>
      <Fact term={t('imports.detected.encoding')}>
        <Typography>{detected.encoding.replace(/^utf/, 'UTF')}</Typography>
      </Fact>
      <Fact term={t('imports.detected.separator')}>
        <Typography>{t(`imports.separator.${SEPARATORS[detected.separator]}`)}</Typography>
      </Fact>
      <Fact term={t('imports.detected.header')}>
        <Typography>{t(detected.header ? 'imports.header.yes' : 'imports.header.no')}</Typography>
      </Fact>
      <Fact term={t('imports.detected.columns')} wide>
        <Flex gap={2} wrap="wrap" paddingTop={1}>
          {detected.columns.map((column, index) => (
            <Box
              key={index}
              background={column.field ? 'primary100' : 'neutral150'}
              hasRadius
              padding={2}
            >
              <Typography variant="pi" textColor="neutral800">
                {t('imports.column', {
                  name: column.name ?? t('imports.column.unnamed', { number: index + 1 }),
                  field: t(`imports.field.${column.field ?? 'none'}`),
                })}
              </Typography>
            </Box>
          ))}
        </Flex>
      </Fact>
    </Grid.Root>
  );
};
