import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useRoleRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useRoles } from './api';

// A select takes no null: this stands for the role that every new account gets.
const DEFAULT = 'default';

/** The role of the account, for those who may know the roles. */
export const RoleField = () => {
  const t = useTranslate();
  const field = useField<string | null>('role');
  const { canRead } = useRoleRights();
  const { data: roles = [] } = useRoles(undefined, { skip: !canRead });
  if (!canRead) return null;

  return (
    <Field.Root name="role" error={field.error}>
      <Field.Label>{t('invitations.field.role')}</Field.Label>
      <SingleSelect
        value={field.value ?? DEFAULT}
        onChange={(role) => field.onChange('role', role === DEFAULT ? null : String(role))}
      >
        <SingleSelectOption value={DEFAULT}>
          {t('invitations.option.role.default')}
        </SingleSelectOption>
        {roles.map(({ documentId, name }) => (
          <SingleSelectOption key={documentId} value={documentId}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
};
