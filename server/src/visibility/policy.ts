import type { Core } from '@strapi/strapi';
import { service } from '../shared/services';

type PolicyContext = { params: { uid?: string }; state: { userAbility: unknown } };

/** Lets pass whoever may read entries of the type `:uid` in the panel; without one, everybody. */
export const readsContent = (
  { params: { uid }, state }: PolicyContext,
  _config: unknown,
  { strapi }: { strapi: Core.Strapi },
): boolean =>
  uid === undefined || service(strapi, 'visibility').readableTypes(state.userAbility).includes(uid);
