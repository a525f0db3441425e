import { Flex, Grid } from '@strapi/design-system';
import { Blocker, Form, Layouts } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import type { Space } from '../../../contracts/spaces';
import { useGroups } from '../groups/api';
import { useGroupsAccess } from '../groups/useGroupsAccess';
import { Panel } from '../ui/Panel';
import { useActivityRights, useSpaceRights } from '../ui/rights';
import { ActivityPanel } from './ActivityPanel';
import { SaveButton } from '../ui/SaveButton';
import { SpaceFields } from './SpaceFields';
import { valuesOf, type SpaceValues } from './spaceValues';
import { useSaveSpace } from './useSaveSpace';

/** As many as one request gives; of the others no number is shown. */
const MOST_GROUPS = 100;

/** How many members each group has that may enter a space. */
const useMembersOf = ({ documentId, groups }: Space): Map<string, number> => {
  const { canOpen } = useGroupsAccess();
  const { data } = useGroups(
    { page: 1, pageSize: MOST_GROUPS, filters: { space: documentId } },
    { skip: !canOpen || groups.length === 0, refetchOnMountOrArgChange: true },
  );
  return useMemo(
    () => new Map(data?.results.map((group) => [group.documentId, group.members])),
    [data],
  );
};

const SpaceForm = ({ space }: { space: Space }) => {
  const save = useSaveSpace();
  const { canUpdate } = useSpaceRights();
  const initialValues = useMemo(() => valuesOf(space), [space]);
  const members = useMembersOf(space);

  return (
    <Form<SpaceValues>
      method="PUT"
      width="100%"
      initialValues={initialValues}
      disabled={!canUpdate}
      onSubmit={async (values, helpers) => {
        await save(values, helpers, space);
      }}
    >
      {({ modified, isSubmitting }) => (
        <Panel>
          <SpaceFields members={members} disabled={!canUpdate} />
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

export const InformationTab = ({ space }: { space: Space }) => {
  const { canRead } = useActivityRights();

  return (
    <Layouts.Content>
      <Grid.Root gap={6}>
        <Grid.Item col={canRead ? 8 : 12} xs={12} alignItems="flex-start">
          <SpaceForm space={space} />
        </Grid.Item>
        {canRead ? (
          <Grid.Item col={4} xs={12} alignItems="flex-start">
            <ActivityPanel space={space.documentId} />
          </Grid.Item>
        ) : null}
      </Grid.Root>
    </Layouts.Content>
  );
};
