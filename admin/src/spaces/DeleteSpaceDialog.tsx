import { Dialog } from '@strapi/design-system';
import { ConfirmDialog, useNotification } from '@strapi/strapi/admin';
import type { Space } from '../../../contracts/spaces';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useDeleteSpace } from './api';

type DeleteSpaceDialogProps = { space: Space | null; onClose: () => void };

export const DeleteSpaceDialog = ({ space, onClose }: DeleteSpaceDialogProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [deleteSpace] = useDeleteSpace();

  const confirm = async () => {
    if (!space) return;
    const result = await deleteSpace(space.documentId);
    if ('error' in result) return notifyError(result.error);
    toggleNotification({
      type: 'success',
      message: t('spaces.deleted', { title: space.title }),
    });
  };

  return (
    <Dialog.Root open={space !== null} onOpenChange={(open) => !open && onClose()}>
      {space ? (
        <ConfirmDialog title={t('spaces.delete.title', { title: space.title })} onConfirm={confirm}>
          {t('spaces.delete.body', { count: space.participants.total })}
        </ConfirmDialog>
      ) : null}
    </Dialog.Root>
  );
};
