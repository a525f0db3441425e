import path from 'node:path';
import { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { actorOf } from './actor';
import { configOf } from './config';
import { BOM, toCsv } from './csv';
import { type Locale, pickLocale } from './locales';
import { toWorkbook } from './workbook';

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

/** Answers with a table: CSV as its rows are read, or a workbook. */
export const sendTable = async (
  ctx: Context,
  format: 'csv' | 'xlsx',
  head: string[],
  batches: AsyncIterable<string[][]>,
): Promise<void> => {
  if (format === 'csv') {
    ctx.body = Readable.from(csvOf(head, batches));
    return;
  }
  const rows = [head];
  for await (const batch of batches) rows.push(...batch);
  ctx.body = await toWorkbook(rows);
};

async function* csvOf(head: string[], batches: AsyncIterable<string[][]>) {
  yield BOM + toCsv([head], ',');
  for await (const batch of batches) yield toCsv(batch, ',');
}
