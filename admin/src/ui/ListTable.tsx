import { Checkbox, Th, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { HeaderCell } from './HeaderCell';
import { useTranslate } from './translate';
import type { Selection } from './useSelection';

export type ListColumn = { name: string; label: string; sortable: boolean; room?: string };

type ListTableProps<Row> = {
  rows: Row[];
  columns: ListColumn[];
  /** How the list is sorted when the address bar does not say: `name:asc`. */
  defaultSort?: string;
  isLoading: boolean;
  /** What stands in the place of the rows where none matches. */
  empty: string;
  /** Rows can be selected, by the cell that they begin with. */
  selection?: { of: Selection; label: string };
  /** Rows end with what can be done with them; wherever there is `room`, if it is told. */
  actions?: { room?: string } | boolean;
  children: (row: Row) => ReactNode;
};

/** A table whose head sorts it, and selects what is on the page. */
export const ListTable = <Row extends { documentId: string }>({
  rows,
  columns,
  defaultSort,
  isLoading,
  empty,
  selection,
  actions,
  children,
}: ListTableProps<Row>) => {
  const t = useTranslate();
  const isPartial = selection && selection.of.ids.length > 0 && !selection.of.isWholePage;

  return (
    <Table.Root
      rows={rows.map((row) => ({ ...row, id: row.documentId }))}
      headers={[...(selection ? [CHECKBOX] : []), ...columns, ...(actions ? [ACTIONS] : [])]}
      isLoading={isLoading}
    >
      <Table.Content>
        <Table.Head>
          {selection ? (
            <Th>
              <Checkbox
                aria-label={selection.label}
                checked={isPartial ? 'indeterminate' : selection.of.isWholePage}
                onCheckedChange={selection.of.togglePage}
                disabled={rows.length === 0}
              />
            </Th>
          ) : null}
          {columns.map(({ room, ...column }) => (
            <HeaderCell key={column.name} {...column} defaultSort={defaultSort} data-room={room} />
          ))}
          {actions ? (
            <Th data-room={actions === true ? undefined : actions.room}>
              <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
            </Th>
          ) : null}
        </Table.Head>
        <Table.Empty content={empty} />
        <Table.Loading>{t('loading')}</Table.Loading>
        <Table.Body>{rows.map(children)}</Table.Body>
      </Table.Content>
    </Table.Root>
  );
};

// Strapi's table counts its columns from the headers it is given.
const CHECKBOX = { name: 'select', label: '', sortable: false };
const ACTIONS = { name: 'actions', label: '', sortable: false };
