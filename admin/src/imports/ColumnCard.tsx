import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { Clamped } from '../ui/Clamped';
import { useTranslate } from '../ui/translate';
import { useColumnTexts } from './columns';

// A select takes no null: this stands for a column that is not used.
const NONE = 'none';

type ColumnCardProps = {
  name: string;
  samples: string[];
  /** What it is used for. */
  field: string | null;
  fields: string[];
  disabled: boolean;
  onField: (field: string | null) => void;
};

/** One column of a file: what it holds, and what it is used for. */
export const ColumnCard = ({
  name,
  samples,
  field,
  fields,
  disabled,
  onField,
}: ColumnCardProps) => {
  const t = useTranslate();
  const { fieldOf } = useColumnTexts();

  return (
    <Flex
      tag="li"
      direction="column"
      alignItems="stretch"
      justifyContent="space-between"
      gap={3}
      padding={4}
      hasRadius
      borderColor={field === null ? 'neutral200' : 'primary600'}
    >
      <Box>
        <Clamped $lines={2} fontWeight="semiBold" textColor="neutral800">
          {name}
        </Clamped>
        {samples.length === 0 ? (
          <Typography variant="pi" textColor="neutral600">
            {t('imports.column.empty')}
          </Typography>
        ) : null}
        {samples.map((sample, index) => (
          <Clamped key={index} tag="p" $lines={2} variant="pi" textColor="neutral600">
            {sample}
          </Clamped>
        ))}
      </Box>
      <SingleSelect
        aria-label={t('imports.column.use', { name })}
        value={field ?? NONE}
        disabled={disabled}
        onChange={(chosen) => onField(chosen === NONE ? null : String(chosen))}
      >
        {[null, ...fields].map((one) => (
          <SingleSelectOption key={one ?? NONE} value={one ?? NONE}>
            {fieldOf(one)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Flex>
  );
};
