import { Box, Field, Flex, TextButton, Textarea, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useId } from 'react';
import type { RuleField as UserField } from '../../../../contracts/groups';
import { Note } from '../../ui/Note';
import { useTranslate } from '../../ui/translate';
import { asForm, asJson, ruleOfDraft, type RuleDraft } from './draft';
import { RuleBuilder } from './RuleBuilder';
import { RuleCount } from './RuleCount';
import { incompleteIn } from './ruleForm';

const ROWS = 12;

type JsonProps = { json: string; disabled: boolean; onChange: (json: string) => void };

/** A rule as text, as Strapi's filters are written. */
const JsonRule = ({ json, disabled, onChange }: JsonProps) => {
  const t = useTranslate();

  return (
    <Field.Root name="rule-json" hint={t('groups.rule.json.hint')}>
      <Field.Label>{t('groups.rule.json')}</Field.Label>
      <Textarea
        value={json}
        rows={ROWS}
        spellCheck={false}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        style={{ fontFamily: 'ui-monospace, monospace' }}
      />
      <Field.Hint />
    </Field.Root>
  );
};

type SwitchProps = {
  draft: RuleDraft;
  fields: readonly UserField[];
  onChange: (draft: RuleDraft) => void;
};

/** From the form to text and back, where the form can hold what the text says. */
const ModeSwitch = ({ draft, fields, onChange }: SwitchProps) => {
  const t = useTranslate();
  if ('form' in draft) {
    return (
      <TextButton onClick={() => onChange(asJson(draft, fields))}>
        {t('groups.rule.toJson')}
      </TextButton>
    );
  }
  const form = asForm(draft, fields);
  return form ? (
    <TextButton onClick={() => onChange(form)}>{t('groups.rule.toForm')}</TextButton>
  ) : (
    <Typography variant="pi" textColor="neutral600">
      {t('groups.rule.onlyJson')}
    </Typography>
  );
};

type RuleFieldProps = { fields: readonly UserField[]; disabled: boolean };

/** The rule of a smart group, with how many people it fits. */
export const RuleField = ({ fields, disabled }: RuleFieldProps) => {
  const t = useTranslate();
  const id = useId();
  const { value: draft, error, onChange } = useField<RuleDraft | null>('rule');
  if (!draft) return null;
  const rule = ruleOfDraft(draft, fields);
  const change = (next: RuleDraft) => onChange('rule', next);

  return (
    <Box role="group" aria-labelledby={id} aria-describedby={`${id}-hint`}>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {t('groups.field.rule')}
      </Typography>
      <Typography id={`${id}-hint`} tag="p" variant="pi" textColor="neutral600">
        {t('groups.rule.hint')}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={4} paddingTop={3}>
        {'form' in draft ? (
          <RuleBuilder
            form={draft.form}
            fields={fields}
            missing={error ? incompleteIn(draft.form, fields) : []}
            disabled={disabled}
            onChange={(form) => change({ form })}
          />
        ) : (
          <JsonRule json={draft.json} disabled={disabled} onChange={(json) => change({ json })} />
        )}
        {error && !rule ? (
          <Note variant="danger">{error}</Note>
        ) : (
          // It tells also what the server has against a rule.
          <RuleCount rule={rule} />
        )}
        {disabled ? null : (
          <Box>
            <ModeSwitch draft={draft} fields={fields} onChange={change} />
          </Box>
        )}
      </Flex>
    </Box>
  );
};
