import type { App } from './harness';

/** People enough for lists to be long, without anybody being written to. */

const DAY = 86_400_000;

/** Person 7: `p00007@example.org`, "Émile 00007 Last7". */
const numberOf = (index: number) => String(index).padStart(5, '0');
export const emailOf = (index: number) => `p${numberOf(index)}@example.org`;
const nameOf = (index: number) => `Émile ${numberOf(index)} Last${index}`;
export const wasSent = (index: number) => index % 10 !== 1;

/** Invites as many to a space; one in ten has declined, to one in ten no mail went out. */
export const fillLists = async (app: App, space: { documentId: string }, people: number) => {
  const knex = app.strapi.db.connection;
  const { id: spaceId } = await knex('participation_spaces')
    .where('document_id', space.documentId)
    .first('id');
  const last = await knex('participation_invitations').orderBy('id', 'desc').first('id');
  const idOf = (index: number) => (last?.id ?? 0) + index;
  const isSqlite = app.strapi.db.dialect.client === 'sqlite';
  const time = (ms: number) => (isSqlite ? Date.now() + ms : new Date(Date.now() + ms));
  const indexes = Array.from({ length: people }, (_, index) => index + 1);
  const common = (index: number) => ({
    document_id: `p${numberOf(index).padStart(23, '0')}`,
    created_at: time(0),
    updated_at: time(0),
    published_at: time(0),
    email: emailOf(index),
    name: nameOf(index),
  });
  await knex.batchInsert(
    'participation_invitations',
    indexes.map((index) => ({
      ...common(index),
      id: idOf(index),
      status: index % 10 === 0 ? 'declined' : 'pending',
      open_email: index % 10 === 0 ? null : emailOf(index),
      public_id: index.toString(16).padStart(32, '0'),
      token_version: 1,
      reminders: 0,
      sent_at: wasSent(index) ? time(-index * 1_000) : null,
      expires_at: time(30 * DAY),
    })),
    200,
  );
  await knex.batchInsert(
    'participation_participants',
    indexes.map((index) => ({
      ...common(index),
      space_id: spaceId,
      invitation_id: idOf(index),
      source: 'import',
    })),
    200,
  );
};
