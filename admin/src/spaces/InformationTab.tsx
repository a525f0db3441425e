import { Flex, Grid } from '@strapi/design-system';
import { Blocker, Form, Layouts } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import type { Space } from '../../../contracts/spaces';
import { Panel } from '../ui/Panel';
import { useActivityRights, useSpaceRights } from '../ui/rights';
import { ActivityPanel } from './ActivityPanel';
import { SaveButton } from './SaveButton';
import { SpaceFields } from './SpaceFields';
import { valuesOf, type SpaceValues } from './spaceValues';
import { useSaveSpace } from './useSaveSpace';

const SpaceForm = ({ space }: { space: Space }) => {
  const save = useSaveSpace();
  const { canUpdate } = useSpaceRights();
  const initialValues = useMemo(() => valuesOf(space), [space]);

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
          <SpaceFields disabled={!canUpdate} />
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
