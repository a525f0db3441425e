import type { ImportRow, RowReason } from '../../../contracts/imports';

/** Without the refused value where it is the whole cell, which stands beside it. */
export const unlessShown = (reason: RowReason, { values }: ImportRow): RowReason =>
  Object.values<string | null>(values).includes(reason.value) ? { ...reason, value: null } : reason;
