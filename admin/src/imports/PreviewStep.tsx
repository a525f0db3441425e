import { Button, Flex, Typography } from '@strapi/design-system';
import type { Import } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useParticipantRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useDiscardImport } from './api';
import { ColumnMapping } from './ColumnMapping';
import { DetectedFormat } from './DetectedFormat';
import { ImportRows } from './ImportRows';
import { ModeChoice } from './ModeChoice';
import { RemovalList } from './RemovalList';
import { StartButton } from './StartButton';
import { isOfGroups, openIn } from './status';
import { useReplacement } from './useReplacement';

type PreviewStepProps = { current: Import; onDiscarded: () => void };

export const PreviewStep = ({ current, onDiscarded }: PreviewStepProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { canRemove } = useParticipantRights();
  const [discard, { isLoading: isDiscarding }] = useDiscardImport();
  const canReplace = current.kind === 'participants' && canRemove;
  const { mode, setMode, list, count } = useReplacement(current);
  const { id, kind, fileName, detected } = current;

  const drop = async () => {
    const result = await discard(id);
    if ('error' in result) return notifyError(result.error);
    onDiscarded();
  };

  return (
    <Panel title={t('imports.preview.title', { file: fileName })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography textColor="neutral800">{t('imports.preview.hint')}</Typography>
        {detected ? (
          <>
            <DetectedFormat detected={detected} isOfGroups={isOfGroups(current)} />
            <ColumnMapping id={id} kind={kind} detected={detected} />
          </>
        ) : null}
        {canReplace ? <ModeChoice value={mode} onChange={setMode} /> : null}
        {mode === 'replace' ? <RemovalList {...list} /> : null}
        {openIn(current) === 0 && mode === 'add' ? (
          <Note>
            {t(isOfGroups(current) ? 'imports.preview.nothing.groups' : 'imports.preview.nothing')}
          </Note>
        ) : null}
        <Flex gap={2} justifyContent="flex-end" wrap="wrap">
          <Button variant="tertiary" loading={isDiscarding} onClick={drop}>
            {t('imports.preview.discard')}
          </Button>
          <StartButton current={current} mode={mode} removed={count} />
        </Flex>
        <ImportRows current={current} />
      </Flex>
    </Panel>
  );
};
