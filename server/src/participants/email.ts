import validator from 'validator';
import { CONTROL, tidy } from './name';
import { cut, type Reason } from './reason';

/** Characters of an address at most (RFC 5321, erratum 1690), and of the part before the @. */
export const MAX_EMAIL = 254;
export const MAX_LOCAL_PART = 64;

/** Characters of a refused value that are kept for its report. */
const MAX_VALUE = 255;

/** Invisible inside an address, so two addresses that look alike would differ. */
const INVISIBLE = /[\u00AD\u180E\u200B-\u200F\u2060\uFEFF]/u;

/**
 * An address as it is compared and stored: NFC, lower-case, without spaces or
 * invisible characters around it. Nothing else is changed: dots and `+tags` of
 * an address belong to it.
 */
export const normaliseEmail = (raw: string): string => tidy(tidy(raw).toLowerCase());

const complaint = (email: string): string | null => {
  if (CONTROL.test(email)) {
    return 'The e-mail address holds a line break or control character: remove it.';
  }
  if (email.includes('\uFFFD')) {
    return 'A character of the e-mail address could not be read: type it again.';
  }
  if (INVISIBLE.test(email)) {
    return 'The e-mail address holds an invisible character: type it again.';
  }
  if (email.length > MAX_EMAIL) {
    return `The e-mail address is longer than ${MAX_EMAIL} characters: check it.`;
  }
  const at = email.lastIndexOf('@');
  if (at < 0) return 'The e-mail address has no “@”: check it.';
  if (at > MAX_LOCAL_PART) {
    return `The e-mail address has more than ${MAX_LOCAL_PART} characters before the “@”: check it.`;
  }
  // A quoted local part is right by the standard and a way around mail servers in practice:
  // senders have been led to deliver "victim@site x"@elsewhere to the wrong place.
  if (email.includes('"') || !validator.isEmail(email)) {
    return 'This is not an e-mail address: write it like name@example.org.';
  }
  return null;
};

/**
 * The normalised address, or why it is refused: `missing_email`, or
 * `invalid_email` with what is wrong in the message and the value as given.
 * Addresses of international domains are fine.
 */
export const checkEmail = (raw: string): { email: string } | { reason: Reason } => {
  const email = normaliseEmail(raw);
  if (email === '') {
    const message = 'The e-mail address is missing: fill it in.';
    return { reason: { code: 'missing_email', field: 'email', value: null, message } };
  }
  const message = complaint(email);
  if (message === null) return { email };
  return { reason: { code: 'invalid_email', field: 'email', value: cut(raw, MAX_VALUE), message } };
};
