import {
  Box,
  Field,
  Flex,
  TextButton,
  Typography,
  useField as useFieldOfDesign,
} from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import {
  forwardRef,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type ComponentProps,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { styled } from 'styled-components';
import { useTranslate } from '../ui/translate';
import { AddressChip } from './AddressChip';
import { splitTyped, writeEntry } from './addresses';
import { checkPeople, correctPerson, readPeople, type Checked, type Person } from './people';

/** A name beside an address, as people paste it. */
const EXAMPLE = 'Ana Díaz <ana@example.org>';

/** Chips at once: more would make typing slow, and be read by nobody. */
const SHOWN = 100;

const Frame = styled(Box)<{ $hasError: boolean }>`
  border: 1px solid
    ${({ theme, $hasError }) => ($hasError ? theme.colors.danger600 : theme.colors.neutral200)};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  cursor: text;

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }
`;

const Draft = styled.textarea`
  width: 100%;
  min-height: 3.2rem;
  padding: ${({ theme }) => theme.spaces[1]};
  border: 0;
  outline: 0;
  background: none;
  color: ${({ theme }) => theme.colors.neutral800};
  font: inherit;
  font-size: ${({ theme }) => theme.fontSizes[2]};
  resize: none;

  &::placeholder {
    color: ${({ theme }) => theme.colors.neutral600};
    opacity: 1;
  }
`;

/** A text area inside the frame, with the label and the remarks of its field. */
const DraftInput = forwardRef<HTMLTextAreaElement, ComponentProps<'textarea'>>((props, ref) => {
  const { id, name, error, hint } = useFieldOfDesign('AddressField');
  const remark = error ? 'error' : hint ? 'hint' : null;

  return (
    <Draft
      ref={ref}
      id={id}
      name={name}
      aria-required
      aria-invalid={Boolean(error)}
      aria-describedby={remark ? `${id}-${remark}` : undefined}
      {...props}
    />
  );
});
DraftInput.displayName = 'DraftInput';

/** Those with a problem, and as many of the others as fit, in their order. */
const shownOf = (checked: Checked[]): Checked[] => {
  let room = SHOWN;
  return checked.filter(({ problem }) => {
    room -= 1;
    return problem !== null || room >= 0;
  });
};

const Summary = ({
  checked,
  onKeep,
}: {
  checked: Checked[];
  onKeep: (checked: Checked[]) => void;
}) => {
  const t = useTranslate();
  const wrong = checked.filter(({ problem }) => problem !== null).length;

  return (
    <Flex gap={4} wrap="wrap" paddingTop={1}>
      <Typography variant="pi" textColor="neutral600" role="status">
        {checked.length > 0
          ? t('invitations.addresses.count', { count: checked.length - wrong, wrong })
          : null}
      </Typography>
      {wrong > 0 ? (
        <TextButton onClick={() => onKeep(checked.filter(({ problem }) => problem === null))}>
          {t('invitations.addresses.removeWrong', { count: wrong })}
        </TextButton>
      ) : null}
      {checked.length > 1 ? (
        <TextButton onClick={() => onKeep([])}>{t('invitations.addresses.removeAll')}</TextButton>
      ) : null}
    </Flex>
  );
};

/** Addresses as they are typed or pasted, each recognised as a chip with its problem. */
export const AddressField = () => {
  const t = useTranslate();
  const people = useField<Person[]>('emails');
  const draft = useField<string>('draft');
  const [isWhole, setWhole] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);

  const all = useMemo(() => people.value ?? [], [people.value]);
  const checked = useMemo(() => checkPeople(all), [all]);
  const shown = isWhole ? checked : shownOf(checked);
  const text = draft.value ?? '';

  const setPeople = (next: Person[]) => people.onChange('emails', next);
  const setDraft = (next: string) => draft.onChange('draft', next);
  const add = (typed: string, rest = '') => {
    const more = readPeople(typed);
    if (more.length > 0) setPeople([...all, ...more]);
    setDraft(rest);
  };

  const type = (typed: string) => {
    const { complete, rest } = splitTyped(typed);
    if (complete) add(complete, rest);
    else setDraft(typed);
  };

  const paste = (event: ClipboardEvent) => {
    if (text !== '') return;
    event.preventDefault();
    add(event.clipboardData.getData('text'));
  };

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      add(text);
    }
    if (event.key === 'Backspace' && text === '' && all.length > 0) {
      event.preventDefault();
      setPeople(all.slice(0, -1));
      setDraft(writeEntry(all.at(-1)!));
    }
  };

  return (
    <Field.Root
      name="emails"
      hint={t('invitations.addresses.hint', { example: EXAMPLE })}
      error={people.error}
      required
    >
      <Field.Label>{t('invitations.addresses')}</Field.Label>
      <Frame
        $hasError={Boolean(people.error)}
        padding={2}
        onClick={(event: MouseEvent) => {
          if (event.target === event.currentTarget) input.current?.focus();
        }}
      >
        {shown.length > 0 ? (
          <Flex
            tag="ul"
            gap={2}
            wrap="wrap"
            paddingBottom={2}
            aria-label={t('invitations.addresses')}
            maxHeight="32rem"
            overflow="auto"
          >
            {shown.map(({ person, problem }) => (
              <AddressChip
                key={person.id}
                person={person}
                problem={problem}
                onCorrect={(corrected) => setPeople(correctPerson(all, person.id, corrected))}
                onRemove={() => {
                  setPeople(all.filter(({ id }) => id !== person.id));
                  input.current?.focus();
                }}
              />
            ))}
          </Flex>
        ) : null}
        {shown.length < checked.length ? (
          <Box paddingBottom={2}>
            <TextButton onClick={() => setWhole(true)}>
              {t('invitations.addresses.more', { count: checked.length - shown.length })}
            </TextButton>
          </Box>
        ) : null}
        <DraftInput
          ref={input}
          value={text}
          placeholder={all.length === 0 ? t('invitations.addresses.placeholder') : undefined}
          rows={all.length === 0 ? 3 : 1}
          onChange={(event) => type(event.target.value)}
          onPaste={paste}
          onKeyDown={press}
          onBlur={() => add(text)}
        />
      </Frame>
      <Summary checked={checked} onKeep={(kept) => setPeople(kept.map(({ person }) => person))} />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
