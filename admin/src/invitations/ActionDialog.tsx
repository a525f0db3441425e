import { ActionDialog as Asking } from '../ui/ActionDialog';
import { useAmount } from '../ui/amount';
import { useTranslate } from '../ui/translate';
import type { PendingAction } from './useActions';

type ActionDialogProps = {
  pending: PendingAction | null;
  onConfirm: () => Promise<void>;
  onClose: () => void;
};

export const ActionDialog = ({ pending, ...handlers }: ActionDialogProps) => {
  const t = useTranslate();
  const amountOf = useAmount();

  const ask = ({ action, name, ...amount }: PendingAction) => ({
    title: t(`invitations.${action}.title`),
    question: name
      ? t(`invitations.${action}.one`, { name })
      : t(`invitations.${action}.many`, amountOf(amount)),
  });

  return (
    <Asking
      asked={pending && ask(pending)}
      isSending={pending?.action === 'resend'}
      {...handlers}
    />
  );
};
