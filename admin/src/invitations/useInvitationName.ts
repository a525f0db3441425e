import type { Invitation } from '../../../contracts/invitations';
import { useTranslate } from '../ui/translate';

type Named = Pick<Invitation, 'kind' | 'email' | 'label'>;

/** What an invitation is called: its address, or the label of its code. */
export const useInvitationName = () => {
  const t = useTranslate();

  return ({ kind, email, label }: Named): string => {
    if (kind === 'code') return label || t('invitations.code.unlabelled');
    return email ?? t('invitations.erased');
  };
};
