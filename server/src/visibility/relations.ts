import type { Core } from '@strapi/strapi';
import { asSystem } from '../shared/actor';
import type { Components } from './components';
import type { Data } from './placement';
import { polymorphicIn } from './polymorphic';
import { disconnectedIn, isReplaced, referencesIn } from './references';
import { knownAmong, notFound, type Rights } from './rights';
import type { Scopes } from './scopes';

type Relation = {
  name: string;
  target: string;
  /** Whether it is the other side that keeps the relation, so that this one changes entries there. */
  isKeptThere: boolean;
  isToMany: boolean;
};
type Linked = { id?: unknown; __type?: string };
type Stored = {
  relation?: string;
  target?: string;
  mappedBy?: string;
  morphBy?: string;
  /** Of Strapi's own making, such as an entry's other languages. */
  unstable_virtual?: boolean;
};

/**
 * What an entry of any type says about scoped ones. Where it changes them (`mappedBy`, or files
 * that are put to them), their space decides; where it names all that it is linked to, it keeps
 * the links to what its author does not see.
 */
export const createRelations = (
  strapi: Core.Strapi,
  scopes: Scopes,
  components: Components,
  rights: Rights,
) => {
  const known = new Map<string, Relation[]>();

  const attributesOf = (uid: string) =>
    strapi.db.metadata.get(uid).attributes as Record<string, Stored>;

  const relationsOf = (uid: string): Relation[] => {
    const found = known.get(uid);
    if (found) return found;
    const relations = Object.entries(attributesOf(uid))
      .filter(([, { target, unstable_virtual }]) => !unstable_virtual && scopes.has(target ?? ''))
      .map(([name, { target, mappedBy, relation }]) => ({
        name,
        target: target!,
        isKeptThere: mappedBy !== undefined,
        isToMany: /Many$/.test(relation ?? ''),
      }));
    known.set(uid, relations);
    return relations;
  };

  const linkedTo = async (uid: string, id: number, name: string): Promise<number[]> => {
    const entry = await asSystem(() =>
      strapi.db
        .query(uid)
        .findOne({ where: { id }, select: ['id'], populate: { [name]: { select: ['id'] } } }),
    );
    return [entry?.[name] ?? []].flat().map((linked: { id: number }) => linked.id);
  };

  /** Whether what is linked so stands at the entry that it is linked to, as files do. */
  const isPutTo = (uid: string, name: string, target: string): boolean =>
    Object.values(attributesOf(target)).some(
      ({ morphBy, target: owner }) => morphBy === name && owner === uid,
    );

  const mustPutTo = async (uid: string, data: Data): Promise<void> => {
    for (const name of polymorphicIn(strapi, uid))
      for (const { id, __type: target } of linkedIn(data[name])) {
        if (!target || !isPutTo(uid, name, target)) continue;
        // Nobody says which entry a component is part of; it is changed through that entry.
        if (components.uids.includes(target)) throw notFound();
        if (scopes.has(target)) await rights.mustTakePart(target, [Number(id)]);
      }
  };

  return {
    /** Whether the data has anything to say about scoped entries. */
    areIn: (uid: string, data: Data): boolean =>
      relationsOf(uid).some(({ name }) => data[name] !== undefined) ||
      polymorphicIn(strapi, uid).some((name) => data[name] !== undefined),

    /** Refuses changes, by the side of this entry, of entries that are not the actor's to change. */
    async mustChangeLinked(uid: string, data: Data, id?: number): Promise<void> {
      for (const { name, target, isKeptThere } of relationsOf(uid)) {
        if (!isKeptThere || data[name] === undefined) continue;
        const linked = id === undefined ? [] : await linkedTo(uid, id, name);
        const named = await rights.idsOf(target, referencesIn(data[name]) ?? []);
        const dropped = isReplaced(data[name])
          ? linked.filter((each) => !named.includes(each))
          : await rights.idsOf(target, disconnectedIn(data[name]));
        const known = await knownAmong(strapi, target, dropped);
        await rights.mustTakePart(target, [
          ...named.filter((each) => !linked.includes(each)),
          ...dropped.filter((each) => linked.includes(each) && known.has(each)),
        ]);
      }
      await mustPutTo(uid, data);
    },

    /** The data, with links to hidden entries among those that replace the ones there are. */
    async withUnseen(uid: string, data: Data, id: number): Promise<Data> {
      const kept: Data = {};
      for (const { name, target, isToMany } of relationsOf(uid)) {
        if (!isToMany || !isReplaced(data[name])) continue;
        const linked = await linkedTo(uid, id, name);
        const seen = await knownAmong(strapi, target, linked);
        const unseen = linked.filter((each) => !seen.has(each));
        if (unseen.length === 0) continue;
        const named = await rights.idsOf(target, referencesIn(data[name]) ?? []);
        kept[name] = { set: [...named, ...unseen].map((each) => ({ id: each })) };
      }
      return { ...data, ...kept };
    },
  };
};

const linkedIn = (value: unknown): Linked[] => {
  const { id, set, connect } = (value ?? {}) as Record<string, unknown>;
  return [(id === undefined && (set || connect)) || (value ?? [])]
    .flat()
    .filter((item) => typeof item === 'object');
};
