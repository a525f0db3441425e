import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { ParticipantAction } from '../../../contracts/participants';
import type { Amount } from '../ui/amount';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import type { Target } from '../ui/useSelection';
import { useParticipantAction } from './api';

export type PendingAction = Amount & {
  action: ParticipantAction['action'];
  target: Target;
  /** The one person it is for, to be named in the question. */
  person?: string;
};

/** An action waits here until it is confirmed, and tells afterwards what it did. */
export const useActions = (space: string) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [act] = useParticipantAction();
  const [pending, setPending] = useState<PendingAction | null>(null);

  const confirm = async () => {
    if (!pending) return;
    const { action, target } = pending;
    const result = await act({ space, action, target });
    if ('error' in result) return notifyError(result.error);

    const { affected, skipped } = result.data;
    toggleNotification({
      type: affected > 0 ? 'success' : 'info',
      message: [
        t(`participants.${action}.done`, { count: affected }),
        ...(skipped > 0 ? [t(`participants.${action}.skipped`, { count: skipped })] : []),
      ].join(' '),
    });
  };

  return { pending, ask: setPending, cancel: () => setPending(null), confirm };
};
