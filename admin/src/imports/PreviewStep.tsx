import { Button, Dialog, Flex, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Import } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate, type Translate } from '../ui/translate';
import { useDiscardImport, useStartImport } from './api';
import { DetectedFormat } from './DetectedFormat';
import { ImportRows } from './ImportRows';
import { countOf, refusedIn } from './status';

const startLabel = (t: Translate, invited: number, added: number): string => {
  if (invited > 0 && added > 0) return t('imports.start.both', { invited, added });
  if (added > 0) return t('imports.start.add', { added });
  return invited > 0 ? t('imports.start.invite', { invited }) : t('imports.start.nothing');
};

type PreviewStepProps = { current: Import; onDiscarded: () => void };

export const PreviewStep = ({ current, onDiscarded }: PreviewStepProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const [start, { isLoading: isStarting }] = useStartImport();
  const [discard, { isLoading: isDiscarding }] = useDiscardImport();
  const [isAsking, setAsking] = useState(false);
  const invited = countOf(current, 'invited');
  const added = countOf(current, 'added');
  const isNothing = invited + added === 0;

  const confirm = async () => {
    const result = await start(current.id);
    if ('error' in result) notifyError(result.error);
  };
  const drop = async () => {
    const result = await discard(current.id);
    if ('error' in result) return notifyError(result.error);
    onDiscarded();
  };

  return (
    <Panel title={t('imports.preview.title', { file: current.fileName })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography textColor="neutral800">{t('imports.preview.hint')}</Typography>
        {current.detected ? <DetectedFormat detected={current.detected} /> : null}
        {isNothing ? <Note>{t('imports.preview.nothing')}</Note> : null}
        <Flex gap={2} justifyContent="flex-end" wrap="wrap">
          <Button variant="tertiary" loading={isDiscarding} onClick={drop}>
            {t('imports.preview.discard')}
          </Button>
          <Button
            startIcon={<PaperPlane />}
            loading={isStarting}
            disabled={isNothing || isStarting}
            onClick={() => setAsking(true)}
          >
            {startLabel(t, invited, added)}
          </Button>
        </Flex>
        <ImportRows current={current} />
      </Flex>
      <Dialog.Root open={isAsking} onOpenChange={setAsking}>
        <ConfirmDialog
          title={t('imports.start.title')}
          variant="default"
          icon={<PaperPlane width="24px" height="24px" fill="primary600" />}
          onConfirm={confirm}
        >
          {t('imports.start.body', { invited, added, refused: refusedIn(current) })}
        </ConfirmDialog>
      </Dialog.Root>
    </Panel>
  );
};
