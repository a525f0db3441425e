import { Box } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';
import type { ScopedType } from '../../../contracts/visibility';
import { useErrors } from '../ui/errors';
import { PAGE_SIZE, useExistingPage } from '../ui/listQuery';
import { Note } from '../ui/Note';
import { Pager } from '../ui/Pager';
import { useTranslate } from '../ui/translate';
import { useContent } from './api';
import { ContentTable } from './ContentTable';

/** The entries of one type that belong to a space. */
export const ContentList = ({ space, type }: { space: string; type: ScopedType }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const [{ query }, setQuery] = useQueryParams<{ page?: string }>();
  const { data, error, isLoading, isFetching } = useContent(
    { space, uid: type.uid, page: Number(query.page) || 1, pageSize: PAGE_SIZE },
    { refetchOnMountOrArgChange: true },
  );
  useExistingPage(data?.pagination);

  if (error) return <Note variant="danger">{describeError(error)}</Note>;
  return (
    <Box aria-busy={isFetching}>
      <ContentTable type={type} entries={data?.results ?? []} isLoading={isLoading} />
      {data ? (
        <Pager
          label={t('content.pages')}
          pagination={data.pagination}
          onPage={(page) => setQuery({ page: String(page) }, 'push', true)}
        />
      ) : null}
    </Box>
  );
};
