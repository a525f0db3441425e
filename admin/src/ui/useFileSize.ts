import { useIntl } from 'react-intl';

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;
const STEP = 1024;

/** A number of bytes in words: `50 MB`. */
export const useFileSize = () => {
  const { formatNumber } = useIntl();

  return (bytes: number): string => {
    const power = Math.floor(Math.log(Math.max(bytes, STEP)) / Math.log(STEP));
    const unit = Math.min(power, UNITS.length) - 1;
    return formatNumber(bytes / STEP ** (unit + 1), {
      style: 'unit',
      unit: UNITS[unit],
      maximumFractionDigits: 1,
    });
  };
};
