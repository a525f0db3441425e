import type { Core } from '@strapi/strapi';
import type {
  Me,
  PublicSpace,
  PublicSpaceDetail,
  PublicSpacePage,
  PublicSpaceQuery,
  Space,
  SpaceChanges,
  SpaceInput,
  SpacePage,
  SpaceQuery,
  SpaceWarning,
} from '../../../contracts/spaces';
import { needsConfirmation } from '../shared/accounts';
import type { Actor } from '../shared/actor';
import { configOf } from '../shared/config';
import { Refusal, refuseField, refuseFields } from '../shared/errors';
import { paginate } from '../shared/paging';
import { errors } from '../shared/strapi-utils';
import { pictureOf } from '../shared/pictures';
import { service } from '../shared/services';
import { inTransaction, isDuplicate } from '../shared/transactions';
import { createQueries, type SpaceEntry } from './queries';
import { SPACE, type SpaceRef } from './schema';

export const createSpaces = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const documents = () => strapi.documents(SPACE as 'plugin::users-permissions.user');

  const find = async (documentId: string): Promise<SpaceEntry> => {
    const entry = await queries.find(documentId);
    if (!entry) throw unknown();
    return entry;
  };

  const withCounts = async (entries: SpaceEntry[]): Promise<Space[]> => {
    const counts = await service(strapi, 'participants').counts(entries.map((entry) => entry.id));
    return entries.map((entry) => {
      const { total, active } = counts.get(entry.id) ?? { total: 0, active: 0 };
      return {
        ...publicPart(entry),
        published: entry.published,
        description: entry.description,
        groups: entry.groups.map(({ documentId, name, kind }) => ({ documentId, name, kind })),
        participants: { total, active, invited: total - active },
      };
    });
  };

  const one = async (documentId: string): Promise<Space> => {
    const [space] = await withCounts([await find(documentId)]);
    return space!;
  };

  const freeSlug = (title: string): Promise<string> =>
    strapi
      .plugin('content-manager')
      .service('uid')
      .generateUIDField({ contentTypeUID: SPACE, field: 'slug', data: { title } });

  const checkBanner = async (banner: number | null | undefined) => {
    if (banner == null || (await queries.fileExists(banner))) return;
    throw refuseField(
      'banner',
      'not_found',
      'This file is no longer in the media library.',
      String(banner),
    );
  };

  const checkGroups = async (groups: string[] | undefined) => {
    const known = new Set(groups ? await queries.groupsAmong(groups) : []);
    const unknown = groups?.find((documentId) => !known.has(documentId));
    if (unknown !== undefined)
      throw refuseField('groups', 'unknown_group', 'There is no such group any more.', unknown);
  };

  return {
    async list(query: SpaceQuery): Promise<SpacePage> {
      const { rows, total } = await queries.list(query);
      return { results: await withCounts(rows), pagination: paginate(query, total) };
    },

    one,

    /** What makes private spaces less private than they look. */
    async warnings(): Promise<SpaceWarning[]> {
      const privateSpaces = await queries.countPrivate();
      if (privateSpaces === 0 || (await needsConfirmation(strapi))) return [];
      return [{ code: 'confirmation_off', privateSpaces }];
    },

    /** A space as other rooms speak of it; refuses an unknown one. */
    async reference(documentId: string): Promise<SpaceRef> {
      const { id, title, slug } = await find(documentId);
      return { id, documentId, title, slug };
    },

    /** Lets nobody be added to these spaces until the transaction under way ends. */
    lock: (ids: number[]): Promise<void> =>
      inTransaction(strapi, (transaction) => queries.lock(transaction, ids)),

    async create(input: SpaceInput): Promise<Space> {
      await checkBanner(input.banner);
      await checkGroups(input.groups);
      const slug = input.slug ?? (await freeSlug(input.title));
      const created = await written(slug, () =>
        documents().create({ data: { ...input, slug } as never }),
      );
      return one(created.documentId);
    },

    async update(documentId: string, changes: SpaceChanges): Promise<Space> {
      await find(documentId);
      await checkBanner(changes.banner);
      await checkGroups(changes.groups);
      await written(changes.slug, () => documents().update({ documentId, data: changes as never }));
      return one(documentId);
    },

    async remove(documentId: string): Promise<void> {
      await find(documentId);
      await documents().delete({ documentId });
    },

    async listKnowable(actor: Actor, query: PublicSpaceQuery): Promise<PublicSpacePage> {
      const { rows, total } = await queries.listKnowable(actor, query);
      return {
        data: rows.map(publicPart),
        meta: { pagination: paginate(query.pagination, total) },
      };
    },

    /** What a signed-in person takes part in. */
    async of(actor: Actor): Promise<Me> {
      if (actor.type !== 'user') throw new errors.UnauthorizedError('Sign in first.');
      const groups = configOf(strapi).groups.enabled
        ? await service(strapi, 'groups').of(actor.id)
        : NO_GROUPS;
      return { spaces: await queries.ofUser(actor), ...groups };
    },

    /** One space for a site. Unknown, unpublished and private to others are the same refusal. */
    async knowable(actor: Actor, slug: string): Promise<PublicSpaceDetail> {
      const known = await queries.findKnowable(actor, slug);
      if (!known) throw unknown();
      const { entry, participation } = known;
      return { ...publicPart(entry), description: entry.description, participation };
    },
  };
};

const NO_GROUPS = { groups: [], groupInvitations: [], joinRequests: [], notices: [] };

const unknown = () => new Refusal(404, 'space_not_found', 'There is no such space.');

const publicPart = (entry: SpaceEntry): PublicSpace => ({
  documentId: entry.documentId,
  title: entry.title,
  slug: entry.slug,
  kind: entry.kind,
  visibility: entry.visibility,
  summary: entry.summary,
  banner: pictureOf(entry.banner),
  createdAt: entry.createdAt,
  updatedAt: entry.updatedAt,
});

/** Strapi's own check for a taken slug and the database's index, as one refusal. */
const written = async <Result>(
  slug: string | undefined,
  write: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error) && !isTakenSlug(error)) throw error;
    throw refuseFields(409, [
      {
        path: ['slug'],
        code: 'slug_taken',
        message: 'Another space has this slug. Choose another one.',
        ...(slug ? { value: slug } : {}),
      },
    ]);
  }
};

const isTakenSlug = (error: unknown): boolean => {
  if (!(error instanceof errors.ValidationError)) return false;
  const { errors: faults } = (error.details ?? {}) as {
    errors?: { path: string[]; message: string }[];
  };
  return faults?.some((fault) => fault.path[0] === 'slug' && /unique/.test(fault.message)) ?? false;
};
