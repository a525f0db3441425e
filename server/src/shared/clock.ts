let ahead = 0;

/** The plugin's only source of time. `advance` moves it, for tests of what days bring. */
export const clock = {
  now: (): Date => new Date(Date.now() + ahead),
  /** The moment `ms` milliseconds from now. */
  in: (ms: number): Date => new Date(clock.now().getTime() + ms),
  advance(ms: number): void {
    ahead += ms;
  },
  reset(): void {
    ahead = 0;
  },
};

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
