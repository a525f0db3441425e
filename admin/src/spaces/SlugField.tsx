import { Field, TextInput } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useField, useFocusInputField } from '@strapi/strapi/admin';
import { useTranslate } from '../ui/translate';
import { slugify } from './slug';

/** The address of a space: the title suggests one, the server makes it when it is left empty. */
export const SlugField = ({ disabled }: { disabled: boolean }) => {
  const t = useTranslate();
  const field = useField<string | null>('slug');
  const title = useField<string | null>('title');
  const inputRef = useFocusInputField<HTMLInputElement>('slug');
  const suggestion = slugify(title.value ?? '');
  const canSuggest = !disabled && suggestion !== '' && suggestion !== field.value;

  return (
    <Field.Root name="slug" error={field.error} hint={t('spaces.slug.hint')}>
      <Field.Label>{t('spaces.field.slug')}</Field.Label>
      <TextInput
        ref={inputRef}
        value={field.value ?? ''}
        onChange={field.onChange}
        placeholder={suggestion}
        disabled={disabled}
        endAction={
          canSuggest ? (
            <Field.Action
              label={t('spaces.slug.suggest', { slug: suggestion })}
              onClick={() => field.onChange('slug', suggestion)}
            >
              <ArrowClockwise />
            </Field.Action>
          ) : null
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
