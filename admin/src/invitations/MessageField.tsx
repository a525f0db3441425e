import { Field, Flex, IconButton, Textarea, Typography } from '@strapi/design-system';
import { Bold, BulletList, Italic, Link } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { MAX_MESSAGE } from '../../../contracts/invitations';
import { useTranslate } from '../ui/translate';
import { format, type Format, type Marked } from './formatting';

/** Characters at most; the type keeps it that of the contract. */
const MOST_CHARACTERS: typeof MAX_MESSAGE = 5_000;

const FORMATS = [
  { how: 'bold', Icon: Bold, letter: 'b' },
  { how: 'italic', Icon: Italic, letter: 'i' },
  { how: 'link', Icon: Link, letter: 'k' },
  { how: 'list', Icon: BulletList, letter: null },
] as const satisfies { how: Format; Icon: typeof Bold; letter: string | null }[];

/** Words of the sender, formatted as far as mails can show it. */
export const MessageField = () => {
  const t = useTranslate();
  const field = useField<string>('message');
  const input = useRef<HTMLTextAreaElement>(null);
  const selection = useRef<Marked | null>(null);
  const text = field.value ?? '';

  useLayoutEffect(() => {
    // Only once the new text is in place can a part of it be selected.
    if (selection.current?.text !== text) return;
    const { from, to } = selection.current;
    selection.current = null;
    input.current?.focus();
    input.current?.setSelectionRange(from, to);
  }, [text]);

  const apply = (how: Format) => {
    const { selectionStart = text.length, selectionEnd = text.length } = input.current ?? {};
    selection.current = format({ text, from: selectionStart, to: selectionEnd }, how);
    field.onChange('message', selection.current.text);
  };

  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const pressed = FORMATS.find(({ letter }) => letter === event.key.toLowerCase());
    if (!pressed) return;
    event.preventDefault();
    apply(pressed.how);
  };

  return (
    <Field.Root name="message" error={field.error} hint={t('invitations.message.hint')}>
      <Field.Label>{t('invitations.field.message')}</Field.Label>
      <Flex role="toolbar" aria-label={t('invitations.message.toolbar')} gap={1} paddingBottom={1}>
        {FORMATS.map(({ how, Icon }) => (
          <IconButton
            key={how}
            type="button"
            label={t(`invitations.message.${how}`)}
            onClick={() => apply(how)}
          >
            <Icon />
          </IconButton>
        ))}
      </Flex>
      <Textarea
        ref={input}
        value={text}
        maxLength={MOST_CHARACTERS}
        onChange={(event) => field.onChange('message', event.target.value)}
        onKeyDown={press}
      />
      <Flex justifyContent="space-between" gap={4} alignItems="flex-start">
        <Field.Hint />
        <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
          {t('invitations.message.length', { length: text.length, most: MOST_CHARACTERS })}
        </Typography>
      </Flex>
      <Field.Error />
    </Field.Root>
  );
};
