import { createRequire } from 'node:module';
import type * as StrapiUtils from '@strapi/utils';

/**
 * The copy of Strapi's utils that its core uses. Another one, which npm may well put beside it, has
 * error classes of its own, and the core would answer 500 to every one of them.
 */
const fromPlugin = createRequire(import.meta.url);
const fromStrapi = createRequire(fromPlugin.resolve('@strapi/strapi/package.json'));
const fromCore = createRequire(fromStrapi.resolve('@strapi/core'));
const utils = fromCore('@strapi/utils') as typeof StrapiUtils;

export const { contentTypes, errors, traverseEntity } = utils;

/** Not in every Strapi 5 that the plugin runs on. */
export const buildSessionMetadata = utils.buildSessionMetadata as
  typeof StrapiUtils.buildSessionMetadata | undefined;
