const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** The day of a date where the administrator is: `2026-03-31`. */
export const dayOf = (date: Date): string =>
  [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');

/**
 * The end of such a day where the administrator is, as the server takes it; null: after the
 * configured life of invitations.
 */
export const endOfDay = (day: string | null): string | null => {
  if (!day) return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
};
