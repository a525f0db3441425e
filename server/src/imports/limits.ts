import type { Core } from '@strapi/strapi';
import type { ImportLimits } from '../../../contracts/imports';
import { configOf } from '../shared/config';

/** How much of a file is taken in. */
export const limitsOf = (strapi: Core.Strapi): ImportLimits => configOf(strapi).imports;
