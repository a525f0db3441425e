import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ContentEntry, ContentQuery, EntryVisibility } from '../../../contracts/visibility';
import type { Actor } from '../shared/actor';
import { offsetOf } from '../shared/paging';
import { service } from '../shared/services';
import { knexOf } from '../shared/tables';
import type { Conditions, Shape } from './conditions';
import { notePersonal } from './signals';
import { contentType } from './types';

type Space = Omit<NonNullable<EntryVisibility['space']>, 'participants'> & { id: number };
type Row = {
  documentId: string;
  locale: string | null;
  publishedAt: string | null;
  updatedAt: string;
};
type Nested = { select?: string[]; populate?: Record<string, Nested> };

/** Narrows a query over spaces (aliased `s`) to those that the actor may know of. */
export const knowable = (
  strapi: Core.Strapi,
  query: Knex.QueryBuilder,
  actor: Actor,
  shape: Shape,
) => {
  notePersonal(strapi);
  const { text, bindings } = service(strapi, 'visibility').conditions.space(
    's',
    actor,
    'read',
    shape,
  );
  return query.whereRaw(text, bindings);
};

const SPACE_FIELDS = ['documentId', 'title', 'slug', 'kind', 'visibility', 'published'];

/** The content of spaces, for administrators. */
export const createQueries = (strapi: Core.Strapi, conditions: Conditions) => {
  const manager = () => strapi.plugin('content-manager');

  /** What the Content Manager would let the administrator read of this type in this space. */
  const belonging = async (uid: string, spaceId: number, ability: unknown): Promise<object> => {
    const checker = manager().service('permission-checker').create({
      userAbility: ability,
      model: uid,
    });
    const allowed = strapi
      .get('query-params')
      .transform(uid, await checker.sanitizedQuery.read({})) as { where?: object };
    const { text, bindings } = conditions.belonging(uid, 't0', spaceId);
    const inSpace = knexOf(strapi).raw(`t0.id and ${text}`, bindings);
    return { $and: [allowed.where ?? {}, { id: inSpace }, { id: isFirst(uid) }] };
  };

  /** Of the rows of a document, its drafts and published versions in each language, only one. */
  const isFirst = (uid: string): Knex.Raw => {
    const drafts = contentType(strapi, uid).options?.draftAndPublish;
    const [own, other] = drafts
      ? ['t0.published_at is null and', 'and gf.published_at is null']
      : ['', ''];
    return knexOf(strapi).raw(
      `t0.id and ${own} not exists (select 1 from ?? gf` +
        ` where gf.document_id = t0.document_id and gf.id < t0.id ${other})`,
      [strapi.db.metadata.get(uid).tableName],
    );
  };

  const mainField = async (uid: string): Promise<string> => {
    const { settings } = await manager()
      .service('content-types')
      .findConfiguration(contentType(strapi, uid));
    return settings.mainField;
  };

  const statuses = async (uid: string, rows: Row[]): Promise<ContentEntry['status'][]> => {
    if (!contentType(strapi, uid).options?.draftAndPublish) return rows.map(() => null);
    const documentIds = rows.map(({ documentId }) => documentId);
    const published: Row[] = await strapi.db.query(uid).findMany({
      where: { documentId: { $in: documentIds }, publishedAt: { $notNull: true } },
      select: ['documentId', 'locale', 'publishedAt', 'updatedAt'],
    });
    const metadata = manager().service('document-metadata');
    return rows.map((row) =>
      metadata.getStatus(
        row,
        published.filter(
          ({ documentId, locale }) => documentId === row.documentId && locale === row.locale,
        ),
      ),
    );
  };

  return {
    /** Null: it belongs to no space; `undefined`: there is no such entry. */
    async spaceOf(
      uid: string,
      documentId: string,
      path: string[],
    ): Promise<Space | 'missing' | null | undefined> {
      const nested = path.reduceRight<Nested>(
        (populate, attribute) => ({ select: ['id'], populate: { [attribute]: populate } }),
        { select: ['id', ...SPACE_FIELDS] },
      );
      const entry = await strapi.db.query(uid).findOne({ where: { documentId }, ...nested });
      if (!entry) return undefined;
      let at = entry;
      for (const attribute of path.slice(0, -1)) {
        at = at[attribute];
        if (!at) return 'missing';
      }
      return at[path.at(-1)!] ?? null;
    },

    count: async (uid: string, spaceId: number, ability: unknown): Promise<number> =>
      strapi.db.query(uid).count({ where: await belonging(uid, spaceId, ability) }),

    async page(
      uid: string,
      spaceId: number,
      query: ContentQuery,
      ability: unknown,
    ): Promise<{ rows: ContentEntry[]; total: number }> {
      const field = await mainField(uid);
      const where = await belonging(uid, spaceId, ability);
      const total = await strapi.db.query(uid).count({ where });
      const rows = await strapi.db.query(uid).findMany({
        where,
        select: ['documentId', 'locale', 'publishedAt', 'updatedAt', field],
        orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
        limit: query.pageSize,
        offset: offsetOf(query),
      });
      const status = await statuses(uid, rows);
      const entries = rows.map((row: Row & Record<string, unknown>, index: number) => ({
        documentId: row.documentId,
        title: row[field] == null ? null : String(row[field]),
        status: status[index] ?? null,
        locale: row.locale,
        updatedAt: row.updatedAt,
      }));
      return { rows: entries, total };
    },
  };
};
