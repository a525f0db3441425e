import { Flex, LinkButton } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { BackButton, Layouts, Page, useRBAC } from '@strapi/strapi/admin';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { PERMISSIONS } from '../../../contracts/permissions';
import type { Space } from '../../../contracts/spaces';
import { ImportTab } from '../imports/ImportTab';
import { ParticipantsTab } from '../participants/ParticipantsTab';
import { ROOT_PATH } from '../pluginId';
import { isMissing } from '../ui/errors';
import { PageTabs } from '../ui/PageTabs';
import { right, useContentRights, useParticipantRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { ContentTab } from '../visibility/ContentTab';
import { useSpace } from './api';
import { InformationTab } from './InformationTab';
import { PublishedStatus } from './PublishedStatus';
import { VisibilityBadge } from './VisibilityBadge';

const SPACE_TYPE = 'plugin::participation.space';
const CONTENT_MANAGER_RIGHTS = [
  { action: 'plugin::content-manager.explorer.read', subject: SPACE_TYPE },
];

const ContentManagerLink = ({ documentId }: { documentId: string }) => {
  const t = useTranslate();
  const { allowedActions } = useRBAC(CONTENT_MANAGER_RIGHTS);
  if (!allowedActions.canRead) return null;

  return (
    <LinkButton
      tag={Link}
      to={`/content-manager/collection-types/${SPACE_TYPE}/${documentId}`}
      variant="tertiary"
      startIcon={<Pencil />}
    >
      {t('space.contentManager')}
    </LinkButton>
  );
};

const TABS = {
  information: InformationTab,
  content: ContentTab,
  participants: ParticipantsTab,
  import: ImportTab,
};
type Tab = keyof typeof TABS;

const useTabs = (documentId: string) => {
  const navigate = useNavigate();
  const { '*': rest = '' } = useParams();
  const { canRead, canImport } = useParticipantRights();
  const { canRead: canReadContent } = useContentRights();
  const tabs: Tab[] = [
    'information',
    ...(canReadContent ? ['content' as const] : []),
    ...(canRead ? ['participants' as const] : []),
    ...(canImport ? ['import' as const] : []),
  ];

  return {
    tabs,
    current: tabs.find((tab) => tab === rest) ?? 'information',
    // Replaces, so that "Back" leaves the space and does not walk through its tabs.
    open: (tab: string) =>
      navigate(`${ROOT_PATH}/spaces/${documentId}${tab === 'information' ? '' : `/${tab}`}`, {
        replace: true,
      }),
  };
};

const SpaceTabs = ({ space }: { space: Space }) => {
  const t = useTranslate();
  const { tabs, current, open } = useTabs(space.documentId);
  const Content = TABS[current];

  return (
    <PageTabs
      label={t('space.tabs')}
      tabs={tabs.map((tab) => ({ value: tab, label: t(`space.tab.${tab}`) }))}
      current={current}
      onOpen={open}
    >
      <Content space={space} />
    </PageTabs>
  );
};

const SpaceDetail = () => {
  const t = useTranslate();
  const { id = '' } = useParams();
  const { data: space, isLoading, error } = useSpace(id, { refetchOnMountOrArgChange: true });

  if (isLoading) return <Page.Loading>{t('loading')}</Page.Loading>;
  // What was seen of it before stays with the answer that it is gone.
  const isGone = isMissing(error);
  if (!space || isGone)
    return (
      <Page.Error
        {...(isGone && { content: t('error.space_not_found') })}
        action={
          <LinkButton tag={Link} to={`${ROOT_PATH}/spaces`} variant="secondary">
            {t('space.all')}
          </LinkButton>
        }
      />
    );

  return (
    <Page.Main>
      <Page.Title>{space.title}</Page.Title>
      <Layouts.Header
        title={space.title}
        subtitle={
          <Flex gap={2} wrap="wrap">
            <VisibilityBadge visibility={space.visibility} />
            <PublishedStatus published={space.published} />
          </Flex>
        }
        navigationAction={<BackButton fallback={`${ROOT_PATH}/spaces`} />}
        primaryAction={<ContentManagerLink documentId={space.documentId} />}
      />
      <SpaceTabs space={space} />
    </Page.Main>
  );
};

export const SpacePage = () => (
  <Page.Protect permissions={[right(PERMISSIONS.spacesRead)]}>
    <SpaceDetail />
  </Page.Protect>
);
