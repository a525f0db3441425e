import { Box, Flex, Loader } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { Removal, RemovalPage } from '../../../contracts/imports';
import { ParticipantStatusBadge } from '../participants/ParticipantStatusBadge';
import { Clamped } from '../ui/Clamped';
import { useErrors } from '../ui/errors';
import { HeaderCell } from '../ui/HeaderCell';
import { Note } from '../ui/Note';
import { Pager } from '../ui/Pager';
import { useTranslate } from '../ui/translate';

const Row = ({ removal }: { removal: Removal }) => (
  <Table.Row>
    <Table.Cell>
      <Clamped textColor="neutral800" fontWeight="semiBold" minWidth="12rem" maxWidth="32rem">
        {removal.name || '–'}
      </Clamped>
    </Table.Cell>
    <Table.Cell>
      <Clamped textColor="neutral800" minWidth="18rem" maxWidth="32rem">
        {removal.email}
      </Clamped>
    </Table.Cell>
    <Table.Cell>
      <ParticipantStatusBadge status={removal.status} />
    </Table.Cell>
  </Table.Row>
);

type RemovalListProps = {
  removals: RemovalPage | undefined;
  error: unknown;
  isFetching: boolean;
  onPage: (page: number) => void;
};

/** Who is on the list and not in the file: they go when the list is replaced. */
export const RemovalList = ({ removals, error, isFetching, onPage }: RemovalListProps) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const headers = (['name', 'email', 'status'] as const).map((name) => ({
    name,
    label: t(`participants.field.${name}`),
    sortable: false,
  }));

  if (error) return <Note variant="danger">{describeError(error)}</Note>;
  if (!removals) return <Loader>{t('loading')}</Loader>;
  const { results, pagination } = removals;
  if (pagination.total === 0) return <Note>{t('imports.removals.none')}</Note>;

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Note variant="danger">{t('imports.removals', { count: pagination.total })}</Note>
      <Box role="region" aria-label={t('imports.removals.title')} aria-busy={isFetching}>
        <Table.Root
          rows={results.map((removal) => ({ ...removal, id: removal.documentId }))}
          headers={headers}
        >
          <Table.Content>
            <Table.Head>
              {headers.map((header) => (
                <HeaderCell key={header.name} {...header} />
              ))}
            </Table.Head>
            <Table.Body>
              {results.map((removal) => (
                <Row key={removal.documentId} removal={removal} />
              ))}
            </Table.Body>
          </Table.Content>
        </Table.Root>
        <Pager label={t('imports.removals.pages')} pagination={pagination} onPage={onPage} />
      </Box>
    </Flex>
  );
};
