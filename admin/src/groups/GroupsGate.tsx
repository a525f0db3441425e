import { Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { PERMISSIONS } from '../../../contracts/permissions';
import { right } from '../ui/rights';
import { useGroupsAccess } from './useGroupsAccess';

const WhereEnabled = ({ children }: { children: ReactNode }) => {
  const { canOpen, isLoading } = useGroupsAccess();
  if (isLoading) return <Page.Loading />;
  return canOpen ? children : <Page.NoData />;
};

type GroupsGateProps = {
  /** What is needed beside the right to see groups. */
  permission?: string;
  children: ReactNode;
};

/** Pages of groups, for who may see them; on a site without groups there are none. */
export const GroupsGate = ({ permission = PERMISSIONS.groupsRead, children }: GroupsGateProps) => (
  <Page.Protect permissions={[right(permission)]}>
    <WhereEnabled>{children}</WhereEnabled>
  </Page.Protect>
);
