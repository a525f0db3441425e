import { useGroupRights } from '../ui/rights';
import { useGroupsEnabled } from './api';

/** Whether the administrator may see groups, on a site that has them. */
export const useGroupsAccess = (): { canOpen: boolean; isLoading: boolean } => {
  const rights = useGroupRights();
  const { data, isLoading } = useGroupsEnabled(undefined, { skip: !rights.canRead });
  return {
    canOpen: rights.canRead && data === true,
    isLoading: rights.isLoading || isLoading,
  };
};
