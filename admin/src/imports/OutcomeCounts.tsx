import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { Import, RowOutcome } from '../../../contracts/imports';
import { useTranslate } from '../ui/translate';
import { OUTCOMES, countOf, tenseOf } from './status';

const Counts = styled(Box)`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
  gap: ${({ theme }) => theme.spaces[3]};
`;

const CountButton = styled(Box)`
  text-align: start;
  cursor: pointer;

  &[aria-pressed='true'] {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
    box-shadow: inset 0 0 0 1px ${({ theme }) => theme.colors.primary600};
  }
`;

type CountProps = { label: string; count: number; isShown: boolean; onShow: () => void };

const Count = ({ label, count, isShown, onShow }: CountProps) => {
  const { formatNumber } = useIntl();

  return (
    <CountButton
      tag="button"
      type="button"
      aria-pressed={isShown}
      onClick={onShow}
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      padding={4}
      width="100%"
    >
      <Typography tag="span" variant="beta" textColor="neutral800" display="block">
        {formatNumber(count)}
      </Typography>
      <Typography tag="span" variant="pi" textColor="neutral600">
        {label}
      </Typography>
    </CountButton>
  );
};

type OutcomeCountsProps = {
  current: Import;
  /** The outcome whose rows are shown; undefined: all. */
  outcome?: RowOutcome;
  onOutcome: (outcome: RowOutcome | undefined) => void;
};

/** How many rows have which outcome; each count shows its rows. */
export const OutcomeCounts = ({ current, outcome, onOutcome }: OutcomeCountsProps) => {
  const t = useTranslate();
  const tense = tenseOf(current);

  return (
    <Box role="group" aria-label={t('imports.counts')}>
      <Counts>
        <Count
          label={t('imports.rows')}
          count={current.totals.rows}
          isShown={outcome === undefined}
          onShow={() => onOutcome(undefined)}
        />
        {OUTCOMES.map((one) => (
          <Count
            key={one}
            label={t(`imports.${tense}.${one}`)}
            count={countOf(current, one)}
            isShown={outcome === one}
            onShow={() => onOutcome(one)}
          />
        ))}
      </Counts>
    </Box>
  );
};
