import type { Core } from '@strapi/strapi';
import { loops } from './loops';

export const destroy = async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  await Promise.all(loops(strapi).map((loop) => loop.stop()));
};
