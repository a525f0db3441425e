import type { Core } from '@strapi/strapi';
import { extendUser } from './invitations/user-attributes';
import { hideFromGraphQL } from './visibility/graphql';
import { hideFromOutput } from './visibility/output';

export const register = ({ strapi }: { strapi: Core.Strapi }): void => {
  extendUser(strapi);
  hideFromGraphQL(strapi);
  hideFromOutput(strapi);
};
