import { Box, Grid, Typography } from '@strapi/design-system';
import type { Detected } from '../../../contracts/imports';
import { Clamped } from '../ui/Clamped';
import { useTranslate } from '../ui/translate';

const SEPARATORS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;

const Fact = ({ term, children }: { term: string; children: string }) => (
  <Grid.Item col={4} xs={12} direction="column" alignItems="flex-start">
    <Typography tag="dt" variant="pi" fontWeight="bold" textColor="neutral600">
      {term}
    </Typography>
    <Box tag="dd">
      <Clamped $lines={2}>{children}</Clamped>
    </Box>
  </Grid.Item>
);

type DetectedFormatProps = { detected: Detected; isOfGroups: boolean };

/** How the file was understood, to be seen before anything happens. */
export const DetectedFormat = ({ detected, isOfGroups }: DetectedFormatProps) => {
  const t = useTranslate();
  const { encoding, separator, sheet, header } = detected;

  return (
    <Grid.Root tag="dl" gap={4}>
      {sheet === null ? null : <Fact term={t('imports.detected.sheet')}>{sheet}</Fact>}
      {encoding === null ? null : (
        <Fact term={t('imports.detected.encoding')}>{encoding.replace(/^utf/, 'UTF')}</Fact>
      )}
      {separator === null ? null : (
        <Fact term={t('imports.detected.separator')}>
          {t(`imports.separator.${SEPARATORS[separator]}`)}
        </Fact>
      )}
      <Fact term={t('imports.detected.header')}>
        {t(
          header
            ? 'imports.header.yes'
            : isOfGroups
              ? 'imports.header.no.groups'
              : 'imports.header.no',
        )}
      </Fact>
    </Grid.Root>
  );
};
