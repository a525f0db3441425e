import { useIntl } from 'react-intl';
import { useTranslate } from './translate';

/** How many there are; `more`: nobody has counted them all. */
export type Amount = { count: number; more?: boolean };

/** What a message says of an amount: the number, for its plurals, and the words. */
export const useAmount = () => {
  const t = useTranslate();
  const { formatNumber } = useIntl();

  return ({ count, more = false }: Amount) => ({
    count,
    more,
    amount: more ? t('list.moreThan', { count }) : formatNumber(count),
  });
};
