import { Button, Modal } from '@strapi/design-system';
import { useTranslate } from './translate';

/** The buttons below a form in a modal: leave it, or send it. */
export const ModalActions = ({ label, isBusy }: { label: string; isBusy: boolean }) => {
  const t = useTranslate();

  return (
    <Modal.Footer>
      <Modal.Close>
        <Button variant="tertiary">{t('form.cancel')}</Button>
      </Modal.Close>
      <Button type="submit" loading={isBusy} disabled={isBusy}>
        {label}
      </Button>
    </Modal.Footer>
  );
};
