// What the gate costs: the same requests of the same person with the gate and without it.
//
// 10,000 spaces (8 of 10 private, 1 transparent, 1 public), 100,000 entries and as many comments
// on them, 100,000 participants; the person asking is in 100 private spaces.
import { startApp } from './app.mjs';
import { compare } from './measure.mjs';

const [database] = process.argv.slice(2);
const SPACES = 10_000;
const PEOPLE = 10_000;
const PARTICIPANTS = 100_000;
const MINE = 100;
const SIZES = [1_000, 100_000];
const VISIBILITIES = ['public', 'transparent', ...Array(8).fill('private')];

const REQUESTS = {
  'entries, two relations, total':
    '/api/proposals?pagination[pageSize]=25&populate[0]=space&populate[1]=comments',
  'entries through another, two relations':
    '/api/comments?pagination[pageSize]=25&populate[0]=proposal&populate[1]=author',
  'entries through one other': `/api/comments?pagination[pageSize]=25&filters[proposal][documentId][$eq]=e${'0'.repeat(21)}10`,
  'entries filtered by space':
    '/api/proposals?pagination[pageSize]=25&filters[space][slug][$eq]=space-2&populate[0]=topics',
  'unscoped entries': '/api/topics?pagination[pageSize]=25',
};

const app = await startApp(database);
const { strapi, url, openQueryBuilder } = app;
const knex = strapi.db.connection;
const closedQueryBuilder = strapi.db.entityManager.createQueryBuilder;

try {
  await grant();
  const jwt = await seedPeopleAndSpaces();
  const results = [];
  let entries = 0;
  for (const size of SIZES) {
    await seedEntries(entries, size);
    entries = size;
    await analyze();
    results.push(await measure(jwt));
  }
  print(results);
  await printPlans(jwt);
} finally {
  await app.stop();
}

async function measure(jwt) {
  const result = {};
  for (const [name, path] of Object.entries(REQUESTS)) {
    const rounds = name.startsWith('unscoped') ? 400 : 60;
    result[name] = await compare(
      request(path, jwt, closedQueryBuilder),
      request(path, jwt, openQueryBuilder),
      { rounds },
    );
  }
  return result;
}

function request(path, jwt, createQueryBuilder) {
  return async () => {
    strapi.db.entityManager.createQueryBuilder = createQueryBuilder;
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${jwt}` } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
  };
}

function print(results) {
  console.log(`\n${database}, medians in ms`);
  const last = results.at(-1);
  for (const [name, { one, other, ratio }] of Object.entries(last)) {
    const growth = (side) => last[name][side] / results[0][name][side];
    console.log(
      [
        name.padEnd(40),
        `gate ${one.toFixed(1)}`.padEnd(12),
        `none ${other.toFixed(1)}`.padEnd(12),
        `ratio ${ratio.toFixed(2)}`.padEnd(12),
        `growth ${SIZES.join(' → ')}: ${growth('one').toFixed(2)} (none ${growth('other').toFixed(2)})`,
      ].join(' '),
    );
  }
}

/** How the database answers the first of the requests: its list and its total. */
async function printPlans(jwt) {
  const asked = [];
  const note = ({ sql, bindings }) => asked.push({ sql, bindings });
  knex.on('query', note);
  await request(Object.values(REQUESTS)[0], jwt, closedQueryBuilder)();
  knex.removeListener('query', note);
  const explain = database === 'sqlite' ? 'explain query plan ' : 'explain (costs off) ';
  for (const [name, begin] of [
    ['list', /^select .*\.\* ?.* from \S*proposals/],
    ['total', /^select sum/],
  ]) {
    const { sql, bindings } = asked.find((query) => begin.test(query.sql));
    const text = sql.replaceAll(/\$\d+/g, '?');
    const plan = await knex.raw(explain + text, bindings);
    console.log(`\n${database}, plan of the ${name}`);
    for (const row of plan.rows ?? plan) console.log(row.detail ?? row['QUERY PLAN']);
  }
}

async function grant() {
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'authenticated' } });
  for (const type of ['proposal', 'comment', 'topic'])
    await strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: `api::${type}.${type}.find`, role: role.id } });
  await strapi.db
    .query('plugin::users-permissions.permission')
    .create({ data: { action: 'plugin::users-permissions.user.find', role: role.id } });
}

async function insert(table, rows) {
  await knex.batchInsert(table, rows, 500);
}

function columns(prefix, index) {
  const now = new Date();
  return {
    id: index,
    document_id: `${prefix}${String(index).padStart(23, '0')}`,
    created_at: now,
    updated_at: now,
    published_at: now,
  };
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, index) => from + index + 1);
}

async function seedPeopleAndSpaces() {
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'authenticated' } });
  await insert(
    'up_users',
    range(0, PEOPLE).map((id) => ({
      ...columns('u', id),
      username: `person${id}`,
      email: `person${id}@example.org`,
      provider: 'local',
      confirmed: true,
      blocked: false,
    })),
  );
  await insert(
    'up_users_role_lnk',
    range(0, PEOPLE).map((id) => ({ user_id: id, role_id: role.id })),
  );
  await insert(
    'participation_spaces',
    range(0, SPACES).map((id) => ({
      ...columns('s', id),
      title: `Space ${id}`,
      slug: `space-${id}`,
      kind: 'process',
      visibility: VISIBILITIES[id % VISIBILITIES.length],
      published: true,
    })),
  );
  const mine = range(0, SPACES)
    .filter((id) => VISIBILITIES[id % VISIBILITIES.length] === 'private')
    .filter((_, index) => index % 80 === 0)
    .slice(0, MINE);
  const others = range(0, PARTICIPANTS - MINE).map((index) => ({
    space_id: (index % SPACES) + 1,
    user_id: 2 + ((Math.floor(index / SPACES) * 997 + index) % (PEOPLE - 1)),
  }));
  const pairs = [...mine.map((space_id) => ({ space_id, user_id: 1 })), ...others];
  await insert(
    'participation_participants',
    pairs.map(({ space_id, user_id }, index) => ({
      ...columns('p', index + 1),
      space_id,
      user_id,
      email: `person${user_id}-${index}@example.org`,
      name: `Person ${user_id}`,
      source: 'import',
    })),
  );
  await insert(
    'topics',
    range(0, 50).map((id) => ({ ...columns('t', id), name: `Topic ${id}` })),
  );
  return strapi.plugin('users-permissions').service('jwt').issue({ id: 1 });
}

async function seedEntries(from, to) {
  const ids = range(from, to);
  await insert(
    'proposals',
    ids.map((id) => ({
      ...columns('e', id),
      title: `Proposal ${id}`,
      body: 'What we would like the city to do here, and why. '.repeat(6),
      votes: id % 100,
      space_id: (id % SPACES) + 1,
    })),
  );
  await insert(
    'proposals_topics_lnk',
    ids.map((id) => ({ proposal_id: id, topic_id: (id % 50) + 1, topic_ord: 1, proposal_ord: id })),
  );
  await insert(
    'comments',
    ids.map((id) => ({ ...columns('c', id), body: 'We agree with this, and here is why.' })),
  );
  await insert(
    'comments_proposal_lnk',
    ids.map((id) => ({ comment_id: id, proposal_id: id, comment_ord: 1 })),
  );
}

/** PostgreSQL does so by itself after a while, SQLite in a Strapi project never. */
async function analyze() {
  if (database === 'postgres') await knex.raw('VACUUM ANALYZE');
}
