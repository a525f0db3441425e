import { Button, Flex, Typography } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import type { Import } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate, type Translate } from '../ui/translate';
import { ImportRows } from './ImportRows';
import { ReportButton } from './ReportButton';
import { countOf, isOfGroups } from './status';
import { UndoButton } from './UndoButton';

type Ending = 'completed' | 'cancelled' | 'failed' | 'undone';

const endingOf = ({ status }: Import): Ending =>
  status === 'cancelled' || status === 'failed' || status === 'undone' ? status : 'completed';

const summaryOf = (t: Translate, current: Import): string | null => {
  const ending = endingOf(current);
  if (ending === 'failed') return null;
  if (current.startedAt === null) return t('imports.cancelled.unstarted');
  if (isOfGroups(current) && ending !== 'undone')
    return t(`imports.${ending}.groups`, { verified: countOf(current, 'verified') });
  return t(`imports.${ending}.summary`, {
    invited: countOf(current, 'invited'),
    added: countOf(current, 'added'),
    removed: countOf(current, 'removed'),
  });
};

type ResultStepProps = { current: Import; onNext: () => void };

export const ResultStep = ({ current, onNext }: ResultStepProps) => {
  const t = useTranslate();
  const { describe } = useErrors();
  const { fileName: file, error } = current;
  const summary = summaryOf(t, current);

  return (
    <Panel title={t(`imports.${endingOf(current)}.title`, { file })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {error ? (
          <Note variant="danger">{describe({ code: error.code, message: error.message })}</Note>
        ) : null}
        {summary ? (
          <Typography role="status" textColor="neutral800">
            {summary}
          </Typography>
        ) : null}
        <Flex gap={2} wrap="wrap">
          <ReportButton of={current} />
          <Button variant="secondary" startIcon={<Upload />} onClick={onNext}>
            {t('imports.another')}
          </Button>
          <UndoButton current={current} />
        </Flex>
        {current.totals.rows > 0 ? <ImportRows current={current} /> : null}
      </Flex>
    </Panel>
  );
};
