import { LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, SearchInput } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';
import { PERMISSIONS } from '../../../contracts/permissions';
import { ROOT_PATH } from '../pluginId';
import { ListFilters } from '../ui/ListFilters';
import { ListPages } from '../ui/ListPages';
import { useExistingPage, useListQuery } from '../ui/listQuery';
import { right, useSpaceRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useSpaces } from './api';
import { NoSpaces } from './NoSpaces';
import { SpaceWarnings } from './SpaceWarnings';
import { SpacesTable } from './SpacesTable';

const CreateButton = () => {
  const t = useTranslate();

  return (
    <LinkButton tag={Link} to={`${ROOT_PATH}/spaces/create`} startIcon={<Plus />}>
      {t('spaces.create')}
    </LinkButton>
  );
};

const useSpaceFilters = () => {
  const t = useTranslate();

  return [
    {
      name: 'kind',
      label: t('spaces.field.kind'),
      options: [
        { value: 'process', label: t('spaces.kind.process') },
        { value: 'assembly', label: t('spaces.kind.assembly') },
      ],
    },
    {
      name: 'visibility',
      label: t('spaces.field.visibility'),
      options: [
        { value: 'public', label: t('spaces.visibility.public') },
        { value: 'transparent', label: t('spaces.visibility.transparent') },
        { value: 'private', label: t('spaces.visibility.private') },
      ],
    },
  ];
};

const Spaces = () => {
  const t = useTranslate();
  const filters = useSpaceFilters();
  const { canCreate, canDelete } = useSpaceRights();
  const { query, isNarrowed } = useListQuery();
  const { data, isLoading, isFetching, isError } = useSpaces(query, {
    refetchOnMountOrArgChange: true,
  });
  useExistingPage(data?.pagination);

  if (isError) return <Page.Error />;

  const isEmpty = data?.pagination.total === 0 && !isNarrowed;
  const create = canCreate ? <CreateButton /> : null;

  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{t('spaces.title')}</Page.Title>
      <Layouts.Header
        title={t('spaces.title')}
        subtitle={t('spaces.subtitle')}
        primaryAction={create}
      />
      {isEmpty ? null : (
        <Layouts.Action
          startActions={
            <>
              <SearchInput label={t('spaces.search')} placeholder={t('spaces.search')} />
              <ListFilters filters={filters} />
            </>
          }
        />
      )}
      <Layouts.Content>
        <SpaceWarnings />
        {isEmpty ? (
          <NoSpaces action={create} />
        ) : (
          <>
            <SpacesTable spaces={data?.results ?? []} isLoading={isLoading} canDelete={canDelete} />
            <ListPages pagination={data?.pagination} />
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
};

export const SpacesPage = () => (
  <Page.Protect permissions={[right(PERMISSIONS.spacesRead)]}>
    <Spaces />
  </Page.Protect>
);
