import type { Core } from '@strapi/strapi';
import { ANONYMOUS, asActor } from '../shared/actor';
import { eachLink, type Entry } from './links';
import { knownAmong } from './rights';

type Payload = { uid?: string; entry?: Entry; [key: string]: unknown };
type Deletion = { model: { uid: string }; params: { where?: { id?: number } } };

/** Events about what is not there any more. */
const GONE = ['entry.delete', 'entry.unpublish'];

/** Deleted entries whose event is still to come; the transaction may have been given up. */
const MOST_AWAITED = 10_000;

/**
 * Keeps Strapi's events about entries (`entry.create` and the like, and so webhooks) to content
 * that everybody may read, and what they show of it to such content too. What is deleted cannot be
 * asked any more, so it is asked before.
 */
export const keepEventsPublic = (strapi: Core.Strapi, gated: ReadonlySet<string>): void => {
  const awaited = new Set<string>();

  const isPublic = async (uid: string, where: object): Promise<boolean> =>
    (await asActor(ANONYMOUS, () => strapi.db.query(uid).count({ where }))) > 0;

  const noteDeletion = async ({ model: { uid }, params }: Deletion): Promise<void> => {
    const id = params.where?.id;
    if (id === undefined || !(await isPublic(uid, { id }))) return;
    if (awaited.size >= MOST_AWAITED) awaited.clear();
    awaited.add(`${uid} ${id}`);
  };
  strapi.db.lifecycles.subscribe({
    models: [...gated],
    beforeDelete: noteDeletion,
  } as never);

  /** What a payload shows beside its entry and not everybody may read. */
  const hiddenLinks = async (uid: string, entry: Entry): Promise<Set<Entry>> => {
    const linked = new Map<string, Entry[]>();
    eachLink(strapi, uid, entry, (target, value) => {
      if (gated.has(target)) linked.set(target, [...(linked.get(target) ?? []), value]);
    });
    const hidden = new Set<Entry>();
    for (const [target, values] of linked) {
      const ids = await asActor(ANONYMOUS, () => knownAmong(strapi, target, idsOf(values)));
      for (const value of values) if (!ids.has(value.id as number)) hidden.add(value);
    }
    return hidden;
  };

  const { emit } = strapi.eventHub;
  strapi.eventHub.emit = async (name, ...args) => {
    const { uid, entry, ...payload } = (args[0] ?? {}) as Payload;
    if (!name.startsWith('entry.') || !uid || !entry) return emit(name, ...args);
    const wasPublic = awaited.delete(`${uid} ${String(entry.id)}`) && GONE.includes(name);
    if (gated.has(uid) && !wasPublic && !(await isPublic(uid, { documentId: entry.documentId })))
      return;
    const hidden = await hiddenLinks(uid, entry);
    return emit(name, { ...payload, uid, entry: without(entry, hidden) }, ...args.slice(1));
  };
};

const idsOf = (entries: Entry[]): number[] => entries.map(({ id }) => id as number);

/** The entry, with what is hidden taken out wherever it stands. */
const without = (value: unknown, hidden: Set<unknown>): unknown => {
  if (hidden.has(value)) return null;
  if (Array.isArray(value))
    return value.filter((item) => !hidden.has(item)).map((item) => without(item, hidden));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, without(item, hidden)]),
  );
};
