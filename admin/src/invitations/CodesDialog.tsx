import { Button, Grid, Modal } from '@strapi/design-system';
import { Form, InputRenderer, type FormHelpers } from '@strapi/strapi/admin';
import type { InvitationCode } from '../../../contracts/invitations';
import type { Language } from '../translations/languages';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useCreateCodes } from './api';
import { endOfDay } from './lastDay';
import { Cell, OfferFields } from './OfferFields';

type Values = {
  label: string | null;
  count: number | null;
  maxUses: number | null;
  spaces: string[];
  role: string | null;
  locale: Language | null;
  expiresAt: string | null;
};

const INITIAL: Values = {
  label: null,
  count: 20,
  maxUses: 1,
  spaces: [],
  role: null,
  locale: null,
  expiresAt: null,
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
    const { count, maxUses } = values;
    if (count === null || maxUses === null) {
      return setErrors({
        ...(count === null && { count: t('error.required') }),
        ...(maxUses === null && { maxUses: t('error.required') }),
      });
    }
    const expiresAt = endOfDay(values.expiresAt);
    const result = await createCodes({ ...values, count, maxUses, expiresAt });
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
              <Modal.Footer>
                <Modal.Close>
                  <Button variant="tertiary">{t('form.cancel')}</Button>
                </Modal.Close>
                <Button type="submit" loading={isSubmitting} disabled={isSubmitting}>
                  {t('invitations.codes.submit')}
                </Button>
              </Modal.Footer>
            </>
          )}
        </Form>
      </Modal.Content>
    </Modal.Root>
  );
};
