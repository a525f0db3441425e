import type { Core } from '@strapi/strapi';
import { asSystem } from '../shared/actor';
import type { StoredRelation } from './conditions';
import { referenceIn } from './references';
import type { Scope } from './scopes';
import { contentType } from './types';

export type Data = Record<string, unknown>;

type Row = { id: number; documentId: string; [attribute: string]: unknown };

/**
 * Keeps a document in one space: what all its versions and languages have in common is where they
 * belong, and they go there together.
 */
export const createPlacement = (strapi: Core.Strapi) => {
  const stored = (uid: string, attribute: string): StoredRelation =>
    strapi.db.metadata.get(uid).attributes[attribute] as StoredRelation;

  const hasVersions = (uid: string): boolean => {
    const { options, pluginOptions } = contentType(strapi, uid);
    return options?.draftAndPublish === true || pluginOptions?.i18n?.localized === true;
  };

  const rows = (uid: string, where: object, attribute: string): Promise<Row[]> =>
    strapi.db.query(uid).findMany({
      where,
      select: ['id', 'documentId'],
      populate: { [attribute]: { select: ['id'] } },
      orderBy: 'id',
    });

  const placeOf = (row: Row | undefined, attribute: string): number | null =>
    (row?.[attribute] as { id: number } | null | undefined)?.id ?? null;

  const put = async (uid: string, attribute: string, ids: number[], place: number | null) => {
    const { joinColumn, joinTable } = stored(uid, attribute);
    if (joinColumn) {
      const change = { [joinColumn.name]: place };
      await strapi.db.queryBuilder(uid).where({ id: ids }).update(change).execute();
      return;
    }
    const { name, joinColumn: own, inverseJoinColumn: other } = joinTable!;
    const links = () => strapi.db.queryBuilder(name);
    await links()
      .where({ [own.name]: ids })
      .delete()
      .execute();
    if (place !== null)
      await links()
        .insert(ids.map((id) => ({ [own.name]: id, [other.name]: place })))
        .execute();
  };

  return {
    /** A relation in a column of its own takes a plain id, and from nothing but the relation. */
    settled(uid: string, { attribute }: Scope, data: Data): Data {
      const { joinColumn } = stored(uid, attribute);
      if (!joinColumn) return data;
      const { [joinColumn.name]: column, [attribute]: relation, ...others } = data;
      const reference = referenceIn(relation === undefined ? column : relation);
      if (reference === undefined) return others;
      if (reference === null) return { ...others, [attribute]: null };
      return { ...others, [attribute]: 'id' in reference ? reference.id : relation };
    },

    isColumn: (uid: string, { attribute }: Scope): boolean =>
      stored(uid, attribute).joinColumn !== undefined,

    /** A new version or language of a document begins where the others are. */
    async inherited(uid: string, { attribute }: Scope, data: Data): Promise<Data> {
      if (!data.documentId || data[attribute] !== undefined) return data;
      const where = { documentId: data.documentId };
      const siblings = await asSystem(() => rows(uid, where, attribute));
      const place = placeOf(siblings[0], attribute);
      return place === null ? data : { ...data, [attribute]: place };
    },

    /** Brings the other rows of these rows' documents to where these now are. */
    async unite(uid: string, { attribute, parent }: Scope, ids: number[]): Promise<void> {
      if (parent || !hasVersions(uid)) return;
      await asSystem(async () => {
        for (const row of await rows(uid, { id: { $in: ids } }, attribute)) {
          const place = placeOf(row, attribute);
          const siblings = await rows(uid, { documentId: row.documentId }, attribute);
          const apart = siblings.filter((sibling) => placeOf(sibling, attribute) !== place);
          if (apart.length > 0)
            await put(
              uid,
              attribute,
              apart.map(({ id }) => id),
              place,
            );
        }
      });
    },
  };
};

export type Placement = ReturnType<typeof createPlacement>;
