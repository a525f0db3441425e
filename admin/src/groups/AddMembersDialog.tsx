import { Button, Flex, Modal, Radio, Typography } from '@strapi/design-system';
import { Form, useField, type FormHelpers } from '@strapi/strapi/admin';
import { useId, useState } from 'react';
import type { MemberResult, MembersInput } from '../../../contracts/groups';
import { AddressField } from '../addresses/AddressField';
import { writeEntry } from '../addresses/addresses';
import { checkPeople, readPeople, type Person } from '../addresses/people';
import { useErrors } from '../ui/errors';
import { ModalActions } from '../ui/ModalActions';
import { Picker, usePickerText } from '../ui/Picker';
import { useInvitationRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useAddMembers, usePeople, type Account, type GroupDetail } from './api';
import { MemberResults } from './MemberResults';

/** Who is added: people of the site, or the holders of addresses. */
type Way = 'accounts' | 'emails';

type Values = {
  way: Way;
  accounts: Account[];
  emails: Person[];
  /** What is typed and not yet recognised. */
  draft: string;
};

const EMPTY: Values = { way: 'accounts', accounts: [], emails: [], draft: '' };
const WAYS = ['accounts', 'emails'] as const satisfies Way[];

const WayField = () => {
  const t = useTranslate();
  const id = useId();
  const field = useField<Way>('way');
  const { canInvite } = useInvitationRights();
  // Who has no account is invited to the platform.
  if (!canInvite) return null;

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {t('groups.members.way')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={field.value}
        onValueChange={(way) => field.onChange('way', way as Way)}
      >
        <Flex gap={5} wrap="wrap">
          {WAYS.map((way) => (
            <Radio.Item key={way} value={way}>
              {t(`groups.members.way.${way}`)}
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
    </Flex>
  );
};

const AccountsField = () => {
  const t = useTranslate();
  const field = useField<Account[]>('accounts');
  const { text, setText, settled } = usePickerText();
  const { currentData = [], isFetching } = usePeople(settled, { skip: settled === '' });
  const chosen = field.value ?? [];
  const itemOf = ({ documentId, username, email }: Account) => ({
    value: documentId,
    label: username,
    detail: email,
  });

  return (
    <Picker
      name="accounts"
      label={t('groups.members.accounts')}
      hint={t('groups.members.accounts.hint')}
      error={field.error}
      placeholder={t('groups.members.accounts.placeholder')}
      required
      chosen={chosen.map(itemOf)}
      found={settled === '' ? [] : currentData.map(itemOf)}
      isSearching={isFetching}
      nothing={t(settled === '' ? 'groups.members.accounts.type' : 'groups.members.accounts.none')}
      text={text}
      onText={setText}
      onChoose={(id) => {
        const account = currentData.find(({ documentId }) => documentId === id);
        if (account) field.onChange('accounts', [...chosen, account]);
      }}
      onRemove={(id) =>
        field.onChange(
          'accounts',
          chosen.filter(({ documentId }) => documentId !== id),
        )
      }
    />
  );
};

type AddFormProps = { group: GroupDetail; onDone: (results: MemberResult[]) => void };

const AddForm = ({ group, onDone }: AddFormProps) => {
  const t = useTranslate();
  const { describeFields, notifyError } = useErrors();
  const [add] = useAddMembers();

  /** Who is to be added, or what is wrong with them. */
  const peopleOf = ({
    way,
    accounts,
    emails,
  }: Values): { people: MembersInput } | { errors: Record<string, string> } => {
    if (way === 'accounts') {
      if (accounts.length === 0) return { errors: { accounts: t('groups.members.none') } };
      return { people: { users: accounts.map(({ documentId }) => documentId) } };
    }
    if (emails.length === 0) return { errors: { emails: t('invitations.addresses.none') } };
    const wrong = checkPeople(emails).filter(({ problem }) => problem !== null).length;
    if (wrong > 0)
      return { errors: { emails: t('invitations.addresses.wrong', { count: wrong }) } };
    return { people: { emails: emails.map(writeEntry) } };
  };

  const submit = async (
    values: Values,
    { setErrors, setValues }: Pick<FormHelpers<Values>, 'setErrors' | 'setValues'>,
  ) => {
    const whole = { ...values, emails: [...values.emails, ...readPeople(values.draft)], draft: '' };
    const wanted = peopleOf(whole);
    if ('errors' in wanted) {
      setValues(whole);
      return setErrors(wanted.errors);
    }
    const result = await add({ group: group.documentId, people: wanted.people });
    if ('error' in result) {
      const fields = describeFields(result.error);
      setErrors(fields);
      if (Object.keys(fields).length === 0) notifyError(result.error);
      return;
    }
    onDone(result.data);
  };

  return (
    <Form<Values> method="POST" initialValues={EMPTY} onSubmit={submit}>
      {({ values, isSubmitting }) => (
        <>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              <WayField />
              {values.way === 'accounts' ? (
                <AccountsField />
              ) : (
                <>
                  <Typography textColor="neutral800">{t('groups.members.emails.hint')}</Typography>
                  <AddressField />
                </>
              )}
            </Flex>
          </Modal.Body>
          <ModalActions label={t('groups.members.add')} isBusy={isSubmitting} />
        </>
      )}
    </Form>
  );
};

type AddMembersDialogProps = { group: GroupDetail; open: boolean; onClose: () => void };

const Content = ({ group, onClose }: Omit<AddMembersDialogProps, 'open'>) => {
  const t = useTranslate();
  const [results, setResults] = useState<MemberResult[] | null>(null);

  return (
    <>
      <Modal.Header closeLabel={t('form.close')}>
        <Modal.Title style={{ overflowWrap: 'anywhere' }}>
          {t('groups.members.addTo', { group: group.name })}
        </Modal.Title>
      </Modal.Header>
      {results ? (
        <>
          <Modal.Body>
            <MemberResults results={results} />
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={() => setResults(null)}>
              {t('groups.members.more')}
            </Button>
            <Button onClick={onClose}>{t('form.close')}</Button>
          </Modal.Footer>
        </>
      ) : (
        <AddForm group={group} onDone={setResults} />
      )}
    </>
  );
};

/** Puts people into a group by hand. */
export const AddMembersDialog = ({ open, ...props }: AddMembersDialogProps) => (
  <Modal.Root open={open} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
    {open ? (
      <Modal.Content aria-describedby={undefined}>
        <Content {...props} />
      </Modal.Content>
    ) : null}
  </Modal.Root>
);
