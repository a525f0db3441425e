import { Checkbox, Flex, IconButton, Th, VisuallyHidden } from '@strapi/design-system';
import { Eye, PaperPlane, Trash } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { Invitation } from '../../../contracts/invitations';
import { HeaderCell } from '../ui/HeaderCell';
import { useTranslate } from '../ui/translate';
import type { Selection } from '../ui/useSelection';
import { CODE_COLUMNS, COLUMNS } from './columns';
import { isPossible } from './possible';
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
      {columns.map(({ name: column, Cell }) => (
        <Table.Cell key={column}>
          <Cell invitation={invitation} onOpen={onOpen} />
        </Table.Cell>
      ))}
      <Table.Cell>
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
  const headers = columns.map(({ label, ...column }) => ({ ...column, label: t(label) }));
  const rows = invitations.map((invitation) => ({ ...invitation, id: invitation.documentId }));
  const isPartial = selection.ids.length > 0 && !selection.isWholePage;
  const canAct = actions.length > 0;

  return (
    <Table.Root
      rows={rows}
      headers={[...(canAct ? [CHECKBOX] : []), ...headers, ACTIONS]}
      isLoading={isLoading}
    >
      <Table.Content>
        <Table.Head>
          {canAct ? (
            <Th>
              <Checkbox
                aria-label={t('invitations.selectPage')}
                checked={isPartial ? 'indeterminate' : selection.isWholePage}
                onCheckedChange={selection.togglePage}
                disabled={rows.length === 0}
              />
            </Th>
          ) : null}
          {headers.map(({ name, label, sortable }) => (
            <HeaderCell
              key={name}
              name={name}
              label={label}
              sortable={sortable}
              defaultSort="createdAt:desc"
            />
          ))}
          <Th>
            <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
          </Th>
        </Table.Head>
        <Table.Empty content={t('invitations.noMatch')} />
        <Table.Loading>{t('loading')}</Table.Loading>
        <Table.Body>
          {rows.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              invitation={invitation}
              columns={columns}
              isSelected={selection.ids.includes(invitation.id)}
              actions={actions}
              onSelect={() => selection.toggle(invitation.id)}
              onOpen={() => onOpen(invitation)}
              onAct={(action) => onAct(action, invitation)}
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
