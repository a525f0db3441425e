import { Grid, Modal } from '@strapi/design-system';
import { Form, InputRenderer, type FormHelpers } from '@strapi/strapi/admin';
import type { InvitationCode } from '../../../contracts/invitations';
import { useErrors } from '../ui/errors';
import { ModalActions } from '../ui/ModalActions';
import { useTranslate } from '../ui/translate';
import { useCreateCodes } from './api';
import { carriedOf, NOTHING_CARRIED, type Carried } from './offer';
import { Cell, OfferFields } from './OfferFields';

type Values = Carried & {
  label: string | null;
  count: number | null;
  maxUses: number | null;
};

const INITIAL: Values = {
  label: null,
  count: 20,
  maxUses: 1,
  ...NOTHING_CARRIED,
};

type CodesDialogProps = {
  open: boolean;
  onMade: (codes: InvitationCode[]) => void;
  onClose: () => void;
};

/** Makes codes. */
export const CodesDialog = ({ open, onMade, onClose }: CodesDialogProps) => {
  const t = useTranslate();
  const { describeFields, notifyError } = useErrors();
  const [createCodes] = useCreateCodes();

  const submit = async (values: Values, { setErrors }: Pick<FormHelpers<Values>, 'setErrors'>) => {
    const { label, count, maxUses } = values;
    if (count === null || maxUses === null) {
      return setErrors({
        ...(count === null && { count: t('error.required') }),
        ...(maxUses === null && { maxUses: t('error.required') }),
      });
    }
    const result = await createCodes({ ...carriedOf(values), label, count, maxUses });
    if ('error' in result) {
      const fields = describeFields(result.error);
      setErrors(fields);
      if (Object.keys(fields).length === 0) notifyError(result.error);
      return;
    }
    onMade(result.data.data);
    onClose();
  };

  return (
    <Modal.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Form<Values> method="POST" initialValues={INITIAL} onSubmit={submit}>
          {({ isSubmitting }) => (
            <>
              <Modal.Header closeLabel={t('form.close')}>
                <Modal.Title>{t('invitations.codes.make')}</Modal.Title>
              </Modal.Header>
              <Modal.Body>
                <Grid.Root gap={5}>
                  <Cell col={12}>
                    <InputRenderer
                      type="string"
                      name="label"
                      label={t('invitations.field.label')}
                      hint={t('invitations.option.label.hint')}
                    />
                  </Cell>
                  <Cell>
                    <InputRenderer
                      type="integer"
                      name="count"
                      label={t('invitations.option.count')}
                      required
                    />
                  </Cell>
                  <Cell>
                    <InputRenderer
                      type="integer"
                      name="maxUses"
                      label={t('invitations.option.maxUses')}
                      required
                    />
                  </Cell>
                  <OfferFields />
                </Grid.Root>
              </Modal.Body>
              <ModalActions label={t('invitations.codes.submit')} isBusy={isSubmitting} />
            </>
          )}
        </Form>
      </Modal.Content>
    </Modal.Root>
  );
};
