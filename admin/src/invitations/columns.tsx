import { Box, TextButton, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';
import type { Invitation } from '../../../contracts/invitations';
import { Clamped } from '../ui/Clamped';
import { Delivery } from '../ui/Delivery';
import { useTranslate, type TranslationKey } from '../ui/translate';
import { When } from '../ui/When';
import { InvitationStatusBadge } from './InvitationStatusBadge';
import { useInvitationName } from './useInvitationName';

type CellProps = { invitation: Invitation; onOpen: () => void };

const NameButton = styled(TextButton)`
  text-align: start;
  white-space: normal;
  overflow-wrap: anywhere;
`;

const Name = ({ invitation, onOpen }: CellProps) => {
  const nameOf = useInvitationName();

  return (
    <Box minWidth="24rem">
      <NameButton onClick={onOpen}>
        <Typography fontWeight="semiBold" textColor="neutral800">
          {nameOf(invitation)}
        </Typography>
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

const Person = ({ invitation: { name } }: CellProps) => <Text minWidth="12rem">{name ?? '–'}</Text>;

const Text = ({ children, minWidth }: { children: ReactNode; minWidth?: string }) => (
  <Box minWidth={minWidth} maxWidth="24rem">
    <Clamped textColor="neutral800" $lines={2}>
      {children}
    </Clamped>
  </Box>
);

const Spaces = ({ invitation: { spaces } }: CellProps) => (
  <Text minWidth="12rem">{spaces.map(({ title }) => title).join(', ') || '–'}</Text>
);

const Inviter = ({ invitation: { invitedBy } }: CellProps) => {
  const t = useTranslate();
  return <Text minWidth="10rem">{invitedBy ?? t('invitations.bySite')}</Text>;
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
  Cell: (props: CellProps) => ReactNode;
};

/** The name of a time is that of the field that holds it. */
const time = (
  name: 'createdAt' | 'sentAt' | 'remindedAt' | 'expiresAt' | 'acceptedAt',
): Column => ({
  name,
  label: `invitations.field.${name}`,
  sortable: true,
  Cell: ({ invitation }) => <When value={invitation[name]} isStacked />,
});

const STATUS: Column = {
  name: 'status',
  label: 'invitations.field.status',
  sortable: true,
  Cell: ({ invitation }) => <InvitationStatusBadge status={invitation.status} />,
};
const SPACES: Column = {
  name: 'spaces',
  label: 'invitations.field.spaces',
  sortable: false,
  Cell: Spaces,
};
const INVITER: Column = {
  name: 'invitedBy',
  label: 'invitations.field.invitedBy',
  sortable: false,
  Cell: Inviter,
};

/** Of the list of all invitations. */
export const COLUMNS: Column[] = [
  { name: 'email', label: 'invitations.field.email', sortable: true, Cell: NameAndKind },
  { name: 'name', label: 'invitations.field.name', sortable: true, Cell: Person },
  STATUS,
  {
    name: 'delivery',
    label: 'invitations.field.delivery',
    sortable: false,
    Cell: ({ invitation }) => (
      <Box minWidth="14rem">
        <Delivery delivery={invitation.delivery} />
      </Box>
    ),
  },
  SPACES,
  time('sentAt'),
  time('remindedAt'),
  time('acceptedAt'),
  INVITER,
];

/** Of the list of codes. */
export const CODE_COLUMNS: Column[] = [
  { name: 'label', label: 'invitations.field.label', sortable: false, Cell: Name },
  STATUS,
  { name: 'uses', label: 'invitations.field.uses', sortable: false, Cell: Uses },
  SPACES,
  time('expiresAt'),
  time('createdAt'),
  INVITER,
];
