import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { PublicSpaceQuery, Space, SpaceQuery } from '../../../contracts/spaces';
import type { Actor } from '../shared/actor';
import { offsetOf } from '../shared/paging';
import { knexOf, TABLES, whereContains } from '../shared/tables';
import { isParticipant, knowable } from '../visibility/queries';
import { SPACE } from './schema';

/** A space as the entity layer gives it. */
export type SpaceEntry = Omit<Space, 'participants'> & { id: number };

const COLUMNS = {
  title: 's.title',
  kind: 's.kind',
  visibility: 's.visibility',
  published: 's.published',
  createdAt: 's.created_at',
  updatedAt: 's.updated_at',
} as const;

type Narrow = (query: Knex.QueryBuilder) => Knex.QueryBuilder;

export const createQueries = (strapi: Core.Strapi) => {
  const from = () => knexOf(strapi)({ s: TABLES.spaces });
  const entries = strapi.db.query(SPACE);

  const search = (query: Knex.QueryBuilder, text: string | undefined, columns: string[]) =>
    text ? whereContains(query, columns, text) : query;

  /** One page of the spaces that match, as entries. */
  const page = async (
    narrow: Narrow,
    { page: number, pageSize, sort }: { page: number; pageSize: number; sort: SpaceQuery['sort'] },
  ): Promise<{ rows: SpaceEntry[]; total: number }> => {
    const count = await narrow(from()).count({ total: '*' }).first();
    const ids: number[] = await narrow(from())
      .orderBy([{ column: COLUMNS[sort.column], order: sort.direction }, { column: 's.id' }])
      .limit(pageSize)
      .offset(offsetOf({ page: number, pageSize }))
      .pluck('s.id');
    const found = (await entries.findMany({
      where: { id: { $in: ids } },
      populate: ['banner'],
    })) as SpaceEntry[];
    const byId = new Map(found.map((entry) => [entry.id, entry]));
    return {
      rows: ids.flatMap((id) => byId.get(id) ?? []),
      total: Number((count as { total?: unknown } | undefined)?.total ?? 0),
    };
  };

  return {
    list: ({ _q, filters, ...paging }: SpaceQuery) =>
      page((query) => {
        search(query, _q, ['s.title', 's.slug']);
        if (filters?.kind) query.where('s.kind', filters.kind);
        if (filters?.visibility) query.where('s.visibility', filters.visibility);
        return query;
      }, paging),

    async countPrivate(): Promise<number> {
      const count = await from().where('s.visibility', 'private').count({ total: '*' }).first();
      return Number((count as { total?: unknown } | undefined)?.total ?? 0);
    },

    listKnowable: (actor: Actor, { pagination, sort, _q, filters }: PublicSpaceQuery) =>
      page(
        (query) => {
          knowable(strapi, query, actor);
          search(query, _q, ['s.title', 's.summary']);
          if (filters?.kind) query.where('s.kind', filters.kind);
          return query;
        },
        { ...pagination, sort },
      ),

    async findKnowable(actor: Actor, slug: string): Promise<SpaceEntry | null> {
      const row = await knowable(strapi, from().where('s.slug', slug), actor).first(
        's.id',
        's.slug',
      );
      // Some databases compare without regard to letter case; a slug is exact.
      if (!row || row.slug !== slug) return null;
      return (await entries.findOne({
        where: { id: row.id },
        populate: ['banner'],
      })) as SpaceEntry | null;
    },

    find: (documentId: string): Promise<SpaceEntry | null> =>
      entries.findOne({ where: { documentId }, populate: ['banner'] }),

    async lock(transaction: Knex.Transaction, ids: number[]): Promise<void> {
      await transaction(TABLES.spaces).whereIn('id', ids).orderBy('id').select('id').forUpdate();
    },

    fileExists: async (id: number): Promise<boolean> =>
      (await strapi.db.query('plugin::upload.file').count({ where: { id } })) > 0,

    isParticipant: (spaceId: number, actor: Actor) => isParticipant(strapi, spaceId, actor),
  };
};
