import { Box, Button, Dialog, EmptyStateLayout, Flex, LinkButton } from '@strapi/design-system';
import { Plus, Upload } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { ConfirmDialog, Layouts, Page, SearchInput, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Member } from '../../../contracts/groups';
import { ROOT_PATH } from '../pluginId';
import { useErrors } from '../ui/errors';
import { ListFilters } from '../ui/ListFilters';
import { ListPages } from '../ui/ListPages';
import { useExistingPage, useListQuery } from '../ui/listQuery';
import { Note } from '../ui/Note';
import { useGroupRights, useInvitationRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { AddMembersDialog } from './AddMembersDialog';
import { useMembers, useRemoveMember, type GroupDetail } from './api';
import { useMemberFilters } from './filters';
import { MembersTable } from './MembersTable';

const AddButtons = ({ group, onAdd }: { group: GroupDetail; onAdd: () => void }) => {
  const t = useTranslate();
  const { canMembers } = useGroupRights();
  const { canImport } = useInvitationRights();

  return (
    <Flex gap={2} wrap="wrap" justifyContent="center">
      {canImport && canMembers ? (
        <LinkButton
          tag={Link}
          to={`${ROOT_PATH}/invitations/import?group=${group.documentId}`}
          variant="secondary"
          startIcon={<Upload />}
        >
          {t('groups.members.import')}
        </LinkButton>
      ) : null}
      {canMembers ? (
        <Button startIcon={<Plus />} onClick={onAdd}>
          {t('groups.members.add')}
        </Button>
      ) : null}
    </Flex>
  );
};

type RemoveDialogProps = { group: GroupDetail; member: Member | null; onClose: () => void };

const RemoveDialog = ({ group, member, onClose }: RemoveDialogProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [remove] = useRemoveMember();
  const person = member?.user?.username ?? member?.email ?? '';

  const confirm = async () => {
    if (!member?.documentId) return;
    const result = await remove({ group: group.documentId, id: member.documentId });
    if ('error' in result) return notifyError(result.error);
    toggleNotification({ type: 'success', message: t('groups.members.removed', { person }) });
  };

  return (
    <Dialog.Root open={member !== null} onOpenChange={(open) => !open && onClose()}>
      {member ? (
        <ConfirmDialog title={t('groups.members.remove')} onConfirm={confirm}>
          {t('groups.members.remove.body', { person, group: group.name })}
        </ConfirmDialog>
      ) : null}
    </Dialog.Root>
  );
};

/** Who is in a group, was invited to it or asks to join it. */
export const MembersTab = ({ group }: { group: GroupDetail }) => {
  const t = useTranslate();
  const filters = useMemberFilters();
  const { canMembers } = useGroupRights();
  const { query, isNarrowed } = useListQuery();
  const { data, isLoading, isFetching, isError } = useMembers(
    { group: group.documentId, query },
    { refetchOnMountOrArgChange: true },
  );
  useExistingPage(data?.pagination);
  const [isAdding, setAdding] = useState(false);
  const [toRemove, setToRemove] = useState<Member | null>(null);
  if (isError) return <Page.Error />;
  const isEmpty = data?.pagination.total === 0 && !isNarrowed;
  const add = <AddButtons group={group} onAdd={() => setAdding(true)} />;

  return (
    <>
      <Layouts.Action
        startActions={
          <>
            <SearchInput
              label={t('groups.members.search')}
              placeholder={t('groups.members.search')}
            />
            <ListFilters filters={filters} />
          </>
        }
        endActions={isEmpty ? null : add}
      />
      <Layouts.Content>
        {group.kind === 'smart' ? (
          <Box paddingBottom={4}>
            <Note>{t('groups.members.smart')}</Note>
          </Box>
        ) : null}
        {isEmpty ? (
          <EmptyStateLayout
            icon={<EmptyDocuments width="16rem" />}
            content={t('groups.members.empty')}
            action={add}
          />
        ) : (
          <Box aria-busy={isFetching}>
            <MembersTable
              members={data?.results ?? []}
              isLoading={isLoading}
              onRemove={canMembers ? setToRemove : undefined}
            />
            <ListPages pagination={data?.pagination} />
          </Box>
        )}
      </Layouts.Content>
      <AddMembersDialog group={group} open={isAdding} onClose={() => setAdding(false)} />
      <RemoveDialog group={group} member={toRemove} onClose={() => setToRemove(null)} />
    </>
  );
};
