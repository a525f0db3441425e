import { Button } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useTranslate } from './translate';

type Props = { modified: boolean; isSubmitting: boolean };

/** Saves the form around it, once there is something to save. */
export const SaveButton = ({ modified, isSubmitting }: Props) => {
  const t = useTranslate();
  return (
    <Button
      type="submit"
      startIcon={<Check />}
      loading={isSubmitting}
      disabled={!modified || isSubmitting}
    >
      {t('form.save')}
    </Button>
  );
};
