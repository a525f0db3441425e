import { useTranslate } from '../ui/translate';
import { Cell, Input, Section } from './Section';
import type { SettingsValues } from './values';

const FIELDS = ['enabled', 'acceptUrl', 'termsUrl', 'confirmUrl', 'groupUrl'];

export const PagesSection = ({ defaults }: { defaults: SettingsValues }) => {
  const t = useTranslate();

  return (
    <Section
      title={t('settings.pages')}
      fields={FIELDS.map((name) => `pages.${name}`)}
      defaults={defaults}
    >
      <Cell>
        <Input
          type="boolean"
          name="pages.enabled"
          label={t('settings.pages.enabled')}
          hint={t('settings.pages.enabled.hint')}
          required
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="pages.acceptUrl"
          label={t('settings.pages.acceptUrl')}
          hint={t('settings.pages.acceptUrl.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="pages.termsUrl"
          label={t('settings.pages.termsUrl')}
          hint={t('settings.pages.termsUrl.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="pages.confirmUrl"
          label={t('settings.pages.confirmUrl')}
          hint={t('settings.pages.confirmUrl.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="pages.groupUrl"
          label={t('settings.pages.groupUrl')}
          hint={t('settings.pages.groupUrl.hint', { nickname: '{nickname}' })}
        />
      </Cell>
    </Section>
  );
};
