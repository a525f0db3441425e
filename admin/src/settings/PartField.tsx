import { Field, Textarea, TextInput } from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';
import type { MailPart } from '../../../contracts/settings';
import { useTranslate } from '../ui/translate';

const ONE_LINE: readonly MailPart[] = ['subject', 'button'];
const LONG: readonly MailPart[] = ['intro', 'action', 'footer'];

type PartFieldProps = { name: string; part: MailPart; problem: string | undefined };

/** One text of a mail. What is wrong with it is told as it is typed, by the preview. */
export const PartField = ({ name, part, problem }: PartFieldProps) => {
  const t = useTranslate();
  const { value, onChange } = useField<string | null>(name);
  const disabled = useForm('Part', (form) => form.disabled);
  const isOneLine = ONE_LINE.includes(part);

  return (
    <Field.Root name={name} error={problem} required={isOneLine}>
      <Field.Label>{t(`settings.part.${part}`)}</Field.Label>
      {isOneLine ? (
        <TextInput value={value ?? ''} onChange={onChange} disabled={disabled} />
      ) : (
        <Textarea
          value={value ?? ''}
          onChange={onChange}
          disabled={disabled}
          rows={LONG.includes(part) ? 5 : 2}
        />
      )}
      <Field.Error />
    </Field.Root>
  );
};
