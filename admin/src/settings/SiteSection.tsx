import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { ALL_LANGUAGES } from '../translations/languages';
import { useTranslate } from '../ui/translate';
import { Cell, Input, Section } from './Section';
import type { SettingsValues } from './values';

const TimeZoneField = () => {
  const t = useTranslate();
  const { value, error, onChange } = useField<string>('timeZone');
  const disabled = useForm('TimeZone', (form) => form.disabled);
  const zones = useMemo(
    () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), value ?? 'UTC'])],
    [value],
  );

  return (
    <Field.Root name="timeZone" error={error} hint={t('settings.timeZone.hint')} required>
      <Field.Label>{t('settings.timeZone')}</Field.Label>
      <SingleSelect
        value={value}
        disabled={disabled}
        onChange={(zone) => onChange('timeZone', String(zone))}
      >
        {zones.map((zone) => (
          <SingleSelectOption key={zone} value={zone}>
            {zone}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

export const SiteSection = ({ defaults }: { defaults: SettingsValues }) => {
  const t = useTranslate();

  return (
    <Section
      title={t('settings.site')}
      fields={['siteName', 'siteUrl', 'defaultLocale', 'timeZone']}
      defaults={defaults}
    >
      <Cell half>
        <Input
          type="string"
          name="siteName"
          label={t('settings.siteName')}
          hint={t('settings.siteName.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="siteUrl"
          label={t('settings.siteUrl')}
          hint={t('settings.siteUrl.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="enumeration"
          name="defaultLocale"
          label={t('settings.defaultLocale')}
          hint={t('settings.defaultLocale.hint')}
          required
          options={ALL_LANGUAGES.map((language) => ({
            value: language,
            label: t(`mail.locale.${language}`),
          }))}
        />
      </Cell>
      <Cell half>
        <TimeZoneField />
      </Cell>
    </Section>
  );
};
