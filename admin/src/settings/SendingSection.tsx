import { useTranslate } from '../ui/translate';
import { Cell, Input, Section } from './Section';
import type { SettingsValues } from './values';

export const SendingSection = ({ defaults }: { defaults: SettingsValues }) => {
  const t = useTranslate();

  return (
    <Section
      title={t('settings.sending')}
      fields={['mails.from', 'mails.replyTo', 'deliveries.concurrency', 'deliveries.perMinute']}
      defaults={defaults}
    >
      <Cell half>
        <Input
          type="string"
          name="mails.from"
          label={t('settings.from')}
          hint={t('settings.from.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="string"
          name="mails.replyTo"
          label={t('settings.replyTo')}
          hint={t('settings.replyTo.hint')}
        />
      </Cell>
      <Cell half>
        <Input
          type="integer"
          name="deliveries.concurrency"
          label={t('settings.concurrency')}
          hint={t('settings.concurrency.hint')}
          required
        />
      </Cell>
      <Cell half>
        <Input
          type="integer"
          name="deliveries.perMinute"
          label={t('settings.perMinute')}
          hint={t('settings.perMinute.hint')}
        />
      </Cell>
    </Section>
  );
};
