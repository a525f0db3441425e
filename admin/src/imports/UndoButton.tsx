import { Box, Button, Dialog } from '@strapi/design-system';
import { ClockCounterClockwise } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Import } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { useParticipantRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useUndoImport } from './api';

/** Takes an import back; nothing for one that can't be, or for whoever may remove nobody. */
export const UndoButton = ({ current }: { current: Import }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { canRemove } = useParticipantRights();
  const [undo, { isLoading, error }] = useUndoImport();
  const [isAsking, setAsking] = useState(false);

  const confirm = async () => {
    await undo(current.id);
  };

  return (
    <>
      {current.undoable && canRemove ? (
        <Button
          variant="danger-light"
          startIcon={<ClockCounterClockwise />}
          loading={isLoading}
          onClick={() => setAsking(true)}
        >
          {t('imports.undo')}
        </Button>
      ) : null}
      {/* Stays when the button is gone, as it is once somebody has accepted. */}
      {error && !isLoading ? (
        <Box width="100%">
          <Note variant="danger">{describeError(error)}</Note>
        </Box>
      ) : null}
      <Dialog.Root open={isAsking} onOpenChange={setAsking}>
        <ConfirmDialog title={t('imports.undo.title')} onConfirm={confirm}>
          {t(current.mode === 'replace' ? 'imports.undo.replace' : 'imports.undo.add')}
        </ConfirmDialog>
      </Dialog.Root>
    </>
  );
};
