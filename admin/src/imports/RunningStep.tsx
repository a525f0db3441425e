import { Flex, Typography } from '@strapi/design-system';
import type { Import } from '../../../contracts/imports';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { CancelButton } from './CancelButton';
import { Progress } from './Progress';

const SECONDS_IN_MINUTE = 60;

/** Seconds that are left at the present speed; nothing before there is one. */
const secondsLeft = ({ done, total, rowsPerSecond }: Import['progress']): number | null =>
  total === null || rowsPerSecond <= 0 ? null : Math.ceil((total - done) / rowsPerSecond);

export const RunningStep = ({ current }: { current: Import }) => {
  const t = useTranslate();
  const { done, total, rowsPerSecond } = current.progress;
  const rows = total ?? current.totals.rows;
  const percent = rows > 0 ? Math.min(100, Math.floor((done / rows) * 100)) : 0;
  const left = secondsLeft(current.progress);

  return (
    <Panel title={t('imports.running.title', { file: current.fileName })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Progress
          label={t('imports.running.progress')}
          percent={percent}
          details={[
            t('imports.running.done', { done, rows }),
            t('imports.running.speed', { speed: Math.round(rowsPerSecond) }),
            ...(left === null
              ? []
              : [
                  left < SECONDS_IN_MINUTE
                    ? t('imports.running.secondsLeft', { seconds: left })
                    : t('imports.running.minutesLeft', {
                        minutes: Math.ceil(left / SECONDS_IN_MINUTE),
                      }),
                ]),
          ]}
          announcement={t('imports.running.percent', { percent: Math.floor(percent / 10) * 10 })}
        />
        <Typography textColor="neutral600">{t('imports.running.hint')}</Typography>
        <Flex justifyContent="flex-end">
          <CancelButton current={current} />
        </Flex>
      </Flex>
    </Panel>
  );
};
