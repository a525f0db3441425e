import type { Core } from '@strapi/strapi';
import { asSystem, currentActor } from '../shared/actor';
import { Refusal, refuseField } from '../shared/errors';
import { errors } from '../shared/strapi-utils';
import { whileCopying } from './copies';
import { amongWritable } from './gate';
import type { StoredRelation } from './conditions';
import { referenceIn, referencesIn, type Reference } from './references';
import type { Scope, Scopes } from './scopes';
import { contentType, INTERNAL, SPACE } from './types';

type Data = Record<string, unknown>;
type Event = {
  model: { uid: string };
  params: { data?: Data | Data[]; where?: object };
  result?: { id?: number } | null;
};
type Where = Record<string, unknown>;

/** What a write to one type has to mind. */
type Rules = {
  scope?: Scope;
  /** Relations by which an entry of this type takes entries of others into its space. */
  adopts: { attribute: string; child: string }[];
};

const COPIES = ['update', 'publish', 'discardDraft', 'clone'];
const PLACES = ['create', 'update', 'clone'];
const CHANGES = ['update', 'delete', 'publish', 'unpublish', 'discardDraft', 'clone'];

/**
 * Guards what a request of the content API writes. Whoever may not know of an entry meets the same
 * 404 as for one that does not exist; whoever may only read it is told that participants alone
 * change it. Work of administrators and of the system passes, but for what keeps a document in one
 * space: all its versions and languages go where one of them goes.
 */
export const guardWrites = (strapi: Core.Strapi, scopes: Scopes): void => {
  const rules = rulesOf(strapi, scopes);
  const closed = new Set<string>([SPACE, ...INTERNAL]);

  const isGuarded = (): boolean => !['system', 'admin'].includes(currentActor(strapi).type);

  const count = (uid: string, where: Where): Promise<number> =>
    strapi.db.query(uid).count({ where });

  /** Refuses entries that the actor does not know of, and those where they only read. */
  const mustTakePart = async (uid: string, ids: number[]): Promise<void> => {
    const where = { id: { $in: ids } };
    if ((await count(uid, where)) < new Set(ids).size) throw notFound();
    await mustChange(uid, where);
  };

  const mustChange = async (uid: string, where: Where): Promise<void> => {
    const writable = await amongWritable(() => count(uid, where));
    if (writable < (await count(uid, where))) throw notParticipant();
  };

  const mustPlace = async (uid: string, data: Data, isNew: boolean): Promise<void> => {
    const { scope, adopts } = rules.get(uid)!;
    if (scope) {
      const references = referencesIn(data[scope.attribute]);
      if (scope.parent && (references?.length === 0 || (isNew && !references)))
        throw parentMissing(scope.attribute);
      if (references?.length)
        await mustTakePart(scope.parent ?? SPACE, await idsOf(scope.parent ?? SPACE, references));
    }
    for (const { attribute, child } of adopts) {
      const references = referencesIn(data[attribute]);
      if (references?.length) await mustTakePart(child, await idsOf(child, references));
    }
  };

  const idsOf = async (uid: string, references: Reference[]): Promise<number[]> => {
    const ids: number[] = [];
    for (const reference of references)
      ids.push('id' in reference ? reference.id : await idOf(uid, reference.documentId));
    return ids;
  };

  const idOf = async (uid: string, documentId: string): Promise<number> => {
    const found = await strapi.db.query(uid).findOne({ where: { documentId }, select: ['id'] });
    if (found) return found.id as number;
    if (isGuarded()) throw notFound();
    throw new errors.ValidationError(`There is no entry "${documentId}" of ${uid}.`);
  };

  /** A relation in a column of its own takes a plain id, from nobody but the relation itself. */
  const settle = (uid: string, data: Data): void => {
    const column = columnOf(strapi, uid, rules.get(uid)?.scope);
    if (!column) return;
    const { attribute } = rules.get(uid)!.scope!;
    const reference = referenceIn(data[attribute] === undefined ? data[column] : data[attribute]);
    delete data[column];
    if (reference === undefined) delete data[attribute];
    else if (reference === null) data[attribute] = null;
    else if ('id' in reference) data[attribute] = reference.id;
  };

  /** A new version or language of a document begins in the space of the others. */
  const inherit = async (uid: string, data: Data): Promise<void> => {
    const scope = rules.get(uid)?.scope;
    if (!scope || !data.documentId || data[scope.attribute] !== undefined) return;
    const sibling = await asSystem(() =>
      strapi.db.query(uid).findOne({
        where: { documentId: data.documentId },
        select: ['id'],
        populate: { [scope.attribute]: { select: ['id'] } },
      }),
    );
    const id = (sibling?.[scope.attribute] as { id: number } | null | undefined)?.id;
    if (id !== undefined) data[scope.attribute] = id;
  };

  const create = async (uid: string, data: Data): Promise<void> => {
    settle(uid, data);
    await inherit(uid, data);
    if (isGuarded()) await mustPlace(uid, data, true);
  };

  const change = async (uid: string, where: Where, data?: Data): Promise<void> => {
    if (data) settle(uid, data);
    if (!isGuarded()) return;
    if (rules.get(uid)?.scope) await mustChange(uid, where);
    if (data) await mustPlace(uid, data, false);
  };

  const before = (work: (event: Event, uid: string) => Promise<void>) => async (event: Event) => {
    const { uid } = event.model;
    if (closed.has(uid) && isGuarded()) throw notFound();
    if (rules.has(uid)) await work(event, uid);
  };
  const beforeCreate = before(async ({ params: { data } }, uid) => {
    for (const entry of [data ?? []].flat()) await create(uid, entry);
  });
  const beforeChange = before(({ params: { where, data } }, uid) =>
    change(uid, (where ?? {}) as Where, data as Data | undefined),
  );

  const afterPlacing = async ({ model: { uid }, params, result }: Event): Promise<void> => {
    const scope = rules.get(uid)?.scope;
    if (!scope || scope.parent || !result?.id || !hasVersions(strapi, uid)) return;
    const reference = referenceIn((params.data as Data)[scope.attribute]);
    if (reference === undefined) return;
    const space = reference && 'id' in reference ? reference.id : null;
    await asSystem(() => placeSiblings(strapi, uid, scope.attribute, result.id!, space));
  };

  strapi.db.lifecycles.subscribe({
    beforeCreate,
    beforeCreateMany: beforeCreate,
    beforeUpdate: beforeChange,
    beforeUpdateMany: beforeChange,
    beforeDelete: beforeChange,
    beforeDeleteMany: beforeChange,
    afterCreate: afterPlacing,
    afterUpdate: afterPlacing,
  } as never);

  strapi.documents.use((context, next) => {
    const { documentId } = context.params as { documentId?: string };
    if (!documentId || !COPIES.includes(context.action) || !isGuarded()) return next();
    return whileCopying({ uid: context.uid, documentId }, next);
  });
  strapi.documents.use(async (context, next) => {
    const uid = context.uid as string;
    const rule = rules.get(uid);
    if (!rule?.scope) return next();
    const { documentId, data } = context.params as { documentId?: string; data?: Data };
    if (CHANGES.includes(context.action) && isGuarded() && !(await count(uid, { documentId })))
      throw notFound();
    if (PLACES.includes(context.action) && data) {
      const place = rule.scope.parent ?? SPACE;
      const references = referencesIn(data[rule.scope.attribute]);
      if (references) {
        const ids = await idsOf(place, references);
        // Before Strapi checks that related entries exist, and answers in its own way.
        if (isGuarded() && ids.length > 0) await mustTakePart(place, ids);
        if (columnOf(strapi, uid, rule.scope)) data[rule.scope.attribute] = ids.at(-1) ?? null;
      } else settle(uid, data);
    }
    return next();
  });
};

