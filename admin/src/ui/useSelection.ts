import { useState } from 'react';
import type { Pagination } from '../../../contracts/paging';
import type { Amount } from './amount';
import type { ListQuery } from './listQuery';

/** Who an action is for: the chosen ones, or all that search and filters match. */
export type Target =
  { ids: string[] } | { all: true; _q?: string; filters?: Record<string, string> };

type Selected = { key: string; ids: readonly string[]; all: boolean };

/**
 * What is ticked on this page, or "all that match" beyond it. It belongs to one list (`key`):
 * another page, search or filter begins with nothing selected.
 */
export const useSelection = (
  key: string,
  rows: { documentId: string }[],
  { total, more }: Pick<Pagination, 'total' | 'more'> = { total: 0 },
  { _q, filters }: ListQuery,
) => {
  const [selected, setSelected] = useState<Selected>({ key, ids: [], all: false });
  const isCurrent = selected.key === key;
  const all = isCurrent && selected.all;
  // A row that is gone after an action is not selected any more.
  const ids = rows
    .map(({ documentId }) => documentId)
    .filter((id) => all || (isCurrent && selected.ids.includes(id)));
  const matching: Amount = { count: total, more };
  const target: Target = all ? { all: true, _q, filters } : { ids };

  const select = (next: readonly string[]) => setSelected({ key, ids: next, all: false });

  return {
    ids,
    all,
    amount: all ? matching : { count: ids.length },
    matching,
    isAllThatMatch: all || (!more && total <= ids.length),
    target,
    isWholePage: rows.length > 0 && ids.length === rows.length,
    toggle: (id: string) =>
      select(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]),
    togglePage: () =>
      select(ids.length === rows.length ? [] : rows.map(({ documentId }) => documentId)),
    selectAll: () => setSelected({ key, ids: [], all: true }),
    clear: () => select([]),
  };
};

export type Selection = ReturnType<typeof useSelection>;
