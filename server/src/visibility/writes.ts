import type { Core } from '@strapi/strapi';
import { currentActor, isOfSite } from '../shared/actor';
import { refuseField } from '../shared/errors';
import type { Components } from './components';
import { whileCopying } from './copies';
import { createPlacement, type Data } from './placement';
import { referencesIn } from './references';
import { createRelations } from './relations';
import { createRights, notFound, type Where } from './rights';
import type { Scopes } from './scopes';
import { contentType, INTERNAL, SPACE } from './types';

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
  const closed = new Set<string>([SPACE, ...INTERNAL]);

  const isGuarded = (): boolean => isOfSite(currentActor(strapi));

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

  const prepared = async (uid: string, given: Data): Promise<Data> => {
    const scope = scopes.get(uid);
    if (isGuarded()) await mustJoin(uid, given);
    const data = scope
      ? await placement.inherited(uid, scope, placement.settled(uid, scope, given))
      : given;
    if (isGuarded()) {
      mustBeOpen(uid);
      await mustPlace(uid, data, true);
      if (relations.isIn(uid)) await relations.mustChangeLinked(uid, data);
    }
    return data;
  };

  const changed = async (uid: string, where: Where, given: Data): Promise<Data> => {
    const scope = scopes.get(uid);
    const data = scope ? placement.settled(uid, scope, given) : given;
    if (!isGuarded()) return data;
    mustBeOpen(uid);
    if (scope) await rights.mustChange(uid, where);
    await mustPlace(uid, data, false);
    if (!relations.isIn(uid)) return data;
    const row: Row | null = await strapi.db.query(uid).findOne({ where, select: ['id'] });
    await relations.mustChangeLinked(uid, data, row?.id);
    return row ? relations.withUnseen(uid, data, row.id) : data;
  };

  /** Where rows are moved, those that have to go along. */
  const united = async (uid: string, ids: number[], data: Data | undefined): Promise<void> => {
    const scope = scopes.get(uid);
    if (scope && data?.[scope.attribute] !== undefined) await placement.unite(uid, scope, ids);
  };

  const manager = strapi.db.entityManager as unknown as Manager;
  const { create, createMany, update, updateMany } = manager;

  manager.create = async function (uid, params) {
    const data = await prepared(uid, params.data as Data);
    const result = await create.call(this, uid, { ...params, data });
    await united(uid, idIn(result), data);
    return result;
  };

  manager.createMany = async function (uid, params) {
    const data: Data[] = [];
    for (const entry of params.data as Data[]) data.push(await prepared(uid, entry));
    return createMany.call(this, uid, { ...params, data });
  };

  manager.update = async function (uid, params) {
    const data = await changed(uid, params.where ?? {}, params.data as Data);
    const result = await update.call(this, uid, { ...params, data });
    await united(uid, idIn(result), data);
    return result;
  };

  manager.updateMany = async function (uid, params) {
    const { where = {} } = params;
    const data = await changed(uid, where, params.data as Data);
    const moves = data[scopes.get(uid)?.attribute ?? ''] !== undefined;
    const rows: Row[] = moves ? await strapi.db.query(uid).findMany({ where, select: ['id'] }) : [];
    const result = await updateMany.call(this, uid, { ...params, data });
    await united(
      uid,
      rows.map(({ id }) => id),
      data,
    );
    return result;
  };

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
    return given && changed(uid, { id }, given);
  });

  strapi.documents.use((context, next) => {
    const { documentId } = context.params as { documentId?: string };
    if (!documentId || !COPIES.includes(context.action) || !isGuarded()) return next();
    return whileCopying({ uid: context.uid, documentId }, next);
  });

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
    const references = PLACES.includes(context.action) && referencesIn(data?.[scope.attribute]);
    if (!references) return next();
    const place = scope.parent ?? SPACE;
    const ids = await rights.idsOf(place, references);
    if (isGuarded()) await rights.mustTakePart(place, ids);
    if (placement.isColumn(uid, scope)) data![scope.attribute] = ids.at(-1) ?? null;
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
