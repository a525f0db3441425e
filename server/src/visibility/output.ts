import type { Core } from '@strapi/strapi';
import { traverseEntity } from '../shared/strapi-utils';
import { INTERNAL, SPACE } from './types';

/**
 * Takes spaces and the plugin's internal types out of whatever Strapi's own content API answers.
 * Roles cannot be granted them there, but an API token with full access needs no grant; spaces are
 * answered by the plugin's endpoints alone, which know who asks.
 */
export const hideFromOutput = (strapi: Core.Strapi): void => {
  const getModel = strapi.getModel.bind(strapi) as never;
  strapi.sanitizers
    .get('content-api.output')
    .push(
      ((schema: never) => (data: never) =>
        traverseEntity(hide as never, { schema, getModel }, data)) as never,
    );
};

const HIDDEN = [SPACE, ...INTERNAL];

const isHidden = (entry: unknown): boolean =>
  HIDDEN.includes((entry as { __type?: string } | null)?.__type ?? '');

type Visit = {
  key: string;
  value: unknown;
  attribute?: { type: string; target?: string; relation?: string };
};

const hide = (
  { key, value, attribute }: Visit,
  { remove, set }: { remove(key: string): void; set(key: string, value: unknown): void },
): void => {
  if (attribute?.type !== 'relation') return;
  if (HIDDEN.includes(attribute.target ?? '') || isHidden(value)) remove(key);
  else if (Array.isArray(value) && value.some(isHidden))
    set(
      key,
      value.filter((entry) => !isHidden(entry)),
    );
};
