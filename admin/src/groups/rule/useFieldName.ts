import { useTranslate } from '../../ui/translate';

/** Fields that every account of Strapi has. */
const COMMON = [
  'username',
  'email',
  'provider',
  'confirmed',
  'blocked',
  'role',
  'id',
  'documentId',
  'createdAt',
  'updatedAt',
] as const;

/** How a field of accounts is called; a project's own keep their names. */
export const useFieldName = () => {
  const t = useTranslate();

  return (name: string): string => {
    const common = COMMON.find((one) => one === name);
    return common ? t(`groups.rule.field.${common}`) : name;
  };
};
