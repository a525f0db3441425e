import { z } from 'zod';

/** Query of every list of the admin API. `page` counts from 1; a page has at most 100 rows. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce
    .number()
    .int()
    .min(1)
    .default(25)
    .transform((size) => Math.min(size, 100)),
});

export type PageQuery = z.infer<typeof pageQuery>;

export type Pagination = {
  page: number;
  pageSize: number;
  pageCount: number;
  total: number;
  /** There are more than `total`: of long lists, not all rows are counted. */
  more?: boolean;
};

/** Answer of every list of the admin API. */
export type Page<Row> = { results: Row[]; pagination: Pagination };

/** Answer of every list of the content API. */
export type PublicPage<Row> = { data: Row[]; meta: { pagination: Pagination } };

/** A yes or no in a query string. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0'])])
  .transform((value) => value === true || value === 'true' || value === '1');

/** A value to filter by: as it is, or in Strapi's `$eq`. */
export const equals = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (value !== null && typeof value === 'object' && '$eq' in value ? value.$eq : value),
    schema,
  );

const sort = <const Column extends string>(columns: readonly [Column, ...Column[]]) =>
  z
    .enum(
      columns.flatMap((column) => [column, `${column}:asc`, `${column}:desc`]) as [
        Column | `${Column}:asc` | `${Column}:desc`,
      ],
    )
    .transform((value) => {
      const [column, direction = 'asc'] = value.split(':') as [Column, ('asc' | 'desc')?];
      return { column, direction };
    });

/** `name:asc` or `name:desc` over the given columns; of a list of them, the first. */
export const sortBy = <const Column extends string>(columns: readonly [Column, ...Column[]]) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), sort(columns));
