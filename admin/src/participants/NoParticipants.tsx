import { Button, EmptyStateLayout, Flex, LinkButton } from '@strapi/design-system';
import { Plus, Upload } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Link } from 'react-router-dom';
import { ROOT_PATH } from '../pluginId';
import { useTranslate } from '../ui/translate';

type NoParticipantsProps = { space: string; onInvite?: () => void; canImport: boolean };

export const NoParticipants = ({ space, onInvite, canImport }: NoParticipantsProps) => {
  const t = useTranslate();

  return (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" />}
      content={t('participants.empty')}
      action={
        <Flex gap={2} wrap="wrap" justifyContent="center">
          {onInvite ? (
            <Button startIcon={<Plus />} onClick={onInvite}>
              {t('participants.invite')}
            </Button>
          ) : null}
          {canImport ? (
            <LinkButton
              tag={Link}
              to={`${ROOT_PATH}/spaces/${space}/import`}
              replace
              variant="secondary"
              startIcon={<Upload />}
            >
              {t('participants.import')}
            </LinkButton>
          ) : null}
        </Flex>
      }
    />
  );
};
