import type { Knex } from 'knex';
import type { Pagination } from '../../../contracts/paging';
import { offsetOf } from './paging';
import { isMySql, isPostgres } from './sets';

/**
 * Rows from which on a list is long. Shorter ones are searched, sorted and counted as a whole, which
 * takes every database a moment; of longer ones only that is read which an index leads to.
 */
export const LONG = 10_000;

/** Rows of a list that are counted at most, and those of a long one that match what was asked for. */
export const MOST_COUNTED = 50_000;
export const MOST_MATCHES = 2_000;

/** Rows of a long list that are sorted at most; of more, a page is read in their order. */
const MOST_SORTED = 30_000;

/** Where a search looks: everywhere in a text, or at the beginnings that an index leads to. */
export type Search = 'anywhere' | 'beginning';

/** How many rows there are, or that there are more. */
export type Count = { total: number; more: boolean };

/** How many rows a query has, counted up to `most`. */
export const countUpTo = async (
  knex: Knex,
  query: Knex.QueryBuilder,
  most: number,
): Promise<Count> => {
  const some = query
    .clone()
    .clearSelect()
    .clearOrder()
    .select(knex.raw('1 as one'))
    .limit(most + 1);
  const [{ found }] = await knex.from(some.as('some')).count({ found: '*' });
  const total = Number(found);
  return { total: Math.min(total, most), more: total > most };
};

type PageAsked = { page: number; pageSize: number };

/** Counts up to `most`, or to the end of the page asked for, so that it is known whether one follows. */
export const countForPage = (
  knex: Knex,
  query: Knex.QueryBuilder,
  most: number,
  page: PageAsked,
): Promise<Count> => countUpTo(knex, query, Math.max(most, offsetOf(page) + page.pageSize));

/** The same of what is known to match more than `MOST_MATCHES`: the first pages need no count. */
export const countMany = async (
  knex: Knex,
  query: Knex.QueryBuilder,
  page: PageAsked,
): Promise<Count> =>
  offsetOf(page) + page.pageSize <= MOST_MATCHES
    ? { total: MOST_MATCHES, more: true }
    : countForPage(knex, query, MOST_MATCHES, page);

/** What a list is narrowed by, of what may be asked for. */
export const narrowings = (asked: object): string[] =>
  Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : name,
  );

/** The same page information as ever, and `more` where nobody has counted all. */
export const withMore = (pagination: Pagination, { more }: Count): Pagination =>
  more ? { ...pagination, more } : pagination;

/**
 * A condition that an index answers: a column begins with a text. Of the databases, MySQL and MariaDB
 * look so by any index, PostgreSQL by one that compares byte by byte, SQLite by bounds.
 */
export const beginsWith = (knex: Knex, column: string, text: string): Knex.Raw =>
  isPostgres(knex) || isMySql(knex)
    ? knex.raw(`${column} like ?`, [`${text.replace(/[\\%_]/g, '\\$&')}%`])
    : knex.raw(`(${column} >= ? and ${column} < ?)`, [text, `${text}\u{10FFFF}`]);

/** A text as it may stand in a column of lower-case texts: SQLite lowers ASCII only. */
export const spellings = (text: string): string[] => [
  ...new Set([text.toLowerCase(), text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())]),
];

/**
 * A page of a long list in the order of `by`, rows without it last, as `query` gives them: the rows
 * that have it (`true`) or have it not. So an index can serve the order, both ways.
 */
export const pageOf = async <Row>(
  knex: Knex,
  query: (having: boolean) => Knex.QueryBuilder,
  { by, direction, id }: { by: string; direction: 'asc' | 'desc'; id: string },
  { offset, limit }: { offset: number; limit: number },
  rowsOf: (query: Knex.QueryBuilder) => Promise<Row[]>,
): Promise<Row[]> => {
  const having = () => query(true).whereRaw(`${by} is not null`);
  const rows = await rowsOf(
    having().orderByRaw(`${by} ${direction}, ${id} ${direction}`).limit(limit).offset(offset),
  );
  if (rows.length === limit) return rows;
  const before =
    rows.length > 0 || offset === 0
      ? offset + rows.length
      : (await countUpTo(knex, having(), offset)).total;
  const others = await rowsOf(
    query(false)
      .whereRaw(`${by} is null`)
      .orderBy(id)
      .limit(limit - rows.length)
      .offset(Math.max(0, offset - before)),
  );
  return [...rows, ...others];
};

/**
 * The ids (`id`) that these queries find, each by an index, so that their rows can be sorted; null when
 * they are more than are counted.
 */
export const findFew = async (queries: Knex.QueryBuilder[]): Promise<number[] | null> => {
  const ids = new Set<number>();
  for (const query of queries) {
    const found: { id: number }[] = await query.clone().limit(MOST_MATCHES + 1);
    found.forEach(({ id }) => ids.add(id));
    if (ids.size > MOST_MATCHES) return null;
  }
  return [...ids];
};

/**
 * Whether what these queries find is little enough to be sorted. Read in the order of the list, it
 * could be behind all the others.
 */
export const isSortable = async (knex: Knex, queries: Knex.QueryBuilder[]): Promise<boolean> => {
  let left = MOST_SORTED;
  for (const query of queries) {
    const { total, more } = await countUpTo(knex, query, left);
    if (more) return false;
    left -= total;
  }
  return true;
};

/** The ids (`id`) that any of these queries finds, for the database itself. */
export const idsOf = (knex: Knex, queries: Knex.QueryBuilder[]): Knex.QueryBuilder =>
  knex.from(knex.unionAll(queries).as('found')).select('found.id');

/**
 * A column as SQLite does not go by it, so that it keeps to the order asked for; the others decide
 * by what they know of the rows.
 */
export const inOrder = (knex: Knex, column: string): string =>
  isPostgres(knex) || isMySql(knex) ? column : `+${column}`;

/**
 * Indexes that find the beginnings of texts, each after the columns `within`. On PostgreSQL, indexes
 * otherwise follow the order of a language, which finds none. Strapi leaves indexes alone that it
 * does not know.
 */
export const indexBeginnings = async (
  knex: Knex,
  table: string,
  within: string[],
  texts: { name: string; sql: string }[],
): Promise<void> => {
  const kind = isPostgres(knex) ? ' text_pattern_ops' : '';
  for (const { name, sql } of texts)
    await createIndex(knex, table, `${table}_${name}_beginning`, [...within, `${sql}${kind}`]);
};

/** An index over SQL, unless it is there. */
export const createIndex = async (
  knex: Knex,
  table: string,
  name: string,
  columns: string[],
): Promise<void> => {
  const create = (unlessThere: string) =>
    knex.raw(`create index ${unlessThere} ?? on ?? (${columns.join(', ')})`, [name, table]);
  if (!isMySql(knex)) {
    await create('if not exists');
    return;
  }
  const [[found]] = await knex.raw(
    `select 1 from information_schema.statistics
     where table_schema = database() and table_name = ? and index_name = ? limit 1`,
    [table, name],
  );
  if (!found) await create('');
};

/**
 * A text in lower case as an index holds it. MySQL and MariaDB compare names in any letter case
 * themselves, and MariaDB has no indexes over SQL.
 */
export const lowered = (knex: Knex, column: string): string =>
  isMySql(knex) ? column : `lower(${column})`;
