import { useState } from 'react';
import type { Import, ImportMode } from '../../../contracts/imports';
import { useRemovals } from './api';
import { versionOf } from './status';

const PEOPLE = 10;

/** Whether the list is replaced, and who would go then. */
export const useReplacement = (current: Import) => {
  const [mode, setMode] = useState<ImportMode>('add');
  const [page, setPage] = useState(1);
  const isReplacing = mode === 'replace';
  const { data, error, isFetching } = useRemovals(
    { id: current.id, page, pageSize: PEOPLE, version: versionOf(current) },
    { skip: !isReplacing, refetchOnMountOrArgChange: true },
  );

  return {
    mode,
    setMode,
    list: { removals: data, error, isFetching, onPage: setPage },
    /** How many would go; null while that is not known. */
    count: isReplacing ? (error ? null : (data?.pagination.total ?? null)) : 0,
  };
};
