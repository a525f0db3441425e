import { useNotification } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import {
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
  type FieldError,
} from '../../../contracts/errors';
import { useTranslate, type Translate } from './translate';

type Problem = { code?: string; message?: string; value?: string | null };
type Refusal = { status?: number; message?: string; details?: Partial<ErrorDetails> };

const isErrorCode = (code: string | undefined): code is ErrorCode =>
  (ERROR_CODES as readonly (string | undefined)[]).includes(code);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The `error` of an answer, however it reached us: `adminApi`, the fetch client or a thrown error. */
const refusalOf = (error: unknown): Refusal => {
  if (!isObject(error)) return {};
  const { response } = error;
  if (isObject(response) && isObject(response.data) && isObject(response.data.error)) {
    return response.data.error as Refusal;
  }
  return error as Refusal;
};

const describeProblem = (t: Translate, { code, message, value }: Problem): string => {
  // Its value is no refused text but the line on which the address stands first.
  if (code === 'duplicate_in_file' && value) {
    return t('error.duplicate_in_file.line', { line: value });
  }
  if (code === 'forbidden_character' && value) {
    return t('error.forbidden_character.value', { value });
  }
  const text = isErrorCode(code) ? t(`error.${code}`) : (message ?? t('error.unknown'));
  return value ? t('error.withValue', { message: text, value }) : text;
};

/** Whether what was asked for is not there, or not any more. */
export const isMissing = (error: unknown): boolean => refusalOf(error).status === 404;

/** What a refusal says field by field. */
export const problemsIn = (error: unknown): FieldError[] => refusalOf(error).details?.errors ?? [];

const describeError = (t: Translate, error: unknown): string => {
  const { status, message, details } = refusalOf(error);
  if (details?.errors?.length) {
    return [...new Set(details.errors.map((problem) => describeProblem(t, problem)))].join(' ');
  }
  if (details?.code) return describeProblem(t, { code: details.code, message });
  if (status === 403) return t('error.forbidden');
  if (status === 413) return t('error.file_too_large');
  return status ? describeProblem(t, { message }) : t('error.unreachable');
};

/** Messages by field of a form. `byCode` says which field an error without a path is about. */
const describeFields = (
  t: Translate,
  error: unknown,
  byCode: Partial<Record<ErrorCode, string>> = {},
): Record<string, string> => {
  const { message, details } = refusalOf(error);
  const fields: Record<string, string> = {};
  for (const problem of details?.errors ?? []) {
    const name = problem.path[0] ?? byCode[problem.code];
    // The field shows its value; only which character of it was refused is worth telling.
    const { value, ...rest } = problem;
    const shown = problem.code === 'forbidden_character' ? problem : rest;
    if (name) fields[name] ??= describeProblem(t, shown);
  }
  const name = details?.code && byCode[details.code];
  if (name) fields[name] ??= describeProblem(t, { code: details.code, message });
  return fields;
};

export const useErrors = () => {
  const t = useTranslate();
  const { toggleNotification } = useNotification();

  return useMemo(
    () => ({
      describe: (problem: Problem) => describeProblem(t, problem),
      describeError: (error: unknown) => describeError(t, error),
      describeFields: (error: unknown, byCode?: Partial<Record<ErrorCode, string>>) =>
        describeFields(t, error, byCode),
      notifyError: (error: unknown) =>
        toggleNotification({ type: 'danger', message: describeError(t, error) }),
    }),
    [t, toggleNotification],
  );
};
