import { Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { Link, useNavigate } from 'react-router-dom';
import type { ContentEntry, ScopedType } from '../../../contracts/visibility';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { EntryStatus } from './EntryStatus';

const editPath = ({ uid, kind }: ScopedType, { documentId, locale }: ContentEntry): string => {
  const path =
    kind === 'singleType'
      ? `/content-manager/single-types/${uid}`
      : `/content-manager/collection-types/${uid}/${documentId}`;
  return locale ? `${path}?plugins[i18n][locale]=${locale}` : path;
};

const Language = ({ locale }: Pick<ContentEntry, 'locale'>) => {
  const { formatDisplayName } = useIntl();

  return (
    <Typography textColor="neutral800">
      {locale ? (formatDisplayName(locale, { type: 'language' }) ?? locale) : '–'}
    </Typography>
  );
};

type ContentRowProps = {
  type: ScopedType;
  entry: ContentEntry;
  hasStatus: boolean;
  hasLanguage: boolean;
};

export const ContentRow = ({ type, entry, hasStatus, hasLanguage }: ContentRowProps) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const path = editPath(type, entry);
  const title = entry.title || t('content.untitled');

  return (
    <Table.Row onClick={() => navigate(path)} cursor="pointer">
      <Table.Cell>
        <Typography
          display="block"
          maxWidth={{ initial: '20rem', medium: '48rem' }}
          fontWeight="semiBold"
          textColor="neutral800"
          ellipsis
        >
          {title}
        </Typography>
      </Table.Cell>
      {hasStatus ? (
        <Table.Cell>{entry.status ? <EntryStatus status={entry.status} /> : null}</Table.Cell>
      ) : null}
      {hasLanguage ? (
        <Table.Cell>
          <Language locale={entry.locale} />
        </Table.Cell>
      ) : null}
      <Table.Cell>
        <When value={entry.updatedAt} />
      </Table.Cell>
      <Table.Cell onClick={(event) => event.stopPropagation()}>
        <Flex justifyContent="flex-end">
          <IconButton tag={Link} to={path} variant="ghost" label={t('content.open', { title })}>
            <Pencil />
          </IconButton>
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
};
