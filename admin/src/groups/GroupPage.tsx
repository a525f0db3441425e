import { Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { ROOT_PATH } from '../pluginId';
import { isMissing } from '../ui/errors';
import { PageTabs } from '../ui/PageTabs';
import { useGroupRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useGroup, type GroupDetail } from './api';
import { GroupStatusBadge, isUnconfirmed, UnconfirmedBadge } from './badges';
import { DeleteGroupDialog } from './DeleteGroupDialog';
import { GroupsGate } from './GroupsGate';
import { InformationTab } from './InformationTab';
import { MembersTab } from './MembersTab';

const LIST = `${ROOT_PATH}/groups`;

const TABS = { information: InformationTab, members: MembersTab };
type Tab = keyof typeof TABS;
const NAMES: Tab[] = ['information', 'members'];

const DeleteButton = ({ group }: { group: GroupDetail }) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const { canDelete } = useGroupRights();
  const [isAsking, setAsking] = useState(false);
  if (!canDelete) return null;

  return (
    <>
      <Button variant="danger-light" startIcon={<Trash />} onClick={() => setAsking(true)}>
        {t('groups.delete')}
      </Button>
      <DeleteGroupDialog
        group={isAsking ? group : null}
        onDeleted={() => navigate(LIST, { replace: true })}
        onClose={() => setAsking(false)}
      />
    </>
  );
};

const GroupTabs = ({ group }: { group: GroupDetail }) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const { '*': rest = '' } = useParams();
  const current = NAMES.find((tab) => tab === rest) ?? 'information';
  const Content = TABS[current];
  const labelOf = (tab: Tab) =>
    tab === 'members'
      ? t('groups.tab.members', { count: group.members })
      : t('groups.tab.information');

  return (
    <PageTabs
      label={t('groups.group.tabs')}
      tabs={NAMES.map((tab) => ({ value: tab, label: labelOf(tab) }))}
      current={current}
      onOpen={(tab) =>
        // Replaces, so that "Back" leaves the group and does not walk through its tabs.
        navigate(`${LIST}/${group.documentId}${tab === 'information' ? '' : `/${tab}`}`, {
          replace: true,
        })
      }
    >
      <Content group={group} />
    </PageTabs>
  );
};

const GroupSummary = ({ group }: { group: GroupDetail }) => {
  const t = useTranslate();

  return (
    <Flex gap={2} wrap="wrap">
      <Typography textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
        {`@${group.nickname}, ${t(`groups.kind.${group.kind}`)}`}
      </Typography>
      {group.status ? <GroupStatusBadge status={group.status} /> : null}
      {isUnconfirmed(group) ? <UnconfirmedBadge /> : null}
    </Flex>
  );
};

const Group = () => {
  const t = useTranslate();
  const { id = '' } = useParams();
  const { data: group, isLoading, error } = useGroup(id, { refetchOnMountOrArgChange: true });

  if (isLoading) return <Page.Loading>{t('loading')}</Page.Loading>;
  // What was seen of it before stays with the answer that it is gone.
  const isGone = isMissing(error);
  if (!group || isGone)
    return (
      <Page.Error
        {...(isGone && { content: t('error.group_not_found') })}
        action={
          <LinkButton tag={Link} to={LIST} variant="secondary">
            {t('groups.all')}
          </LinkButton>
        }
      />
    );

  return (
    <Page.Main>
      <Page.Title>{group.name}</Page.Title>
      <Layouts.Header
        title={group.name}
        subtitle={<GroupSummary group={group} />}
        navigationAction={<BackButton fallback={LIST} />}
        primaryAction={<DeleteButton group={group} />}
      />
      <GroupTabs group={group} />
    </Page.Main>
  );
};

/** One group: what it is, who vouches for it, and who is in it. */
export const GroupPage = () => (
  <GroupsGate>
    <Group />
  </GroupsGate>
);
