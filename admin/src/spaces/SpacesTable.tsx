import { Typography, VisuallyHidden } from '@strapi/design-system';
import { useState } from 'react';
import type { Space } from '../../../contracts/spaces';
import { ListTable } from '../ui/ListTable';
import { useTranslate } from '../ui/translate';
import { DeleteSpaceDialog } from './DeleteSpaceDialog';
import { SpaceRow } from './SpaceRow';

type SpacesTableProps = { spaces: Space[]; isLoading: boolean; canDelete: boolean };

export const SpacesTable = ({ spaces, isLoading, canDelete }: SpacesTableProps) => {
  const t = useTranslate();
  const [toDelete, setToDelete] = useState<Space | null>(null);
  const columns = [
    { name: 'title', label: t('spaces.field.title'), sortable: true },
    { name: 'kind', label: t('spaces.field.kind'), sortable: true },
    { name: 'visibility', label: t('spaces.field.visibility'), sortable: true },
    { name: 'published', label: t('spaces.field.published'), sortable: true },
    { name: 'participants', label: t('spaces.field.participants'), sortable: false },
    { name: 'updatedAt', label: t('spaces.field.updatedAt'), sortable: true },
  ];

  return (
    <>
      <ListTable
        rows={spaces}
        columns={columns}
        defaultSort="title:asc"
        isLoading={isLoading}
        empty={t('spaces.noMatch')}
        actions
      >
        {(space) => (
          <SpaceRow
            key={space.documentId}
            space={space}
            onDelete={canDelete ? () => setToDelete(space) : undefined}
          />
        )}
      </ListTable>
      <DeleteSpaceDialog space={toDelete} onClose={() => setToDelete(null)} />
      {isLoading ? null : (
        <VisuallyHidden role="status">
          <Typography>{t('spaces.shown', { count: spaces.length })}</Typography>
        </VisuallyHidden>
      )}
    </>
  );
};
