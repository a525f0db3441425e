import type { ImportKind, RowOutcome } from '../../../contracts/imports';
import { useTranslate } from '../ui/translate';

/** How an outcome is called: what is to be expected, or what became of a row. */
export const useOutcomeText = (kind: ImportKind) => {
  const t = useTranslate();

  return (tense: 'expected' | 'outcome', outcome: RowOutcome): string =>
    kind === 'invitations' && outcome === 'already_participant'
      ? t('imports.outcome.nothingNew')
      : t(`imports.${tense}.${outcome}`);
};
