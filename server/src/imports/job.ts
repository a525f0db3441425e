import type { Actor } from '../shared/actor';
import type { Job } from './kind';
import type { ImportRecord } from './queries';

/** An import as its kind needs it. */
export const jobOf = (record: ImportRecord): Job => ({
  id: record.id,
  documentId: record.document_id,
  space:
    record.space_id === null
      ? null
      : {
          id: record.space_id,
          documentId: record.space_document_id!,
          title: record.space_title!,
          slug: record.space_slug!,
        },
  options: record.options,
  rights: record.rights,
  actor: starterOf(record),
  createdAt: new Date(record.created_at as string),
});

/** Who started it; before that, who uploaded it. */
export const starterOf = (record: ImportRecord): Actor => {
  const { starter_id, starter_name, creator_id, creator_name } = record;
  const id = starter_id ?? creator_id;
  if (id === null) return { type: 'system' };
  const name = (starter_id === null ? creator_name : starter_name) ?? '';
  return { type: 'admin', id, name, locale: null };
};
