import { Box, Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { InvitationCode } from '../../../contracts/invitations';
import { useInvitationRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { CodesDialog } from './CodesDialog';
import { InvitationList } from './InvitationList';
import { NewCodes } from './NewCodes';

/** Codes for whoever holds them: how they are made, and what became of them. */
export const CodesTab = () => {
  const t = useTranslate();
  const { canRead, canInvite } = useInvitationRights();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<InvitationCode[] | null>(null);

  const make = canInvite ? (
    <Button startIcon={<Plus />} onClick={() => setMaking(true)}>
      {t('invitations.codes.make')}
    </Button>
  ) : null;
  const empty = (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" />}
      content={t('invitations.codes.empty')}
      action={make ?? undefined}
    />
  );

  return (
    <>
      {made ? (
        <Box paddingBottom={6}>
          <Layouts.Content>
            <NewCodes codes={made} onClose={() => setMade(null)} />
          </Layouts.Content>
        </Box>
      ) : null}
      {canRead ? (
        <InvitationList kind="code" empty={empty} action={make} />
      ) : (
        <Layouts.Content>
          <Flex justifyContent="center">{made ? make : empty}</Flex>
        </Layouts.Content>
      )}
      <CodesDialog open={isMaking} onMade={setMade} onClose={() => setMaking(false)} />
    </>
  );
};
