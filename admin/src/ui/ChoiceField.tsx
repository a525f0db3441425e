import { Box, Field, Flex, Radio, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useId } from 'react';

type ChoiceFieldProps<Value extends string> = {
  name: string;
  label: string;
  options: readonly Value[];
  /** What an option is called, and what it means. */
  describe: (option: Value) => { label: string; hint: string };
  disabled?: boolean;
};

/** One of a few, each explained. */
export const ChoiceField = <Value extends string>({
  name,
  label,
  options,
  describe,
  disabled,
}: ChoiceFieldProps<Value>) => {
  const id = useId();
  const field = useField<Value>(name);

  return (
    <Field.Root name={name} error={field.error} required>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={field.value}
        onValueChange={(option) => field.onChange(name, option as Value)}
        disabled={disabled}
      >
        <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
          {options.map((option) => (
            <Box key={option}>
              <Radio.Item value={option} aria-describedby={`${id}-${option}`}>
                {describe(option).label}
              </Radio.Item>
              <Box paddingLeft="2.8rem">
                <Typography id={`${id}-${option}`} variant="pi" textColor="neutral600">
                  {describe(option).hint}
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
