import { ChoiceField } from '../ui/ChoiceField';
import { useTranslate } from '../ui/translate';
import { VISIBILITY_OPTIONS } from './options';

export const VisibilityField = ({ disabled }: { disabled: boolean }) => {
  const t = useTranslate();
  return (
    <ChoiceField
      name="visibility"
      label={t('spaces.field.visibility')}
      options={VISIBILITY_OPTIONS}
      describe={(visibility) => ({
        label: t(`spaces.visibility.${visibility}`),
        hint: t(`spaces.visibility.${visibility}.hint`),
      })}
      disabled={disabled}
    />
  );
};
