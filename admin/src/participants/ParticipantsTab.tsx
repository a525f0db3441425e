import { Box, Button, Flex } from '@strapi/design-system';
import { PaperPlane, Plus, Trash } from '@strapi/icons';
import { Layouts, Page, SearchInput } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Participant } from '../../../contracts/participants';
import type { Space } from '../../../contracts/spaces';
import { ExportMenu } from '../ui/ExportMenu';
import { ListFilters } from '../ui/ListFilters';
import { ListPages } from '../ui/ListPages';
import { useExistingPage, useListQuery } from '../ui/listQuery';
import { Note } from '../ui/Note';
import { useParticipantRights } from '../ui/rights';
import { SelectionBar } from '../ui/SelectionBar';
import { useTranslate } from '../ui/translate';
import { useSelection } from '../ui/useSelection';
import { exportUrl } from './api';
import { ActionDialog } from './ActionDialog';
import { useParticipantFilters } from './filters';
import { InviteDialog } from './InviteDialog';
import { NoParticipants } from './NoParticipants';
import { ParticipantsTable } from './ParticipantsTable';
import { useActions, type PendingAction } from './useActions';
import { useLiveParticipants } from './useLiveParticipants';

export const ParticipantsTab = ({ space }: { space: Space }) => {
  const t = useTranslate();
  const filters = useParticipantFilters();
  const { canInvite, canRemove, canExport, canImport } = useParticipantRights();
  const { query, isNarrowed, key } = useListQuery();
  const { data, isLoading, isFetching, isError } = useLiveParticipants(space.documentId, query);
  useExistingPage(data?.pagination);
  const [isInviting, setInviting] = useState(false);
  const { pending, ask, cancel, confirm } = useActions(space.documentId);

  const participants = data?.results ?? [];
  const selection = useSelection(key, participants, data?.pagination, query);

  if (isError) return <Page.Error />;

  const isEmpty = data?.pagination.total === 0 && !isNarrowed;
  const askForOne = (action: PendingAction['action']) => (participant: Participant) =>
    ask({
      action,
      target: { ids: [participant.documentId] },
      count: 1,
      person: participant.name || participant.email,
    });
  const askForSelected = (action: PendingAction['action']) => () =>
    ask({ action, target: selection.target, ...selection.amount });

  return (
    <>
      {isEmpty ? null : (
        <Layouts.Action
          startActions={
            <>
              <SearchInput
                label={t('participants.search')}
                placeholder={t('participants.search')}
              />
              <ListFilters filters={filters} />
            </>
          }
          endActions={
            <Flex gap={2} wrap="wrap">
              {canRemove && !isNarrowed ? (
                <Button
                  variant="danger-light"
                  startIcon={<Trash />}
                  disabled={space.participants.total === 0}
                  onClick={() =>
                    ask({
                      action: 'remove',
                      target: { all: true },
                      count: space.participants.total,
                    })
                  }
                >
                  {t('participants.removeAll')}
                </Button>
              ) : null}
              {canExport ? (
                <ExportMenu
                  url={(format) => exportUrl(space.documentId, format, query)}
                  name={`${space.slug}-participants`}
                />
              ) : null}
              {canInvite ? (
                <Button startIcon={<Plus />} onClick={() => setInviting(true)}>
                  {t('participants.invite')}
                </Button>
              ) : null}
            </Flex>
          }
        />
      )}
      <Layouts.Content>
        {space.visibility === 'public' ? (
          <Box paddingBottom={4}>
            <Note>{t('participants.publicNote')}</Note>
          </Box>
        ) : null}
        {isEmpty ? (
          <NoParticipants
            space={space.documentId}
            onInvite={canInvite ? () => setInviting(true) : undefined}
            canImport={canImport}
          />
        ) : (
          <Box aria-busy={isFetching}>
            <SelectionBar selection={selection} of="participants">
              {canInvite ? (
                <Button
                  variant="secondary"
                  size="S"
                  startIcon={<PaperPlane />}
                  onClick={askForSelected('resend')}
                >
                  {t('participants.resend')}
                </Button>
              ) : null}
              {canRemove ? (
                <Button
                  variant="danger-light"
                  size="S"
                  startIcon={<Trash />}
                  onClick={askForSelected('remove')}
                >
                  {t('participants.remove')}
                </Button>
              ) : null}
            </SelectionBar>
            <ParticipantsTable
              participants={participants}
              selection={selection}
              isLoading={isLoading}
              onResend={canInvite ? askForOne('resend') : undefined}
              onRemove={canRemove ? askForOne('remove') : undefined}
            />
            <ListPages pagination={data?.pagination} />
          </Box>
        )}
      </Layouts.Content>
      <InviteDialog space={space.documentId} open={isInviting} onClose={() => setInviting(false)} />
      <ActionDialog
        pending={pending}
        onConfirm={async () => {
          await confirm();
          selection.clear();
        }}
        onClose={cancel}
      />
    </>
  );
};
