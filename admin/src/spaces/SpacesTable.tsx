import { Th, Typography, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Space } from '../../../contracts/spaces';
import { HeaderCell } from '../ui/HeaderCell';
import { useTranslate } from '../ui/translate';
import { DeleteSpaceDialog } from './DeleteSpaceDialog';
import { SpaceRow } from './SpaceRow';

type SpacesTableProps = { spaces: Space[]; isLoading: boolean; canDelete: boolean };

export const SpacesTable = ({ spaces, isLoading, canDelete }: SpacesTableProps) => {
  const t = useTranslate();
  const [toDelete, setToDelete] = useState<Space | null>(null);
  const headers = [
    { name: 'title', label: t('spaces.field.title'), sortable: true },
    { name: 'kind', label: t('spaces.field.kind'), sortable: true },
    { name: 'visibility', label: t('spaces.field.visibility'), sortable: true },
    { name: 'published', label: t('spaces.field.published'), sortable: true },
    { name: 'participants', label: t('spaces.field.participants'), sortable: false },
    { name: 'updatedAt', label: t('spaces.field.updatedAt'), sortable: true },
  ];
  const rows = spaces.map((space) => ({ ...space, id: space.documentId }));

  return (
    <>
      <Table.Root rows={rows} headers={[...headers, ACTIONS]} isLoading={isLoading}>
        <Table.Content>
          <Table.Head>
            {headers.map((header) => (
              <HeaderCell key={header.name} {...header} defaultSort="title:asc" />
            ))}
            <Th>
              <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
            </Th>
          </Table.Head>
          <Table.Empty content={t('spaces.noMatch')} />
          <Table.Loading>{t('loading')}</Table.Loading>
          <Table.Body>
            {rows.map((space) => (
              <SpaceRow
                key={space.id}
                space={space}
                onDelete={canDelete ? () => setToDelete(space) : undefined}
              />
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
      <DeleteSpaceDialog space={toDelete} onClose={() => setToDelete(null)} />
      {isLoading ? null : (
        <VisuallyHidden role="status">
          <Typography>{t('spaces.shown', { count: spaces.length })}</Typography>
        </VisuallyHidden>
      )}
    </>
  );
};

const ACTIONS = { name: 'actions', label: '', sortable: false };
