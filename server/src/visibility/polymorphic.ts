import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Actor } from '../shared/actor';
import { knexOf } from '../shared/tables';
import type { Components } from './components';

export type PopulateValue =
  | true
  | {
      count?: boolean;
      where?: object;
      on?: Record<string, PopulateValue>;
      [option: string]: unknown;
    };

type Attribute = {
  type: string;
  relation?: string;
  joinTable?: { morphColumn?: { typeField?: string } };
};
type Row = Record<string, unknown>;

const TO_ANY = ['morphToOne', 'morphToMany'];

/**
 * Relations that lead to entries of any type. Strapi counts their links without a look at what they
 * lead to, and loads components through them without a look at the entry they are part of.
 */
export const createPolymorphic = (strapi: Core.Strapi, components: Components) => {
  const relations = new Map<string, string[]>();

  const of = (uid: string): string[] => {
    const known = relations.get(uid);
    if (known) return known;
    const found = polymorphicIn(strapi, uid);
    relations.set(uid, found);
    return found;
  };

  const types = [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)];

  const restrictType = (uid: string, value: PopulateValue, actor: Actor): PopulateValue => {
    const options = value === true ? {} : value;
    if (!components.uids.includes(uid)) return options;
    const { text, bindings } = components.known(uid, 't0.id', actor);
    const known: Knex.Raw = knexOf(strapi).raw(`0 and (${text})`, bindings);
    return { ...options, where: { $and: [options.where ?? {}, { id: { $ne: known } }] } };
  };

  return {
    /** Whether entries of this type have such relations. */
    isIn: (uid: string): boolean => of(uid).length > 0,

    /** Lets nothing hidden be populated; gives the relations that are to be counted afterwards. */
    restrict(populate: Record<string, PopulateValue>, uid: string, actor: Actor): string[] {
      const counted: string[] = [];
      for (const name of of(uid).filter((relation) => relation in populate)) {
        const value = populate[name]!;
        const { on, count, ...options } = value === true ? {} : value;
        if (count) counted.push(name);
        const wanted = on ?? Object.fromEntries(types.map((type) => [type, options]));
        populate[name] = {
          on: Object.fromEntries(
            Object.entries(wanted).map(([type, each]) => [type, restrictType(type, each, actor)]),
          ),
        };
      }
      return counted;
    },

    /** Puts the number of what was loaded in its place. */
    count(result: unknown, counted: string[]): void {
      if (counted.length === 0) return;
      for (const row of [result].flat() as (Row | null | undefined)[])
        for (const name of row ? counted : [])
          row![name] = { count: [row![name] ?? []].flat().length };
    },
  };
};

/** The names of an entry's relations that lead to entries of any type. */
export const polymorphicIn = (strapi: Core.Strapi, uid: string): string[] => {
  const { attributes } = strapi.db.metadata.get(uid);
  return Object.keys(attributes).filter((name) => leadsAnywhere(attributes[name] as Attribute));
};

/** Not a dynamic zone, which leads to components of the entry itself. */
const leadsAnywhere = ({ type, relation, joinTable }: Attribute): boolean =>
  type === 'relation' &&
  TO_ANY.includes(relation ?? '') &&
  joinTable?.morphColumn?.typeField !== '__component';
