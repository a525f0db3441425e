import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { Member } from '../../../contracts/groups';
import { Clamped } from '../ui/Clamped';
import { ListTable } from '../ui/ListTable';
import { Roomy, type Room } from '../ui/Roomy';
import { StatusBadge } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { MemberStatusBadge } from './badges';
import { isManager } from './options';

const EMAIL_ROOM: Room = '440px';
const MORE_ROOM: Room = '720px';

const COLUMNS: { name: 'name' | 'email' | 'role' | 'status' | 'since'; room?: Room }[] = [
  { name: 'name' },
  { name: 'email', room: EMAIL_ROOM },
  { name: 'role', room: MORE_ROOM },
  { name: 'status' },
  { name: 'since', room: MORE_ROOM },
];

const MemberRow = ({ member, onRemove }: { member: Member; onRemove?: () => void }) => {
  const t = useTranslate();
  const { user, email, role, status, documentId, createdAt } = member;
  const person = user?.username ?? email;

  return (
    <Table.Row>
      <Table.Cell>
        <Box minWidth="12rem" maxWidth="32rem">
          <Clamped fontWeight="semiBold" textColor="neutral800">
            {user?.username ?? '–'}
          </Clamped>
          <Box data-instead={EMAIL_ROOM}>
            <Clamped variant="pi" textColor="neutral600" $lines={2}>
              {email}
            </Clamped>
          </Box>
        </Box>
      </Table.Cell>
      <Table.Cell data-room={EMAIL_ROOM}>
        <Clamped textColor="neutral800" $lines={2} minWidth="14rem" maxWidth="32rem">
          {email}
        </Clamped>
      </Table.Cell>
      <Table.Cell data-room={MORE_ROOM}>
        {isManager(role) ? (
          <StatusBadge tone="secondary">{t(`groups.member.role.${role}`)}</StatusBadge>
        ) : (
          <Typography textColor="neutral800">{t(`groups.member.role.${role}`)}</Typography>
        )}
      </Table.Cell>
      <Table.Cell>
        <MemberStatusBadge status={status} />
      </Table.Cell>
      <Table.Cell data-room={MORE_ROOM}>
        {documentId ? (
          <When value={createdAt} isStacked />
        ) : (
          <Typography textColor="neutral600">{t('groups.member.byRule')}</Typography>
        )}
      </Table.Cell>
      {onRemove ? (
        <Table.Cell>
          <Flex justifyContent="flex-end">
            {documentId ? (
              <IconButton
                variant="ghost"
                label={t('groups.members.removeOne', { person })}
                onClick={onRemove}
              >
                <Trash />
              </IconButton>
            ) : null}
          </Flex>
        </Table.Cell>
      ) : null}
    </Table.Row>
  );
};

type MembersTableProps = {
  members: Member[];
  isLoading: boolean;
  onRemove?: (member: Member) => void;
};

export const MembersTable = ({ members, isLoading, onRemove }: MembersTableProps) => {
  const t = useTranslate();
  const columns = COLUMNS.map(({ name, room }) => ({
    name,
    room,
    label: t(`groups.member.${name}`),
    sortable: false,
  }));

  return (
    <Roomy>
      <ListTable
        // Who is in a group by its rule has no membership to be told apart by.
        rows={members.map((member) => ({
          member,
          documentId: member.documentId ?? `user-${member.user?.id}`,
        }))}
        columns={columns}
        isLoading={isLoading}
        empty={t('groups.members.noMatch')}
        actions={Boolean(onRemove)}
      >
        {({ member, documentId }) => (
          <MemberRow
            key={documentId}
            member={member}
            onRemove={onRemove && (() => onRemove(member))}
          />
        )}
      </ListTable>
    </Roomy>
  );
};
