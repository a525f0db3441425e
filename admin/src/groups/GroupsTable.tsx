import { Checkbox, Flex, IconButton } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { Group } from '../../../contracts/groups';
import { ListTable } from '../ui/ListTable';
import { Roomy, type Room } from '../ui/Roomy';
import { useTranslate } from '../ui/translate';
import type { Selection } from '../ui/useSelection';
import { COLUMNS } from './columns';
import { canBe, type Decision } from './decisions';

const ACTIONS_ROOM: Room = '440px';

type RowProps = {
  group: Group;
  isSelected: boolean;
  onSelect?: () => void;
  onDecide?: (decision: Decision) => void;
};

const GroupRow = ({ group, isSelected, onSelect, onDecide }: RowProps) => {
  const t = useTranslate();
  const { name } = group;

  return (
    <Table.Row>
      {onSelect ? (
        <Table.Cell>
          <Checkbox
            aria-label={t('groups.select', { name })}
            checked={isSelected}
            onCheckedChange={onSelect}
          />
        </Table.Cell>
      ) : null}
      {COLUMNS.map(({ name: column, room, Cell }) => (
        <Table.Cell key={column} data-room={room}>
          <Cell group={group} />
        </Table.Cell>
      ))}
      {onDecide ? (
        <Table.Cell data-room={ACTIONS_ROOM}>
          <Flex justifyContent="flex-end">
            {canBe('verify', group) ? (
              <IconButton
                variant="ghost"
                label={t('groups.verifyOne', { name })}
                onClick={() => onDecide('verify')}
              >
                <Check />
              </IconButton>
            ) : null}
            {canBe('reject', group) ? (
              <IconButton
                variant="ghost"
                label={t('groups.rejectOne', { name })}
                onClick={() => onDecide('reject')}
              >
                <Cross />
              </IconButton>
            ) : null}
          </Flex>
        </Table.Cell>
      ) : null}
    </Table.Row>
  );
};

type GroupsTableProps = {
  groups: Group[];
  selection: Selection;
  isLoading: boolean;
  /** Nothing: nothing can be selected. */
  onDecide?: (decision: Decision, group: Group) => void;
};

export const GroupsTable = ({ groups, selection, isLoading, onDecide }: GroupsTableProps) => {
  const t = useTranslate();

  return (
    <Roomy>
      <ListTable
        rows={groups}
        columns={COLUMNS.map(({ name, room }) => ({
          name,
          room,
          label: t(`groups.field.${name}`),
          sortable: true,
        }))}
        defaultSort="name:asc"
        isLoading={isLoading}
        empty={t('groups.noMatch')}
        selection={onDecide && { of: selection, label: t('groups.selectPage') }}
        actions={onDecide && { room: ACTIONS_ROOM }}
      >
        {(group) => (
          <GroupRow
            key={group.documentId}
            group={group}
            isSelected={selection.ids.includes(group.documentId)}
            onSelect={onDecide && (() => selection.toggle(group.documentId))}
            onDecide={onDecide && ((decision) => onDecide(decision, group))}
          />
        )}
      </ListTable>
    </Roomy>
  );
};
