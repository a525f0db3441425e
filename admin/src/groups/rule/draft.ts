import type { Rule, RuleField } from '../../../../contracts/groups';
import { emptyForm, formOf, ruleOf, type RuleForm } from './ruleForm';

/** A rule that is being edited: in the form, or as text where the form can't hold it. */
export type RuleDraft = { form: RuleForm } | { json: string };

export const jsonOf = (rule: Rule): string => JSON.stringify(rule, null, 2);

const parse = (json: string): Rule | null => {
  try {
    const value: unknown = JSON.parse(json);
    const isRule = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRule ? (value as Rule) : null;
  } catch {
    return null;
  }
};

/** A stored rule, or the beginning of a new one. */
export const draftOf = (rule: Rule | null, fields: readonly RuleField[]): RuleDraft => {
  if (!rule) return { form: emptyForm(fields) };
  const form = formOf(rule, fields);
  return form ? { form } : { json: jsonOf(rule) };
};

/** The rule of a draft; null: it is not complete, or no JSON. */
export const ruleOfDraft = (draft: RuleDraft, fields: readonly RuleField[]): Rule | null =>
  'form' in draft ? ruleOf(draft.form, fields) : parse(draft.json);

/** The draft as text; what is not complete is left out. */
export const asJson = (draft: RuleDraft, fields: readonly RuleField[]): RuleDraft => {
  if ('json' in draft) return draft;
  const rule = ruleOf(draft.form, fields);
  return { json: rule ? jsonOf(rule) : '{}' };
};

/** The draft as a form; null: the form can't hold it. */
export const asForm = (draft: RuleDraft, fields: readonly RuleField[]): RuleDraft | null => {
  if ('form' in draft) return draft;
  if (draft.json.trim() === '' || draft.json.trim() === '{}') return { form: emptyForm(fields) };
  const rule = parse(draft.json);
  const form = rule && formOf(rule, fields);
  return form ? { form } : null;
};
