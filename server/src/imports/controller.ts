import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  IMPORT_OPTIONS,
  columnsInput,
  importInput,
  importQuery,
  removalQuery,
  reportQuery,
  rowInput,
  rowQuery,
  startInput,
  templateQuery,
} from '../../../contracts/imports';
import { PERMISSIONS } from '../../../contracts/permissions';
import { actorOf } from '../shared/actor';
import { BOM, toCsv } from '../shared/csv';
import { adminLocale, attach } from '../shared/downloads';
import { Refusal, refuseField } from '../shared/errors';
import { read } from '../shared/input';
import { service } from '../shared/services';
import { toWorkbook } from '../shared/workbook';
import type { By, UploadedFile } from './service';
import { storable } from '../shared/storable';
import { reasonsOf, TEXTS } from './texts';

export const importsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const imports = () => service(strapi, 'imports');

  return {
    async create(ctx: Context) {
      try {
        const input = read(importInput, ctx.request.body);
        if (!imports().allowed(mayOf(ctx)).includes(input.kind))
          throw new Refusal(403, 'forbidden', 'You may not import lists of this kind.');
        const schema = z.object({ options: IMPORT_OPTIONS[input.kind] });
        const { options } = read(schema, { options: input.options });
        ctx.body = {
          data: await imports().upload(uploadedFile(ctx), { ...input, options }, byOf(ctx)),
        };
        ctx.status = 201;
      } finally {
        // Strapi leaves uploaded files lying unless their field is called "files".
        for (const { filepath } of uploads(ctx)) await rm(filepath, { force: true });
      }
    },

    async find(ctx: Context) {
      ctx.body = await imports().list(read(importQuery, ctx.query), imports().allowed(mayOf(ctx)));
    },

    async findOne(ctx: Context) {
      ctx.body = { data: await imports().one(ctx.params.id) };
    },

    async rows(ctx: Context) {
      const mayRead = ctx.state.userAbility.can(PERMISSIONS.participantsRead);
      ctx.body = await imports().rows(ctx.params.id, read(rowQuery, ctx.query), mayRead);
    },

    async kind(ctx: Context) {
      ctx.body = { data: imports().describe(ctx.params.kind) };
    },

    async columns(ctx: Context) {
      const input = read(columnsInput, ctx.request.body);
      ctx.body = { data: await imports().useColumns(ctx.params.id, input) };
    },

    async correct(ctx: Context) {
      const input = read(rowInput, ctx.request.body);
      ctx.body = {
        data: await imports().correct(ctx.params.id, lineOf(ctx), input, mayOf(ctx)),
      };
    },

    async removals(ctx: Context) {
      ctx.body = await imports().removals(ctx.params.id, read(removalQuery, ctx.query));
    },

    async start(ctx: Context) {
      const { mode } = read(startInput, ctx.request.body);
      if (mode === 'replace' && !ctx.state.userAbility.can(PERMISSIONS.participantsRemove))
        throw new Refusal(403, 'forbidden', 'You may not remove participants.');
      ctx.body = { data: await imports().start(ctx.params.id, mode, byOf(ctx)) };
    },

    async undo(ctx: Context) {
      ctx.body = { data: await imports().undo(ctx.params.id, actorOf(ctx)) };
    },

    async cancel(ctx: Context) {
      ctx.body = { data: await imports().cancel(ctx.params.id, actorOf(ctx)) };
    },

    async delete(ctx: Context) {
      await imports().remove(ctx.params.id);
      ctx.status = 204;
    },

    async report(ctx: Context) {
      const locale = adminLocale(strapi, ctx, read(reportQuery, ctx.query).locale);
      const { record, batches } = await imports().refusedRows(ctx.params.id);
      const separator = record.detected?.separator ?? ',';
      const { line, reason } = TEXTS[locale];
      const columns = imports().kindOf(record.kind).columns(record.detected, locale);
      const headings = columns.map(({ heading }) => heading);
      async function* lines() {
        yield BOM + toCsv([[...headings, line, reason]], separator);
        for await (const rows of batches)
          yield toCsv(
            rows.map((row) => [
              ...columns.map(({ field }) => row.values[field] ?? ''),
              String(row.line),
              reasonsOf(row, locale),
            ]),
            separator,
          );
      }
      attach(ctx, `${record.file_name.replace(/\.[^.]*$/, '')}-report.csv`);
      ctx.body = Readable.from(lines());
    },

    async template(ctx: Context) {
      const kind = imports().kindOf(ctx.params.kind);
      const query = read(templateQuery, ctx.query);
      const locale = adminLocale(strapi, ctx, query.locale);
      const rows = [kind.template(locale)];
      attach(ctx, `${ctx.params.kind}.${query.format}`);
      ctx.body =
        query.format === 'xlsx'
          ? await toWorkbook(rows)
          : BOM + toCsv(rows, locale === 'en' ? ',' : ';');
    },
  };
};

/** What else whoever asks may do. */
const mayOf =
  (ctx: Context): By['may'] =>
  (right) =>
    ctx.state.userAbility.can(right);

const byOf = (ctx: Context): By => ({ actor: actorOf(ctx), may: mayOf(ctx) });

/** The line of a row, as the path names it; one that is none has no row. */
const lineOf = (ctx: Context): number => {
  const line = Number(ctx.params.line);
  if (Number.isSafeInteger(line) && line > 0 && line < 2 ** 31) return line;
  throw new Refusal(404, 'row_not_found', 'There is no such row.');
};

type Upload = { filepath: string; originalFilename: string | null; size: number };

const uploads = (ctx: Context, field?: string): Upload[] =>
  Object.entries((ctx.request as { files?: Record<string, Upload | Upload[]> }).files ?? {})
    .filter(([name]) => field === undefined || name === field)
    .flatMap(([, files]) => files);

const uploadedFile = (ctx: Context): UploadedFile => {
  const [file] = uploads(ctx, 'file');
  if (!file)
    throw refuseField('file', 'file_missing', 'There is no file: send it in the field "file".');
  return {
    path: file.filepath,
    name: storable((file.originalFilename ?? 'list.csv').slice(0, 255)),
    size: file.size,
  };
};
