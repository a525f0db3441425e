import type { ColumnsInput, Detected, DetectedColumn, Import } from '../../../contracts/imports';
import { useTranslate, type Translate } from '../ui/translate';

const VALUES = [
  'email',
  'name',
  'first_name',
  'last_name',
  'language',
  'groups',
  'spaces',
  'role',
  'admin',
  'send_invite_email',
  'message',
] as const;
const FIELDS = [...VALUES, 'firstName', 'lastName'] as const;

/** What a column is used for; a field the panel does not know keeps its own name. */
const fieldName = (t: Translate, field: string | null): string => {
  if (field === null) return t('imports.field.none');
  const known = FIELDS.find((one) => one === field);
  return known ? t(`imports.field.${known}`) : field;
};

/** The values that each row of an import has, in the order of its file. */
export const valuesOf = ({ kind, detected }: Pick<Import, 'kind' | 'detected'>): string[] =>
  kind === 'participants'
    ? ['email', 'name']
    : (detected?.columns.flatMap(({ field }) => field ?? []) ?? ['email']);

/** How a value is called that rows have. */
export const useValueName = () => {
  const t = useTranslate();

  return (value: string): string => {
    const known = VALUES.find((one) => one === value);
    return known ? t(`imports.row.${known}`) : value;
  };
};

export const useColumnTexts = () => {
  const t = useTranslate();

  return {
    fieldOf: (field: string | null) => fieldName(t, field),
    nameOf: ({ name }: DetectedColumn, index: number) =>
      name ?? t('imports.column.unnamed', { number: index + 1 }),
  };
};

/** Something in the file is not used, and no heading says what the columns are. */
export const isGuess = ({ header, columns }: Detected): boolean => {
  const isLeftOut = columns.some(({ field, samples }) => field === null && samples.length > 0);
  const hasName = columns.some(({ field }) => field !== null && field !== 'email');
  return isLeftOut && !(header && hasName);
};

export const choiceOf = ({ header, columns }: Detected): Required<ColumnsInput> => ({
  header,
  columns: columns.map(({ field }) => field),
});

/** Each field is one column's: the one that had it gives it up. */
export const withField = (
  columns: (string | null)[],
  index: number,
  field: string | null,
): (string | null)[] =>
  columns.map((used, other) => {
    if (other === index) return field;
    return used === field ? null : used;
  });
