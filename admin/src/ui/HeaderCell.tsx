import { Th, Typography } from '@strapi/design-system';
import { CaretDown } from '@strapi/icons';
import { useQueryParams, withEncodedUserParams } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';
import type { UrlQuery } from './listQuery';

const SortButton = styled.button`
  display: inline-flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[1]};
  padding: 0;
  border: 0;
  background: none;
  text-align: start;
  cursor: pointer;
`;

const Arrow = styled(CaretDown)<{ $isUp: boolean }>`
  transform: ${({ $isUp }) => ($isUp ? 'rotate(180deg)' : 'none')};
`;

const Label = ({ children }: { children: ReactNode }) => (
  <Typography variant="sigma" textColor="neutral600">
    {children}
  </Typography>
);

type SortableProps = {
  name: string;
  label: string;
  /** How the list is sorted when the address bar does not say: `name:asc`. */
  defaultSort: string;
  'data-room'?: string;
};

const SortableHeaderCell = ({ name, label, defaultSort, ...cell }: SortableProps) => {
  const [{ query }, setQuery] = useQueryParams<UrlQuery>();
  const [column, order] = (query.sort ?? defaultSort).toLowerCase().split(':');
  const isSorted = column === name.toLowerCase();
  const isUp = order !== 'desc';

  const sort = () =>
    setQuery(
      withEncodedUserParams(query, { sort: `${name}:${isSorted && isUp ? 'DESC' : 'ASC'}` }),
      'push',
      true,
    );

  return (
    <Th
      role="columnheader"
      aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : undefined}
      {...cell}
    >
      <SortButton type="button" onClick={sort}>
        <Label>{label}</Label>
        {isSorted ? (
          <Arrow width="1.6rem" height="1.6rem" fill="neutral600" aria-hidden $isUp={isUp} />
        ) : null}
      </SortButton>
    </Th>
  );
};

type HeaderCellProps = Pick<SortableProps, 'name' | 'label' | 'data-room'> & {
  sortable?: boolean;
  defaultSort?: string;
};

/**
 * Head of a column. Strapi's own says how the list is sorted where that may not be said, in a mere
 * cell, and does not show the order that a list has to begin with.
 */
export const HeaderCell = ({ sortable = false, defaultSort = '', ...column }: HeaderCellProps) =>
  sortable ? (
    <SortableHeaderCell {...column} defaultSort={defaultSort} />
  ) : (
    <Th role="columnheader" data-room={column['data-room']}>
      <Label>{column.label}</Label>
    </Th>
  );
