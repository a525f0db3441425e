import { Flex, Loader, Typography } from '@strapi/design-system';
import type { Import } from '../../../contracts/imports';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { CancelButton } from './CancelButton';

type ReadingStepProps = { current: Import; onCancelled: () => void };

export const ReadingStep = ({ current, onCancelled }: ReadingStepProps) => {
  const t = useTranslate();

  return (
    <Panel title={t('imports.reading.title', { file: current.fileName })}>
      <Flex direction="column" gap={4}>
        <Flex direction="column" gap={4} role="status">
          <Loader>{t('imports.reading')}</Loader>
          <Typography textColor="neutral800">{t('imports.reading')}</Typography>
        </Flex>
        {current.progress.done > 0 ? (
          <Typography textColor="neutral600">
            {t('imports.reading.done', { count: current.progress.done })}
          </Typography>
        ) : null}
        <CancelButton current={current} onCancelled={onCancelled} />
      </Flex>
    </Panel>
  );
};
