import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';
import type en from '../translations/en.json';

export type TranslationKey = keyof typeof en;
export type Translate = (
  key: TranslationKey,
  values?: Record<string, string | number | boolean | null | undefined>,
) => string;

export const useTranslate = (): Translate => {
  const { formatMessage } = useIntl();

  return useCallback(
    (key, values) => formatMessage({ id: `${PLUGIN_ID}.${key}` }, values),
    [formatMessage],
  );
};
