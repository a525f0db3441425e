import type { Core } from '@strapi/strapi';
import { currentActor, isOfSite } from '../shared/actor';
import { refuseField } from '../shared/errors';
import type { Components } from './components';
import { isCopying, whileCopying } from './copies';
import { createLinkData } from './link-data';
import { createPlacement, type Data } from './placement';
import { disconnectedIn, referencesIn, toOne } from './references';
import { createRelations } from './relations';
import { createRights, notFound, type Where } from './rights';
import type { Scope, Scopes } from './scopes';
import { contentType, GROUP, INTERNAL, SPACE } from './types';

type Params = { data?: Data | Data[]; where?: Where; [option: string]: unknown };
type Row = { id: number };
type Write = (uid: string, params: Params) => Promise<unknown>;
type Manager = Record<'create' | 'createMany' | 'update' | 'updateMany', Write> &
  Record<'delete' | 'deleteMany', Write> & {
    getRepository(uid: string): Repository;
  };
/** Ways to write relations that go past the others. */
type Repository = Record<
  'attachRelations' | 'updateRelations' | 'deleteRelations',
  (id: number, data?: Data) => Promise<unknown>
>;

const CHANGES = ['update', 'delete', 'publish', 'unpublish', 'discardDraft', 'clone'];
const COPIES = ['update', 'publish', 'discardDraft', 'clone'];
const PLACES = ['create', 'update', 'clone'];

/**
 * Guards what a request of the site writes, where all of Strapi's writes come together. Whoever may
 * not know of an entry meets the same 404 as for one that does not exist; whoever may only read it
 * is told that participants alone change it. Work of administrators and of the system passes, but
 * for what keeps a document in one space.
 */
