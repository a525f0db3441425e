import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { InvitationAction } from '../../../contracts/invitations';
import type { Amount } from '../ui/amount';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import type { Target } from '../ui/useSelection';
import { useInvitationAction } from './api';

export type Action = InvitationAction['action'];

export type PendingAction = Amount & {
  action: Action;
  target: Target;
  /** The one it is for, to be named in the question. */
  name?: string;
};

/** An action waits here until it is confirmed, and tells afterwards what it did. */
export const useActions = () => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [act] = useInvitationAction();
  const [pending, setPending] = useState<PendingAction | null>(null);

  /** Whether it was done. */
  const confirm = async (): Promise<boolean> => {
    if (!pending) return false;
    const { action, target } = pending;
    const result = await act({ action, target });
    if ('error' in result) {
      notifyError(result.error);
      return false;
    }
    const { affected, skipped } = result.data;
    toggleNotification({
      type: affected > 0 ? 'success' : 'info',
      message: [
        t(`invitations.${action}.done`, { count: affected }),
        ...(skipped > 0 ? [t(`invitations.${action}.skipped`, { count: skipped })] : []),
      ].join(' '),
    });
    return true;
  };

  return { pending, ask: setPending, cancel: () => setPending(null), confirm };
};
