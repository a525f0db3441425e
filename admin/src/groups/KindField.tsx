import { ChoiceField } from '../ui/ChoiceField';
import { useGroupRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { GROUP_KIND_OPTIONS } from './options';

/** What a new group is; it stays so. */
export const KindField = () => {
  const t = useTranslate();
  const { canVerify } = useGroupRights();
  // An organization of an administrator's is verified from the start.
  const kinds = GROUP_KIND_OPTIONS.filter((kind) => canVerify || kind !== 'organization');

  return (
    <ChoiceField
      name="kind"
      label={t('groups.field.kind')}
      options={kinds}
      describe={(kind) => ({
        label: t(`groups.kind.${kind}`),
        hint: t(`groups.kind.${kind}.hint`),
      })}
    />
  );
};
