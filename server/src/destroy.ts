import type { Core } from '@strapi/strapi';
import { loops } from './loops';
import { service } from './shared/services';

export const destroy = async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  service(strapi, 'visibility').open();
  await Promise.all(loops(strapi).map((loop) => loop.stop()));
};
