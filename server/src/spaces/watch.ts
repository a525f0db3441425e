import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { currentActor } from '../shared/actor';
import { USER } from '../shared/accounts';
import { service } from '../shared/services';
import { keepHidden } from './archive';
import { space, SPACE } from './schema';

type Remove = (uid: string, params?: { where?: object }) => Promise<unknown>;
type Fields = Record<string, unknown> & { documentId: string; title: string };

const RECORDED = {
  create: 'space.created',
  clone: 'space.created',
  update: 'space.updated',
  delete: 'space.deleted',
} as const;

/**
 * Spaces are edited in the plugin's pages and in the Content Manager. Both go through the Document
 * Service, where every change is written to the log, in the transaction that makes it.
 */
export const recordChanges = (strapi: Core.Strapi): void => {
  strapi.documents.use((context, next) => {
    const action = RECORDED[context.action as keyof typeof RECORDED];
    if ((context.uid as string) !== SPACE || !action) return next();
    const { documentId } = context.params as { documentId?: string };

    // Not tried again after a deadlock: what comes next in the chain can be called only once.
    return strapi.db.transaction(async ({ trx }) => {
      const before = documentId ? await current(strapi, documentId) : null;
      const result = await next();
      const after = await current(strapi, (result as Fields | null)?.documentId ?? documentId);
      const subject = after ?? before;
      const changed = action === 'space.updated' ? differences(before, after) : null;
      if (subject && changed?.length !== 0)
        await service(strapi, 'activity').record(trx as Knex.Transaction, currentActor(strapi), [
          { action, space: subject, subject: subject.title, details: changed ? { changed } : {} },
        ]);
      return result;
    }) as unknown as ReturnType<typeof next>;
  });
};

/** Whatever deletes a space or a user, their participants and what waits for them go along. */
export const followDeletions = (strapi: Core.Strapi): void => {
  const idsOf = async (uid: string, where: object | undefined) =>
    (await strapi.db.query(uid).findMany({ where: where ?? {}, select: ['id'] })).map(
      ({ id }) => id as number,
    );

  const userDeleted = async (event: { params: { where?: object } }) => {
    const userIds = await idsOf(USER, event.params.where);
    await service(strapi, 'participants').forget({ userIds });
  };
  strapi.db.lifecycles.subscribe({
    models: [USER],
    beforeDelete: userDeleted,
    beforeDeleteMany: userDeleted,
  });

  // Not by a hook: hooks can be switched off, and content must not be open even then.
  const manager = strapi.db.entityManager as unknown as Record<'delete' | 'deleteMany', Remove>;
  for (const method of ['delete', 'deleteMany'] as const) {
    const remove = manager[method];
    manager[method] = async function (uid, params) {
      if (uid !== SPACE) return remove.call(this, uid, params);
      return strapi.db.transaction(async () => {
        const spaceIds = await idsOf(SPACE, params?.where);
        if (spaceIds.length === 0) return remove.call(this, uid, params);
        // First: an import holds its own row while it waits for the space's.
        await service(strapi, 'imports').abandon(spaceIds);
        await service(strapi, 'spaces').lock(spaceIds);
        await keepHidden(strapi, spaceIds);
        await service(strapi, 'participants').forget({ spaceIds });
        // By their ids: the space that keeps their content may meet the same conditions.
        return remove.call(this, uid, { ...params, where: { id: { $in: spaceIds } } });
      });
    };
  }
};

const current = async (
  strapi: Core.Strapi,
  documentId: string | undefined,
): Promise<Fields | null> =>
  documentId
    ? strapi.db.query(SPACE).findOne({ where: { documentId }, populate: ['banner', 'groups'] })
    : null;

const FIELDS = Object.keys(space.schema.attributes);

/** Names of the fields that differ. */
const differences = (before: Fields | null, after: Fields | null): string[] =>
  before && after
    ? FIELDS.filter((field) => comparable(before[field]) !== comparable(after[field]))
    : [];

const comparable = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(comparable).sort().join(' ')
    : JSON.stringify(
        value !== null && typeof value === 'object' && 'id' in value ? value.id : value,
      );
