import type { Participant } from '../../../contracts/participants';
import { ListTable } from '../ui/ListTable';
import { useTranslate } from '../ui/translate';
import type { Selection } from '../ui/useSelection';
import { ParticipantRow } from './ParticipantRow';

type ParticipantsTableProps = {
  participants: Participant[];
  selection: Selection;
  isLoading: boolean;
  onResend?: (participant: Participant) => void;
  onRemove?: (participant: Participant) => void;
};

export const ParticipantsTable = ({
  participants,
  selection,
  isLoading,
  onResend,
  onRemove,
}: ParticipantsTableProps) => {
  const t = useTranslate();
  const canAct = Boolean(onResend ?? onRemove);
  const columns = [
    { name: 'name', label: t('participants.field.name'), sortable: true },
    { name: 'email', label: t('participants.field.email'), sortable: true },
    { name: 'status', label: t('participants.field.status'), sortable: false },
    { name: 'invitationSentAt', label: t('participants.field.sentAt'), sortable: true },
    { name: 'invitationAcceptedAt', label: t('participants.field.acceptedAt'), sortable: true },
    { name: 'delivery', label: t('participants.field.mail'), sortable: false },
  ];

  return (
    <ListTable
      rows={participants}
      columns={columns}
      defaultSort="name:asc"
      isLoading={isLoading}
      empty={t('participants.noMatch')}
      selection={canAct ? { of: selection, label: t('participants.selectPage') } : undefined}
      actions={canAct}
    >
      {(participant) => (
        <ParticipantRow
          key={participant.documentId}
          participant={participant}
          isSelected={selection.ids.includes(participant.documentId)}
          onSelect={canAct ? () => selection.toggle(participant.documentId) : undefined}
          onResend={onResend && (() => onResend(participant))}
          onRemove={onRemove && (() => onRemove(participant))}
        />
      )}
    </ListTable>
  );
};
