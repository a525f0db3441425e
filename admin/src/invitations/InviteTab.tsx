import { Box, Button, Checkbox, Field, Flex, Grid } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { Blocker, Form, Layouts, useField, type FormHelpers } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { InviteResult } from '../../../contracts/invitations';
import type { Language } from '../translations/languages';
import { useErrors } from '../ui/errors';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { AddressField } from './AddressField';
import { MOST_ADDRESSES, normalised, writeEntry } from './addresses';
import { useInvite } from './api';
import { InviteResults } from './InviteResults';
import { endOfDay } from './lastDay';
import { MailPreview } from './MailPreview';
import { MessageField } from './MessageField';
import { AdminField, Cell, OfferFields } from './OfferFields';
import { checkPeople, keepRefused, readPeople, type Person } from './people';

type Values = {
  emails: Person[];
  /** What is typed and not yet recognised. */
  draft: string;
  spaces: string[];
  role: string | null;
  admin: boolean;
  locale: Language | null;
  /** A day, as `2026-03-31`. */
  expiresAt: string | null;
  message: string;
  send: boolean;
};

const EMPTY: Values = {
  emails: [],
  draft: '',
  spaces: [],
  role: null,
  admin: false,
  locale: null,
  expiresAt: null,
  message: '',
  send: true,
};

const REFUSED: InviteResult['outcome'][] = ['invalid', 'duplicate'];

export const SendField = () => {
  const t = useTranslate();
  const field = useField<boolean>('send');

  return (
    <Field.Root name="send" hint={t('invitations.option.send.hint')}>
      <Checkbox
        checked={field.value ?? true}
        onCheckedChange={(checked) => field.onChange('send', checked === true)}
      >
        {t('invitations.option.send')}
      </Checkbox>
      <Field.Hint />
    </Field.Root>
  );
};

/** Sends what the form says; tells at its fields what was refused. */
const useSubmit = (onDone: (results: InviteResult[]) => void) => {
  const t = useTranslate();
  const { describe, describeFields, notifyError } = useErrors();
  const [invite] = useInvite();

  /** What is wrong with the addresses together. */
  const complaint = (people: Person[]): string | null => {
    if (people.length === 0) return t('invitations.addresses.none');
    if (people.length > MOST_ADDRESSES) {
      return t('invitations.addresses.tooMany', { most: MOST_ADDRESSES });
    }
    const wrong = checkPeople(people).filter(({ problem }) => problem !== null).length;
    return wrong > 0 ? t('invitations.addresses.wrong', { count: wrong }) : null;
  };

  return async (
    { draft, ...values }: Values,
    { setErrors, setValues }: Pick<FormHelpers<Values>, 'setErrors' | 'setValues'>,
  ) => {
    const people = [...values.emails, ...readPeople(draft)];
    const emails = complaint(people);
    if (emails) {
      setValues({ ...values, emails: people, draft: '' });
      return setErrors({ emails });
    }

    const result = await invite({
      ...values,
      emails: people.map(writeEntry),
      expiresAt: endOfDay(values.expiresAt),
      message: values.message.trim() || null,
    });
    if ('error' in result) {
      const fields = describeFields(result.error);
      setErrors(fields);
      if (Object.keys(fields).length === 0) notifyError(result.error);
      return;
    }

    const results = result.data.data;
    const refused = results.filter(({ outcome }) => REFUSED.includes(outcome));
    const refusals = new Map(
      refused.map(({ email, outcome, reason, message }) => [
        normalised(email),
        outcome === 'duplicate'
          ? t('invitations.address.duplicate')
          : describe({ code: reason, message }),
      ]),
    );
    setValues(
      refused.length > 0 ? { ...values, emails: keepRefused(people, refusals), draft: '' } : EMPTY,
    );
    onDone(results);
  };
};

/** Invites people by their addresses. */
export const InviteTab = () => {
  const t = useTranslate();
  const [results, setResults] = useState<InviteResult[] | null>(null);
  const submit = useSubmit(setResults);

  return (
    <Layouts.Content>
      <Flex direction="column" alignItems="stretch" gap={6}>
        {results ? <InviteResults results={results} onClose={() => setResults(null)} /> : null}
        <Form<Values> method="POST" initialValues={EMPTY} onSubmit={submit}>
          {({ values, isSubmitting }) => (
            <>
              <Flex direction="column" alignItems="stretch" gap={6}>
                <Panel title={t('invitations.invite.who')}>
                  <AddressField />
                </Panel>
                <Panel title={t('invitations.invite.what')}>
                  <Grid.Root gap={5}>
                    <OfferFields />
                    <Cell col={12}>
                      <AdminField />
                    </Cell>
                  </Grid.Root>
                </Panel>
                <Panel title={t('invitations.invite.mail')}>
                  <Flex direction="column" alignItems="stretch" gap={5}>
                    <SendField />
                    <MessageField />
                    <Box>
                      <MailPreview
                        locale={values.locale}
                        content={{ message: values.message.trim() || null, spaces: values.spaces }}
                      />
                    </Box>
                  </Flex>
                </Panel>
                <Flex justifyContent="flex-end">
                  <Button
                    type="submit"
                    startIcon={<PaperPlane />}
                    loading={isSubmitting}
                    disabled={isSubmitting}
                  >
                    {t(
                      values.send ? 'invitations.invite.submit' : 'invitations.invite.submitLinks',
                    )}
                  </Button>
                </Flex>
              </Flex>
              <Blocker />
            </>
          )}
        </Form>
      </Flex>
    </Layouts.Content>
  );
};
