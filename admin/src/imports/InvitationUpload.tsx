import { Box, Grid, Loader, Typography } from '@strapi/design-system';
import { Form } from '@strapi/strapi/admin';
import { useId, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useGroup, type GroupName } from '../groups/api';
import { useGroupsAccess } from '../groups/useGroupsAccess';
import { MailFields } from '../invitations/MailFields';
import { NO_OFFER, offerOf, type Offered } from '../invitations/offer';
import { AdminField, Cell, OfferFields } from '../invitations/OfferFields';
import { useTranslate } from '../ui/translate';
import { UploadPanel } from './UploadPanel';

/** What is offered to everybody whose row says nothing else. */
const Options = ({ values }: { values: Offered }) => {
  const t = useTranslate();
  const title = useId();

  return (
    <Box tag="section" aria-labelledby={title} paddingTop={2} paddingBottom={2}>
      <Typography id={title} tag="h3" variant="omega" fontWeight="bold" textColor="neutral800">
        {t('imports.options')}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {t('imports.options.hint')}
      </Typography>
      <Box paddingTop={4}>
        <Grid.Root gap={5}>
          <OfferFields />
          <Cell col={12}>
            <AdminField />
          </Cell>
          <Cell col={12}>
            <MailFields offered={values} />
          </Cell>
        </Grid.Root>
      </Box>
    </Box>
  );
};

type InvitationUploadProps = { onUploaded: (id: string) => void };

const Upload = ({ groups, onUploaded }: InvitationUploadProps & { groups: GroupName[] }) => {
  const initialValues = useMemo(() => ({ ...NO_OFFER, groups }), [groups]);

  return (
    <Form<Offered> method="POST" initialValues={initialValues} onSubmit={() => {}}>
      {({ values }) => (
        <UploadPanel
          scope={{ kind: 'invitations' }}
          options={offerOf(values)}
          onUploaded={onUploaded}
        >
          {() => <Options values={values} />}
        </UploadPanel>
      )}
    </Form>
  );
};

/** The group whose page led here, which everybody in the file is to be in. */
const usePresetGroup = () => {
  const [search] = useSearchParams();
  const id = search.get('group');
  const { canOpen, isLoading: isAsking } = useGroupsAccess();
  const { data, isLoading } = useGroup(id ?? '', { skip: !id || !canOpen });
  const groups = useMemo(
    () => (data ? [{ documentId: data.documentId, name: data.name }] : []),
    [data],
  );
  return { groups, isLoading: id !== null && (isAsking || isLoading) };
};

export const InvitationUpload = ({ onUploaded }: InvitationUploadProps) => {
  const t = useTranslate();
  const { groups, isLoading } = usePresetGroup();
  if (isLoading) return <Loader>{t('loading')}</Loader>;
  return <Upload groups={groups} onUploaded={onUploaded} />;
};
