import { Button, Flex, Grid } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { Blocker, Form, Layouts, type FormHelpers } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { InviteResult } from '../../../contracts/invitations';
import { useErrors } from '../ui/errors';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { AddressField } from '../addresses/AddressField';
import { MOST_ADDRESSES, normalised, writeEntry } from '../addresses/addresses';
import { useInvite } from './api';
import { InviteResults } from './InviteResults';
import { MailFields } from './MailFields';
import { NO_OFFER, offerOf, type Offered } from './offer';
import { AdminField, Cell, OfferFields } from './OfferFields';
import { checkPeople, keepRefused, readPeople, type Person } from '../addresses/people';

type Values = Offered & {
  emails: Person[];
  /** What is typed and not yet recognised. */
  draft: string;
};

const EMPTY: Values = { ...NO_OFFER, emails: [], draft: '' };

const REFUSED: InviteResult['outcome'][] = ['invalid', 'duplicate'];

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
      ...offerOf(values),
      emails: people.map(writeEntry),
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
                  <MailFields offered={values} />
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
