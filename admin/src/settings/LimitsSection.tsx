import { Grid, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useTranslate } from '../ui/translate';
import { Cell, Input, Section } from './Section';
import type { SettingsValues } from './values';

const Group = styled.fieldset`
  padding: 0;
  border: 0;

  & > legend {
    padding-inline: 0;
  }
`;

const LIMITS = ['read', 'answer', 'resend', 'code', 'group'] as const;

export const LimitsSection = ({ defaults }: { defaults: SettingsValues }) => {
  const t = useTranslate();

  return (
    <Section
      title={t('settings.limits')}
      hint={t('settings.limits.hint')}
      fields={LIMITS.map((name) => `limits.${name}`)}
      defaults={defaults}
    >
      {LIMITS.map((name) => (
        <Cell key={name}>
          <Group>
            <Typography tag="legend" fontWeight="bold" paddingBottom={2}>
              {t(`settings.limits.${name}`)}
            </Typography>
            <Grid.Root gap={5}>
              <Cell half>
                <Input
                  type="integer"
                  name={`limits.${name}.points`}
                  label={t('settings.limits.points')}
                  required
                />
              </Cell>
              <Cell half>
                <Input
                  type="integer"
                  name={`limits.${name}.seconds`}
                  label={t('settings.limits.seconds')}
                  required
                />
              </Cell>
            </Grid.Root>
          </Group>
        </Cell>
      ))}
    </Section>
  );
};
