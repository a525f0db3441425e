import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { useState } from 'react';
import { styled } from 'styled-components';
import type { Import, ImportRow, RowOutcome, RowReason } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { HeaderCell } from '../ui/HeaderCell';
import { Note } from '../ui/Note';
import { Pager } from '../ui/Pager';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';
import { useImportRows } from './api';
import { OutcomeCounts } from './OutcomeCounts';
import { tenseOf } from './status';

const ROWS = 25;

const TONES = {
  invited: 'primary',
  added: 'success',
  already_invited: 'neutral',
  already_participant: 'neutral',
  duplicate: 'warning',
  invalid: 'danger',
} as const satisfies Record<RowOutcome, Tone>;

// A file may hold anything: its cells wrap, and end where they would push the others away.
const Cell = styled(Typography).attrs({ textColor: 'neutral800' })`
  display: -webkit-box;
  min-width: 12rem;
  max-width: 32rem;
  overflow: hidden;
  white-space: normal;
  overflow-wrap: anywhere;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
`;

const Reason = styled(Typography).attrs({ textColor: 'neutral800' })`
  min-width: 22rem;
  white-space: normal;
  overflow-wrap: anywhere;
`;

/** Without the refused value where it is the whole cell, which stands beside it. */
const unlessShown = (reason: RowReason, { values }: ImportRow): RowReason =>
  Object.values<string | null>(values).includes(reason.value) ? { ...reason, value: null } : reason;

type RowProps = { row: ImportRow; tense: 'expected' | 'outcome' };

const Row = ({ row, tense }: RowProps) => {
  const t = useTranslate();
  const { describe } = useErrors();

  return (
    <Table.Row>
      <Table.Cell>
        <Typography textColor="neutral600">{row.line}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Cell>{row.values.email}</Cell>
      </Table.Cell>
      <Table.Cell>
        <Cell>{row.values.name}</Cell>
      </Table.Cell>
      <Table.Cell>
        {row.outcome ? (
          <StatusBadge tone={TONES[row.outcome]}>
            {t(`imports.${tense}.${row.outcome}`)}
          </StatusBadge>
        ) : null}
      </Table.Cell>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          {row.reasons.map((reason, index) => (
            <Reason key={index}>{describe(unlessShown(reason, row))}</Reason>
          ))}
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
};

/** The rows of an import, by outcome. */
export const ImportRows = ({ current }: { current: Import }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const [{ outcome, page }, setShown] = useState<{ outcome?: RowOutcome; page: number }>({
    page: 1,
  });
  const { data, error, isFetching } = useImportRows(
    { id: current.id, outcome, page, pageSize: ROWS, status: current.status },
    { refetchOnMountOrArgChange: true },
  );
  const headers = (['line', 'email', 'name', 'outcome', 'reasons'] as const).map((name) => ({
    name,
    label: t(`imports.row.${name}`),
    sortable: false,
  }));
  const rows = (data?.results ?? []).map((row) => ({ ...row, id: row.line }));

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <OutcomeCounts
        current={current}
        outcome={outcome}
        onOutcome={(chosen) => setShown({ outcome: chosen, page: 1 })}
      />
      {error ? <Note variant="danger">{describeError(error)}</Note> : null}
      {!data && !error ? <Loader>{t('loading')}</Loader> : null}
      {data ? (
        <Box aria-busy={isFetching}>
          <Table.Root rows={rows} headers={headers}>
            <Table.Content>
              <Table.Head>
                {headers.map((header) => (
                  <HeaderCell key={header.name} {...header} />
                ))}
              </Table.Head>
              <Table.Empty content={t('imports.row.none')} />
              <Table.Body>
                {rows.map((row) => (
                  <Row key={row.id} row={row} tense={tenseOf(current)} />
                ))}
              </Table.Body>
            </Table.Content>
          </Table.Root>
          <Pager
            label={t('imports.row.pages')}
            pagination={data.pagination}
            onPage={(next) => setShown({ outcome, page: next })}
          />
        </Box>
      ) : null}
    </Flex>
  );
};
