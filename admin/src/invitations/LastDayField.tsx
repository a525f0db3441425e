import { DatePicker, Field } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useTranslate } from '../ui/translate';
import { dayOf } from './lastDay';

/** The last day on which an invitation can be accepted, as `2026-03-31`. */
export const LastDayField = () => {
  const t = useTranslate();
  const field = useField<string | null>('expiresAt');
  const [today] = useState(() => new Date());

  return (
    <Field.Root name="expiresAt" error={field.error} hint={t('invitations.option.expiresAt.hint')}>
      <Field.Label>{t('invitations.field.expiresAt')}</Field.Label>
      <DatePicker
        // It takes days as they are in UTC, and gives them as they are here.
        value={field.value ? new Date(field.value) : undefined}
        minDate={today}
        clearLabel={t('invitations.option.expiresAt.clear')}
        onChange={(date) => field.onChange('expiresAt', date ? dayOf(date) : null)}
        onClear={() => field.onChange('expiresAt', null)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
