import { Flex, Loader } from '@strapi/design-system';
import { Layouts, useQueryParams } from '@strapi/strapi/admin';
import type { Space } from '../../../contracts/spaces';
import type { ContentSummary } from '../../../contracts/visibility';
import { Count, Counts } from '../ui/Counts';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { useContentSummary } from './api';
import { ContentList } from './ContentList';
import { NoScopedTypes } from './NoScopedTypes';

const useChosenType = (summary: ContentSummary) => {
  const [{ query }, setQuery] = useQueryParams<{ type?: string; page?: string }>();

  return {
    chosen:
      summary.find(({ uid }) => uid === query.type) ??
      summary.find(({ total }) => total > 0) ??
      summary[0],
    choose: (type: string) => setQuery({ type, page: '1' }, 'push', true),
  };
};

type ContentProps = { space: string; summary: ContentSummary };

const Content = ({ space, summary }: ContentProps) => {
  const t = useTranslate();
  const { chosen, choose } = useChosenType(summary);
  if (!chosen) return <NoScopedTypes />;

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Counts label={t('content.types')}>
        {summary.map(({ uid, displayName, total }) => (
          <Count
            key={uid}
            label={displayName}
            count={total}
            isShown={uid === chosen.uid}
            onShow={() => choose(uid)}
          />
        ))}
      </Counts>
      <ContentList key={chosen.uid} space={space} type={chosen} />
    </Flex>
  );
};

/** What belongs to a space, by type. */
export const ContentTab = ({ space }: { space: Space }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { data, error } = useContentSummary(space.documentId, { refetchOnMountOrArgChange: true });

  return (
    <Layouts.Content>
      {error ? <Note variant="danger">{describeError(error)}</Note> : null}
      {!data && !error ? <Loader>{t('loading')}</Loader> : null}
      {data && !error ? <Content space={space.documentId} summary={data} /> : null}
    </Layouts.Content>
  );
};
