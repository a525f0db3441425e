import { codePoint, cut, type Reason } from './reason';

/** Characters of a name at most, as Strapi's strings hold them. */
export const MAX_NAME = 255;

/**
 * Characters that a name may not hold: the list of the reference systems, and
 * the sign that stands for what could not be decoded.
 */
export const FORBIDDEN = /[<>?%&^*#@()[\]=+:;"{}\\|\uFFFD]/u;

/**
 * Controls, line and paragraph separators, overrides of the writing direction
 * and halves of surrogate pairs. The marks and joiners that Arabic, Persian and
 * Indic names are written with (U+200C–U+200F) are not among them.
 */
export const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

const EDGE = /[\s\u00AD\u180E\u200B-\u200F\u2060]/u;

/** Text as it is compared and stored: NFC, without spaces or invisible characters around it. */
export const tidy = (raw: string): string => {
  const text = raw.normalize('NFC');
  let start = 0;
  let end = text.length;
  // Not one expression: `EDGE+$` takes quadratic time over a long run of spaces.
  while (start < end && EDGE.test(text.charAt(start))) start++;
  while (end > start && EDGE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
};

const refuse = (code: Reason['code'], value: string | null, message: string) => ({
  reason: { code, field: 'name', value, message } satisfies Reason,
});

/**
 * A person's name, tidied (NFC, one space between words), or why it is refused:
 * `missing_name`, `too_long` (over 255 characters), `control_character` (value
 * `U+XXXX`) or `forbidden_character` (value: the first one). Names of every
 * script pass. Where a name is not `required`, an empty one is `''`.
 */
export const checkName = (
  raw: string,
  { required }: { required: boolean },
): { name: string } | { reason: Reason } => {
  const name = tidy(raw).replace(/\p{Zs}+/gu, ' ');
  if (name === '') {
    return required ? refuse('missing_name', null, 'The name is missing: fill it in.') : { name };
  }

  const control = CONTROL.exec(name)?.[0];
  if (control !== undefined) {
    const code = codePoint(control);
    return refuse(
      'control_character',
      code,
      `The name holds an invisible character or line break (${code}): remove it.`,
    );
  }

  const forbidden = FORBIDDEN.exec(name)?.[0];
  if (forbidden !== undefined) {
    return refuse(
      'forbidden_character',
      forbidden,
      `The name holds “${forbidden}”, which names can't contain: remove it.`,
    );
  }

  if ([...name].length > MAX_NAME) {
    return refuse(
      'too_long',
      cut(name, MAX_NAME),
      `The name is longer than ${MAX_NAME} characters: shorten it.`,
    );
  }
  return { name };
};
