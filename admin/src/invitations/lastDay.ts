/**
 * The end of a day (`2026-03-31`) where the administrator is, as the server takes it; null: the
 * configured life of invitations.
 */
export const endOfDay = (day: string | null): string | null => {
  if (!day) return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
};
