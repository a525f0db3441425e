import { Checkbox, Field, Grid } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { GroupsField } from '../groups/GroupsField';
import type { Language } from '../translations/languages';
import { LocaleSelect } from '../ui/LocaleSelect';
import { useAdministratorRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { LastDayField } from './LastDayField';
import { RoleField } from './RoleField';
import { SpacesField } from './SpacesField';

export const Cell = ({ col = 6, children }: { col?: 6 | 12; children: ReactNode }) => (
  <Grid.Item col={col} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

const LocaleField = () => {
  const field = useField<Language | null>('locale');
  return (
    <LocaleSelect
      value={field.value ?? null}
      onChange={(locale) => field.onChange('locale', locale)}
    />
  );
};

/** The groups that people are in once they accept. */
const OfferedGroups = () => {
  const t = useTranslate();
  return (
    <GroupsField label={t('invitations.field.groups')} hint={t('invitations.option.groups.hint')} />
  );
};

/** Fields of a form that say what people are offered. */
export const OfferFields = () => (
  <>
    <Cell col={12}>
      <SpacesField />
    </Cell>
    <Cell col={12}>
      <OfferedGroups />
    </Cell>
    <Cell>
      <LocaleField />
    </Cell>
    <Cell>
      <LastDayField />
    </Cell>
    <Cell>
      <RoleField />
    </Cell>
  </>
);

/** The offer of an administrator's account, for those who may create administrators. */
export const AdminField = () => {
  const t = useTranslate();
  const field = useField<boolean>('admin');
  const { canCreate } = useAdministratorRights();
  if (!canCreate) return null;

  return (
    <Field.Root name="admin" error={field.error} hint={t('invitations.option.admin.hint')}>
      <Checkbox
        checked={field.value ?? false}
        onCheckedChange={(checked) => field.onChange('admin', checked === true)}
      >
        {t('invitations.option.admin')}
      </Checkbox>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
