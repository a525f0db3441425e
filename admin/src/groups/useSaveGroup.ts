import { useNotification, type FormHelpers } from '@strapi/strapi/admin';
import type { Group, RuleField } from '../../../contracts/groups';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useCreateGroup, useUpdateGroup } from './api';
import { changesOf, newGroupOf, valuesOf, type GroupValues } from './groupValues';
import { ruleOfDraft } from './rule/draft';
import { useRuleFault } from './rule/useRuleFault';

type Helpers = Pick<FormHelpers<GroupValues>, 'setErrors' | 'resetForm'>;

/** What is missing, by field; of a group that is there already, more is needed. */
const useMissing = (fields: readonly RuleField[]) => {
  const t = useTranslate();

  return (values: GroupValues, group?: Group): Record<string, string> => {
    const needed = [
      'name' as const,
      ...(group ? ['nickname' as const] : []),
      ...(group?.email ? ['email' as const] : []),
    ];
    const empty = needed.filter((name) => !values[name]?.trim());
    const isSmart = values.kind === 'smart' && values.rule !== null;
    const noRule = isSmart && !ruleOfDraft(values.rule!, fields);
    const isText = noRule && 'json' in values.rule!;
    return {
      ...Object.fromEntries(empty.map((name) => [name, t('error.required')])),
      ...(noRule && { rule: t(isText ? 'groups.rule.noJson' : 'groups.rule.incomplete') }),
    };
  };
};

/** Creates a group, or changes the given one; answers it, or nothing after showing what was refused. */
export const useSaveGroup = (fields: readonly RuleField[]) => {
  const t = useTranslate();
  const missingIn = useMissing(fields);
  const faultOf = useRuleFault();
  const { describeFields, notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [createGroup] = useCreateGroup();
  const [updateGroup] = useUpdateGroup();

  return async (
    values: GroupValues,
    { setErrors, resetForm }: Helpers,
    group?: Group,
  ): Promise<Group | undefined> => {
    const missing = missingIn(values, group);
    if (Object.keys(missing).length > 0) {
      setErrors(missing);
      return undefined;
    }

    const result = group
      ? await updateGroup({
          id: group.documentId,
          changes: changesOf(values, valuesOf(group, fields), fields),
        })
      : await createGroup(newGroupOf(values, fields));

    if ('error' in result) {
      const fault = faultOf(result.error);
      const refused = { ...describeFields(result.error), ...(fault && { rule: fault }) };
      setErrors(refused);
      if (Object.keys(refused).length === 0) notifyError(result.error);
      return undefined;
    }

    resetForm(valuesOf(result.data, fields));
    toggleNotification({
      type: 'success',
      message: t(group ? 'groups.saved' : 'groups.created', { name: result.data.name }),
    });
    return result.data;
  };
};
