import { Dialog } from '@strapi/design-system';
import { ConfirmDialog, useNotification } from '@strapi/strapi/admin';
import type { Group } from '../../../contracts/groups';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useDeleteGroup } from './api';

type DeleteGroupDialogProps = {
  /** null: closed. */
  group: Group | null;
  onDeleted?: () => void;
  onClose: () => void;
};

export const DeleteGroupDialog = ({ group, onDeleted, onClose }: DeleteGroupDialogProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [deleteGroup] = useDeleteGroup();

  const confirm = async () => {
    if (!group) return;
    const result = await deleteGroup(group.documentId);
    if ('error' in result) return notifyError(result.error);
    toggleNotification({ type: 'success', message: t('groups.deleted', { name: group.name }) });
    onDeleted?.();
  };

  return (
    <Dialog.Root open={group !== null} onOpenChange={(open) => !open && onClose()}>
      {group ? (
        <ConfirmDialog title={t('groups.delete.title', { name: group.name })} onConfirm={confirm}>
          {t('groups.delete.body', { members: group.members, spaces: group.spaces.length })}
        </ConfirmDialog>
      ) : null}
    </Dialog.Root>
  );
};
