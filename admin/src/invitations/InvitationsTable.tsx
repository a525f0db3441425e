import { Checkbox, Flex, IconButton } from '@strapi/design-system';
import { Eye, PaperPlane, Trash } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { Invitation } from '../../../contracts/invitations';
import { ListTable } from '../ui/ListTable';
import { useTranslate } from '../ui/translate';
import type { Selection } from '../ui/useSelection';
import { CODE_COLUMNS, COLUMNS } from './columns';
import { isPossible } from './possible';
import { Roomy, type Room } from '../ui/Roomy';
import type { Action } from './useActions';
import { useInvitationName } from './useInvitationName';

type RowProps = {
  invitation: Invitation;
  columns: typeof COLUMNS;
  isSelected: boolean;
  actions: readonly Action[];
  onSelect: () => void;
  onOpen: () => void;
  onAct: (action: Action) => void;
};

const InvitationRow = ({
  invitation,
  columns,
  isSelected,
  actions,
  onSelect,
  onOpen,
  onAct,
}: RowProps) => {
  const t = useTranslate();
  const name = useInvitationName()(invitation);
  const may = (action: Action) => actions.includes(action) && isPossible(action, invitation);

  return (
    <Table.Row>
      {actions.length > 0 ? (
        <Table.Cell>
          <Checkbox
            aria-label={t('invitations.select', { name })}
            checked={isSelected}
            onCheckedChange={onSelect}
          />
        </Table.Cell>
      ) : null}
      {columns.map(({ name: column, room, Cell }) => (
        <Table.Cell key={column} data-room={room}>
          <Cell invitation={invitation} onOpen={onOpen} />
        </Table.Cell>
      ))}
      <Table.Cell data-room="440px">
        <Flex justifyContent="flex-end">
          <IconButton variant="ghost" label={t('invitations.open', { name })} onClick={onOpen}>
            <Eye />
          </IconButton>
          {may('resend') ? (
            <IconButton
              variant="ghost"
              label={t('invitations.resendTo', { name })}
              onClick={() => onAct('resend')}
            >
              <PaperPlane />
            </IconButton>
          ) : null}
          {may('delete') ? (
            <IconButton
              variant="ghost"
              label={t('invitations.deleteOf', { name })}
              onClick={() => onAct('delete')}
            >
              <Trash />
            </IconButton>
          ) : null}
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
};

type InvitationsTableProps = {
  invitations: Invitation[];
  /** Codes alone are shown by what is known of codes. */
  kind?: 'code';
  selection: Selection;
  isLoading: boolean;
  /** What the administrator may do; nothing: nothing can be selected. */
  actions: readonly Action[];
  onOpen: (invitation: Invitation) => void;
  onAct: (action: Action, invitation: Invitation) => void;
};

export const InvitationsTable = ({
  invitations,
  kind,
  selection,
  isLoading,
  actions,
  onOpen,
  onAct,
}: InvitationsTableProps) => {
  const t = useTranslate();
  const columns = kind === 'code' ? CODE_COLUMNS : COLUMNS;
  const canAct = actions.length > 0;

  return (
    <Roomy>
      <ListTable
        rows={invitations}
        columns={columns.map((column) => ({ ...column, label: t(column.label) }))}
        defaultSort="createdAt:desc"
        isLoading={isLoading}
        empty={t('invitations.noMatch')}
        selection={canAct ? { of: selection, label: t('invitations.selectPage') } : undefined}
        actions={{ room: '440px' satisfies Room }}
      >
        {(invitation) => (
          <InvitationRow
            key={invitation.documentId}
            invitation={invitation}
            columns={columns}
            isSelected={selection.ids.includes(invitation.documentId)}
            actions={actions}
            onSelect={() => selection.toggle(invitation.documentId)}
            onOpen={() => onOpen(invitation)}
            onAct={(action) => onAct(action, invitation)}
          />
        )}
      </ListTable>
    </Roomy>
  );
};
