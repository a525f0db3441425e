import { createHmac } from 'node:crypto';

/** Crockford's: without letters that are read as digits, or as a word. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;
const GROUP = 4;
const BITS = 5n;

const hmac = (key: Buffer, purpose: string, value: string): Buffer =>
  createHmac('sha256', key).update(purpose).update('\0').update(value).digest();

/**
 * The code of an invitation: 60 bits as `XXXX-XXXX-XXXX`. It follows from the key and the public id,
 * so it can be printed again and nothing in the database is enough to make one.
 */
export const codeOf = (key: Buffer, publicId: string): string => {
  let bits = hmac(key, 'code', publicId).readBigUInt64BE();
  let code = '';
  for (let index = 0; index < LENGTH; index += 1) {
    code += ALPHABET[Number(bits & 31n)];
    bits >>= BITS;
  }
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
};

/** What a code is found by. Keyed: of 60 bits, an open digest could be tried through. */
export const digestOf = (key: Buffer, code: string): string =>
  hmac(key, 'digest', normaliseCode(code)).toString('hex');

/** A code as it is compared: people write small letters, spaces, `O` for `0`, `I` and `L` for `1`. */
export const normaliseCode = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
