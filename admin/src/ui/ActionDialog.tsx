import { Dialog } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

type ActionDialogProps = {
  /** What is to be confirmed; null: nothing. */
  asked: { title: string; question: ReactNode } | null;
  /** It only sends mails, and takes nothing away. */
  isSending: boolean;
  onConfirm: () => Promise<void>;
  onClose: () => void;
};

/** Asks once more before an action on one or many of a list. */
export const ActionDialog = ({ asked, isSending, onConfirm, onClose }: ActionDialogProps) => (
  <Dialog.Root open={asked !== null} onOpenChange={(open) => !open && onClose()}>
    {asked ? (
      <ConfirmDialog
        title={asked.title}
        onConfirm={onConfirm}
        {...(isSending && {
          variant: 'default',
          icon: <PaperPlane width="24px" height="24px" fill="primary600" />,
        })}
      >
        {asked.question}
      </ConfirmDialog>
    ) : null}
  </Dialog.Root>
);
