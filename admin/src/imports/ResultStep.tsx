import { Button, Flex, Typography } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import type { Import } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { ImportRows } from './ImportRows';
import { ReportButton } from './ReportButton';
import { countOf } from './status';

type ResultStepProps = { current: Import; onNext: () => void };

export const ResultStep = ({ current, onNext }: ResultStepProps) => {
  const t = useTranslate();
  const { describe } = useErrors();
  const { fileName: file, status, startedAt, error } = current;
  const ending = status === 'cancelled' || status === 'failed' ? status : 'completed';

  return (
    <Panel title={t(`imports.${ending}.title`, { file })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {error ? (
          <Note variant="danger">{describe({ code: error.code, message: error.message })}</Note>
        ) : null}
        {ending === 'failed' ? null : (
          <Typography role="status" textColor="neutral800">
            {t(startedAt === null ? 'imports.cancelled.unstarted' : `imports.${ending}.summary`, {
              invited: countOf(current, 'invited'),
              added: countOf(current, 'added'),
            })}
          </Typography>
        )}
        <Flex gap={2} wrap="wrap">
          <ReportButton of={current} />
          <Button variant="secondary" startIcon={<Upload />} onClick={onNext}>
            {t('imports.another')}
          </Button>
        </Flex>
        {current.totals.rows > 0 ? <ImportRows current={current} /> : null}
      </Flex>
    </Panel>
  );
};
