import { startApp } from './app.mjs';

const UIDS = Object.fromEntries(
  ['participant', 'invitation', 'delivery', 'import', 'import-row', 'import-part'].map((name) => [
    name,
    `plugin::participation.${name}`,
  ]),
);

/** An app whose mails stay where they are, an administrator of it and a private space. */
export async function startImportApp(database) {
  const app = await startApp(database);
  try {
    await app.strapi.plugin('participation').service('deliveries').worker.stop();
    // Longer than anybody is ever silent, or a request meets a connection that just closes.
    app.strapi.server.httpServer.keepAliveTimeout = 600_000;
    // Who asks for the spaces all the while does so from one address.
    app.strapi.config.set('plugin::participation.limits.read', { points: 1e6, seconds: 60 });
    const token = await registerAdmin(app);
    const space = await post(`${app.url}/participation/spaces`, token, {
      title: 'Citizens’ assembly',
      kind: 'assembly',
      visibility: 'private',
      published: true,
    });
    return { ...app, token, space: space.documentId };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

const registerAdmin = async ({ url }) =>
  (
    await post(`${url}/admin/register-admin`, null, {
      firstname: 'Super',
      lastname: 'Admin',
      email: 'super.admin@example.org',
      password: 'Password123',
    })
  ).token;

async function post(address, token, body) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return JSON.parse(text).data;
}

/** The tables that an import fills, those first that refer to others. */
export const tablesOf = (strapi) =>
  ['delivery', 'participant', 'invitation', 'import-row', 'import-part', 'import'].map(
    (name) => strapi.db.metadata.get(UIDS[name]).tableName,
  );

/**
 * On PostgreSQL as if new: where rows were deleted and vacuumed away, it plans for tables that hold
 * nothing, and keeps to these plans while they fill.
 */
export async function emptyTables(strapi) {
  const tables = tablesOf(strapi);
  const knex = strapi.db.connection;
  if (strapi.db.dialect.client === 'postgres')
    await knex.raw(`TRUNCATE ${tables.join(', ')} CASCADE`);
  else for (const table of tables) await knex(table).delete();
}

/** Fails unless the import ended as expected and its tables hold exactly this many rows. */
export async function check(strapi, { ended }, outcomes, rows) {
  const found = { ...ended.totals, ...(await countRows(strapi)) };
  const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const expected = { rows: total, ...outcomes, ...rows };
  for (const [name, count] of Object.entries(expected))
    if (found[name] !== count)
      throw new Error(`${name}: ${found[name]} instead of ${count} in ${JSON.stringify(found)}`);
}

const countRows = async (strapi) => ({
  participants: await strapi.db.query(UIDS.participant).count({}),
  invitations: await strapi.db.query(UIDS.invitation).count({ where: { status: 'pending' } }),
  deliveries: await strapi.db.query(UIDS.delivery).count({ where: { status: 'queued' } }),
});
