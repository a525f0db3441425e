import type { Core } from '@strapi/strapi';
import { asSystem, currentActor, isOfSite, type Actor } from '../shared/actor';
import { configOf } from '../shared/config';
import type { Refusal } from '../shared/errors';
import { service } from '../shared/services';
import { knexOf, TABLES } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import { disconnectedIn, referenceIn, type Reference } from '../visibility/references';
import type { MembershipQueries } from './membership-queries';
import type { GroupEntry } from './queries';
import { isManager, refuse } from './rights';
import { GROUP } from './schema';

/** The attribute that `"groupAuthor": true` adds. */
export const GROUP_AUTHOR = 'groupAuthor';

type Type = {
  uid: string;
  attributes: Record<string, { type: string; relation?: string; target?: string }>;
  pluginOptions?: { participation?: { groupAuthor?: unknown } };
};

type Params = { data?: Record<string, unknown>; documentId?: string };
type Write = { uid: string; action: string; params: Params };

const typesOf = (strapi: Core.Strapi): Type[] =>
  (Object.values(strapi.contentTypes) as unknown as Type[]).filter(
    ({ pluginOptions }) => pluginOptions?.participation?.groupAuthor === true,
  );

/** Gives the types that ask for it their relation to a group, unless the project wrote it. */
export const addAuthorAttributes = (strapi: Core.Strapi): void => {
  for (const { uid, attributes } of typesOf(strapi)) {
    const own = attributes[GROUP_AUTHOR];
    if (own && (own.target !== GROUP || own.relation !== 'manyToOne'))
      throw new Error(
        `The type ${uid} asks for "groupAuthor" and has an attribute of that name that does not lead to a group. ` +
          `Rename it, or write "relation": "manyToOne", "target": "${GROUP}".`,
      );
    if (!own)
      strapi.get('content-types').extend(uid, (schema: { attributes: object }) => {
        schema.attributes = {
          ...schema.attributes,
          [GROUP_AUTHOR]: { type: 'relation', relation: 'manyToOne', target: GROUP },
        };
      });
  }
};

const WRITES = ['create', 'update', 'clone'];

/** The same for a group that one may not know of and for one that does not exist. */
const notAllowed = (message = 'You cannot write in the name of this group.') =>
  refuse(403, 'group_not_allowed', message);

const known = (group: GroupEntry | null): GroupEntry => {
  if (!group) throw notAllowed();
  return group;
};

