import {
  Box,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  IconButton,
  Typography,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslate } from './translate';
import { useDebounced } from './useDebounced';

/** Time without a key press after which is searched, in ms. */
const TYPING = 300;

/** What the search field says, and what to search for once that has settled. */
export const usePickerText = () => {
  const [text, setText] = useState('');
  return { text, setText, settled: useDebounced(text, TYPING).trim() };
};

type Item = { value: string; label: string; detail?: string };

type ChosenProps = {
  label: string;
  items: (Item & { shown?: ReactNode })[];
  disabled: boolean;
  onRemove: (value: string) => void;
};

const Chosen = ({ label, items, disabled, onRemove }: ChosenProps) => {
  const t = useTranslate();

  return (
    <Flex tag="ul" aria-label={label} direction="column" alignItems="stretch" gap={1}>
      {items.map((item) => (
        <Flex
          key={item.value}
          tag="li"
          justifyContent="space-between"
          gap={2}
          background="neutral100"
          hasRadius
          paddingLeft={3}
        >
          <Box paddingTop={1} paddingBottom={1} style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
            <Typography textColor="neutral800">{item.shown ?? item.label}</Typography>
            {item.detail ? (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {item.detail}
              </Typography>
            ) : null}
          </Box>
          {disabled ? null : (
            <IconButton
              type="button"
              variant="ghost"
              label={t('picker.remove', { name: item.label })}
              onClick={() => onRemove(item.value)}
            >
              <Cross />
            </IconButton>
          )}
        </Flex>
      ))}
    </Flex>
  );
};

type PickerProps = {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  placeholder: string;
  required?: boolean;
  disabled?: boolean;
  chosen: ChosenProps['items'];
  /** What is found for the text. */
  found: Item[];
  isSearching: boolean;
  /** What stands in the place of an empty list. */
  nothing: string;
  text: string;
  onText: (text: string) => void;
  onChoose: (value: string) => void;
  onRemove: (value: string) => void;
};

/** Several of many, each found by a search on the server. */
export const Picker = ({
  name,
  label,
  hint,
  error,
  placeholder,
  required = false,
  disabled = false,
  chosen,
  found,
  isSearching,
  nothing,
  text,
  onText,
  onChoose,
  onRemove,
}: PickerProps) => {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const isChosen = (value: string) => chosen.some((item) => item.value === value);

  return (
    <Field.Root name={name} hint={hint} error={error} required={required}>
      <Field.Label>{label}</Field.Label>
      {chosen.length > 0 ? (
        <Chosen
          label={label}
          items={chosen}
          disabled={disabled}
          onRemove={(value) => {
            onRemove(value);
            // The button that had the focus is gone.
            input.current?.focus();
          }}
        />
      ) : null}
      {disabled ? null : (
        <Combobox
          ref={input}
          // The server has searched already.
          autocomplete="none"
          value=""
          textValue={text}
          placeholder={placeholder}
          loading={isSearching}
          loadingMessage={t('loading')}
          noOptionsMessage={() => nothing}
          onTextValueChange={onText}
          onChange={(value) => {
            if (value) onChoose(value);
            onText('');
          }}
          onClear={() => onText('')}
        >
          {found
            .filter(({ value }) => !isChosen(value))
            .map((item) => (
              <ComboboxOption key={item.value} value={item.value} textValue={item.label}>
                {item.detail ? `${item.label} – ${item.detail}` : item.label}
              </ComboboxOption>
            ))}
        </Combobox>
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
