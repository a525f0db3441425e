import { Link } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import { ROOT_PATH } from '../pluginId';
import { Picker, usePickerText } from '../ui/Picker';
import { useTranslate } from '../ui/translate';
import { useGroups, type GroupName } from './api';
import { useGroupsAccess } from './useGroupsAccess';

/** Groups that a search proposes. */
const PROPOSED = 20;

type GroupsFieldProps = {
  label: string;
  hint: string;
  /** Of groups that were chosen before, how many members each has. */
  members?: Map<string, number>;
  /** Each name leads to its group. */
  isLinked?: boolean;
  disabled?: boolean;
};

/** Groups by name, in the value `groups` of a form. */
export const GroupsField = ({
  label,
  hint,
  members,
  isLinked = false,
  disabled = false,
}: GroupsFieldProps) => {
  const t = useTranslate();
  const { canOpen } = useGroupsAccess();
  const field = useField<GroupName[]>('groups');
  const { text, setText, settled } = usePickerText();
  const { data, isFetching } = useGroups(
    { page: 1, pageSize: PROPOSED, sort: 'name:asc', _q: settled, filters: {} },
    { skip: !canOpen || disabled, refetchOnMountOrArgChange: true },
  );
  const chosen = field.value ?? [];
  const isReadOnly = disabled || !canOpen;
  if (isReadOnly && chosen.length === 0) return null;

  const found = data?.results ?? [];
  const countOf = (documentId: string) =>
    members?.get(documentId) ?? found.find((one) => one.documentId === documentId)?.members;
  const membersOf = (documentId: string) => {
    const count = countOf(documentId);
    return count === undefined ? undefined : t('groups.members.count', { count });
  };

  return (
    <Picker
      name="groups"
      label={label}
      hint={hint}
      error={field.error}
      placeholder={t('groups.choose')}
      disabled={isReadOnly}
      chosen={chosen.map(({ documentId, name }) => ({
        value: documentId,
        label: name,
        detail: members ? membersOf(documentId) : undefined,
        shown:
          isLinked && canOpen ? (
            <Link tag={RouterLink} to={`${ROOT_PATH}/groups/${documentId}`}>
              {name}
            </Link>
          ) : undefined,
      }))}
      found={found.map(({ documentId, name, nickname, kind }) => ({
        value: documentId,
        label: name,
        detail: `@${nickname}, ${t(`groups.kind.${kind}`)}`,
      }))}
      isSearching={isFetching}
      nothing={t('groups.choose.none')}
      text={text}
      onText={setText}
      onChoose={(id) => {
        const group = found.find(({ documentId }) => documentId === id);
        if (group) field.onChange('groups', [...chosen, { documentId: id, name: group.name }]);
      }}
      onRemove={(id) =>
        field.onChange(
          'groups',
          chosen.filter(({ documentId }) => documentId !== id),
        )
      }
    />
  );
};
