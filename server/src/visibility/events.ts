import type { Core } from '@strapi/strapi';
import { ANONYMOUS, asActor } from '../shared/actor';
import type { Scopes } from './scopes';

type Payload = { uid?: string; entry?: { id: number; documentId: string } };
type Deletion = { model: { uid: string }; params: { where?: { id?: number } } };

/** Deleted entries whose event is still to come; the transaction may have been given up. */
const MOST_AWAITED = 10_000;

/**
 * Keeps Strapi's events about entries (`entry.create` and the like, and so webhooks) to content
 * that everybody may read. What is deleted cannot be asked any more, so it is asked before.
 */
export const keepEventsPublic = (strapi: Core.Strapi, scopes: Scopes): void => {
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
    models: [...scopes.keys()],
    beforeDelete: noteDeletion,
  } as never);

  const { emit } = strapi.eventHub;
  strapi.eventHub.emit = async (name, ...args) => {
    const { uid, entry } = (args[0] ?? {}) as Payload;
    if (name.startsWith('entry.') && uid && entry && scopes.has(uid)) {
      const wasPublic = awaited.delete(`${uid} ${entry.id}`);
      if (!wasPublic && !(await isPublic(uid, { documentId: entry.documentId }))) return;
    }
    return emit(name, ...args);
  };
};
