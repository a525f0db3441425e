import { Box } from '@strapi/design-system';
import { BackButton, Blocker, Form, Layouts, Page } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import type { RuleField } from '../../../contracts/groups';
import { PERMISSIONS } from '../../../contracts/permissions';
import { ROOT_PATH } from '../pluginId';
import { SaveButton } from '../ui/SaveButton';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { useRuleFields } from './api';
import { GroupFields } from './GroupFields';
import { GroupsGate } from './GroupsGate';
import { emptyGroup, type GroupValues } from './groupValues';
import { KindField } from './KindField';
import { useSaveGroup } from './useSaveGroup';

const GroupForm = ({ fields }: { fields: RuleField[] }) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const save = useSaveGroup(fields);
  const initialValues = useMemo(() => emptyGroup(fields), [fields]);

  return (
    <Form<GroupValues>
      method="POST"
      initialValues={initialValues}
      onSubmit={async (values, helpers) => {
        const group = await save(values, helpers);
        if (group) navigate(`${ROOT_PATH}/groups/${group.documentId}`, { replace: true });
      }}
    >
      {({ modified, isSubmitting }) => (
        <>
          <Layouts.Header
            title={t('groups.create')}
            subtitle={t('groups.create.subtitle')}
            navigationAction={<BackButton fallback={`${ROOT_PATH}/groups`} />}
            primaryAction={<SaveButton modified={modified} isSubmitting={isSubmitting} />}
          />
          <Layouts.Content>
            <Panel>
              <Box paddingBottom={5}>
                <KindField />
              </Box>
              <GroupFields fields={fields} isNew />
            </Panel>
          </Layouts.Content>
          <Blocker />
        </>
      )}
    </Form>
  );
};

const CreateGroup = () => {
  const t = useTranslate();
  const { data: fields, isError } = useRuleFields(undefined, { refetchOnMountOrArgChange: true });
  if (isError) return <Page.Error />;
  if (!fields) return <Page.Loading>{t('loading')}</Page.Loading>;

  return (
    <Page.Main>
      <Page.Title>{t('groups.create')}</Page.Title>
      <GroupForm fields={fields} />
    </Page.Main>
  );
};

export const CreateGroupPage = () => (
  <GroupsGate permission={PERMISSIONS.groupsCreate}>
    <CreateGroup />
  </GroupsGate>
);
