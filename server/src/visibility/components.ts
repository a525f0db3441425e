import type { Core } from '@strapi/strapi';
import type { Actor } from '../shared/actor';
import { sql, type Sql } from '../shared/sql';
import type { Conditions } from './conditions';
import type { Scopes } from './scopes';

type Link = { name: string };
type ComponentRelation = {
  joinTable?: {
    name: string;
    joinColumn: Link;
    inverseJoinColumn?: Link;
    morphColumn?: { idColumn: Link };
  };
};
type Attribute = { type: string; component?: string; components?: string[] };

const TYPE_COLUMN = 'component_type';

/**
 * Components have no space of their own: they are met through the entry that they are part of. Only
 * a polymorphic relation (of a file to what shows it, say) leads to them past their entry; there
 * they need a condition too: no entry that they are part of is hidden.
 */
export const createComponents = (strapi: Core.Strapi, scopes: Scopes, conditions: Conditions) => {
  const models = { ...strapi.contentTypes, ...strapi.components } as unknown as Record<
    string,
    { attributes: Record<string, Attribute> }
  >;

  const used = (uid: string): string[] =>
    Object.values(models[uid]!.attributes).flatMap(({ type, component, components }) =>
      type === 'component' ? [component!] : type === 'dynamiczone' ? components! : [],
    );

  const owners = new Map<string, Set<string>>();
  const follow = (owner: string): void => {
    for (const component of used(owner)) {
      const known = owners.get(component) ?? new Set();
      owners.set(component, known);
      if (known.has(owner)) continue;
      known.add(owner);
      follow(component);
    }
  };
  for (const uid of scopes.keys()) follow(uid);

  /** That no hidden entry holds the component whose id `id` stands for. */
  const known = (component: string, id: string, actor: Actor, depth = 0): Sql => {
    const parts = [...owners.get(component)!].map((owner) => {
      const { attributes, tableName } = strapi.db.metadata.get(owner);
      const { joinTable } = Object.keys(attributes)
        .map((name) => attributes[name] as ComponentRelation)
        .find(({ joinTable }) => joinTable?.name.endsWith('_cmps'))!;
      const [link, entry] = [`gcl${depth}`, `gce${depth}`];
      const isEntry = scopes.has(owner);
      const condition = isEntry
        ? conditions.entry(owner, entry, actor, 'read', 'row')
        : known(owner, `${entry}.id`, actor, depth + 1);
      const { inverseJoinColumn, morphColumn, joinColumn, name } = joinTable!;
      return sql(
        `not exists (select 1 from ?? ${link} inner join ?? ${entry} on ${entry}.id = ${link}.??` +
          ` where ${link}.?? = ${id} and ${link}.?? = ? and not (${condition.text}))`,
        ...[name, tableName, joinColumn.name],
        ...[(inverseJoinColumn ?? morphColumn!.idColumn).name, TYPE_COLUMN, component],
        ...condition.bindings,
      );
    });
    return sql(
      parts.map(({ text }) => text).join(' and '),
      ...parts.flatMap(({ bindings }) => bindings),
    );
  };

  return {
    /** The components that scoped entries are made of. */
    uids: [...owners.keys()],
    known: (component: string, id: string, actor: Actor): Sql => known(component, id, actor),
  };
};

export type Components = ReturnType<typeof createComponents>;
