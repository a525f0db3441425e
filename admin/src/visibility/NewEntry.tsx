import { Flex, Typography } from '@strapi/design-system';
import type { ScopedType } from '../../../contracts/visibility';
import { useTranslate } from '../ui/translate';
import { parentsIn } from './parents';

/** What will hold for an entry that is not saved yet. */
export const NewEntry = ({ path }: Pick<ScopedType, 'path'>) => {
  const t = useTranslate();
  const parents = parentsIn(path);

  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Typography tag="p" textColor="neutral800">
        {t('visibility.new')}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {parents
          ? t('visibility.new.through', { parents })
          : t('visibility.new.space', { attribute: path.join() })}
      </Typography>
    </Flex>
  );
};
