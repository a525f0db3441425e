import { Box, Th, Typography, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { useState } from 'react';
import { HeaderCell } from '../ui/HeaderCell';
import { Pager } from '../ui/Pager';
import { useTranslate } from '../ui/translate';
import { useImports, useImportsPolling, type Scope } from './api';
import { HistoryRow } from './HistoryRow';
import { isAtWork } from './status';

export const HISTORY_ROWS = 10;
const INTERVAL = 3_000;

type ImportHistoryProps = {
  scope: Scope;
  currentId: string | null;
  onOpen: (id: string) => void;
};

export const ImportHistory = ({ scope, currentId, onOpen }: ImportHistoryProps) => {
  const t = useTranslate();
  const [page, setPage] = useState(1);
  const list = { ...scope, page, pageSize: HISTORY_ROWS };
  const { data } = useImports(list);
  const isMoving = data?.results.some(({ status }) => isAtWork(status)) ?? false;
  useImportsPolling(list, { pollingInterval: isMoving ? INTERVAL : 0 });
  if (!data || data.pagination.total === 0) return null;

  const headers = (['file', 'who', 'when', 'status', 'counts'] as const).map((name) => ({
    name,
    label: t(`imports.history.${name}`),
    sortable: false,
  }));

  return (
    <Box tag="section">
      <Box paddingBottom={4}>
        <Typography tag="h2" variant="delta" fontWeight="semiBold">
          {t(`imports.${scope.kind}.history`)}
        </Typography>
      </Box>
      <Table.Root
        rows={data.results}
        headers={[...headers, { name: 'actions', label: '', sortable: false }]}
      >
        <Table.Content>
          <Table.Head>
            {headers.map((header) => (
              <HeaderCell key={header.name} {...header} />
            ))}
            <Th>
              <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
            </Th>
          </Table.Head>
          <Table.Body>
            {data.results.map((one) => (
              <HistoryRow
                key={one.id}
                one={one}
                isCurrent={one.id === currentId}
                onOpen={() => onOpen(one.id)}
              />
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
      <Pager label={t('imports.history.pages')} pagination={data.pagination} onPage={setPage} />
    </Box>
  );
};
