import type { Core } from '@strapi/strapi';
import { configOf, serverUrl } from '../shared/config';
import { codeOf, digestOf } from './codes';
import type { InvitationRow } from './queries';
import { deriveKeys, isValidToken, issueToken } from '../shared/token';

type Issued = Pick<InvitationRow, 'public_id' | 'token_version' | 'code_digest'>;

const LABEL = 'strapi-plugin-participation invitation token';

/** What leads to an invitation: links and codes, made from Strapi's keys. */
export const createLinks = (strapi: Core.Strapi) => {
  const keys = deriveKeys(strapi.config.get<string[]>('server.app.keys', []), LABEL);

  const address = (name: 'token' | 'code', value: string): string => {
    const { acceptUrl } = configOf(strapi).pages;
    // A fragment is never sent to a server, so it stays out of the logs of the host's site.
    if (acceptUrl) return `${acceptUrl}#${name}=${value}`;
    return `${serverUrl(strapi)}/participation/invitation?${name}=${value}`;
  };

  const signing = (): Buffer => {
    const [key] = keys;
    if (!key) throw new Error('Strapi has no app.keys to sign invitations with.');
    return key;
  };

  const tokenOf = ({ public_id, token_version }: Issued): string =>
    issueToken(keys, public_id, token_version);

  /** The code that an invitation was given; null once the key that made it is gone. */
  const codeFor = ({ public_id, code_digest }: Issued): string | null => {
    const key = keys.find((one) => digestOf(one, codeOf(one, public_id)) === code_digest);
    return key ? codeOf(key, public_id) : null;
  };

  const codeAddress = (row: Issued): string | null => {
    const code = codeFor(row);
    return code && address('code', code);
  };

  return {
    tokenOf,
    codeFor,
    /** Where it is answered; null for a code once the key that made it is gone. */
    urlOf: (row: Issued): string | null =>
      row.code_digest === null ? address('token', tokenOf(row)) : codeAddress(row),
    linkOf: (row: Issued): string => address('token', tokenOf(row)),
    /** In constant time, whether or not there is such an invitation. */
    isValid: (token: string, row: Issued | undefined): boolean =>
      isValidToken(keys, token, row?.token_version ?? 1),
    /** A link of the right form that opens nothing, to show a mail with. */
    sample: (): string => address('token', '…'),
    newDigest: (publicId: string): string => digestOf(signing(), codeOf(signing(), publicId)),
    digestsOf: (code: string): string[] => keys.map((key) => digestOf(key, code)),
  };
};
