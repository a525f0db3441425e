import type { Translate } from '../ui/translate';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const A_FEW = 15;

/** Seconds in words, no more exact than they are; nothing when they are not known. */
export const timeLeft = (t: Translate, seconds: number | null): string | null => {
  if (seconds === null) return null;
  if (seconds <= A_FEW) return t('imports.left.seconds');
  if (seconds < 1.5 * HOUR)
    return t('imports.left.minutes', { count: Math.ceil(seconds / MINUTE) });
  return t('imports.left.hours', { count: Math.round(seconds / HOUR) });
};
