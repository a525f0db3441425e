import { Flex, Grid, Loader } from '@strapi/design-system';
import { Blocker, Form, Layouts } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import type { RuleField } from '../../../contracts/groups';
import { SaveButton } from '../ui/SaveButton';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useGroupRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useRuleFields, type GroupDetail } from './api';
import { GroupFields } from './GroupFields';
import { valuesOf, type GroupValues } from './groupValues';
import { HistoryPanel } from './HistoryPanel';
import { OpenedSpaces } from './OpenedSpaces';
import { useSaveGroup } from './useSaveGroup';
import { VerificationPanel } from './VerificationPanel';

const NO_FIELDS: RuleField[] = [];

const GroupForm = ({ group, fields }: { group: GroupDetail; fields: RuleField[] }) => {
  const save = useSaveGroup(fields);
  const { canUpdate } = useGroupRights();
  const initialValues = useMemo(() => valuesOf(group, fields), [group, fields]);

  return (
    <Form<GroupValues>
      method="PUT"
      width="100%"
      initialValues={initialValues}
      disabled={!canUpdate}
      onSubmit={async (values, helpers) => {
        await save(values, helpers, group);
      }}
    >
      {({ modified, isSubmitting }) => (
        <Panel>
          <GroupFields fields={fields} disabled={!canUpdate} />
          {canUpdate ? (
            <Flex justifyContent="flex-end" paddingTop={6}>
              <SaveButton modified={modified} isSubmitting={isSubmitting} />
            </Flex>
          ) : null}
          <Blocker />
        </Panel>
      )}
    </Form>
  );
};

/** The form of a smart group, once it is known what rules can be about. */
const SmartForm = ({ group }: { group: GroupDetail }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { data, error } = useRuleFields(undefined, { refetchOnMountOrArgChange: true });
  if (data) return <GroupForm group={group} fields={data} />;

  return (
    <Panel>
      {error ? (
        <Note variant="danger">{describeError(error)}</Note>
      ) : (
        <Loader>{t('loading')}</Loader>
      )}
    </Panel>
  );
};

export const InformationTab = ({ group }: { group: GroupDetail }) => (
  <Layouts.Content>
    <Grid.Root gap={6}>
      <Grid.Item col={8} xs={12} alignItems="flex-start">
        {group.kind === 'smart' ? (
          <SmartForm group={group} />
        ) : (
          <GroupForm group={group} fields={NO_FIELDS} />
        )}
      </Grid.Item>
      <Grid.Item col={4} xs={12} alignItems="flex-start">
        <Flex direction="column" alignItems="stretch" gap={6} width="100%">
          {group.kind === 'organization' ? <VerificationPanel group={group} /> : null}
          <OpenedSpaces spaces={group.spaces} />
          <HistoryPanel history={group.history} />
        </Flex>
      </Grid.Item>
    </Grid.Root>
  </Layouts.Content>
);
