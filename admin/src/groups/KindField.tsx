import { Box, Field, Flex, Radio, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useId } from 'react';
import type { GroupKind } from '../../../contracts/groups';
import { useGroupRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { GROUP_KIND_OPTIONS } from './options';

/** What a new group is; it stays so. */
export const KindField = () => {
  const t = useTranslate();
  const id = useId();
  const field = useField<GroupKind>('kind');
  const { canVerify } = useGroupRights();
  // An organization of an administrator's is verified from the start.
  const kinds = GROUP_KIND_OPTIONS.filter((kind) => canVerify || kind !== 'organization');

  return (
    <Field.Root name="kind" error={field.error} required>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {t('groups.field.kind')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={field.value}
        onValueChange={(kind) => field.onChange('kind', kind as GroupKind)}
      >
        <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
          {kinds.map((kind) => (
            <Box key={kind}>
              <Radio.Item value={kind} aria-describedby={`${id}-${kind}`}>
                {t(`groups.kind.${kind}`)}
              </Radio.Item>
              <Box paddingLeft="2.8rem">
                <Typography id={`${id}-${kind}`} variant="pi" textColor="neutral600">
                  {t(`groups.kind.${kind}.hint`)}
                </Typography>
              </Box>
            </Box>
          ))}
        </Flex>
      </Radio.Group>
      <Field.Error />
    </Field.Root>
  );
};
