import { Checkbox, Th, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { Participant } from '../../../contracts/participants';
import { HeaderCell } from '../ui/HeaderCell';
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
  const headers = [
    { name: 'name', label: t('participants.field.name'), sortable: true },
    { name: 'email', label: t('participants.field.email'), sortable: true },
    { name: 'status', label: t('participants.field.status'), sortable: false },
    { name: 'invitationSentAt', label: t('participants.field.sentAt'), sortable: true },
    { name: 'invitationAcceptedAt', label: t('participants.field.acceptedAt'), sortable: true },
    { name: 'delivery', label: t('participants.field.mail'), sortable: false },
  ];
  const rows = participants.map((participant) => ({ ...participant, id: participant.documentId }));
  const isPartial = selection.ids.length > 0 && !selection.isWholePage;

  return (
    <Table.Root
      rows={rows}
      headers={canAct ? [CHECKBOX, ...headers, ACTIONS] : headers}
      isLoading={isLoading}
    >
      <Table.Content>
        <Table.Head>
          {canAct ? (
            <Th>
              <Checkbox
                aria-label={t('participants.selectPage')}
                checked={isPartial ? 'indeterminate' : selection.isWholePage}
                onCheckedChange={selection.togglePage}
                disabled={rows.length === 0}
              />
            </Th>
          ) : null}
          {headers.map((header) => (
            <HeaderCell key={header.name} {...header} defaultSort="name:asc" />
          ))}
          {canAct ? (
            <Th>
              <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
            </Th>
          ) : null}
        </Table.Head>
        <Table.Empty content={t('participants.noMatch')} />
        <Table.Loading>{t('loading')}</Table.Loading>
        <Table.Body>
          {rows.map((participant) => (
            <ParticipantRow
              key={participant.id}
              participant={participant}
              isSelected={selection.ids.includes(participant.id)}
              onSelect={canAct ? () => selection.toggle(participant.id) : undefined}
              onResend={onResend && (() => onResend(participant))}
              onRemove={onRemove && (() => onRemove(participant))}
            />
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};

// Strapi's table counts its columns from the headers it is given.
const CHECKBOX = { name: 'select', label: '', sortable: false };
const ACTIONS = { name: 'actions', label: '', sortable: false };
