import { Box, Flex, Grid, TextButton, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { InputRenderer, useForm } from '@strapi/strapi/admin';
import type { ComponentProps, ReactNode } from 'react';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { valueAt, type SettingsValues } from './values';

type SectionProps = {
  title: string;
  hint?: string;
  /** The fields in it, and what they are by the configuration file. */
  fields: string[];
  defaults: SettingsValues;
  children: ReactNode;
};

/** Part of the settings, which can be given back to the configuration file. */
export const Section = ({ title, hint, fields, defaults, children }: SectionProps) => {
  const t = useTranslate();
  const { values, onChange, disabled } = useForm('Settings', (form) => form);
  const changed = fields.filter(
    (field) => JSON.stringify(valueAt(values, field)) !== JSON.stringify(valueAt(defaults, field)),
  );

  return (
    <Panel title={title}>
      {hint ? (
        <Box paddingBottom={4}>
          <Typography textColor="neutral600">{hint}</Typography>
        </Box>
      ) : null}
      <Grid.Root gap={5}>{children}</Grid.Root>
      {changed.length > 0 && !disabled ? (
        <Flex justifyContent="flex-end" paddingTop={5}>
          <TextButton
            startIcon={<ArrowClockwise />}
            onClick={() => changed.forEach((field) => onChange(field, valueAt(defaults, field)))}
          >
            {t('settings.reset')}
          </TextButton>
        </Flex>
      ) : null}
    </Panel>
  );
};

export const Cell = ({ half = false, children }: { half?: boolean; children: ReactNode }) => (
  <Grid.Item col={half ? 6 : 12} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

/** A field of the form, which is there to read only for those who may not change it. */
export const Input = (props: ComponentProps<typeof InputRenderer>) => {
  const disabled = useForm('Input', (form) => form.disabled);
  return <InputRenderer {...props} disabled={disabled} />;
};
