import { Pagination as Pages } from '@strapi/strapi/admin';
import type { Pagination } from '../../../contracts/paging';
import { PAGE_SIZE } from './listQuery';

/** Where not all rows were counted, there is one page at least beyond the rows that were. */
const pagesKnown = ({ more, total, pageSize, pageCount }: Pagination): number =>
  more ? Math.floor(total / pageSize) + 1 : pageCount;

/** Pages of a list that its page is about, which the address bar tells. */
export const ListPages = ({ pagination }: { pagination: Pagination | undefined }) => (
  <Pages.Root
    pageCount={pagination && pagesKnown(pagination)}
    total={pagination?.total}
    defaultPageSize={PAGE_SIZE}
  >
    <Pages.PageSize />
    <Pages.Links />
  </Pages.Root>
);
