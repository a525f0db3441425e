import { Box, Button, Flex, Loader, Modal } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import { isLanguage } from '../translations/languages';
import { Delivery } from '../ui/Delivery';
import { useErrors } from '../ui/errors';
import { Fact, Facts } from '../ui/Facts';
import { isMailUnderWay, MAIL_INTERVAL } from '../ui/mailUnderWay';
import { Note } from '../ui/Note';
import { useInvitationRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { useInvitation, useInvitationPolling, type InvitationDetail } from './api';
import { Uses } from './columns';
import { History } from './History';
import { InvitationLink } from './InvitationLink';
import { InvitationStatusBadge } from './InvitationStatusBadge';
import { hasLink, isPossible } from './possible';
import type { Action } from './useActions';
import { useInvitationName } from './useInvitationName';

const Drawer = styled(Modal.Content)`
  && {
    inset: 0 0 0 auto;
    transform: none;
    width: min(100%, 56rem);
    height: 100dvh;
    max-width: none;
    max-height: none;
    border-radius: 0;
    animation: none;
  }
`;

const InvitationFacts = ({ invitation }: { invitation: InvitationDetail }) => {
  const t = useTranslate();
  const { formatList } = useIntl();
  const { kind, name, role, locale, groups, spaces, message, expiresAt, invitedBy, delivery } =
    invitation;

  return (
    <Facts>
      <Fact label={t('invitations.field.status')}>
        <InvitationStatusBadge status={invitation.status} />
      </Fact>
      {name ? <Fact label={t('invitations.field.name')}>{name}</Fact> : null}
      {kind === 'code' ? (
        <Fact label={t('invitations.field.uses')}>
          <Uses invitation={invitation} />
        </Fact>
      ) : (
        <Fact label={t('invitations.field.delivery')}>
          <Delivery delivery={delivery} />
        </Fact>
      )}
      {spaces.length > 0 ? (
        <Fact label={t('invitations.field.spaces')}>
          {formatList(spaces.map(({ title }) => title))}
        </Fact>
      ) : null}
      {groups.length > 0 ? (
        <Fact label={t('invitations.field.groups')}>
          {formatList(groups.map((group) => group.name))}
        </Fact>
      ) : null}
      {role ? <Fact label={t('invitations.field.role')}>{role.name}</Fact> : null}
      {invitation.admin ? <Fact label={t('invitations.field.admin')}>{t('yes')}</Fact> : null}
      {locale && isLanguage(locale) ? (
        <Fact label={t('mail.locale')}>{t(`mail.locale.${locale}`)}</Fact>
      ) : null}
      <Fact label={t('invitations.field.expiresAt')}>
        <When value={expiresAt} />
      </Fact>
      <Fact label={t('invitations.field.invitedBy')}>{invitedBy ?? t('invitations.bySite')}</Fact>
      {message ? (
        <Fact label={t('invitations.field.message')}>
          <Box style={{ whiteSpace: 'pre-wrap' }}>{message}</Box>
        </Fact>
      ) : null}
    </Facts>
  );
};

type InvitationDrawerProps = {
  /** null: closed. */
  id: string | null;
  actions: readonly Action[];
  onAct: (action: Action, invitation: InvitationDetail) => void;
  onClose: () => void;
};

const Content = ({ id, actions, onAct }: InvitationDrawerProps & { id: string }) => {
  const t = useTranslate();
  const nameOf = useInvitationName();
  const { describeError } = useErrors();
  const { canLink } = useInvitationRights();
  const { data, error } = useInvitation(id, { refetchOnMountOrArgChange: true });
  const isUnderWay = data !== undefined && isMailUnderWay(data);
  useInvitationPolling(id, { pollingInterval: isUnderWay ? MAIL_INTERVAL : 0 });
  const possible = data ? actions.filter((action) => isPossible(action, data)) : [];

  return (
    <>
      <Modal.Header closeLabel={t('form.close')}>
        <Modal.Title style={{ overflowWrap: 'anywhere' }}>
          {data ? nameOf(data) : t('loading')}
        </Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {error && !data ? <Note variant="danger">{describeError(error)}</Note> : null}
        {!error && !data ? <Loader>{t('loading')}</Loader> : null}
        {data ? (
          <Flex direction="column" alignItems="stretch" gap={6}>
            <InvitationFacts invitation={data} />
            {canLink && hasLink(data) ? <InvitationLink id={id} kind={data.kind} /> : null}
            <History events={data.history} />
          </Flex>
        ) : null}
      </Modal.Body>
      {data && possible.length > 0 ? (
        <Modal.Footer justifyContent="flex-start">
          <Flex gap={2} wrap="wrap">
            {possible.map((action) => (
              <Button
                key={action}
                variant={action === 'delete' ? 'danger-light' : 'tertiary'}
                onClick={() => onAct(action, data)}
              >
                {t(`invitations.${action}`)}
              </Button>
            ))}
          </Flex>
        </Modal.Footer>
      ) : null}
    </>
  );
};

/** One invitation: what it offers, its link to hand over, and what happened to it. */
export const InvitationDrawer = (props: InvitationDrawerProps) => (
  <Modal.Root open={props.id !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
    <Drawer aria-describedby={undefined}>
      {props.id === null ? null : <Content key={props.id} {...props} id={props.id} />}
    </Drawer>
  </Modal.Root>
);
