import type { ErrorCode } from '../../../contracts/errors';
import type { RowReason } from '../../../contracts/imports';

/**
 * Why what somebody gave for a person is refused. `field` is what it is about
 * (`email`, `name`), `value` the refused value or the refused part of it.
 */
export type Reason = RowReason & { code: ErrorCode; field: string };

/** `text` without more than `length` characters, none of them cut in half. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : [...text.slice(0, 2 * length)].slice(0, length).join('');

/** How people write down a character that they can't see: `U+202E`. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
