import { useTranslate } from '../ui/translate';
import { Cell, Input, Section } from './Section';
import type { SettingsValues } from './values';

export const GroupsSection = ({ defaults }: { defaults: SettingsValues }) => {
  const t = useTranslate();

  return (
    <Section
      title={t('settings.groups')}
      fields={['groups.enabled', 'groups.authors', 'groups.country']}
      defaults={defaults}
    >
      <Cell>
        <Input
          type="boolean"
          name="groups.enabled"
          label={t('settings.groups.enabled')}
          hint={t('settings.groups.enabled.hint')}
          required
        />
      </Cell>
      <Cell half>
        <Input
          type="enumeration"
          name="groups.authors"
          label={t('settings.groups.authors')}
          hint={t('settings.groups.authors.hint')}
          required
          options={(['managers', 'members'] as const).map((value) => ({
            value,
            label: t(`settings.groups.authors.${value}`),
          }))}
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="groups.country"
          label={t('settings.groups.country')}
          hint={t('settings.groups.country.hint')}
        />
      </Cell>
    </Section>
  );
};