export const guardWrites = (strapi: Core.Strapi, scopes: Scopes, components: Components): void => {
  const rights = createRights(strapi);
  const placement = createPlacement(strapi);
  const relations = createRelations(strapi, scopes, components, rights);
  const closed = new Set<string>([SPACE, GROUP, ...INTERNAL]);

  const linkData = createLinkData(strapi);

  const isGuarded = (): boolean => isOfSite(currentActor(strapi));

  /** What there is to write, and to look at before: of a site's data, not what would escape that. */
  const readable = (uid: string, data: Data): Data => (isGuarded() ? linkData(uid, data) : data);

  const mustBeOpen = (uid: string): void => {
    if (closed.has(uid)) throw notFound();
  };

  /** Refuses a place that is not the actor's to write in. */
  const mustPlace = async (uid: string, data: Data, isNew: boolean): Promise<void> => {
    const scope = scopes.get(uid);
    if (!scope) return;
    const references = referencesIn(data[scope.attribute]);
    if (scope.parent && (references?.length === 0 || (isNew && !references)))
      throw parentMissing(scope.attribute);
    if (!references?.length) return;
    const place = scope.parent ?? SPACE;
    await rights.mustTakePart(place, await rights.idsOf(place, references));
  };

  /** A row beside others of its document, or of its single type, changes what is there. */
  const mustJoin = async (uid: string, { documentId }: Data): Promise<void> => {
    if (!scopes.has(uid)) return;
    if (documentId) await rights.mustChangeAll(uid, { documentId });
    if (contentType(strapi, uid).kind === 'singleType') await rights.mustChangeAll(uid, {});
  };

  /** What is to be created: where it is said to belong, or where the others of its document do. */
  const prepared = async (uid: string, given: Data): Promise<Data> => {
    const scope = scopes.get(uid);
    if (isGuarded()) {
      mustBeOpen(uid);
      await mustJoin(uid, given);
    }
    const data = scope ? await placed(uid, scope, given) : given;
    if (isGuarded()) {
      await mustPlace(uid, data, true);
      if (relations.areIn(uid, data)) await relations.mustChangeLinked(uid, data);
    }
    return data;
  };

  const placed = async (uid: string, scope: Scope, given: Data): Promise<Data> => {
    const data = placement.settled(uid, scope, given, await placement.wanted(uid, scope, given));
    if (!data.documentId || data[scope.attribute] !== undefined) return data;
    const place = await placement.inherited(uid, scope, data.documentId);
    return place === null ? data : { ...data, [scope.attribute]: place };
  };

  const mustAllow = async (uid: string, where: Where, data: Data): Promise<Data> => {
    if (!isGuarded()) return data;
    mustBeOpen(uid);
    if (scopes.has(uid)) await rights.mustChange(uid, where);
    await mustPlace(uid, data, false);
    if (!relations.areIn(uid, data)) return data;
    const row: Row | null = await strapi.db.query(uid).findOne({ where, select: ['id'] });
    await relations.mustChangeLinked(uid, data, row?.id);
    return row ? relations.withUnseen(uid, data, row.id) : data;
  };

  /** Makes a change of rows, with what it may say and where it leads. */
  const changing = async <Result>(
    uid: string,
    { where = {}, data: given }: Params,
    change: (data: Data) => Promise<Result>,
  ): Promise<Result> => {
    const scope = scopes.get(uid);
    const place = scope && (await placement.wanted(uid, scope, given as Data, where));
    const settled = scope ? placement.settled(uid, scope, given as Data, place) : (given as Data);
    const data = await mustAllow(uid, where, settled);
    return placement.together(uid, scope, where, place, () => change(data));
  };

  const manager = strapi.db.entityManager as unknown as Manager;
  const { create, createMany } = manager;

  manager.create = async function (uid, params) {
    if (typeof params?.data !== 'object') return create.call(this, uid, params);
    const data = await prepared(uid, readable(uid, params.data as Data));
    const result = await create.call(this, uid, { ...params, data });
    const scope = scopes.get(uid);
    const isPlaced = scope && (params.data as Data)[scope.attribute] !== undefined;
    // A copy of a version is where its original is; whoever copies moves nothing.
    if (isPlaced && !isCopying())
      for (const id of idIn(result)) await placement.uniteWith(uid, scope, id);
    return result;
  };

  manager.createMany = async function (uid, params) {
    if (!Array.isArray(params?.data)) return createMany.call(this, uid, params);
    const data: Data[] = [];
    for (const entry of params.data as Data[]) data.push(await prepared(uid, readable(uid, entry)));
    return createMany.call(this, uid, { ...params, data });
  };

  for (const method of ['update', 'updateMany'] as const) {
    const write = manager[method];
    manager[method] = async function (uid, params) {
      if (typeof params?.data !== 'object') return write.call(this, uid, params);
      const given = { ...params, data: readable(uid, params.data as Data) };
      return changing(uid, given, (data) => write.call(this, uid, { ...params, data }));
    };
  }

  for (const method of ['delete', 'deleteMany'] as const) {
    const remove = manager[method];
    manager[method] = async function (uid, params) {
      if (isGuarded()) {
        mustBeOpen(uid);
        if (scopes.has(uid)) await rights.mustChange(uid, params?.where ?? {});
      }
      return remove.call(this, uid, params);
    };
  }

  guardRepositories(manager, async (uid, id, given) => {
    if (isGuarded() && scopes.has(uid)) await rights.mustChangeAll(uid, { id });
    return given && mustAllow(uid, { id }, readable(uid, given));
  });

  strapi.documents.use((context, next) => {
    const { documentId } = context.params as { documentId?: string };
    if (!documentId || !COPIES.includes(context.action) || !isGuarded()) return next();
    const { uid, action } = context;
    return whileCopying({ uid, documentId, action }, next);
  });

  /** Puts rows in the place of documents, which Strapi does not do for a column of its own. */
  const resolve = async (uid: string, scope: Scope, data: Data): Promise<void> => {
    const { attribute, parent = SPACE } = scope;
    const references = referencesIn(data[attribute]);
    if (!references) return;
    const ids = await rights.idsOf(parent, references);
    if (isGuarded()) await rights.mustTakePart(parent, ids);
    if (!placement.isColumn(uid, scope)) {
      data[attribute] = toOne(data[attribute]);
      return;
    }
    const left = await rights.idsOf(parent, disconnectedIn(data[attribute]));
    data[attribute] =
      ids.length === 0 && left.length > 0
        ? { disconnect: left.map((id) => ({ id })) }
        : (ids.at(-1) ?? null);
  };

  // Before Strapi checks that related entries exist, and answers in its own way.
  strapi.documents.use(async (context, next) => {
    const uid = context.uid as string;
    const scope = scopes.get(uid);
    if (!scope) return next();
    const { documentId, data } = context.params as { documentId?: string; data?: Data };
    if (CHANGES.includes(context.action) && isGuarded()) {
      await rights.mustKnow(uid, { documentId });
      await rights.mustChange(uid, { documentId });
    }
    if (PLACES.includes(context.action) && data) await resolve(uid, scope, data);
    return next();
  });
};

/** `check` refuses, or gives the data to go on with. */
const guardRepositories = (
  manager: Manager,
  check: (uid: string, id: number, data?: Data) => Promise<Data | undefined>,
): void => {
  const { getRepository } = manager;
  const guarded = new WeakSet<Repository>();
  manager.getRepository = function (uid) {
    const repository = getRepository.call(this, uid);
    if (guarded.has(repository)) return repository;
    guarded.add(repository);
    for (const method of ['attachRelations', 'updateRelations', 'deleteRelations'] as const) {
      const write = repository[method];
      repository[method] = async (id, data) =>
        write.call(repository, id, await check(uid, id, data));
    }
    return repository;
  };
};

const idIn = (result: unknown): number[] => {
  const id = (result as Row | null)?.id;
  return id === undefined ? [] : [id];
};

const parentMissing = (attribute: string) =>
  refuseField(
    attribute,
    'required',
    `"${attribute}" is missing. It says which space the entry belongs to.`,
  );