const rulesOf = (strapi: Core.Strapi, scopes: Scopes): Map<string, Rules> => {
  const rules = new Map<string, Rules>();
  const at = (uid: string): Rules => {
    const known = rules.get(uid) ?? { adopts: [] };
    rules.set(uid, known);
    return known;
  };
  for (const [uid, scope] of scopes) {
    at(uid).scope = scope;
    const relation = contentType(strapi, uid).attributes[scope.attribute]!;
    const inverse = relation.inversedBy ?? relation.mappedBy;
    if (scope.parent && inverse) at(scope.parent).adopts.push({ attribute: inverse, child: uid });
  }
  return rules;
};

const storedRelation = (strapi: Core.Strapi, uid: string, attribute: string): StoredRelation =>
  strapi.db.metadata.get(uid).attributes[attribute] as StoredRelation;

const columnOf = (strapi: Core.Strapi, uid: string, scope: Scope | undefined): string | undefined =>
  scope && storedRelation(strapi, uid, scope.attribute).joinColumn?.name;

/** Whether a document of this type can have several rows: drafts, languages. */
const hasVersions = (strapi: Core.Strapi, uid: string): boolean => {
  const { options, pluginOptions } = contentType(strapi, uid);
  return options?.draftAndPublish === true || pluginOptions?.i18n?.localized === true;
};

/** Puts the other rows of a row's document into its space. */
const placeSiblings = async (
  strapi: Core.Strapi,
  uid: string,
  attribute: string,
  id: number,
  space: number | null,
): Promise<void> => {
  const entries = strapi.db.query(uid);
  const row = await entries.findOne({ where: { id }, select: ['documentId'] });
  const siblings = await entries.findMany({
    where: { documentId: row.documentId, id: { $ne: id } },
    select: ['id'],
  });
  const ids = siblings.map((sibling: { id: number }) => sibling.id);
  if (ids.length === 0) return;
  const { joinColumn, joinTable } = storedRelation(strapi, uid, attribute);
  if (joinColumn) {
    const change = { [joinColumn.name]: space };
    await strapi.db.queryBuilder(uid).where({ id: ids }).update(change).execute();
    return;
  }
  const { name, joinColumn: own, inverseJoinColumn: other } = joinTable!;
  const links = () => strapi.db.queryBuilder(name);
  await links()
    .where({ [own.name]: ids })
    .delete()
    .execute();
  if (space !== null)
    await links()
      .insert(ids.map((entry: number) => ({ [own.name]: entry, [other.name]: space })))
      .execute();
};

const notFound = () => new errors.NotFoundError('Not Found');

// Strapi answers its own error of this kind without code or message.
const notParticipant = () =>
  new Refusal(403, 'not_a_participant', 'Only participants of this space can do that.');

const parentMissing = (attribute: string) =>
  refuseField(
    attribute,
    'required',
    `"${attribute}" is missing. It says which space the entry belongs to.`,
  );
