import { Dialog } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useTranslate } from '../ui/translate';
import type { PendingAction } from './useActions';

type ActionDialogProps = {
  pending: PendingAction | null;
  onConfirm: () => Promise<void>;
  onClose: () => void;
};

export const ActionDialog = ({ pending, onConfirm, onClose }: ActionDialogProps) => {
  const t = useTranslate();

  const question = ({ action, count, name }: PendingAction) =>
    name ? t(`invitations.${action}.one`, { name }) : t(`invitations.${action}.many`, { count });

  return (
    <Dialog.Root open={pending !== null} onOpenChange={(open) => !open && onClose()}>
      {pending ? (
        <ConfirmDialog
          title={t(`invitations.${pending.action}.title`)}
          onConfirm={onConfirm}
          {...(pending.action === 'resend' && {
            variant: 'default',
            icon: <PaperPlane width="24px" height="24px" fill="primary600" />,
          })}
        >
          {question(pending)}
        </ConfirmDialog>
      ) : null}
    </Dialog.Root>
  );
};
