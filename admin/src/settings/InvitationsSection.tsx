import { Field, MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useAdministratorRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import type { SettingsData } from './api';
import { Cell, Input, Section } from './Section';
import type { SettingsValues } from './values';

type Roles = SettingsData['roles'];

/** Roles that were chosen and are gone since are shown by their code. */
const RolesField = ({ roles }: { roles: Roles }) => {
  const t = useTranslate();
  const name = 'invitations.adminRoles';
  const { value = [], error, onChange } = useField<string[]>(name);
  const disabled = useForm('AdminRoles', (form) => form.disabled);
  const { canCreate } = useAdministratorRights();
  const { formatList } = useIntl();
  const known = new Map(roles.map((role) => [role.code, role.name]));
  const codes = [...new Set([...known.keys(), ...value])];

  return (
    <Field.Root
      name={name}
      error={error}
      hint={t(canCreate ? 'settings.adminRoles.hint' : 'settings.adminRoles.locked')}
      required
    >
      <Field.Label>{t('settings.adminRoles')}</Field.Label>
      <MultiSelect
        customizeContent={(chosen) =>
          formatList((chosen ?? []).map((code) => known.get(code) ?? code))
        }
        value={value}
        disabled={disabled || !canCreate}
        onChange={(chosen) => onChange(name, chosen)}
      >
        {codes.map((code) => (
          <MultiSelectOption key={code} value={code}>
            {known.get(code) ?? code}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

type Props = { defaults: SettingsValues; roles: Roles };

export const InvitationsSection = ({ defaults, roles }: Props) => {
  const t = useTranslate();
  const { canCreate } = useAdministratorRights();
  const fields = ['days', 'reminderDays', 'retentionDays', 'existingAccounts'];

  return (
    <Section
      title={t('settings.invitations')}
      fields={[...fields, ...(canCreate ? ['adminRoles'] : [])].map(
        (name) => `invitations.${name}`,
      )}
      defaults={defaults}
    >
      <Cell half>
        <Input
          type="integer"
          name="invitations.days"
          label={t('settings.days')}
          hint={t('settings.days.hint')}
          required
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="invitations.reminderDays"
          label={t('settings.reminderDays')}
          hint={t('settings.reminderDays.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="integer"
          name="invitations.retentionDays"
          label={t('settings.retentionDays')}
          hint={t('settings.retentionDays.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="enumeration"
          name="invitations.existingAccounts"
          label={t('settings.existingAccounts')}
          hint={t('settings.existingAccounts.hint')}
          required
          options={(['add', 'invite'] as const).map((value) => ({
            value,
            label: t(`settings.existingAccounts.${value}`),
          }))}
        />
      </Cell>
      <Cell>
        <RolesField roles={roles} />
      </Cell>
    </Section>
  );
};
