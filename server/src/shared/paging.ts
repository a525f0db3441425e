import type { Pagination } from '../../../contracts/paging';

/** The part of an answer that says which page of how many it is. */
export const paginate = (
  { page, pageSize }: { page: number; pageSize: number },
  total: number,
): Pagination => ({ page, pageSize, pageCount: Math.ceil(total / pageSize), total });

export const offsetOf = ({ page, pageSize }: { page: number; pageSize: number }): number =>
  (page - 1) * pageSize;
