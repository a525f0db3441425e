import { Box, Button, EmptyStateLayout } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page, SearchInput } from '@strapi/strapi/admin';
import { useState, type ReactNode } from 'react';
import { ListFilters } from '../ui/ListFilters';
import { ListPages } from '../ui/ListPages';
import { useExistingPage, useListQuery } from '../ui/listQuery';
import { useGroupRights } from '../ui/rights';
import { SelectionBar } from '../ui/SelectionBar';
import { useTranslate } from '../ui/translate';
import { useSelection } from '../ui/useSelection';
import { useGroups } from './api';
import { DecisionDialog } from './DecisionDialog';
import { decisionOn, type Decision, type PendingDecision } from './decisions';
import { useGroupFilters } from './filters';
import { GroupsTable } from './GroupsTable';

const LOOKS = {
  verify: { variant: 'secondary', icon: <Check /> },
  reject: { variant: 'danger-light', icon: <Cross /> },
} as const satisfies Record<Decision, unknown>;
const DECISIONS = ['verify', 'reject'] as const satisfies Decision[];

/** Groups to be searched, sorted, filtered, vouched for and looked at. */
export const GroupList = ({ create }: { create: ReactNode }) => {
  const t = useTranslate();
  const filters = useGroupFilters();
  const { canVerify } = useGroupRights();
  const { query, isNarrowed, key } = useListQuery();
  const { data, isLoading, isFetching, isError } = useGroups(query, {
    refetchOnMountOrArgChange: true,
  });
  useExistingPage(data?.pagination);
  const [pending, setPending] = useState<PendingDecision | null>(null);

  const groups = data?.results ?? [];
  const selection = useSelection(key, groups, data?.pagination, query);

  if (isError) return <Page.Error />;
  if (data?.pagination.total === 0 && !isNarrowed) {
    return (
      <Layouts.Content>
        <EmptyStateLayout
          icon={<EmptyDocuments width="16rem" />}
          content={t('groups.empty')}
          action={create}
        />
      </Layouts.Content>
    );
  }

  return (
    <>
      <Layouts.Action
        startActions={
          <>
            <SearchInput label={t('groups.search')} placeholder={t('groups.search')} />
            <ListFilters filters={filters} />
          </>
        }
      />
      <Layouts.Content>
        <Box aria-busy={isFetching}>
          <SelectionBar selection={selection} of="groups">
            {DECISIONS.map((decision) => (
              <Button
                key={decision}
                size="S"
                variant={LOOKS[decision].variant}
                startIcon={LOOKS[decision].icon}
                onClick={() =>
                  setPending({
                    decision,
                    target: selection.target,
                    count: selection.amount.count,
                    asOf: data?.asOf,
                  })
                }
              >
                {t(`groups.${decision}`)}
              </Button>
            ))}
          </SelectionBar>
          <GroupsTable
            groups={groups}
            selection={selection}
            isLoading={isLoading}
            onDecide={
              canVerify
                ? (decision, group) => setPending(decisionOn(group, decision, data?.asOf))
                : undefined
            }
          />
          <ListPages pagination={data?.pagination} />
        </Box>
      </Layouts.Content>
      <DecisionDialog pending={pending} onDone={selection.clear} onClose={() => setPending(null)} />
    </>
  );
};
