import type { Settings, SettingsChanges } from '../../../contracts/settings';

type Tree = Record<string, unknown>;

/** The form: days are typed in a row, and Strapi's fields give null where nothing stands. */
export type SettingsValues = Omit<Settings, 'invitations'> & {
  invitations: Omit<Settings['invitations'], 'reminderDays'> & { reminderDays: string | null };
};

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const valuesOf = (settings: Settings): SettingsValues => ({
  ...settings,
  invitations: {
    ...settings.invitations,
    reminderDays: settings.invitations.reminderDays.join(', ') || null,
  },
});

const daysOf = (text: string | null): number[] =>
  (text ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);

const settingsOf = (values: SettingsValues): Settings => ({
  ...values,
  invitations: {
    ...values.invitations,
    reminderDays: daysOf(values.invitations.reminderDays),
  },
});

/** Texts as they are sent: one that was emptied is empty, not missing. */
export const textsOf = (texts: object): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([part, text]) => [part, text ?? '']));

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const differences = (base: Tree, now: Tree): Tree => {
  const result: Tree = {};
  for (const [key, value] of Object.entries(now)) {
    const before = base[key];
    if (isTree(value) && isTree(before)) {
      const inside = differences(before, value);
      if (Object.keys(inside).length > 0) result[key] = inside;
    } else if (!isSame(before, value)) {
      result[key] = value;
    }
  }
  return result;
};

/** A limit is sent as a whole, as one of its numbers says nothing without the other. */
const withWholeLimits = (changes: Tree, values: Settings): Tree => {
  if (!isTree(changes.limits)) return changes;
  const names = Object.keys(changes.limits) as (keyof Settings['limits'])[];
  return {
    ...changes,
    limits: Object.fromEntries(names.map((name) => [name, values.limits[name]])),
  };
};

const withTexts = (changes: Tree): Tree =>
  Object.fromEntries(
    Object.entries(changes).map(([key, value]) => [
      key,
      isTree(value) ? withTexts(value) : (value ?? ''),
    ]),
  );

/** Only what was changed, so that what somebody else changed meanwhile stays. */
export const changesOf = (values: SettingsValues, before: SettingsValues): SettingsChanges => {
  const now = settingsOf(values);
  const changes = withWholeLimits(differences(settingsOf(before), now), now);
  return isTree(changes.templates)
    ? { ...changes, templates: withTexts(changes.templates) }
    : changes;
};

/** What stands at a path such as `pages.enabled`. */
export const valueAt = (values: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Tree | undefined)?.[key], values);

/** `tree` with a value at a path. */
export const withValueAt = (tree: Tree, [key, ...rest]: string[], value: unknown): Tree => {
  if (key === undefined) return tree;
  const inside = tree[key];
  return {
    ...tree,
    [key]: rest.length === 0 ? value : withValueAt(isTree(inside) ? inside : {}, rest, value),
  };
};
