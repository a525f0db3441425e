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

  const ask = ({ action, person, ...amount }: PendingAction) => ({
    title: t(`participants.${action}.title`),
    question: person
      ? t(`participants.${action}.one`, { person })
      : t(`participants.${action}.many`, amountOf(amount)),
  });

  return (
    <Asking
      asked={pending && ask(pending)}
      isSending={pending?.action === 'resend'}
      {...handlers}
    />
  );
};
