import { Checkbox, Flex, IconButton, Typography } from '@strapi/design-system';
import { PaperPlane, Trash } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { Participant } from '../../../contracts/participants';
import { Delivery } from '../ui/Delivery';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { ParticipantStatusBadge } from './ParticipantStatusBadge';

type ParticipantRowProps = {
  participant: Participant;
  isSelected: boolean;
  onSelect?: () => void;
  onResend?: () => void;
  onRemove?: () => void;
};

export const ParticipantRow = ({
  participant,
  isSelected,
  onSelect,
  onResend,
  onRemove,
}: ParticipantRowProps) => {
  const t = useTranslate();
  const person = participant.name || participant.email;

  return (
    <Table.Row>
      {onSelect ? (
        <Table.Cell>
          <Checkbox
            aria-label={t('participants.select', { person })}
            checked={isSelected}
            onCheckedChange={onSelect}
          />
        </Table.Cell>
      ) : null}
      <Table.Cell>
        <Typography
          fontWeight="semiBold"
          textColor="neutral800"
          display="block"
          minWidth="14rem"
          style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
        >
          {participant.name || '–'}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{participant.email}</Typography>
      </Table.Cell>
      <Table.Cell>
        <ParticipantStatusBadge status={participant.status} />
      </Table.Cell>
      <Table.Cell>
        <When value={participant.invitationSentAt} isStacked />
      </Table.Cell>
      <Table.Cell>
        <When value={participant.invitationAcceptedAt} isStacked />
      </Table.Cell>
      <Table.Cell>
        <Delivery delivery={participant.delivery} />
      </Table.Cell>
      {onResend || onRemove ? (
        <Table.Cell>
          <Flex justifyContent="flex-end">
            {onResend && participant.status !== 'active' ? (
              <IconButton
                variant="ghost"
                label={t('participants.resendTo', { person })}
                onClick={onResend}
              >
                <PaperPlane />
              </IconButton>
            ) : null}
            {onRemove ? (
              <IconButton
                variant="ghost"
                label={t('participants.removePerson', { person })}
                onClick={onRemove}
              >
                <Trash />
              </IconButton>
            ) : null}
          </Flex>
        </Table.Cell>
      ) : null}
    </Table.Row>
  );
};
