import { useNotification, type FormHelpers } from '@strapi/strapi/admin';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useUpdateSettings, type SettingsData } from './api';
import { codeOf, useProblems } from './problems';
import { changesOf, valuesOf, type SettingsValues } from './values';

type Helpers = Pick<FormHelpers<SettingsValues>, 'setErrors' | 'resetForm'>;

/** What became of saving: the settings since, or the messages about what was refused. */
type Outcome = { saved: SettingsData } | { conflict: true } | { refused: Record<string, unknown> };

export const useSaveSettings = () => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { errorsOf } = useProblems();
  const { toggleNotification } = useNotification();
  const [update] = useUpdateSettings();

  /** `anyway`: also when somebody has saved since, whose other changes stay. */
  return async (
    values: SettingsValues,
    { setErrors, resetForm }: Helpers,
    opened: SettingsData,
    anyway: boolean,
  ): Promise<Outcome> => {
    const changes = changesOf(values, valuesOf(opened.values));
    const result = await update(anyway ? changes : { version: opened.version, ...changes });

    if ('error' in result) {
      if (codeOf(result.error) === 'settings_changed') return { conflict: true };
      const errors = errorsOf(result.error, values);
      setErrors(errors as Parameters<typeof setErrors>[0]);
      if (Object.keys(errors).length === 0) notifyError(result.error);
      else toggleNotification({ type: 'warning', message: t('settings.refused') });
      return { refused: errors };
    }

    resetForm(valuesOf(result.data.values));
    toggleNotification({ type: 'success', message: t('settings.saved') });
    return { saved: result.data };
  };
};
