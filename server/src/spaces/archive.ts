import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { Refusal } from '../shared/errors';
import { configOf } from '../shared/config';
import type { Locale } from '../shared/locales';
import { service } from '../shared/services';
import { entityColumns, TABLES } from '../shared/tables';
import { inTransaction } from '../shared/transactions';

const SLUG = 'content-of-deleted-spaces';

const TITLES: Record<Locale, string> = {
  en: 'Content of deleted spaces',
  fr: 'Contenus des espaces supprimés',
  es: 'Contenido de espacios eliminados',
};

/**
 * Before spaces are deleted: what they kept from others must not be open to all without them. It
 * goes to a space of its own, which is private and not published, for administrators to look after.
 */
export const keepHidden = (strapi: Core.Strapi, spaceIds: number[]): Promise<void> =>
  inTransaction(strapi, async (transaction) => {
    const hidden: number[] = await transaction(TABLES.spaces)
      .whereIn('id', spaceIds)
      .where((closed) => closed.where('published', false).orWhere('visibility', 'private'))
      .forUpdate()
      .pluck('id');
    const { holdsAny, move } = service(strapi, 'visibility');
    if (!(await holdsAny(hidden, transaction))) return;
    const archive = await archiveId(strapi, transaction);
    if (hidden.includes(archive))
      throw new Refusal(
        409,
        'space_holds_content',
        'This space keeps the content of deleted spaces hidden. Move or delete that content first.',
      );
    await move(hidden, archive, transaction);
  });

/** One that is still closed: somebody may have opened an earlier one, or made one of its name. */
const archiveId = async (strapi: Core.Strapi, transaction: Knex.Transaction): Promise<number> => {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? SLUG : `${SLUG}-${number}`;
    await transaction(TABLES.spaces)
      .insert({
        ...entityColumns(),
        title: TITLES[configOf(strapi).defaultLocale],
        slug,
        kind: 'process',
        visibility: 'private',
        published: false,
      })
      .onConflict('slug')
      .ignore();
    const space = await transaction(TABLES.spaces)
      .where({ slug, visibility: 'private', published: false })
      .forUpdate()
      .first('id');
    if (space) return space.id;
  }
};
