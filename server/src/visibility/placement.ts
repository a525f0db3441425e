import type { Core } from '@strapi/strapi';
import { asSystem } from '../shared/actor';
import { disconnectedIn, referenceIn } from './references';
import type { Scope } from './scopes';
import { contentType, storedRelation } from './types';

export type Data = Record<string, unknown>;

/** A row of a document, and the id of the space that it names. */
type Row = { id: number; documentId: string; place: number | null };
type Stored = Record<string, unknown>;

/**
 * Keeps a document in one space: what all its versions and languages have in common is where they
 * belong, and they go there together.
 */
export const createPlacement = (strapi: Core.Strapi) => {
  const stored = (uid: string, attribute: string) => storedRelation(strapi, uid, attribute);

  const hasVersions = (uid: string): boolean => {
    const { options, pluginOptions } = contentType(strapi, uid);
    return options?.draftAndPublish === true || pluginOptions?.i18n?.localized === true;
  };

  const select = (uid: string, columns: string[], where: object, locks: boolean) => {
    const query = strapi.db.queryBuilder(uid).select(columns).where(where);
    if (locks) query.orderBy('id').forUpdate();
    return query.execute({ mapResults: false }) as unknown as Promise<Stored[]>;
  };

  /** With `locks`, as they are now and stay until the transaction under way ends. */
  const rows = (uid: string, { attribute }: Scope, where: object, locks = false): Promise<Row[]> =>
    asSystem(async () => {
      const { joinColumn, joinTable } = stored(uid, attribute);
      const columns = ['id', 'documentId', ...(joinColumn ? [joinColumn.name] : [])];
      const found = await select(uid, columns, where, locks);
      const links = joinTable
        ? await select(
            joinTable.name,
            [joinTable.joinColumn.name, joinTable.inverseJoinColumn.name],
            { [joinTable.joinColumn.name]: found.map(({ id }) => id) },
            locks,
          )
        : [];
      const placeOf = (row: Stored) =>
        joinColumn
          ? row[joinColumn.name]
          : links.find((link) => link[joinTable!.joinColumn.name] === row.id)?.[
              joinTable!.inverseJoinColumn.name
            ];
      return found.map((row) => ({
        id: row.id as number,
        documentId: row.document_id as string,
        place: (placeOf(row) as number | null | undefined) ?? null,
      }));
    });

  const documentsOf = (found: Row[]) => ({
    documentId: { $in: [...new Set(found.map(({ documentId }) => documentId))] },
  });

  const put = async (uid: string, { attribute }: Scope, ids: number[], place: number | null) => {
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

  /** Brings the other rows of these rows' documents to where these are. */
  const unite = async (uid: string, scope: Scope, ids: number[]): Promise<void> => {
    for (const { documentId, place } of await rows(uid, scope, { id: ids }, true)) {
      const all = await rows(uid, scope, { documentId }, true);
      const apart = all.filter((row) => row.place !== place).map(({ id }) => id);
      if (apart.length > 0) await asSystem(() => put(uid, scope, apart, place));
    }
  };

  return {
    isColumn: (uid: string, { attribute }: Scope): boolean =>
      stored(uid, attribute).joinColumn !== undefined,

    /** What is said where its parent or space is meant; `undefined`: it stays where it is. */
    async wanted(
      uid: string,
      scope: Scope,
      data: Data,
      where?: object,
    ): Promise<number | null | undefined> {
      const { joinColumn } = stored(uid, scope.attribute);
      const column = joinColumn ? data[joinColumn.name] : undefined;
      const value = data[scope.attribute] === undefined ? column : data[scope.attribute];
      const named = referenceIn(value);
      if (named === undefined) return undefined;
      if (named) return 'id' in named ? named.id : undefined;
      const left = disconnectedIn(value).map((reference) => 'id' in reference && reference.id);
      if (left.length === 0) return null;
      const [row] = where ? await rows(uid, scope, where) : [];
      return row && left.includes(row.place ?? false) ? null : undefined;
    },

    /** A relation in a column of its own takes a plain id, and from nothing but the relation. */
    settled(uid: string, { attribute }: Scope, data: Data, place: number | null | undefined): Data {
      const { joinColumn } = stored(uid, attribute);
      if (!joinColumn) return data;
      const { [joinColumn.name]: _column, [attribute]: _relation, ...others } = data;
      return place === undefined ? others : { ...others, [attribute]: place };
    },

    /** Where a new version or language of a document begins: where the others are. */
    async inherited(uid: string, scope: Scope, documentId: unknown): Promise<number | null> {
      const [sibling] = await rows(uid, scope, { documentId }, true);
      return sibling?.place ?? null;
    },

    /** Makes a change that leaves a document's rows in one space, whichever of them it moves. */
    async together<Result>(
      uid: string,
      scope: Scope | undefined,
      where: object,
      place: number | null | undefined,
      change: () => Promise<Result>,
    ): Promise<Result> {
      if (!scope || scope.parent || place === undefined || !hasVersions(uid)) return change();
      const moved = await rows(uid, scope, where);
      const all = await rows(uid, scope, documentsOf(moved));
      if (all.every((row) => row.place === place)) return change();
      return strapi.db.transaction(async () => {
        // All of them first, and in one order, so that nobody waits for somebody who waits.
        await rows(uid, scope, documentsOf(moved), true);
        const result = await change();
        await unite(
          uid,
          scope,
          moved.map(({ id }) => id),
        );
        return result;
      }) as Promise<Result>;
    },

    /** Brings the others of a document to where a row of it was made. */
    async uniteWith(uid: string, scope: Scope, id: number): Promise<void> {
      if (scope.parent || !hasVersions(uid)) return;
      const [row] = await rows(uid, scope, { id });
      const all = row ? await rows(uid, scope, { documentId: row.documentId }) : [];
      if (all.some(({ place }) => place !== row!.place))
        await strapi.db.transaction(() => unite(uid, scope, [id]));
    },
  };
};

export type Placement = ReturnType<typeof createPlacement>;
