const HIDDEN = {
  'content-manager': { visible: false },
  'content-type-builder': { visible: false },
} as const;

type Attributes = Record<string, Record<string, unknown>>;
type Indexes = { columns: string[]; unique?: true }[];

/** A relation held in a column of its own (`<name>_id`), so that an index can cover it. */
export const column = (target: string) => ({
  type: 'relation',
  relation: 'manyToOne',
  target,
  useJoinTable: false,
  configurable: false,
});

/**
 * Part of a type's `config`: what the Content Manager neither gives nor takes nor filters by, whatever
 * a role may do there. `visible: false` alone only leaves it out of its views.
 */
export const hidden = (names: string[]) => ({
  attributes: Object.fromEntries(names.map((name) => [name, { hidden: true }])),
});

/** Indexes of a table, each named after its columns. */
export const indexes = (table: string, list: Indexes) =>
  list.map(({ columns, unique }) => ({
    name: `${table}_${columns.join('_')}_${unique ? 'unique' : 'index'}`,
    columns,
    ...(unique ? { type: 'unique' } : {}),
  }));

/** A content type that is the plugin's own affair: no editor, no content API. */
export const internalType = (
  singularName: string,
  pluralName: string,
  displayName: string,
  attributes: Attributes,
  list: Indexes,
) => {
  const table = `participation_${pluralName.replace(/-/g, '_')}`;
  return {
    schema: {
      kind: 'collectionType',
      collectionName: table,
      info: { singularName, pluralName, displayName },
      options: { draftAndPublish: false },
      pluginOptions: HIDDEN,
      attributes,
      indexes: indexes(table, list),
    },
  };
};
