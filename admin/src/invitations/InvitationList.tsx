import { Box, Button, Flex } from '@strapi/design-system';
import { CrossCircle, PaperPlane, Trash } from '@strapi/icons';
import { Layouts, Page, SearchInput } from '@strapi/strapi/admin';
import { useMemo, useState, type ReactNode } from 'react';
import type { Invitation } from '../../../contracts/invitations';
import { ExportMenu } from '../ui/ExportMenu';
import { ListFilters } from '../ui/ListFilters';
import { ListPages } from '../ui/ListPages';
import { useExistingPage, useListQuery } from '../ui/listQuery';
import { useInvitationRights } from '../ui/rights';
import { SelectionBar } from '../ui/SelectionBar';
import { useTranslate } from '../ui/translate';
import { useSelection } from '../ui/useSelection';
import { ActionDialog } from './ActionDialog';
import { exportUrl } from './api';
import { useInvitationFilters } from './filters';
import { InvitationDrawer } from './InvitationDrawer';
import { InvitationsTable } from './InvitationsTable';
import { useActions, type Action } from './useActions';
import { useInvitationName } from './useInvitationName';
import { useLiveInvitations } from './useLiveInvitations';

const LOOKS = {
  resend: { variant: 'secondary', icon: <PaperPlane /> },
  revoke: { variant: 'secondary', icon: <CrossCircle /> },
  delete: { variant: 'danger-light', icon: <Trash /> },
} as const;

/** What the administrator may do to the invitations of a list. */
const useAllowedActions = (kind?: 'code'): Action[] => {
  const { canInvite, canRevoke } = useInvitationRights();
  return [
    ...(canInvite && !kind ? ['resend' as const] : []),
    ...(canRevoke ? ['revoke' as const, 'delete' as const] : []),
  ];
};

/** The list that search, sort and filters in the address bar ask for, of codes alone if told so. */
const useList = (kind?: 'code') => {
  const { query, isNarrowed, key } = useListQuery();
  const whole = useMemo(
    () => (kind ? { ...query, filters: { ...query.filters, kind } } : query),
    [query, kind],
  );
  return { query: whole, isNarrowed, key };
};

type InvitationListProps = {
  kind?: 'code';
  /** What stands in the place of an empty list. */
  empty: ReactNode;
  /** What can be done beside the list: a button. */
  action?: ReactNode;
};

/** Invitations to be searched, sorted, filtered, looked at and acted on. */
export const InvitationList = ({ kind, empty, action: primary }: InvitationListProps) => {
  const t = useTranslate();
  const nameOf = useInvitationName();
  const filters = useInvitationFilters(kind);
  const { canExport } = useInvitationRights();
  const actions = useAllowedActions(kind);
  const { query, isNarrowed, key } = useList(kind);
  const { data, isLoading, isFetching, isError } = useLiveInvitations(query);
  useExistingPage(data?.pagination);
  const [openId, setOpenId] = useState<string | null>(null);
  const { pending, ask, cancel, confirm } = useActions();

  const invitations = data?.results ?? [];
  const selection = useSelection(key, invitations, data?.pagination, query);

  if (isError) return <Page.Error />;
  if (data?.pagination.total === 0 && !isNarrowed) {
    return <Layouts.Content>{empty}</Layouts.Content>;
  }

  const askForOne = (action: Action, invitation: Invitation) =>
    ask({
      action,
      target: { ids: [invitation.documentId] },
      count: 1,
      name: nameOf(invitation),
    });
  const search = t(kind ? 'invitations.search.codes' : 'invitations.search');

  return (
    <>
      <Layouts.Action
        startActions={
          <>
            <SearchInput label={search} placeholder={search} />
            <ListFilters filters={filters} />
          </>
        }
        endActions={
          <Flex gap={2} wrap="wrap">
            {canExport ? (
              <ExportMenu
                url={(format) => exportUrl(format, query)}
                name={kind ? 'codes' : 'invitations'}
              />
            ) : null}
            {primary}
          </Flex>
        }
      />
      <Layouts.Content>
        <Box aria-busy={isFetching}>
          <SelectionBar selection={selection} of="invitations">
            {actions.map((action) => (
              <Button
                key={action}
                size="S"
                variant={LOOKS[action].variant}
                startIcon={LOOKS[action].icon}
                onClick={() =>
                  ask({
                    action,
                    target: selection.target,
                    ...selection.amount,
                  })
                }
              >
                {t(`invitations.${action}`)}
              </Button>
            ))}
          </SelectionBar>
          <InvitationsTable
            invitations={invitations}
            kind={kind}
            selection={selection}
            isLoading={isLoading}
            actions={actions}
            onOpen={({ documentId }) => setOpenId(documentId)}
            onAct={askForOne}
          />
          <ListPages pagination={data?.pagination} />
        </Box>
      </Layouts.Content>
      <InvitationDrawer
        id={openId}
        actions={actions}
        onAct={(action, invitation) => {
          setOpenId(null);
          askForOne(action, invitation);
        }}
        onClose={() => setOpenId(null)}
      />
      <ActionDialog
        pending={pending}
        onConfirm={async () => {
          if (await confirm()) selection.clear();
        }}
        onClose={cancel}
      />
    </>
  );
};
