import type { Actor } from '../shared/actor';
import type { Job } from './kind';
import type { ImportRecord } from './queries';

/** An import as its kind needs it. */
export const jobOf = (record: ImportRecord): Job => ({
  id: record.id,
  space: {
    id: record.space_id!,
    documentId: record.space_document_id!,
    title: record.space_title!,
    slug: record.space_slug!,
  },
  options: record.options,
  actor: creatorOf(record),
  createdAt: new Date(record.created_at as string),
});

/** Who uploaded it. */
export const creatorOf = (record: ImportRecord): Actor =>
  record.creator_id === null
    ? { type: 'system' }
    : { type: 'admin', id: record.creator_id, name: record.creator_name ?? '', locale: null };
