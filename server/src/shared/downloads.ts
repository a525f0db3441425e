import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { actorOf } from './actor';
import { configOf } from './config';
import { type Locale, pickLocale } from './locales';

/** The language of a download: the one asked for, else that of the administrator's panel. */
export const adminLocale = (
  strapi: Core.Strapi,
  ctx: Context,
  asked: Locale | undefined,
): Locale => {
  const actor = actorOf(ctx);
  const own = actor.type === 'admin' ? actor.locale : null;
  return pickLocale([asked, own], configOf(strapi).defaultLocale);
};

/** Answers with a file to save, its type by its name. */
export const attach = (ctx: Context, fileName: string): void => {
  ctx.attachment(fileName);
  ctx.type = path.extname(fileName);
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
};
