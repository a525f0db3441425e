import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { isLanguage, ALL_LANGUAGES, type Language } from '../translations/languages';
import { useTranslate } from './translate';

// A select takes no null: this stands for the language of the site.
const SITE = 'site';

type LocaleSelectProps = {
  value: Language | null;
  onChange: (locale: Language | null) => void;
  disabled?: boolean;
};

/** Language that people are written to in; null: the site's. */
export const LocaleSelect = ({ value, onChange, disabled }: LocaleSelectProps) => {
  const t = useTranslate();

  return (
    <Field.Root name="locale">
      <Field.Label>{t('mail.locale')}</Field.Label>
      <SingleSelect
        value={value ?? SITE}
        disabled={disabled}
        onChange={(locale) =>
          onChange(typeof locale === 'string' && isLanguage(locale) ? locale : null)
        }
      >
        <SingleSelectOption value={SITE}>{t('mail.locale.site')}</SingleSelectOption>
        {ALL_LANGUAGES.map((locale) => (
          <SingleSelectOption key={locale} value={locale}>
            {t(`mail.locale.${locale}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};
