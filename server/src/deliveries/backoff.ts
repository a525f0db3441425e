import { HOUR } from '../shared/clock';

/** Ms to wait after the given number of tries: doubles from `first`, at most an hour. */
export const backoff = (attempts: number, first: number): number =>
  Math.min(first * 2 ** Math.min(attempts - 1, 30), HOUR);
