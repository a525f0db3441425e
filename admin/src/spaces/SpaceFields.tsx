import { Grid } from '@strapi/design-system';
import { InputRenderer } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { GroupsField } from '../groups/GroupsField';
import { SPACE_KIND_OPTIONS } from './options';
import { PictureField } from '../ui/PictureField';
import { useTranslate } from '../ui/translate';
import { PublishedField } from './PublishedField';
import { SlugField } from './SlugField';
import { VisibilityField } from './VisibilityField';

const NO_MEMBERS = new Map<string, number>();

const Cell = ({ half = false, children }: { half?: boolean; children: ReactNode }) => (
  <Grid.Item col={half ? 6 : 12} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

type SpaceFieldsProps = {
  /** How many members the groups have that may enter. */
  members?: Map<string, number>;
  disabled?: boolean;
};

/** The fields of a space, inside a form. */
export const SpaceFields = ({ members, disabled = false }: SpaceFieldsProps) => {
  const t = useTranslate();

  return (
    <Grid.Root gap={5}>
      <Cell half>
        <InputRenderer
          type="string"
          name="title"
          label={t('spaces.field.title')}
          required
          disabled={disabled}
        />
      </Cell>
      <Cell half>
        <SlugField disabled={disabled} />
      </Cell>
      <Cell half>
        <InputRenderer
          type="enumeration"
          name="kind"
          label={t('spaces.field.kind')}
          hint={t('spaces.kind.hint')}
          required
          disabled={disabled}
          options={SPACE_KIND_OPTIONS.map((kind) => ({
            value: kind,
            label: t(`spaces.kind.${kind}`),
          }))}
        />
      </Cell>
      <Cell half>
        <PublishedField disabled={disabled} />
      </Cell>
      <Cell>
        <VisibilityField disabled={disabled} />
      </Cell>
      <Cell>
        <GroupsField
          label={t('spaces.field.groups')}
          hint={t('spaces.groups.hint')}
          members={members ?? NO_MEMBERS}
          isLinked
          disabled={disabled}
        />
      </Cell>
      <Cell>
        <InputRenderer
          type="text"
          name="summary"
          label={t('spaces.field.summary')}
          hint={t('spaces.summary.hint')}
          disabled={disabled}
        />
      </Cell>
      <Cell>
        <InputRenderer
          type="text"
          name="description"
          label={t('spaces.field.description')}
          disabled={disabled}
        />
      </Cell>
      <Cell>
        <PictureField
          name="banner"
          label={t('spaces.field.banner')}
          actions={{
            choose: t('spaces.banner.choose'),
            change: t('spaces.banner.change'),
            remove: t('spaces.banner.remove'),
          }}
          disabled={disabled}
        />
      </Cell>
    </Grid.Root>
  );
};
