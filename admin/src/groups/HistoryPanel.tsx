import { Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { Activity } from '../../../contracts/activity';
import { ActivityEntries } from '../activity/ActivityEntries';
import { Pager } from '../ui/Pager';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';

const ROWS = 10;

/** What was done to a group and in it, the latest first. */
export const HistoryPanel = ({ history }: { history: Activity[] }) => {
  const t = useTranslate();
  const [page, setPage] = useState(1);
  const pageCount = Math.max(1, Math.ceil(history.length / ROWS));
  const shown = Math.min(page, pageCount);

  return (
    <Panel title={t('groups.history')}>
      {history.length === 0 ? (
        <Typography textColor="neutral600">{t('groups.history.empty')}</Typography>
      ) : (
        <ActivityEntries entries={history.slice((shown - 1) * ROWS, shown * ROWS)} />
      )}
      <Pager
        label={t('groups.history.pages')}
        pagination={{ page: shown, pageSize: ROWS, pageCount, total: history.length }}
        onPage={setPage}
      />
    </Panel>
  );
};
