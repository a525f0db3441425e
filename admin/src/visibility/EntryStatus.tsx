import { Status, Typography } from '@strapi/design-system';
import type { ContentEntry } from '../../../contracts/visibility';
import { useTranslate } from '../ui/translate';

type EntryStatusProps = { status: NonNullable<ContentEntry['status']> };

// As in the lists of the Content Manager.
const VARIANTS = { draft: 'secondary', modified: 'alternative', published: 'success' } as const;

export const EntryStatus = ({ status }: EntryStatusProps) => {
  const t = useTranslate();

  return (
    <Status size="XS" variant={VARIANTS[status]} display="inline-flex">
      <Typography tag="span" variant="omega" fontWeight="bold">
        {t(`content.status.${status}`)}
      </Typography>
    </Status>
  );
};
