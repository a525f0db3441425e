import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Import } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useCancelImport } from './api';

type CancelButtonProps = { current: Import; onCancelled?: () => void };

export const CancelButton = ({ current, onCancelled }: CancelButtonProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const [cancel, { isLoading }] = useCancelImport();
  const [isAsking, setAsking] = useState(false);

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
          {t(current.status === 'running' ? 'imports.cancel.running' : 'imports.cancel.reading')}
        </ConfirmDialog>
      </Dialog.Root>
    </>
  );
};
