import { Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate, useParams } from 'react-router-dom';
import { PERMISSIONS } from '../../../contracts/permissions';
import { InvitationImport } from '../imports/InvitationImport';
import { ROOT_PATH } from '../pluginId';
import { PageTabs } from '../ui/PageTabs';
import { right, useInvitationRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { CodesTab } from './CodesTab';
import { InvitationsTab } from './InvitationsTab';
import { InviteTab } from './InviteTab';

const TABS = {
  all: InvitationsTab,
  invite: InviteTab,
  import: InvitationImport,
  codes: CodesTab,
};
type Tab = keyof typeof TABS;

const useTabs = () => {
  const navigate = useNavigate();
  const { '*': rest = '' } = useParams();
  const { canRead, canInvite, canImport } = useInvitationRights();
  const tabs: Tab[] = [
    ...(canRead ? ['all' as const] : []),
    ...(canInvite ? ['invite' as const] : []),
    ...(canImport ? ['import' as const] : []),
    ...(canRead || canInvite ? ['codes' as const] : []),
  ];

  return {
    tabs,
    current: tabs.find((tab) => tab === rest) ?? tabs[0],
    open: (tab: string) => navigate(`${ROOT_PATH}/invitations${tab === 'all' ? '' : `/${tab}`}`),
  };
};

const Invitations = () => {
  const t = useTranslate();
  const { tabs, current, open } = useTabs();
  if (!current) return <Page.Loading />;
  const Content = TABS[current];

  return (
    <Page.Main>
      <Page.Title>{t('invitations.title')}</Page.Title>
      <Layouts.Header title={t('invitations.title')} subtitle={t('invitations.subtitle')} />
      <PageTabs
        label={t('invitations.tabs')}
        tabs={tabs.map((tab) => ({ value: tab, label: t(`invitations.tab.${tab}`) }))}
        current={current}
        onOpen={open}
      >
        <Content />
      </PageTabs>
    </Page.Main>
  );
};

export const InvitationsPage = () => (
  <Page.Protect
    permissions={[
      right(PERMISSIONS.invitationsRead),
      right(PERMISSIONS.invitationsInvite),
      right(PERMISSIONS.invitationsImport),
    ]}
  >
    <Invitations />
  </Page.Protect>
);
