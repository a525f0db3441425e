import { Checkbox, Field, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { ImportOptions } from '../../../contracts/imports';
import { LANGUAGES, isLanguage } from '../translations/languages';
import { useTranslate } from './translate';

/** How the people who are added are told by mail. */
export type Mail = Required<ImportOptions>;

export const DEFAULT_MAIL: Mail = { locale: null, notify: false };

// A select takes no null: this stands for the language of the site.
const SITE = 'site';

type MailOptionsProps = { value: Mail; onChange: (mail: Mail) => void; disabled?: boolean };

export const MailOptions = ({ value, onChange, disabled }: MailOptionsProps) => {
  const t = useTranslate();

  return (
    <Grid.Root gap={5}>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <Field.Root name="locale">
          <Field.Label>{t('mail.locale')}</Field.Label>
          <SingleSelect
            value={value.locale ?? SITE}
            disabled={disabled}
            onChange={(locale) =>
              onChange({
                ...value,
                locale: typeof locale === 'string' && isLanguage(locale) ? locale : null,
              })
            }
          >
            <SingleSelectOption value={SITE}>{t('mail.locale.site')}</SingleSelectOption>
            {(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]).map((locale) => (
              <SingleSelectOption key={locale} value={locale}>
                {t(`mail.locale.${locale}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Grid.Item>
      <Grid.Item col={12} direction="column" alignItems="stretch">
        <Field.Root name="notify" hint={t('mail.notify.hint')}>
          <Checkbox
            checked={value.notify}
            disabled={disabled}
            onCheckedChange={(checked) => onChange({ ...value, notify: checked === true })}
          >
            {t('mail.notify')}
          </Checkbox>
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
    </Grid.Root>
  );
};
