import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Import, ImportKind } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useCancelImport } from './api';
import { phaseOf } from './status';

/** What it does to each row. */
const APPLYING = {
  participants: 'applying',
  invitations: 'inviting',
  'group-verifications': 'verifying',
} as const satisfies Record<ImportKind, string>;

type CancelButtonProps = { current: Import; onCancelled?: () => void };

export const CancelButton = ({ current, onCancelled }: CancelButtonProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const [cancel, { isLoading }] = useCancelImport();
  const [isAsking, setAsking] = useState(false);
  const phase = phaseOf(current);
  // Half undone, nobody could say what holds.
  if (phase === 'undoing') return null;

  const confirm = async () => {
    const result = await cancel(current.id);
    if ('error' in result) return notifyError(result.error);
    onCancelled?.();
  };

  return (
    <>
      <Button variant="danger-light" loading={isLoading} onClick={() => setAsking(true)}>
        {t('imports.cancel')}
      </Button>
      <Dialog.Root open={isAsking} onOpenChange={setAsking}>
        <ConfirmDialog title={t('imports.cancel.title')} onConfirm={confirm}>
          {t(`imports.cancel.${phase === 'applying' ? APPLYING[current.kind] : phase}`)}
        </ConfirmDialog>
      </Dialog.Root>
    </>
  );
};
