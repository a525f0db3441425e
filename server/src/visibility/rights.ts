import type { Core } from '@strapi/strapi';
import { asSystem, currentActor, isOfSite } from '../shared/actor';
import { Refusal } from '../shared/errors';
import { errors } from '../shared/strapi-utils';
import { isCopiedLink } from './copies';
import { amongWritable } from './gate';
import type { Reference } from './references';

export type Where = Record<string, unknown>;

/** Whoever may not know of something meets the same answer as where there is nothing. */
export const notFound = () => new errors.NotFoundError('Not Found');

// Strapi answers its own error of this kind without code or message.
const notParticipant = () =>
  new Refusal(403, 'not_a_participant', 'Only participants of this space can do that.');

/** As many ids as every database takes in one query. */
const MOST_IDS = 500;

const chunk = (ids: number[]): number[][] =>
  Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, index) =>
    ids.slice(index * MOST_IDS, (index + 1) * MOST_IDS),
  );

/** Those of these rows that the actor under way knows of. */
export const knownAmong = async (
  strapi: Core.Strapi,
  uid: string,
  ids: number[],
): Promise<Set<number>> => {
  const known = new Set<number>();
  for (const part of chunk(ids)) {
    const query = { where: { id: { $in: part } }, select: ['id'] };
    for (const { id } of await strapi.db.query(uid).findMany(query)) known.add(id);
  }
  return known;
};

/** What the actor of a request may change, asked of the gate itself. */
export const createRights = (strapi: Core.Strapi) => {
  const count = (uid: string, where: Where): Promise<number> =>
    strapi.db.query(uid).count({ where });

  /** Refuses where the actor only reads one of the entries that they know of. */
  const mustChange = async (uid: string, where: Where): Promise<void> => {
    const writable = await amongWritable(() => count(uid, where));
    if (writable < (await count(uid, where))) throw notParticipant();
  };

  /** Refuses where there are such entries, but not all are the actor's to know and to change. */
  const mustChangeAll = async (uid: string, where: Where): Promise<void> => {
    const all = await asSystem(() => count(uid, where));
    if ((await count(uid, where)) < all) throw notFound();
    await mustChange(uid, where);
  };

  const missing = (uid: string, documentId: string) =>
    isOfSite(currentActor(strapi))
      ? notFound()
      : new errors.ValidationError(`There is no entry "${documentId}" of ${uid}.`);

  return {
    mustChange,
    mustChangeAll,

    /** Refuses entries that the actor does not know of, and those that they only read. */
    async mustTakePart(uid: string, ids: number[]): Promise<void> {
      const asked = [...new Set(ids)].filter((id) => !isCopiedLink(uid, id));
      for (const part of chunk(asked)) {
        const where = { id: { $in: part } };
        if ((await count(uid, where)) < part.length) throw notFound();
        await mustChange(uid, where);
      }
    },

    mustKnow: async (uid: string, where: Where): Promise<void> => {
      if ((await count(uid, where)) === 0) throw notFound();
    },

    /** The rows that are referred to; a document may have several. */
    async idsOf(uid: string, references: Reference[]): Promise<number[]> {
      const ids: number[] = [];
      for (const reference of references) {
        if ('id' in reference) {
          ids.push(reference.id);
          continue;
        }
        const where = { documentId: reference.documentId };
        const found = await strapi.db.query(uid).findOne({ where, select: ['id'] });
        if (!found) throw missing(uid, reference.documentId);
        ids.push(found.id);
      }
      return ids;
    },
  };
};

export type Rights = ReturnType<typeof createRights>;