/** Who writes in a group's name. */
export const createAuthors = (strapi: Core.Strapi, { members }: { members: MembershipQueries }) => {
  const linkOf = (uid: string) => {
    const { tableName, attributes } = strapi.db.metadata.get(uid);
    const { joinTable } = attributes[GROUP_AUTHOR] as unknown as {
      joinTable: {
        name: string;
        joinColumn: { name: string };
        inverseJoinColumn: { name: string };
      };
    };
    return {
      table: tableName,
      link: joinTable.name,
      entry: joinTable.joinColumn.name,
      group: joinTable.inverseJoinColumn.name,
    };
  };

  const find = async (reference: Reference): Promise<GroupEntry | null> =>
    asSystem(() => strapi.db.query(GROUP).findOne({ where: reference }));

  const mayUse = async (actor: Actor, group: GroupEntry): Promise<boolean> => {
    if (actor.type === 'token') return configOf(strapi).visibility.tokens.includes(actor.name);
    if (actor.type !== 'user') return false;
    const { id } = actor;
    const own = await inTransaction(strapi, (transaction) => members.of(transaction, group.id, id));
    const { authors } = configOf(strapi).groups;
    return authors === 'members' ? own?.status === 'active' : isManager(own);
  };

  /** Why the actor cannot write for a group, if so. */
  const objection = async (actor: Actor, group: GroupEntry): Promise<Refusal | null> => {
    if (!configOf(strapi).groups.enabled || !(await mayUse(actor, group))) return notAllowed();
    return group.verified
      ? null
      : refuse(
          403,
          'group_not_verified',
          'This group has not been verified (or is to be again): until it is, nobody can write in its name.',
        );
  };

  const mustUse = async (actor: Actor, group: GroupEntry): Promise<void> => {
    const refusal = await objection(actor, group);
    if (refusal) throw refusal;
  };

  /** The groups in whose name an entry is so far, in any of its versions. */
  const authorsOf = async (uid: string, documentId: string): Promise<GroupEntry[]> => {
    const versions: { [GROUP_AUTHOR]: GroupEntry | null }[] = await asSystem(() =>
      strapi.db
        .query(uid)
        .findMany({ where: { documentId }, select: ['id'], populate: [GROUP_AUTHOR] }),
    );
    const groups = versions.flatMap(({ [GROUP_AUTHOR]: group }) => group ?? []);
    return [...new Map(groups.map((group) => [group.id, group])).values()];
  };

  /** Who is to be the author: a group, nobody (null), or whoever it was before (`undefined`). */
  const authorIn = async (value: unknown, before: GroupEntry[]) => {
    const wanted = referenceIn(value);
    if (wanted === undefined) return undefined;
    if (wanted) return known(await find(wanted));
    const left = disconnectedIn(value);
    const isLeft = ({ id, documentId }: GroupEntry) =>
      left.some((one) => ('id' in one ? one.id === id : one.documentId === documentId));
    return left.length === 0 || before.some(isLeft) ? null : undefined;
  };

  /** Refuses an author whom the actor must not name, and to take an entry from another. */
  const authorOfChange = async (actor: Actor, value: unknown, before: GroupEntry[]) => {
    const after = await authorIn(value, before);
    if (after === undefined) return undefined;
    // Saying again what is so already needs no right, and changes nothing.
    const isKept = after && before.length > 0 && before.every(({ id }) => id === after.id);
    if (isKept) return (await objection(actor, after)) ? undefined : after;
    if (after) await mustUse(actor, after);
    for (const group of before)
      if (group.id !== after?.id && !(await mayUse(actor, group)))
        throw notAllowed('This was written in the name of another group.');
    return after;
  };

  /** A copy is written anew: in the name that is said, or else in that of its original. */
  const authorOfCopy = async (actor: Actor, value: unknown, original: GroupEntry[]) => {
    const author = await authorIn(value, original);
    const authors = author === undefined ? original : [author ?? []].flat();
    for (const group of authors) await mustUse(actor, group);
    return author;
  };

  /** Has what was looked at written, and nothing else of what is said about the author. */
  const settle = async ({ uid, action, params }: Write): Promise<void> => {
    const { [GROUP_AUTHOR]: said, ...data } = params.data ?? {};
    const isCopy = action === 'clone';
    if (said === undefined && !isCopy) return;
    const before = params.documentId ? await authorsOf(uid, params.documentId) : [];
    const decide = isCopy ? authorOfCopy : authorOfChange;
    const author = await decide(currentActor(strapi), said, before);
    if (said === undefined) return;
    params.data =
      author === undefined
        ? data
        : { ...data, [GROUP_AUTHOR]: author && { set: [{ id: author.id }] } };
  };

  return {
    /** From here on, requests of the site write in the name of their own groups only. */
    guard(): void {
      const types = new Set(typesOf(strapi).map(({ uid }) => uid));
      strapi.documents.use(async (context, next) => {
        const write = context as unknown as Write;
        const isWrite = types.has(write.uid) && WRITES.includes(write.action);
        if (isWrite && isOfSite(currentActor(strapi))) await settle(write);
        return next();
      });
    },

    /** How many entries that everybody may read are in the name of these groups, by documentId. */
    async contributions(groups: { documentId: string }[]): Promise<Map<string, number>> {
      const totals = new Map<string, number>();
      const documentIds = groups.map(({ documentId }) => documentId);
      for (const { uid } of typesOf(strapi)) {
        const { table, link, entry, group } = linkOf(uid);
        const query = knexOf(strapi)({ l: link })
          .join({ e: table }, 'e.id', `l.${entry}`)
          .join({ g: TABLES.groups }, 'g.id', `l.${group}`)
          .whereIn('g.document_id', documentIds)
          .whereNotNull('e.published_at')
          .groupBy('g.document_id')
          .select('g.document_id as documentId')
          .countDistinct({ total: 'e.document_id' });
        const open = service(strapi, 'visibility').readableByAll(uid, 'e');
        if (open) query.whereRaw(open.text, open.bindings);
        const rows = (await query) as { documentId?: string; total?: unknown }[];
        for (const { documentId = '', total } of rows)
          totals.set(documentId, (totals.get(documentId) ?? 0) + Number(total));
      }
      return totals;
    },
  };
};
