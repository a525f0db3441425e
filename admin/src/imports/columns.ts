import type { ColumnsInput, Detected, DetectedColumn } from '../../../contracts/imports';
import { useTranslate, type Translate } from '../ui/translate';

const FIELDS = ['email', 'name', 'firstName', 'lastName'] as const;

/** What a column is used for; a field the panel does not know keeps its own name. */
const fieldName = (t: Translate, field: string | null): string => {
  if (field === null) return t('imports.field.none');
  const known = FIELDS.find((one) => one === field);
  return known ? t(`imports.field.${known}`) : field;
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
