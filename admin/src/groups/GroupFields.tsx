import { Grid } from '@strapi/design-system';
import { InputRenderer, useField } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import type { GroupKind, RuleField as UserField } from '../../../contracts/groups';
import { PictureField } from '../ui/PictureField';
import { useTranslate } from '../ui/translate';
import { RuleField } from './rule/RuleField';

const Cell = ({ half = false, children }: { half?: boolean; children: ReactNode }) => (
  <Grid.Item col={half ? 6 : 12} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

const ContactFields = ({ disabled, isNew }: { disabled: boolean; isNew: boolean }) => {
  const t = useTranslate();

  return (
    <>
      <Cell>
        <InputRenderer
          type="email"
          name="email"
          label={t('groups.field.email')}
          hint={t(isNew ? 'groups.email.hint.new' : 'groups.email.hint')}
          autoComplete="off"
          disabled={disabled}
        />
      </Cell>
      <Cell half>
        <InputRenderer
          type="string"
          name="documentNumber"
          label={t('groups.field.documentNumber')}
          hint={t('groups.documentNumber.hint')}
          disabled={disabled}
        />
      </Cell>
      <Cell half>
        <InputRenderer
          type="string"
          name="phone"
          label={t('groups.field.phone')}
          hint={t('groups.phone.hint')}
          disabled={disabled}
        />
      </Cell>
    </>
  );
};

type GroupFieldsProps = {
  /** What rules can be about. */
  fields: readonly UserField[];
  isNew?: boolean;
  disabled?: boolean;
};

/** The fields of a group, inside a form. */
export const GroupFields = ({ fields, isNew = false, disabled = false }: GroupFieldsProps) => {
  const t = useTranslate();
  const { value: kind } = useField<GroupKind>('kind');

  return (
    <Grid.Root gap={5}>
      <Cell half>
        <InputRenderer
          type="string"
          name="name"
          label={t('groups.field.name')}
          required
          disabled={disabled}
        />
      </Cell>
      <Cell half>
        <InputRenderer
          type="string"
          name="nickname"
          label={t('groups.field.nickname')}
          hint={t(isNew ? 'groups.nickname.hint.new' : 'groups.nickname.hint')}
          required={!isNew}
          disabled={disabled}
        />
      </Cell>
      {kind === 'smart' ? (
        <Cell>
          <RuleField fields={fields} disabled={disabled} />
        </Cell>
      ) : null}
      {kind === 'organization' ? <ContactFields disabled={disabled} isNew={isNew} /> : null}
      <Cell>
        <InputRenderer
          type="text"
          name="about"
          label={t('groups.field.about')}
          disabled={disabled}
        />
      </Cell>
      <Cell>
        <PictureField
          name="avatar"
          label={t('groups.field.avatar')}
          actions={{
            choose: t('groups.avatar.choose'),
            change: t('groups.avatar.change'),
            remove: t('groups.avatar.remove'),
          }}
          isSquare
          disabled={disabled}
        />
      </Cell>
    </Grid.Root>
  );
};
