import { Box, Flex, Loader } from '@strapi/design-system';
import { Layouts } from '@strapi/strapi/admin';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Import } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { useImport, useImportPolling, useImports, type Scope } from './api';
import { HISTORY_ROWS, ImportHistory } from './ImportHistory';
import { PreviewStep } from './PreviewStep';
import { ProgressStep } from './ProgressStep';
import { ResultStep } from './ResultStep';
import { hasEnded, isAtWork, stageOf } from './status';

const SECOND = 1_000;

/** The import that is shown: one just uploaded or chosen, else the one that was left unfinished. */
const useCurrentImport = (scope: Scope) => {
  // null: none is wanted, the next file is. undefined: not known before the list is here.
  const [id, setId] = useState<string | null | undefined>(undefined);
  const latest = useImports(
    { ...scope, page: 1, pageSize: HISTORY_ROWS },
    { refetchOnMountOrArgChange: true },
  );

  if (id === undefined && latest.data && !latest.isFetching) {
    setId(latest.data.results.find(({ status }) => !hasEnded(status))?.id ?? null);
  }
  return { id, open: setId, error: id === undefined ? latest.error : undefined };
};

const Step = ({ current, onNext }: { current: Import; onNext: () => void }) => {
  switch (current.status) {
    case 'parsing':
    case 'running':
      return <ProgressStep current={current} onCancelled={onNext} />;
    case 'ready':
      return <PreviewStep current={current} onDiscarded={onNext} />;
    default:
      return <ResultStep current={current} onNext={onNext} />;
  }
};

const CurrentImport = ({ id, onNext }: { id: string; onNext: () => void }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { data, error } = useImport(id, { refetchOnMountOrArgChange: true });
  const status = data?.status;
  useImportPolling(id, { pollingInterval: status && isAtWork(status) ? SECOND : 0 });

  const region = useRef<HTMLDivElement>(null);
  const stage = data && stageOf(data);
  const shown = useRef(stage);
  useEffect(() => {
    // What had the focus is gone with the stage before: it goes on at the new one.
    if (shown.current && stage && shown.current !== stage) region.current?.focus();
    shown.current = stage;
  }, [stage]);

  if (!data) {
    return error ? (
      <Note variant="danger">{describeError(error)}</Note>
    ) : (
      <Loader>{t('loading')}</Loader>
    );
  }
  return (
    <Box ref={region} tabIndex={-1} width="100%" style={{ outline: 'none' }}>
      <Step key={stage} current={data} onNext={onNext} />
    </Box>
  );
};

type ImportWizardProps = {
  /** Which imports are worked on here. */
  scope: Scope;
  /** Where a file is chosen; tells the id of its import. */
  upload: (onUploaded: (id: string) => void) => ReactNode;
};

/** An import from its file to its result, and those of the past. */
export const ImportWizard = ({ scope, upload }: ImportWizardProps) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { id, open, error } = useCurrentImport(scope);

  return (
    <Layouts.Content>
      <Flex direction="column" alignItems="stretch" gap={6}>
        {error ? <Note variant="danger">{describeError(error)}</Note> : null}
        {id === undefined && !error ? <Loader>{t('loading')}</Loader> : null}
        {id === null ? upload(open) : null}
        {id ? <CurrentImport key={id} id={id} onNext={() => open(null)} /> : null}
        <ImportHistory scope={scope} currentId={id ?? null} onOpen={open} />
      </Flex>
    </Layouts.Content>
  );
};
