import { Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useTranslate } from './translate';

type WhenProps = { value: string | null; variant?: 'omega' | 'pi'; textColor?: 'neutral600' };

export const When = ({ value, variant = 'omega', textColor }: WhenProps) => {
  const { formatDate } = useIntl();
  const t = useTranslate();

  return (
    <Typography variant={variant} textColor={textColor ?? 'neutral800'}>
      {value ? (
        <time dateTime={value} style={{ whiteSpace: 'nowrap' }}>
          {formatDate(value, { dateStyle: 'medium', timeStyle: 'short' })}
        </time>
      ) : (
        <>
          <span aria-hidden>–</span>
          <VisuallyHidden>{t('when.never')}</VisuallyHidden>
        </>
      )}
    </Typography>
  );
};
