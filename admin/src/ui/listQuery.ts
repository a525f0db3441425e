import { useQueryParams } from '@strapi/strapi/admin';
import { useEffect, useMemo } from 'react';
import type { Pagination } from '../../../contracts/paging';

/** What a list is asked for, as our API takes it. */
export type ListQuery = {
  page: number;
  pageSize: number;
  sort?: string;
  _q?: string;
  filters: Record<string, string>;
};

/** What is in the address bar, as Strapi's search, filters, headers and pagination write it. */
export type UrlQuery = {
  page?: string;
  pageSize?: string;
  sort?: string;
  _q?: string;
  filters?: { $and?: Record<string, Record<string, string>>[] };
};

export const PAGE_SIZE = 20;

export const readUrlQuery = (url: UrlQuery): ListQuery => ({
  page: Number(url.page) || 1,
  pageSize: Number(url.pageSize) || PAGE_SIZE,
  ...(url.sort && { sort: url.sort.replace(/:(asc|desc)$/i, (order) => order.toLowerCase()) }),
  ...(url._q && { _q: url._q }),
  filters: Object.fromEntries(
    (url.filters?.$and ?? []).flatMap((filter) =>
      Object.entries(filter).flatMap(([name, test]) => (test.$eq ? [[name, test.$eq]] : [])),
    ),
  ),
});

/** The list the address bar asks for, and whether search or filters narrow it. */
export const useListQuery = () => {
  const [{ query: url, rawQuery }] = useQueryParams<UrlQuery>();
  const query = useMemo(() => readUrlQuery(url), [url]);
  const isNarrowed = Boolean(query._q) || Object.keys(query.filters).length > 0;
  return { query, isNarrowed, key: rawQuery };
};

/** Goes to the last page when the one in the address bar is gone, as after removing all its rows. */
export const useExistingPage = (pagination: Pagination | undefined) => {
  const [, setQuery] = useQueryParams<UrlQuery>();
  const { page = 1, pageCount = 1 } = pagination ?? {};
  const last = Math.max(1, pageCount);

  useEffect(() => {
    if (page > last) setQuery({ page: String(last) }, 'push', true);
  }, [page, last, setQuery]);
};

type QueryValue = string | number | boolean | undefined | Record<string, string>;

// The fetch client does not encode the parameters it is given, so `&` or `+` in a search would break it.
export const withQuery = (path: string, query: Record<string, QueryValue>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) search.set(`${name}[${key}]`, inner);
    } else if (value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
};
