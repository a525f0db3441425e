import { EmptyStateLayout, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Link } from 'react-router-dom';
import { ROOT_PATH } from '../pluginId';
import { useInvitationRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { InvitationList } from './InvitationList';

const NoInvitations = () => {
  const t = useTranslate();
  const { canInvite } = useInvitationRights();

  return (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" />}
      content={t('invitations.empty')}
      action={
        canInvite ? (
          <LinkButton tag={Link} to={`${ROOT_PATH}/invitations/invite`} startIcon={<Plus />}>
            {t('invitations.empty.invite')}
          </LinkButton>
        ) : undefined
      }
    />
  );
};

/** Everybody who was invited, whatever became of it. */
export const InvitationsTab = () => <InvitationList empty={<NoInvitations />} />;
