import type { Core } from '@strapi/strapi';
import { configOf, serverUrl } from '../shared/config';
import { createPublicId, deriveKeys, isValidToken, issueToken, publicIdOf } from '../shared/token';
import type { GroupRow, Queries } from './queries';

const LABEL = 'strapi-plugin-participation group confirmation';

/** Links by which a group's address is confirmed, made from Strapi's keys. */
export const createConfirmations = (strapi: Core.Strapi, queries: Queries) => {
  const keys = deriveKeys(strapi.config.get<string[]>('server.app.keys', []), LABEL);

  return {
    linkOf({ public_id, token_version }: GroupRow): string {
      const token = issueToken(keys, public_id!, token_version!);
      const { confirmUrl } = configOf(strapi).pages;
      // A fragment is never sent to a server, so it stays out of the logs of the host's site.
      if (confirmUrl) return `${confirmUrl}#token=${token}`;
      return `${serverUrl(strapi)}/participation/group-confirmation?token=${token}`;
    },

    /** The group whose address the link confirms; those that are wrong or old cost the same. */
    async groupOf(token: string): Promise<GroupRow | null> {
      const group = await queries.findByPublicId(publicIdOf(token) ?? createPublicId());
      const isValid = isValidToken(keys, token, group?.token_version ?? 1);
      return isValid && group ? group : null;
    },
  };
};
