import type { SpaceKind, Visibility } from '../../../contracts/spaces';

// The contracts give types only to the panel; `satisfies` keeps these lists in step with them.
export const SPACE_KIND_OPTIONS = ['process', 'assembly'] as const satisfies SpaceKind[];
export const VISIBILITY_OPTIONS = [
  'public',
  'transparent',
  'private',
] as const satisfies Visibility[];
