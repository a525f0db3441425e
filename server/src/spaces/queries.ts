import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  Me,
  PublicSpaceDetail,
  PublicSpaceQuery,
  Space,
  SpaceQuery,
} from '../../../contracts/spaces';
import { asSystem, type Actor, type User } from '../shared/actor';
import { offsetOf } from '../shared/paging';
import { service } from '../shared/services';
import { sql, type Sql } from '../shared/sql';
import { knexOf, TABLES, whereContains } from '../shared/tables';
import { knowable } from '../visibility/queries';
import { SPACE } from './schema';

/** A space as the entity layer gives it. */
export type SpaceEntry = Omit<Space, 'participants'> & { id: number };

type KnownSpace = { entry: SpaceEntry; participation: PublicSpaceDetail['participation'] };

const SHOWN = { banner: true, groups: { orderBy: 'name' } } as const;

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

  const whether = (name: string, { text, bindings }: Sql): Knex.Raw =>
    knexOf(strapi).raw(`case when ${text} then 1 else 0 end as ??`, [...bindings, name]);

  const search = (query: Knex.QueryBuilder, text: string | undefined, columns: string[]) =>
    text ? whereContains(query, columns, text) : query;

  /** One page of the spaces that match, as entries. */
  const page = async (
    narrow: Narrow,
    { page: number, pageSize, sort }: { page: number; pageSize: number; sort: SpaceQuery['sort'] },
    populate: object,
  ): Promise<{ rows: SpaceEntry[]; total: number }> => {
    const count = await narrow(from()).count({ total: '*' }).first();
    const ids: number[] = await narrow(from())
      .orderBy([{ column: COLUMNS[sort.column], order: sort.direction }, { column: 's.id' }])
      .limit(pageSize)
      .offset(offsetOf({ page: number, pageSize }))
      .pluck('s.id');
    // Who may know of them was asked above.
    const found = await asSystem(() =>
      entries.findMany({ where: { id: { $in: ids } }, populate: populate as never }),
    );
    const byId = new Map((found as SpaceEntry[]).map((entry) => [entry.id, entry]));
    return {
      rows: ids.flatMap((id) => byId.get(id) ?? []),
      total: Number((count as { total?: unknown } | undefined)?.total ?? 0),
    };
  };

  return {
    list: ({ _q, filters, ...paging }: SpaceQuery) =>
      page(
        (query) => {
          search(query, _q, ['s.title', 's.slug']);
          if (filters?.kind) query.where('s.kind', filters.kind);
          if (filters?.visibility) query.where('s.visibility', filters.visibility);
          return query;
        },
        paging,
        SHOWN,
      ),

    async countPrivate(): Promise<number> {
      const count = await from().where('s.visibility', 'private').count({ total: '*' }).first();
      return Number((count as { total?: unknown } | undefined)?.total ?? 0);
    },

    listKnowable: (actor: Actor, { pagination, sort, _q, filters }: PublicSpaceQuery) =>
      page(
        (query) => {
          knowable(strapi, query, actor, 'page');
          search(query, _q, ['s.title', 's.summary']);
          if (filters?.kind) query.where('s.kind', filters.kind);
          return query;
        },
        { ...pagination, sort },
        { banner: true },
      ),

    /** A space with what the actor is in it; null: they may not know of it. */
    async findKnowable(actor: Actor, slug: string): Promise<KnownSpace | null> {
      const { space, listed } = service(strapi, 'visibility').conditions;
      const row = await knowable(strapi, from().where('s.slug', slug), actor, 'row').first(
        's.id',
        's.slug',
        whether('canParticipate', space('s', actor, 'write', 'row')),
        whether('participant', actor.type === 'user' ? listed('s', actor) : sql('1 = 0')),
      );
      // Some databases compare without regard to letter case; a slug is exact.
      if (!row || row.slug !== slug) return null;
      const entry = await asSystem(() =>
        entries.findOne({ where: { id: row.id }, populate: ['banner'] }),
      );
      return (
        entry && {
          entry: entry as SpaceEntry,
          participation: {
            participant: Number(row.participant) === 1,
            canParticipate: Number(row.canParticipate) === 1,
          },
        }
      );
    },

    find: (documentId: string): Promise<SpaceEntry | null> =>
      entries.findOne({ where: { documentId }, populate: SHOWN as never }),

    async lock(transaction: Knex.Transaction, ids: number[]): Promise<void> {
      await transaction(TABLES.spaces).whereIn('id', ids).orderBy('id').select('id').forUpdate();
    },

    fileExists: async (id: number): Promise<boolean> =>
      (await strapi.db.query('plugin::upload.file').count({ where: { id } })) > 0,

    /** Published spaces that a user is on the list of, or in by a group. */
    ofUser(user: User): Promise<Me['spaces']> {
      const { text, bindings } = service(strapi, 'visibility').conditions.insider('s', user, 'set');
      return from()
        .where('s.published', true)
        .whereRaw(text, bindings)
        .orderBy('s.title')
        .select('s.document_id as documentId', 's.title', 's.slug', 's.kind', 's.visibility');
    },

    /** Of these documentIds, those that are groups'. */
    groupsAmong: (documentIds: string[]): Promise<string[]> =>
      knexOf(strapi)(TABLES.groups).whereIn('document_id', documentIds).pluck('document_id'),
  };
};
