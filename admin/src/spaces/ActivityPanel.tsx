import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Pager } from '../ui/Pager';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { useActivity } from './api';
import { useActivitySentence } from './activitySentence';

const ROWS = 10;

const ActivityList = ({ space }: { space: string }) => {
  const t = useTranslate();
  const sentence = useActivitySentence();
  const { describeError } = useErrors();
  const [page, setPage] = useState(1);
  const { data, error, isFetching } = useActivity(
    { space, page, pageSize: ROWS },
    { refetchOnMountOrArgChange: true },
  );

  if (error) return <Note variant="danger">{describeError(error)}</Note>;
  if (!data) return <Loader small>{t('loading')}</Loader>;
  if (data.results.length === 0) {
    return <Typography textColor="neutral600">{t('activity.empty')}</Typography>;
  }

  return (
    <>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={4} aria-busy={isFetching}>
        {data.results.map((activity) => (
          <Box key={activity.documentId} tag="li">
            <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {sentence(activity)}
            </Typography>
            <When value={activity.createdAt} variant="pi" textColor="neutral600" />
          </Box>
        ))}
      </Flex>
      <Pager label={t('activity.pages')} pagination={data.pagination} onPage={setPage} />
    </>
  );
};

/** Who did what, when, on whom. */
export const ActivityPanel = ({ space }: { space: string }) => {
  const t = useTranslate();

  return (
    <Panel title={t('activity.title')}>
      <ActivityList space={space} />
    </Panel>
  );
};
