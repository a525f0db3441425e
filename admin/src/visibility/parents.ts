import type { ScopedType } from '../../../contracts/visibility';

/** The attributes that lead to the entry whose space is that of the one asked for; '' for none. */
export const parentsIn = (path: ScopedType['path']): string => path.slice(0, -1).join(' → ');
