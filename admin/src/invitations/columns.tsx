import { Box, TextButton, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';
import type { Invitation } from '../../../contracts/invitations';
import { Clamped } from '../ui/Clamped';
import { Delivery } from '../ui/Delivery';
import { useTranslate, type TranslationKey } from '../ui/translate';
import { When } from '../ui/When';
import type { Room } from '../ui/Roomy';
import { InvitationStatusBadge } from './InvitationStatusBadge';
import { useInvitationName } from './useInvitationName';

type CellProps = { invitation: Invitation; onOpen: () => void };

const NameButton = styled(TextButton)`
  text-align: start;
`;

const Name = ({ invitation, onOpen }: CellProps) => {
  const name = useInvitationName()(invitation);

  return (
    <Box minWidth="16rem" maxWidth="24rem">
      <NameButton title={name} onClick={onOpen}>
        <Clamped fontWeight="semiBold" textColor="neutral800" $lines={2}>
          {name}
        </Clamped>
      </NameButton>
    </Box>
  );
};

/** Beside addresses it has to be told what is a code. */
const NameAndKind = (props: CellProps) => {
  const t = useTranslate();

  return (
    <>
      <Name {...props} />
      {props.invitation.kind === 'code' ? (
        <Typography variant="pi" textColor="neutral600">
          {t('invitations.kind.code')}
        </Typography>
      ) : null}
    </>
  );
};

const Person = ({ invitation: { name } }: CellProps) => <Text>{name ?? '–'}</Text>;

const Text = ({ children }: { children: ReactNode }) => (
  <Box minWidth="8rem" maxWidth="16rem">
    <Clamped textColor="neutral800" $lines={2}>
      {children}
    </Clamped>
  </Box>
);

const Carried = ({ invitation: { spaces, groups } }: CellProps) => (
  <>
    {spaces.length > 0 || groups.length === 0 ? (
      <Text>{spaces.map(({ title }) => title).join(', ') || '–'}</Text>
    ) : null}
    {groups.length > 0 ? <Text>{groups.map(({ name }) => name).join(', ')}</Text> : null}
  </>
);

const Inviter = ({ invitation: { invitedBy } }: CellProps) => {
  const t = useTranslate();
  return <Text>{invitedBy ?? t('invitations.bySite')}</Text>;
};

/** The last mail, when the first one left and when its reader was reminded. */
const Mails = ({ invitation: { delivery, sentAt, remindedAt } }: CellProps) => {
  const t = useTranslate();

  return (
    <Box minWidth="11rem">
      <Delivery delivery={delivery} />
      {sentAt ? <When value={sentAt} variant="pi" textColor="neutral600" /> : null}
      {remindedAt ? (
        <Typography tag="p" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
          {t('invitations.field.remindedAt')}{' '}
          <When value={remindedAt} variant="pi" textColor="neutral600" />
        </Typography>
      ) : null}
    </Box>
  );
};

/** How often codes were used, or may be. */
export const Uses = ({ invitation: { uses, maxUses } }: Pick<CellProps, 'invitation'>) => {
  const t = useTranslate();
  return (
    <Typography textColor="neutral800">
      {t('invitations.uses', { uses, maxUses: maxUses ?? 1 })}
    </Typography>
  );
};

type Column = {
  name: string;
  label: TranslationKey;
  sortable: boolean;
  /** How wide a table has room for it, unless it is always there. */
  room?: Room;
  Cell: (props: CellProps) => ReactNode;
};

/** The name of a time is that of the field that holds it. */
const time = (name: 'createdAt' | 'expiresAt' | 'acceptedAt', room?: Room): Column => ({
  name,
  label: `invitations.field.${name}`,
  sortable: true,
  room,
  Cell: ({ invitation }) => <When value={invitation[name]} isStacked />,
});

const STATUS: Column = {
  name: 'status',
  label: 'invitations.field.status',
  sortable: true,
  Cell: ({ invitation }) => <InvitationStatusBadge status={invitation.status} />,
};
/** Below the status, until there is room for a column that tells it. */
const ACCEPTED_ROOM: Room = '1200px';

const StatusAndTime = ({ invitation: { status, acceptedAt } }: CellProps) => (
  <>
    <InvitationStatusBadge status={status} />
    {status === 'accepted' ? (
      <Box data-instead={ACCEPTED_ROOM}>
        <When value={acceptedAt} variant="pi" textColor="neutral600" isStacked />
      </Box>
    ) : null}
  </>
);

const CARRIED: Column = {
  name: 'carried',
  label: 'invitations.field.carried',
  sortable: false,
  room: '860px',
  Cell: Carried,
};
const INVITER: Column = {
  name: 'invitedBy',
  label: 'invitations.field.invitedBy',
  sortable: false,
  room: '1000px',
  Cell: Inviter,
};

/** Of the list of all invitations. */
export const COLUMNS: Column[] = [
  { name: 'email', label: 'invitations.field.email', sortable: true, Cell: NameAndKind },
  { name: 'name', label: 'invitations.field.name', sortable: true, room: '720px', Cell: Person },
  { ...STATUS, Cell: StatusAndTime },
  {
    name: 'sentAt',
    label: 'invitations.field.delivery',
    sortable: true,
    room: '720px',
    Cell: Mails,
  },
  CARRIED,
  INVITER,
  time('acceptedAt', ACCEPTED_ROOM),
];

/** Of the list of codes. */
export const CODE_COLUMNS: Column[] = [
  { name: 'label', label: 'invitations.field.label', sortable: false, Cell: Name },
  STATUS,
  {
    name: 'uses',
    label: 'invitations.field.uses',
    sortable: false,
    room: '440px',
    Cell: Uses,
  },
  CARRIED,
  time('expiresAt', '720px'),
  time('createdAt', '860px'),
  INVITER,
];
