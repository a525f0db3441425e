import { Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import { useTranslate } from './translate';

type WhenProps = {
  value: string | null;
  variant?: 'omega' | 'pi';
  textColor?: 'neutral600';
  /** The time below the day, where columns are many. */
  isStacked?: boolean;
};

// Cells of tables do not wrap; a date may, between day and time.
const Time = styled.time`
  white-space: normal;
`;

const Whole = styled.span<{ $isStacked: boolean }>`
  display: ${({ $isStacked }) => ($isStacked ? 'block' : 'inline')};
  white-space: nowrap;
`;

export const When = ({ value, variant = 'omega', textColor, isStacked = false }: WhenProps) => {
  const { formatDate } = useIntl();
  const t = useTranslate();

  return (
    <Typography variant={variant} textColor={textColor ?? 'neutral800'}>
      {value ? (
        <Time dateTime={value}>
          <Whole $isStacked={isStacked}>{formatDate(value, { dateStyle: 'medium' })}</Whole>{' '}
          <Whole $isStacked={isStacked}>{formatDate(value, { timeStyle: 'short' })}</Whole>
        </Time>
      ) : (
        <>
          <span aria-hidden>–</span>
          <VisuallyHidden>{t('when.never')}</VisuallyHidden>
        </>
      )}
    </Typography>
  );
};
