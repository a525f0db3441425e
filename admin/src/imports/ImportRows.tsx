import { Box, Flex, Loader } from '@strapi/design-system';
import { useRef, useState } from 'react';
import type { Import, RowOutcome } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Pager } from '../ui/Pager';
import { useTranslate } from '../ui/translate';
import { useImportRows } from './api';
import { ChangedNote } from './ChangedNote';
import { valuesOf } from './columns';
import { OutcomeCounts } from './OutcomeCounts';
import { RowEditor } from './RowEditor';
import { RowsTable } from './RowsTable';
import { tenseOf, versionOf, type RefusedRow } from './status';

const ROWS = 25;

type Shown = { outcome?: RowOutcome; changed?: true; page: number };

/** The rows of an import, by outcome. */
export const ImportRows = ({ current }: { current: Import }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const [shown, setShown] = useState<Shown>({ page: 1 });
  const [corrected, setCorrected] = useState<RefusedRow | null>(null);
  const region = useRef<HTMLDivElement>(null);
  const { data, error, isFetching } = useImportRows(
    { id: current.id, ...shown, pageSize: ROWS, version: versionOf(current) },
    { refetchOnMountOrArgChange: true },
  );

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <ChangedNote
        count={current.changed}
        isShown={shown.changed === true}
        onShow={() => setShown(shown.changed ? { page: 1 } : { changed: true, page: 1 })}
      />
      <OutcomeCounts
        current={current}
        outcome={shown.changed ? null : shown.outcome}
        onOutcome={(outcome) => setShown({ outcome, page: 1 })}
      />
      {error ? <Note variant="danger">{describeError(error)}</Note> : null}
      {!data && !error ? <Loader>{t('loading')}</Loader> : null}
      {data ? (
        <Box
          ref={region}
          role="region"
          aria-label={t('imports.row.region')}
          aria-busy={isFetching}
          tabIndex={-1}
          style={{ outline: 'none' }}
        >
          <RowsTable
            rows={data.results}
            kind={current.kind}
            values={valuesOf(current)}
            tense={tenseOf(current)}
            onCorrect={current.status === 'ready' ? setCorrected : undefined}
          />
          <Pager
            label={t('imports.row.pages')}
            pagination={data.pagination}
            onPage={(page) => setShown({ ...shown, page })}
          />
        </Box>
      ) : null}
      <RowEditor
        id={current.id}
        values={valuesOf(current)}
        row={corrected}
        after={region}
        onClose={() => setCorrected(null)}
      />
    </Flex>
  );
};
