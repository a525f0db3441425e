import type { Core } from '@strapi/strapi';
import type { Config } from '../config';

/** The plugin's options in force: the configuration file's, with what the panel changed. */
export const configOf = (strapi: Core.Strapi): Config =>
  strapi.config.get<Config>('plugin::participation');

/** Name of the site for mails and pages. */
export const siteName = (strapi: Core.Strapi): string =>
  configOf(strapi).siteName ?? new URL(serverUrl(strapi)).host;

/** Where people take part. */
export const siteUrl = (strapi: Core.Strapi): string =>
  configOf(strapi).siteUrl ?? serverUrl(strapi);

/** Strapi's own public address, without a slash at the end. */
export const serverUrl = (strapi: Core.Strapi): string =>
  strapi.config.get<string>('server.absoluteUrl').replace(/\/+$/, '');
