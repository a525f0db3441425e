import type { Core } from '@strapi/strapi';
import { addAuthorAttributes } from './groups/authors';
import { followMembers } from './groups/watch';
import { extendUser } from './invitations/user-attributes';
import { addSpaceAttributes } from './visibility/attributes';
import { limitGraphQL } from './visibility/graphql';
import { signalCaches } from './visibility/signals';

export const register = ({ strapi }: { strapi: Core.Strapi }): void => {
  extendUser(strapi);
  addSpaceAttributes(strapi);
  addAuthorAttributes(strapi);
  limitGraphQL(strapi);
  followMembers(strapi);
  strapi.server.use(signalCaches as never);
};
