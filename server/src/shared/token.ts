import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Bytes of the public id and of the signature: 128 bits each. */
const PART = 16;

/** A new public id, as hexadecimal so that no collation confuses two of them. */
export const createPublicId = (): string => randomBytes(PART).toString('hex');

/**
 * Keys that sign tokens, one for each of Strapi's `app.keys` and never those keys themselves. What is
 * signed for one `label` opens nothing of another.
 */
export const deriveKeys = (appKeys: string[], label: string): Buffer[] =>
  appKeys.map((key) => Buffer.from(hkdfSync('sha256', key, '', label, 32)));

/**
 * The token of a link: base64url(public id ‖ HMAC-SHA-256(key, public id ‖ version)), signed
 * with the first key. Nothing in the database is enough to make one.
 */
export const issueToken = (keys: Buffer[], publicId: string, version: number): string => {
  const [signing] = keys;
  if (!signing) throw new Error('Strapi has no app.keys to sign links with.');
  const id = Buffer.from(publicId, 'hex');
  return Buffer.concat([id, sign(signing, id, version)]).toString('base64url');
};

/** The public id that a token names, or null for what cannot be a token. */
export const publicIdOf = (token: string): string | null => {
  const bytes = decode(token);
  return bytes && bytes.subarray(0, PART).toString('hex');
};

/** Whether a token is the one of this version, signed with any of the keys; in constant time. */
export const isValidToken = (keys: Buffer[], token: string, version: number): boolean => {
  const bytes = decode(token);
  if (!bytes) return false;
  const [id, signature] = [bytes.subarray(0, PART), bytes.subarray(PART)];
  // Every key is tried whether or not an earlier one fits, so the time tells nothing.
  return keys
    .map((key) => timingSafeEqual(sign(key, id, version), signature))
    .some((matches) => matches);
};

const decode = (token: string): Buffer | null => {
  const bytes = Buffer.from(token, 'base64url');
  // base64url decoding skips what it does not know: only the canonical form counts.
  return bytes.length === 2 * PART && bytes.toString('base64url') === token ? bytes : null;
};

const sign = (key: Buffer, id: Buffer, version: number): Buffer => {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(version);
  return createHmac('sha256', key).update(id).update(counter).digest().subarray(0, PART);
};
