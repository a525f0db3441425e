import { Box, Flex, Radio, Typography } from '@strapi/design-system';
import { useId } from 'react';
import type { ImportMode } from '../../../contracts/imports';
import { useTranslate } from '../ui/translate';

const MODES = ['add', 'replace'] as const satisfies ImportMode[];

type ModeChoiceProps = {
  value: ImportMode;
  onChange: (mode: ImportMode) => void;
};

/** What becomes of those on the list who are not in the file. */
export const ModeChoice = ({ value, onChange }: ModeChoiceProps) => {
  const t = useTranslate();
  const id = useId();

  return (
    <Box>
      <Typography id={id} tag="h3" variant="omega" fontWeight="bold" textColor="neutral800">
        {t('imports.mode')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={value}
        onValueChange={(mode) => onChange(mode as ImportMode)}
      >
        <Flex direction="column" alignItems="stretch" gap={3} paddingTop={3}>
          {MODES.map((mode) => (
            <Box key={mode}>
              <Radio.Item value={mode} aria-describedby={`${id}-${mode}`}>
                {t(`imports.mode.${mode}`)}
              </Radio.Item>
              <Box paddingLeft="2.8rem">
                <Typography id={`${id}-${mode}`} variant="pi" textColor="neutral600">
                  {t(`imports.mode.${mode}.hint`)}
                </Typography>
              </Box>
            </Box>
          ))}
        </Flex>
      </Radio.Group>
    </Box>
  );
};
