import type { Core } from '@strapi/strapi';
import type { services } from '../services';

type Services = { [Name in keyof typeof services]: ReturnType<(typeof services)[Name]> };

/** Another room's service. */
export const service = <Name extends keyof Services>(
  strapi: Core.Strapi,
  name: Name,
): Services[Name] => strapi.plugin('participation').service(name) as Services[Name];
