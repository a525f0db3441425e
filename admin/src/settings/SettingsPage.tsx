import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Blocker, Form, Layouts, Page } from '@strapi/strapi/admin';
import { useMemo, useRef, useState } from 'react';
import { PERMISSIONS } from '../../../contracts/permissions';
import type { MailKind } from '../../../contracts/settings';
import { isLanguage } from '../translations/languages';
import { Note } from '../ui/Note';
import { right, useSettingsRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useSettings, type SettingsData } from './api';
import { GroupsSection } from './GroupsSection';
import { InvitationsSection } from './InvitationsSection';
import { LimitsSection } from './LimitsSection';
import { PagesSection } from './PagesSection';
import { SendingSection } from './SendingSection';
import { SiteSection } from './SiteSection';
import { TemplatesSection, type Shown } from './TemplatesSection';
import { useSaveSettings } from './useSaveSettings';
import { valuesOf, type SettingsValues } from './values';
import { WebhooksSection } from './WebhooksSection';

/** The mail and language of the first text that was refused. */
const refusedTemplate = (errors: Record<string, unknown>): Shown | null => {
  const [kind, locales] = Object.entries((errors.templates as object | undefined) ?? {})[0] ?? [];
  const [locale = ''] = Object.keys(locales ?? {});
  return kind && isLanguage(locale) ? { kind: kind as MailKind, locale } : null;
};

type ConflictProps = { onSaveAnyway: () => void; onDiscard: () => void };

const ConflictNote = ({ onSaveAnyway, onDiscard }: ConflictProps) => {
  const t = useTranslate();

  return (
    <Note
      variant="danger"
      title={t('settings.conflict.title')}
      action={
        <Flex gap={2} wrap="wrap">
          <Button type="submit" variant="secondary" onClick={onSaveAnyway}>
            {t('settings.conflict.save')}
          </Button>
          <Button variant="tertiary" onClick={onDiscard}>
            {t('settings.conflict.discard')}
          </Button>
        </Flex>
      }
    >
      {t('settings.conflict')}
    </Note>
  );
};

type SettingsFormProps = { data: SettingsData; onReload: () => void };

const SettingsForm = ({ data, onReload }: SettingsFormProps) => {
  const t = useTranslate();
  const { canUpdate } = useSettingsRights();
  const save = useSaveSettings();
  const [opened, setOpened] = useState(data);
  const [hasConflict, setHasConflict] = useState(false);
  const anyway = useRef(false);
  const [shown, setShown] = useState<Shown>({
    kind: 'invitation',
    locale: data.values.defaultLocale,
  });
  const initialValues = useMemo(() => valuesOf(opened.values), [opened]);
  const defaults = useMemo(() => valuesOf(opened.defaults), [opened]);

  return (
    <Form<SettingsValues>
      method="PUT"
      initialValues={initialValues}
      disabled={!canUpdate}
      onSubmit={async (values, helpers) => {
        const outcome = await save(values, helpers, opened, anyway.current);
        anyway.current = false;
        setHasConflict('conflict' in outcome);
        if ('saved' in outcome) setOpened(outcome.saved);
        if ('refused' in outcome) setShown(refusedTemplate(outcome.refused) ?? shown);
      }}
    >
      {({ modified, isSubmitting }) => (
        <>
          <Layouts.Header
            title={t('settings.title')}
            subtitle={t('settings.subtitle')}
            primaryAction={
              canUpdate ? (
                <Button
                  type="submit"
                  startIcon={<Check />}
                  loading={isSubmitting}
                  disabled={!modified || isSubmitting}
                >
                  {t('form.save')}
                </Button>
              ) : null
            }
          />
          <Layouts.Content>
            <Flex direction="column" alignItems="stretch" gap={6}>
              {hasConflict ? (
                <ConflictNote
                  onSaveAnyway={() => {
                    anyway.current = true;
                  }}
                  onDiscard={onReload}
                />
              ) : null}
              <SiteSection defaults={defaults} />
              <PagesSection defaults={defaults} />
              <InvitationsSection defaults={defaults} roles={opened.roles} />
              <GroupsSection defaults={defaults} />
              <SendingSection defaults={defaults} />
              <TemplatesSection
                shown={shown}
                onShow={setShown}
                defaults={defaults}
                variables={opened.variables}
              />
              <LimitsSection defaults={defaults} />
              <WebhooksSection />
            </Flex>
          </Layouts.Content>
          <Blocker />
        </>
      )}
    </Form>
  );
};

const Settings = () => {
  const t = useTranslate();
  const { data, error, isFetching, refetch } = useSettings(undefined, {
    refetchOnMountOrArgChange: true,
  });

  return (
    <Page.Main>
      <Page.Title>{t('settings.title')}</Page.Title>
      {isFetching ? (
        <Page.Loading>{t('loading')}</Page.Loading>
      ) : error || !data ? (
        <Page.Error />
      ) : (
        <SettingsForm data={data} onReload={refetch} />
      )}
    </Page.Main>
  );
};

export const SettingsPage = () => (
  <Page.Protect permissions={[right(PERMISSIONS.settingsRead)]}>
    <Settings />
  </Page.Protect>
);
