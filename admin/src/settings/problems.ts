import type { ErrorDetails, FieldError } from '../../../contracts/errors';
import { useErrors } from '../ui/errors';
import { useTranslate, type Translate } from '../ui/translate';
import { valueAt, withValueAt, type SettingsValues } from './values';

/** Fields of a request that were refused, if an error is about these. */
export const refusedFields = (error: unknown): FieldError[] => {
  const details = (error as { details?: Partial<ErrorDetails> } | undefined)?.details;
  return details?.errors ?? [];
};

export const codeOf = (error: unknown): string | undefined =>
  (error as { details?: Partial<ErrorDetails> } | undefined)?.details?.code;

const OTHERS = { pages: 'pages.acceptUrl' } as Record<string, string>;

/** The field of the form that a refusal is about: of a list, the list. */
const fieldOf = ({ path }: FieldError): string => {
  const name = path.filter((key) => !/^\d+$/.test(key)).join('.');
  return OTHERS[name] ?? name;
};

/** What is to stand in fields whose refusal says too little. */
const WRONG: Record<string, 'url' | 'groupUrl' | 'country' | 'reminderDays'> = {
  siteUrl: 'url',
  'pages.acceptUrl': 'url',
  'pages.termsUrl': 'url',
  'pages.confirmUrl': 'url',
  'pages.groupUrl': 'groupUrl',
  'groups.country': 'country',
  'invitations.reminderDays': 'reminderDays',
};

/** Not part of the texts, in which braces would be filled. */
const GROUP_PAGE = 'https://example.org/groups/{nickname}';

const describe = (
  t: Translate,
  describeCode: (problem: { code: string; message: string; value?: string }) => string,
  problem: FieldError,
): string => {
  const { code, path, message, value, at } = problem;
  if (path.join('.') === 'pages') return t('settings.pages.nowhere');
  if (code === 'invalid_template' && value)
    return at
      ? t('settings.template.wrongAt', { ...at, value })
      : t('settings.template.wrong', { value });
  const wrong = WRONG[fieldOf(problem)];
  if (wrong && code !== 'required') return t(`settings.${wrong}.wrong`, { example: GROUP_PAGE });
  // The field shows its value; of a list, which one was refused is worth telling.
  return describeCode({ code, message, value: code === 'unknown_role' ? value : undefined });
};

export const useProblems = () => {
  const t = useTranslate();
  const { describe: describeCode } = useErrors();

  return {
    describe: (problem: FieldError) => describe(t, describeCode, problem),

    /** Messages in the form of the form's values. */
    errorsOf: (error: unknown, values: SettingsValues): Record<string, unknown> => {
      let errors: Record<string, unknown> = {};
      for (const problem of refusedFields(error)) {
        const name = fieldOf(problem);
        const value = valueAt(values, name);
        const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
        const message = isEmpty
          ? t('error.required')
          : typeof value === 'number'
            ? t('settings.number.wrong')
            : describe(t, describeCode, problem);
        errors = withValueAt(errors, name.split('.'), message);
      }
      return errors;
    },
  };
};
