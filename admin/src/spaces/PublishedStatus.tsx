import { Status, Typography } from '@strapi/design-system';
import { useTranslate } from '../ui/translate';

export const PublishedStatus = ({ published }: { published: boolean }) => {
  const t = useTranslate();

  return (
    <Status size="XS" variant={published ? 'success' : 'secondary'} display="inline-flex">
      <Typography tag="span" variant="omega" fontWeight="bold">
        {t(published ? 'spaces.published.yes' : 'spaces.published.no')}
      </Typography>
    </Status>
  );
};
