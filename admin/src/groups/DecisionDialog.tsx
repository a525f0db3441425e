import { Flex, Modal, Typography } from '@strapi/design-system';
import { Form, InputRenderer, useNotification, type FormHelpers } from '@strapi/strapi/admin';
import { useErrors } from '../ui/errors';
import { ModalActions } from '../ui/ModalActions';
import { useTranslate } from '../ui/translate';
import { useDecision } from './api';
import type { PendingDecision } from './decisions';

type Values = { reason: string | null };

type DecisionFormProps = { pending: PendingDecision; onDone: () => void };

const DecisionForm = ({ pending, onDone }: DecisionFormProps) => {
  const t = useTranslate();
  const { describeFields, notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [decide] = useDecision();
  const { decision, target, count, name, asOf } = pending;
  const isRequired = decision === 'reject';

  const submit = async (values: Values, { setErrors }: Pick<FormHelpers<Values>, 'setErrors'>) => {
    const reason = values.reason?.trim() || null;
    if (isRequired && !reason) return setErrors({ reason: t('groups.reason.missing') });
    const result = await decide({ action: decision, target, reason, asOf });
    if ('error' in result) {
      const fields = describeFields(result.error);
      setErrors(fields);
      if (!fields.reason) notifyError(result.error);
      return;
    }
    const { affected, skipped, changed = 0, taken = 0 } = result.data;
    const told = [
      ['groups.skipped.changed', changed],
      ['groups.skipped.taken', taken],
      [`groups.${decision}.skipped`, skipped - changed - taken],
    ] as const;
    toggleNotification({
      type: affected > 0 ? 'success' : 'info',
      message: [
        t(`groups.${decision}.done`, { count: affected }),
        ...told.flatMap(([key, some]) => (some > 0 ? [t(key, { count: some })] : [])),
      ].join(' '),
    });
    onDone();
  };

  return (
    <Form<Values> method="POST" initialValues={{ reason: null }} onSubmit={submit}>
      {({ isSubmitting }) => (
        <>
          <Modal.Header closeLabel={t('form.close')}>
            <Modal.Title style={{ overflowWrap: 'anywhere' }}>
              {name
                ? t(`groups.${decision}.one`, { name })
                : t(`groups.${decision}.many`, { count })}
            </Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              <Typography textColor="neutral800">{t(`groups.${decision}.hint`)}</Typography>
              <InputRenderer
                type="text"
                name="reason"
                label={t('groups.reason')}
                hint={t('groups.reason.hint')}
                required={isRequired}
              />
            </Flex>
          </Modal.Body>
          <ModalActions label={t(`groups.${decision}`)} isBusy={isSubmitting} />
        </>
      )}
    </Form>
  );
};

type DecisionDialogProps = {
  /** null: closed. */
  pending: PendingDecision | null;
  onDone?: () => void;
  onClose: () => void;
};

/** Asks for the reason of a decision, which the groups are told. */
export const DecisionDialog = ({ pending, onDone, onClose }: DecisionDialogProps) => (
  <Modal.Root open={pending !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
    {pending ? (
      <Modal.Content aria-describedby={undefined}>
        <DecisionForm
          pending={pending}
          onDone={() => {
            onDone?.();
            onClose();
          }}
        />
      </Modal.Content>
    ) : null}
  </Modal.Root>
);
