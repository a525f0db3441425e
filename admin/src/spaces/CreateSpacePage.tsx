import { BackButton, Blocker, Form, Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { PERMISSIONS } from '../../../contracts/permissions';
import { ROOT_PATH } from '../pluginId';
import { Panel } from '../ui/Panel';
import { right } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { SaveButton } from '../ui/SaveButton';
import { SpaceFields } from './SpaceFields';
import { EMPTY_SPACE, type SpaceValues } from './spaceValues';
import { useSaveSpace } from './useSaveSpace';

const CreateSpace = () => {
  const t = useTranslate();
  const navigate = useNavigate();
  const save = useSaveSpace();

  return (
    <Page.Main>
      <Page.Title>{t('spaces.create')}</Page.Title>
      <Form<SpaceValues>
        method="POST"
        initialValues={EMPTY_SPACE}
        onSubmit={async (values, helpers) => {
          const space = await save(values, helpers);
          if (space) navigate(`${ROOT_PATH}/spaces/${space.documentId}`, { replace: true });
        }}
      >
        {({ modified, isSubmitting }) => (
          <>
            <Layouts.Header
              title={t('spaces.create')}
              subtitle={t('spaces.create.subtitle')}
              navigationAction={<BackButton fallback={`${ROOT_PATH}/spaces`} />}
              primaryAction={<SaveButton modified={modified} isSubmitting={isSubmitting} />}
            />
            <Layouts.Content>
              <Panel>
                <SpaceFields />
              </Panel>
            </Layouts.Content>
            <Blocker />
          </>
        )}
      </Form>
    </Page.Main>
  );
};

export const CreateSpacePage = () => (
  <Page.Protect permissions={[right(PERMISSIONS.spacesCreate)]}>
    <CreateSpace />
  </Page.Protect>
);
