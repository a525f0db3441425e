import { useClipboard, useNotification } from '@strapi/strapi/admin';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { normalised } from '../addresses/addresses';
import { openInvitationOf, useFindInvitations, useShowLink } from './api';

/** Copies the link of the open invitation that an address has. */
export const useCopyLinkOf = () => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const { copy } = useClipboard();
  const [find, found] = useFindInvitations();
  const [showLink, link] = useShowLink();

  const copyLinkOf = async (email: string) => {
    const list = await find(openInvitationOf(email));
    if ('error' in list && list.error) return notifyError(list.error);
    const invitation = list.data?.results.find(
      (one) => one.email !== null && normalised(one.email) === normalised(email),
    );
    if (!invitation) {
      return toggleNotification({ type: 'warning', message: t('error.invitation_not_found') });
    }
    const shown = await showLink(invitation.documentId);
    if ('error' in shown) return notifyError(shown.error);
    const isCopied = await copy(shown.data.url);
    // Without a secure connection browsers copy nothing: then it is there to be copied by hand.
    toggleNotification({
      type: isCopied ? 'success' : 'info',
      message: isCopied ? t('invitations.link.copied') : shown.data.url,
      ...(!isCopied && { timeout: 60_000 }),
    });
  };

  return { copyLinkOf, isCopying: found.isFetching || link.isLoading };
};
