import { Loader, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Pager } from '../ui/Pager';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { ActivityEntries } from '../activity/ActivityEntries';
import { useActivity } from './api';

const ROWS = 10;

const ActivityList = ({ space }: { space: string }) => {
  const t = useTranslate();
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
      <ActivityEntries entries={data.results} isBusy={isFetching} />
      <Pager label={t('activity.pages')} pagination={data.pagination} onPage={setPage} />
    </>
  );
};

/** What happened in a space. */
export const ActivityPanel = ({ space }: { space: string }) => {
  const t = useTranslate();

  return (
    <Panel title={t('activity.title')}>
      <ActivityList space={space} />
    </Panel>
  );
};
