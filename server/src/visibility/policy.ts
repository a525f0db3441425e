import type { Core } from '@strapi/strapi';
import { service } from '../shared/services';

type PolicyContext = { params: { uid?: string }; state: { userAbility: unknown } };

/** Lets pass whoever may read entries of the type `:uid`, or of any scoped type, in the panel. */
export const readsContent = (
  { params: { uid }, state }: PolicyContext,
  _config: unknown,
  { strapi }: { strapi: Core.Strapi },
): boolean => {
  const readable = service(strapi, 'visibility').readableTypes(state.userAbility);
  return uid === undefined ? readable.length > 0 : readable.includes(uid);
};
