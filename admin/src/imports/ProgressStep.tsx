import { Flex, Typography } from '@strapi/design-system';
import type { Import, ImportProgress } from '../../../contracts/imports';
import { Panel } from '../ui/Panel';
import { useTranslate, type Translate } from '../ui/translate';
import { CancelButton } from './CancelButton';
import { Progress } from './Progress';
import { isOfGroups, percentOf, phaseOf } from './status';
import { timeLeft } from './timeLeft';

const doneOf = (t: Translate, unit: 'rows' | 'people', { done, total }: ImportProgress) => {
  if (total !== null) return t(`imports.progress.${unit}.total`, { done, total });
  return done > 0 ? t(`imports.progress.${unit}`, { done }) : null;
};

const detailsOf = (t: Translate, current: Import): string[] => {
  const { rowsPerSecond, secondsLeft } = current.progress;
  const phase = phaseOf(current);
  const unit = phase === 'reading' || phase === 'applying' ? 'rows' : 'people';
  const speed = Math.round(rowsPerSecond);

  return [
    doneOf(t, unit, current.progress),
    speed > 0 ? t(`imports.progress.${unit}.speed`, { speed }) : null,
    timeLeft(t, secondsLeft),
  ].filter((detail) => detail !== null);
};

type ProgressStepProps = { current: Import; onCancelled: () => void };

/** An import that the server is at work on. */
export const ProgressStep = ({ current, onCancelled }: ProgressStepProps) => {
  const t = useTranslate();
  const phase = phaseOf(current);
  const percent = percentOf(current);
  const isVerifying = isOfGroups(current) && phase === 'applying';
  const phaseText = t(isVerifying ? 'imports.phase.verifying' : `imports.phase.${phase}`);

  return (
    <Panel title={t(`imports.working.${phase}`, { file: current.fileName })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography fontWeight="semiBold" textColor="neutral800">
          {phaseText}
        </Typography>
        <Progress
          label={t('imports.progress')}
          percent={percent}
          details={detailsOf(t, current)}
          announcement={
            percent === null
              ? phaseText
              : t('imports.progress.announcement', {
                  phase: phaseText,
                  percent: Math.floor(percent / 10) * 10,
                })
          }
        />
        <Typography textColor="neutral600">
          {t(phase === 'undoing' ? 'imports.undo.hint' : 'imports.progress.hint')}
        </Typography>
        <Flex justifyContent="flex-end">
          <CancelButton
            current={current}
            onCancelled={current.status === 'parsing' ? onCancelled : undefined}
          />
        </Flex>
      </Flex>
    </Panel>
  );
};
