import { Field, Toggle } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useTranslate } from '../ui/translate';

export const PublishedField = ({ disabled }: { disabled: boolean }) => {
  const t = useTranslate();
  const field = useField<boolean>('published');

  return (
    <Field.Root
      name="published"
      error={field.error}
      hint={t('spaces.published.hint')}
      maxWidth="320px"
    >
      <Field.Label>{t('spaces.field.published')}</Field.Label>
      <Toggle
        name="published"
        checked={field.value ?? false}
        onLabel={t('spaces.published.yes')}
        offLabel={t('spaces.published.no')}
        onChange={(event) => field.onChange('published', event.currentTarget.checked)}
        disabled={disabled}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
