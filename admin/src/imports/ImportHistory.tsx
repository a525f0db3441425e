import { Box, Button, Flex, Th, Typography, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Import, ImportStatus } from '../../../contracts/imports';
import { HeaderCell } from '../ui/HeaderCell';
import { Pager } from '../ui/Pager';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { useImports } from './api';
import { ReportButton } from './ReportButton';
import { countOf, hasEnded, isAtWork, refusedIn, tenseOf } from './status';

export const HISTORY_ROWS = 10;

const TONES = {
  parsing: 'secondary',
  ready: 'primary',
  running: 'secondary',
  completed: 'success',
  cancelled: 'neutral',
  failed: 'danger',
} as const satisfies Record<ImportStatus, Tone>;

/** A file that is still worked on, or that could not be read, has nothing to count yet. */
const hasCounts = (one: Import): boolean => !isAtWork(one.status) && one.totals.rows > 0;

type RowProps = { one: Import; isCurrent: boolean; onOpen: () => void };

const Row = ({ one, isCurrent, onOpen }: RowProps) => {
  const t = useTranslate();
  const verb = hasEnded(one.status) ? 'open' : 'resume';

  return (
    <Table.Row>
      <Table.Cell>
        <Typography textColor="neutral800" fontWeight="semiBold" ellipsis>
          {one.fileName}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{one.createdBy ?? '–'}</Typography>
      </Table.Cell>
      <Table.Cell>
        <When value={one.createdAt} />
      </Table.Cell>
      <Table.Cell>
        <StatusBadge tone={TONES[one.status]}>{t(`imports.status.${one.status}`)}</StatusBadge>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
          {hasCounts(one)
            ? t(`imports.history.${tenseOf(one)}`, {
                invited: countOf(one, 'invited'),
                added: countOf(one, 'added'),
                refused: refusedIn(one),
              })
            : '–'}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Flex gap={2} justifyContent="flex-end">
          {hasEnded(one.status) ? <ReportButton of={one} short /> : null}
          <Button
            variant="tertiary"
            size="S"
            disabled={isCurrent}
            aria-label={t(`imports.history.${verb}File`, { file: one.fileName })}
            onClick={onOpen}
          >
            {t(`imports.history.${verb}`)}
          </Button>
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
};

type ImportHistoryProps = {
  space: string;
  currentId: string | null;
  onOpen: (id: string) => void;
};

export const ImportHistory = ({ space, currentId, onOpen }: ImportHistoryProps) => {
  const t = useTranslate();
  const [page, setPage] = useState(1);
  const { data } = useImports({ space, page, pageSize: HISTORY_ROWS });
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
          {t('imports.history')}
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
              <Row
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
