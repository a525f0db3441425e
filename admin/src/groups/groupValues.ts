import type {
  AdminGroupChanges,
  AdminGroupInput,
  Group,
  GroupKind,
  RuleField,
} from '../../../contracts/groups';
import type { Picture } from '../../../contracts/pictures';
import { draftOf, ruleOfDraft, type RuleDraft } from './rule/draft';

/** The form: Strapi's fields give null for an empty text. */
export type GroupValues = {
  kind: GroupKind;
  name: string | null;
  nickname: string | null;
  about: string | null;
  avatar: Picture | null;
  email: string | null;
  documentNumber: string | null;
  phone: string | null;
  rule: RuleDraft | null;
};

export const emptyGroup = (fields: readonly RuleField[]): GroupValues => ({
  kind: 'manual',
  name: null,
  nickname: null,
  about: null,
  avatar: null,
  email: null,
  documentNumber: null,
  phone: null,
  rule: draftOf(null, fields),
});

export const valuesOf = (group: Group, fields: readonly RuleField[]): GroupValues => ({
  kind: group.kind,
  name: group.name,
  nickname: group.nickname,
  about: group.about || null,
  avatar: group.avatar,
  email: group.email,
  documentNumber: group.documentNumber,
  phone: group.phone,
  rule: group.kind === 'smart' ? draftOf(group.rule, fields) : null,
});

const text = (value: string | null): string | null => value?.trim() || null;

/** What is sent of a form; only smart groups have rules, only organizations can be reached. */
const inputOf = (values: GroupValues, fields: readonly RuleField[]): AdminGroupInput => ({
  name: text(values.name) ?? '',
  nickname: text(values.nickname) ?? undefined,
  kind: values.kind,
  about: text(values.about),
  avatar: values.avatar?.id ?? null,
  ...(values.kind === 'organization' && {
    email: text(values.email),
    documentNumber: text(values.documentNumber),
    phone: text(values.phone),
  }),
  ...(values.kind === 'smart' &&
    values.rule && { rule: ruleOfDraft(values.rule, fields) ?? undefined }),
});

export const newGroupOf = inputOf;

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Only what was changed, so that the activity log names just that. */
export const changesOf = (
  values: GroupValues,
  before: GroupValues,
  fields: readonly RuleField[],
): AdminGroupChanges => {
  const { kind: _kind, ...all } = inputOf(values, fields);
  const old = inputOf(before, fields);
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => !isSame(value, old[name as keyof typeof old])),
  );
};
