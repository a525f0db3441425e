import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { Eye, Link } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';
import type { Invitation } from '../../../contracts/invitations';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useShowLink } from './api';

const Shown = ({ label, value }: { label: string; value: string }) => (
  <Field.Root width="100%">
    <Field.Label>{label}</Field.Label>
    <TextInput readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
  </Field.Root>
);

type InvitationLinkProps = { id: string; kind: Invitation['kind'] };

/** The link of an invitation, or the code, to be handed over in person. */
export const InvitationLink = ({ id, kind }: InvitationLinkProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const { copy } = useClipboard();
  const [showLink, { data, isLoading }] = useShowLink();

  const show = async () => {
    const result = await showLink(id);
    if ('error' in result) return notifyError(result.error);
    // Without a secure connection browsers copy nothing: then it is there to be copied by hand.
    if (kind === 'address' && (await copy(result.data.url))) {
      toggleNotification({ type: 'success', message: t('invitations.link.copied') });
    }
  };

  return (
    <Box background="neutral100" padding={4} hasRadius>
      <Flex direction="column" alignItems="flex-start" gap={3}>
        <Typography textColor="neutral800">{t(`invitations.link.hint.${kind}`)}</Typography>
        <Button
          variant="secondary"
          startIcon={kind === 'code' ? <Eye /> : <Link />}
          loading={isLoading}
          disabled={isLoading}
          onClick={show}
        >
          {t(`invitations.link.show.${kind}`)}
        </Button>
        {data && kind === 'code' ? (
          <Shown label={t('invitations.kind.code')} value={data.token} />
        ) : null}
        {data ? <Shown label={t('invitations.link.url')} value={data.url} /> : null}
      </Flex>
    </Box>
  );
};
