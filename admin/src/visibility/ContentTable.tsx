import { Th, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { ContentEntry, ScopedType } from '../../../contracts/visibility';
import { HeaderCell } from '../ui/HeaderCell';
import { useTranslate } from '../ui/translate';
import { ContentRow } from './ContentRow';
import { parentsIn } from './parents';

type ContentTableProps = { type: ScopedType; entries: ContentEntry[]; isLoading: boolean };

export const ContentTable = ({ type, entries, isLoading }: ContentTableProps) => {
  const t = useTranslate();
  const parents = parentsIn(type.path);
  const columns = {
    hasStatus: entries.some(({ status }) => status !== null),
    hasLanguage: entries.some(({ locale }) => locale !== null),
  };
  const headers = [
    { name: 'title', label: t('content.field.title'), sortable: false },
    ...(columns.hasStatus
      ? [{ name: 'status', label: t('content.field.status'), sortable: false }]
      : []),
    ...(columns.hasLanguage
      ? [{ name: 'language', label: t('content.field.language'), sortable: false }]
      : []),
    { name: 'updatedAt', label: t('content.field.updatedAt'), sortable: false },
  ];
  const rows = entries.map((entry) => ({ ...entry, id: `${entry.documentId} ${entry.locale}` }));

  return (
    <Table.Root rows={rows} headers={[...headers, ACTIONS]} isLoading={isLoading}>
      <Table.Content>
        <Table.Head>
          {headers.map((header) => (
            <HeaderCell key={header.name} {...header} />
          ))}
          <Th>
            <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
          </Th>
        </Table.Head>
        <Table.Empty
          content={
            parents
              ? t('content.empty.through', { parents })
              : t('content.empty.space', { attribute: type.path.join() })
          }
        />
        <Table.Loading>{t('loading')}</Table.Loading>
        <Table.Body>
          {rows.map(({ id, ...entry }) => (
            <ContentRow key={id} type={type} entry={entry} {...columns} />
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};

const ACTIONS = { name: 'actions', label: '', sortable: false };
