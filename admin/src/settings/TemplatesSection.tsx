import {
  Box,
  Button,
  Field,
  Flex,
  Grid,
  Loader,
  SingleSelect,
  SingleSelectOption,
  Tabs,
  TextButton,
  Typography,
} from '@strapi/design-system';
import { ArrowClockwise, Mail } from '@strapi/icons';
import { useForm, useNotification } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
import type { MailKind, MailPart } from '../../../contracts/settings';
import { ALL_LANGUAGES, isLanguage, type Language } from '../translations/languages';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { useTemplatePreview, useTestTemplate, type SettingsData, type Trial } from './api';
import { MailParts } from './MailParts';
import { PartField } from './PartField';
import { refusedFields, useProblems } from './problems';
import { useDebounced } from '../ui/useDebounced';
import { textsOf, type SettingsValues } from './values';
import { Variables } from './Variables';

const TYPING = 400;
const SPACES = ['1', '2', '0'] as const;

/** The mail and the language that are shown. */
export type Shown = { kind: MailKind; locale: Language };

type EditorProps = {
  shown: Shown;
  defaults: SettingsValues;
  variables: SettingsData['variables'];
};

const SendTest = ({ trial, disabled }: { trial: Trial; disabled: boolean }) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [sendTest, { isLoading }] = useTestTemplate();

  const send = async () => {
    const result = await sendTest(trial);
    if ('error' in result) notifyError(result.error);
    else toggleNotification({ type: 'success', message: t('settings.test.sent') });
  };

  return (
    <Button
      variant="secondary"
      startIcon={<Mail />}
      onClick={send}
      loading={isLoading}
      disabled={disabled}
    >
      {t('settings.test')}
    </Button>
  );
};

const TemplateEditor = ({ shown: { kind, locale }, defaults, variables }: EditorProps) => {
  const t = useTranslate();
  const { describe } = useProblems();
  const { describeError } = useErrors();
  const [spaces, setSpaces] = useState<string>('1');
  const { values, onChange, disabled } = useForm('Template', (form) => form);
  const path = `templates.${kind}.${locale}`;
  const texts = (values as SettingsValues).templates[kind][locale];
  const own = defaults.templates[kind][locale];

  const typed: Trial = useMemo(
    () => ({ kind, locale, template: textsOf(texts), spaces: Number(spaces) }),
    [kind, locale, texts, spaces],
  );
  const trial = useDebounced(typed, TYPING);
  const { data, error, isFetching } = useTemplatePreview(trial);
  const problems = refusedFields(error);
  const problemOf = (part: string) => {
    const problem = problems.find(({ path: [, name] }) => name === part);
    return problem && describe(problem);
  };
  const isChanged = JSON.stringify(textsOf(texts)) !== JSON.stringify(textsOf(own));

  return (
    <Grid.Root gap={6}>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
        {(Object.keys(own) as MailPart[]).map((part) => (
          <PartField
            key={`${path}.${part}`}
            name={`${path}.${part}`}
            part={part}
            problem={problemOf(part)}
          />
        ))}
        {isChanged && !disabled ? (
          <Flex justifyContent="flex-end">
            <TextButton startIcon={<ArrowClockwise />} onClick={() => onChange(path, own)}>
              {t('settings.template.reset')}
            </TextButton>
          </Flex>
        ) : null}
        <Variables names={variables[kind]} />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
        <Typography tag="h3" variant="delta">
          {t('settings.preview')}
        </Typography>
        <Flex gap={3} alignItems="flex-end" wrap="wrap">
          {variables[kind].includes('spaces') ? (
            <Field.Root name="sampleSpaces">
              <Field.Label>{t('settings.preview.spaces')}</Field.Label>
              <SingleSelect value={spaces} onChange={(value) => setSpaces(String(value))}>
                {SPACES.map((count) => (
                  <SingleSelectOption key={count} value={count}>
                    {t(`settings.preview.spaces.${count}`)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
          ) : null}
          <SendTest trial={typed} disabled={disabled || Boolean(error)} />
        </Flex>
        {error ? (
          <Note variant="danger">
            {problems.length > 0 ? t('settings.preview.wrong') : describeError(error)}
          </Note>
        ) : null}
        {data ? (
          <MailParts mail={data} isStale={isFetching || Boolean(error) || trial !== typed} />
        ) : isFetching ? (
          <Loader>{t('loading')}</Loader>
        ) : null}
      </Grid.Item>
    </Grid.Root>
  );
};

type Props = EditorProps & { onShow: (shown: Shown) => void };

export const TemplatesSection = ({ shown, onShow, ...editor }: Props) => {
  const t = useTranslate();
  const kinds = Object.keys(editor.defaults.templates) as MailKind[];

  return (
    <Panel title={t('settings.templates')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Box maxWidth="40rem">
          <Field.Root name="mailKind">
            <Field.Label>{t('settings.templates.kind')}</Field.Label>
            <SingleSelect
              value={shown.kind}
              onChange={(kind) => onShow({ ...shown, kind: kind as MailKind })}
            >
              {kinds.map((kind) => (
                <SingleSelectOption key={kind} value={kind}>
                  {t(`settings.mail.${kind}`)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
        </Box>
        <Tabs.Root
          variant="simple"
          value={shown.locale}
          onValueChange={(locale) => isLanguage(locale) && onShow({ ...shown, locale })}
        >
          <Tabs.List aria-label={t('settings.templates.languages')}>
            {ALL_LANGUAGES.map((language) => (
              <Tabs.Trigger key={language} value={language}>
                {t(`mail.locale.${language}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Tabs.Content value={shown.locale} tabIndex={-1}>
            <Box paddingTop={5}>
              <TemplateEditor {...editor} shown={shown} />
            </Box>
          </Tabs.Content>
        </Tabs.Root>
      </Flex>
    </Panel>
  );
};
