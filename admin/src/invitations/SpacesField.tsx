import { Field, MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useSpaceRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useSpaceNames } from './api';

/** The spaces that people may enter once they accept. */
export const SpacesField = () => {
  const t = useTranslate();
  const field = useField<string[]>('spaces');
  const { canRead } = useSpaceRights();
  const { data: spaces = [], isLoading } = useSpaceNames(undefined, { skip: !canRead });
  if (!canRead) return null;
  const titles = spaces
    .filter(({ documentId }) => field.value?.includes(documentId))
    .map(({ title }) => title);

  return (
    <Field.Root name="spaces" error={field.error} hint={t('invitations.option.spaces.hint')}>
      <Field.Label>{t('invitations.field.spaces')}</Field.Label>
      <MultiSelect
        // Not as tags: their buttons have no name.
        customizeContent={() => titles.join(', ')}
        value={field.value ?? []}
        onChange={(chosen: string[]) => field.onChange('spaces', chosen)}
        placeholder={t('invitations.option.spaces.none')}
        disabled={isLoading || spaces.length === 0}
      >
        {spaces.map(({ documentId, title }) => (
          <MultiSelectOption key={documentId} value={documentId}>
            {title}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
