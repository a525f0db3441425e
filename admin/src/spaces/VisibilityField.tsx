import { Box, Field, Flex, Radio, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useId } from 'react';
import type { Visibility } from '../../../contracts/spaces';
import { useTranslate } from '../ui/translate';
import { VISIBILITY_OPTIONS } from './options';

export const VisibilityField = ({ disabled }: { disabled: boolean }) => {
  const t = useTranslate();
  const id = useId();
  const field = useField<Visibility>('visibility');

  return (
    <Field.Root name="visibility" error={field.error} required>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {t('spaces.field.visibility')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={field.value}
        onValueChange={(visibility) => field.onChange('visibility', visibility as Visibility)}
        disabled={disabled}
      >
        <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
          {VISIBILITY_OPTIONS.map((visibility) => (
            <Box key={visibility}>
              <Radio.Item value={visibility} aria-describedby={`${id}-${visibility}`}>
                {t(`spaces.visibility.${visibility}`)}
              </Radio.Item>
              <Box paddingLeft="2.8rem">
                <Typography id={`${id}-${visibility}`} variant="pi" textColor="neutral600">
                  {t(`spaces.visibility.${visibility}.hint`)}
                </Typography>
              </Box>
            </Box>
          ))}
        </Flex>
      </Radio.Group>
      <Field.Error />
    </Field.Root>
  );
};
