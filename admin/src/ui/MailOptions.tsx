import { Checkbox, Field, Grid } from '@strapi/design-system';
import type { Language } from '../translations/languages';
import { LocaleSelect } from './LocaleSelect';
import { useTranslate } from './translate';

/** How the people who are added are told by mail. */
export type Mail = { locale: Language | null; notify: boolean };

export const DEFAULT_MAIL: Mail = { locale: null, notify: false };

type MailOptionsProps = { value: Mail; onChange: (mail: Mail) => void; disabled?: boolean };

export const MailOptions = ({ value, onChange, disabled }: MailOptionsProps) => {
  const t = useTranslate();

  return (
    <Grid.Root gap={5}>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <LocaleSelect
          value={value.locale}
          disabled={disabled}
          onChange={(locale) => onChange({ ...value, locale })}
        />
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
