import { LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link, useNavigate } from 'react-router-dom';
import { VerificationImport } from '../imports/VerificationImport';
import { ROOT_PATH } from '../pluginId';
import { PageTabs } from '../ui/PageTabs';
import { useGroupRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { GroupList } from './GroupList';
import { GroupsGate } from './GroupsGate';

type Part = 'all' | 'verify';

const CreateButton = () => {
  const t = useTranslate();

  return (
    <LinkButton tag={Link} to={`${ROOT_PATH}/groups/create`} startIcon={<Plus />}>
      {t('groups.create')}
    </LinkButton>
  );
};

const Groups = ({ part }: { part: Part }) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const { canCreate, canVerify, isLoading } = useGroupRights();
  if (isLoading) return <Page.Loading />;
  const create = canCreate ? <CreateButton /> : undefined;
  const list = <GroupList create={create} />;

  return (
    <Page.Main>
      <Page.Title>{t('groups.title')}</Page.Title>
      <Layouts.Header
        title={t('groups.title')}
        subtitle={t('groups.subtitle')}
        primaryAction={create}
      />
      {canVerify ? (
        <PageTabs<Part>
          label={t('groups.tabs')}
          tabs={[
            { value: 'all', label: t('groups.tab.all') },
            { value: 'verify', label: t('groups.tab.verify') },
          ]}
          current={part}
          onOpen={(tab) => navigate(`${ROOT_PATH}/groups${tab === 'all' ? '' : `/${tab}`}`)}
        >
          {part === 'all' ? list : <VerificationImport />}
        </PageTabs>
      ) : (
        list
      )}
    </Page.Main>
  );
};

/** All groups, and the lists of those that are vouched for together. */
export const GroupsPage = ({ part }: { part: Part }) => (
  <GroupsGate>
    <Groups part={part} />
  </GroupsGate>
);
