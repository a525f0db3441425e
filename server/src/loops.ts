import type { Core } from '@strapi/strapi';
import type { Loop } from './shared/loop';
import { service } from './shared/services';

/** What works in the background of every instance. */
export const loops = (strapi: Core.Strapi): Loop[] => [
  service(strapi, 'deliveries').worker,
  ...service(strapi, 'imports').runners,
  service(strapi, 'requests').loop,
  service(strapi, 'settings').loop,
  service(strapi, 'invitations').tasks,
  service(strapi, 'groups').tasks,
];
