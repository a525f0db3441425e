import type { Import, RowOutcome } from '../../../contracts/imports';
import { Count, Counts } from '../ui/Counts';
import { useTranslate } from '../ui/translate';
import { countOf, outcomesOf, tenseOf } from './status';
import { useOutcomeText } from './useOutcomeText';

type OutcomeCountsProps = {
  current: Import;
  /** The outcome whose rows are shown; undefined: all; null: others, none of these counts. */
  outcome?: RowOutcome | null;
  onOutcome: (outcome: RowOutcome | undefined) => void;
};

/** How many rows have which outcome; each count shows its rows. */
export const OutcomeCounts = ({ current, outcome, onOutcome }: OutcomeCountsProps) => {
  const t = useTranslate();
  const outcomeOf = useOutcomeText(current.kind);
  const tense = tenseOf(current);

  return (
    <Counts label={t('imports.counts')}>
      <Count
        label={t('imports.rows')}
        count={current.totals.rows}
        isShown={outcome === undefined}
        onShow={() => onOutcome(undefined)}
      />
      {outcomesOf(current).map((one) => (
        <Count
          key={one}
          label={outcomeOf(tense, one)}
          count={countOf(current, one)}
          isShown={outcome === one}
          onShow={() => onOutcome(one)}
        />
      ))}
    </Counts>
  );
};
