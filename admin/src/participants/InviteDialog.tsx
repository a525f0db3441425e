import { Flex, Modal } from '@strapi/design-system';
import {
  Form,
  InputRenderer,
  useField,
  useNotification,
  type FormHelpers,
} from '@strapi/strapi/admin';
import { useErrors } from '../ui/errors';
import { DEFAULT_MAIL, MailOptions, type Mail } from '../ui/MailOptions';
import { ModalActions } from '../ui/ModalActions';
import { useTranslate } from '../ui/translate';
import { useAddParticipant } from './api';

type Values = { name: string | null; email: string | null; mail: Mail };

const EMPTY: Values = { name: null, email: null, mail: DEFAULT_MAIL };
const FIELD_OF_CODE = {
  missing_name: 'name',
  missing_email: 'email',
  invalid_email: 'email',
  forbidden_character: 'name',
  control_character: 'name',
} as const;

const MailField = () => {
  const field = useField<Mail>('mail');
  return (
    <MailOptions
      value={field.value ?? DEFAULT_MAIL}
      onChange={(mail) => field.onChange('mail', mail)}
    />
  );
};

type InviteDialogProps = { space: string; open: boolean; onClose: () => void };

export const InviteDialog = ({ space, open, onClose }: InviteDialogProps) => {
  const t = useTranslate();
  const { describeFields, notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [addParticipant] = useAddParticipant();

  const submit = async (values: Values, { setErrors }: Pick<FormHelpers<Values>, 'setErrors'>) => {
    const name = values.name?.trim() ?? '';
    const email = values.email?.trim() ?? '';
    if (!name || !email) {
      setErrors({
        ...(!name && { name: t('error.missing_name') }),
        ...(!email && { email: t('error.missing_email') }),
      });
      return;
    }

    const result = await addParticipant({
      space,
      participant: { name, email, ...values.mail },
    });
    if ('error' in result) {
      const fields = describeFields(result.error, FIELD_OF_CODE);
      setErrors(fields);
      if (Object.keys(fields).length === 0) notifyError(result.error);
      return;
    }

    const { outcome } = result.data;
    toggleNotification({
      type: outcome === 'invited' || outcome === 'added' ? 'success' : 'info',
      message: t(`participants.outcome.${outcome}`, { email: result.data.data.email }),
    });
    onClose();
  };

  return (
    <Modal.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal.Content>
        <Form<Values> method="POST" initialValues={EMPTY} onSubmit={submit}>
          {({ isSubmitting }) => (
            <>
              <Modal.Header closeLabel={t('form.close')}>
                <Modal.Title>{t('participants.invite')}</Modal.Title>
              </Modal.Header>
              <Modal.Body>
                <Flex direction="column" alignItems="stretch" gap={5}>
                  <InputRenderer
                    type="string"
                    name="name"
                    label={t('participants.field.name')}
                    hint={t('participants.name.hint')}
                    required
                  />
                  <InputRenderer
                    type="email"
                    name="email"
                    label={t('participants.field.email')}
                    autoComplete="off"
                    required
                  />
                  <MailField />
                </Flex>
              </Modal.Body>
              <ModalActions label={t('participants.invite.submit')} isBusy={isSubmitting} />
            </>
          )}
        </Form>
      </Modal.Content>
    </Modal.Root>
  );
};
