import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import type { Group, GroupQuery } from '../../../contracts/groups';
import { ROOT_PATH } from '../pluginId';
import { Clamped } from '../ui/Clamped';
import type { Room } from '../ui/Roomy';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { GroupStatusBadge, isUnconfirmed, UnconfirmedBadge } from './badges';

type CellProps = { group: Group };

const NameLink = styled(Link)`
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  font-weight: ${({ theme }) => theme.fontWeights.semiBold};
  white-space: normal;
  overflow-wrap: anywhere;
`;

// Columns that come last; until there is room for them, another cell tells what they would.
const WIDE: Room = '1200px';
const ROOMY: Room = '1000px';

const Name = ({ group: { documentId, name, nickname, kind } }: CellProps) => {
  const t = useTranslate();

  return (
    <Box minWidth="14rem" maxWidth="32rem">
      <NameLink to={`${ROOT_PATH}/groups/${documentId}`}>{name}</NameLink>
      <Box data-instead={WIDE}>
        <Clamped variant="pi" textColor="neutral600" $lines={2}>
          {`@${nickname}, ${t(`groups.kind.${kind}`)}`}
        </Clamped>
      </Box>
    </Box>
  );
};

const Text = ({ children, minWidth }: { children: string | null; minWidth?: string }) => (
  <Box minWidth={minWidth} maxWidth="24rem">
    <Clamped textColor="neutral800" $lines={2}>
      {children || '–'}
    </Clamped>
  </Box>
);

const Figure = ({ children }: { children: string | null }) => (
  <Typography textColor="neutral800">{children || '–'}</Typography>
);

const NumberAndPhone = ({ group: { documentNumber, phone } }: CellProps) => (
  <>
    <Figure>{documentNumber}</Figure>
    {phone ? (
      <Box data-instead={ROOMY}>
        <Typography variant="pi" textColor="neutral600">
          {phone}
        </Typography>
      </Box>
    ) : null}
  </>
);

const Kind = ({ group: { kind } }: CellProps) => {
  const t = useTranslate();
  return <Typography textColor="neutral800">{t(`groups.kind.${kind}`)}</Typography>;
};

const Status = ({ group: { status } }: CellProps) =>
  status ? <GroupStatusBadge status={status} /> : <Typography textColor="neutral600">–</Typography>;

const Email = ({ group }: CellProps) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <Text minWidth={group.email ? '14rem' : undefined}>{group.email}</Text>
    {isUnconfirmed(group) ? <UnconfirmedBadge /> : null}
  </Flex>
);

type Column = {
  name: GroupQuery['sort']['column'];
  /** How wide a table has room for it, unless it is always there. */
  room?: Room;
  Cell: (props: CellProps) => ReactNode;
};

/** Of the list of groups; each can be sorted by. */
export const COLUMNS: Column[] = [
  { name: 'name', Cell: Name },
  {
    name: 'nickname',
    room: WIDE,
    Cell: ({ group }) => <Text minWidth="10rem">{`@${group.nickname}`}</Text>,
  },
  { name: 'kind', room: WIDE, Cell: Kind },
  { name: 'status', Cell: Status },
  { name: 'email', room: '720px', Cell: Email },
  {
    name: 'documentNumber',
    room: '860px',
    Cell: NumberAndPhone,
  },
  { name: 'phone', room: ROOMY, Cell: ({ group }) => <Figure>{group.phone}</Figure> },
  {
    name: 'members',
    room: '440px',
    Cell: ({ group }) => <Typography textColor="neutral800">{group.members}</Typography>,
  },
  {
    name: 'createdAt',
    room: '720px',
    Cell: ({ group }) => <When value={group.createdAt} isStacked />,
  },
];
