import type { ListFilter } from '../ui/ListFilters';
import { useTranslate } from '../ui/translate';
import { GROUP_KIND_OPTIONS, GROUP_STATUS_OPTIONS, MEMBER_STATUS_OPTIONS } from './options';

export const useGroupFilters = (): ListFilter[] => {
  const t = useTranslate();

  return [
    {
      name: 'status',
      label: t('groups.field.status'),
      options: GROUP_STATUS_OPTIONS.map((value) => ({
        value,
        label: t(`groups.status.${value}`),
      })),
    },
    {
      name: 'kind',
      label: t('groups.field.kind'),
      options: GROUP_KIND_OPTIONS.map((value) => ({ value, label: t(`groups.kind.${value}`) })),
    },
    {
      name: 'confirmed',
      label: t('groups.filter.confirmed'),
      options: [
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ],
    },
  ];
};

export const useMemberFilters = (): ListFilter[] => {
  const t = useTranslate();

  return [
    {
      name: 'status',
      label: t('groups.member.status'),
      options: MEMBER_STATUS_OPTIONS.map((value) => ({
        value,
        label: t(`groups.member.status.${value}`),
      })),
    },
  ];
};
