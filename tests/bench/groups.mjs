// What groups cost: the same requests of the same person with groups and with groups switched off,
// and lists of 10,000 groups, whose number of queries must not depend on the size of the page.
import { RULES, seed } from './groups-rows.mjs';
import { startImportApp } from './imports-app.mjs';
import { compare, verdict } from './measure.mjs';

const [database] = process.argv.slice(2);
const GOAL = 1.1;
const MOST_QUERIES = 3;
const MATTERS = /participation_(groups|memberships|spaces_groups)|up_users/;

const app = await startImportApp(database);
const { strapi, url } = app;
const knex = strapi.db.connection;

const REQUESTS = {
  spaces: '/api/participation/spaces?pagination[pageSize]=25',
  'one space': '/api/participation/spaces/space-10',
  'scoped entries': '/api/proposals?pagination[pageSize]=25',
  'scoped entries, relation': '/api/proposals?pagination[pageSize]=25&populate=space&sort=votes',
};
const LISTS = {
  'groups in the panel': ['/participation/groups?sort=name:asc&pageSize=', 'admin'],
  'groups in the panel, by members': ['/participation/groups?sort=members:desc&pageSize=', 'admin'],
  'groups of the site': ['/api/participation/groups?pagination[pageSize]=', 'site'],
  'memberships of a group': [
    '/api/participation/groups/group-1/memberships?pagination[pageSize]=',
    'site',
  ],
};
const LOOKUPS = {
  'own spaces and groups': '/api/participation/me',
  'groups of a person': '/api/participation/users/person50000/groups',
  'authors of entries': '/api/proposals?pagination[pageSize]=25&populate=groupAuthor',
  'a group': '/api/participation/groups/group-5001',
};

try {
  await grant();
  await seed(strapi, database);
  const jwt = await strapi.plugin('users-permissions').service('jwt').issue({ id: 1 });
  await measure(jwt);
  await countLists({ admin: app.token, site: jwt });
  await printPlans(jwt);
} finally {
  await app.stop();
}

async function grant() {
  const role = await knex('up_roles').where('type', 'authenticated').first('id');
  for (const action of ['find', 'findOne'])
    await strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: `api::proposal.proposal.${action}`, role: role.id } });
}

async function get(path, token) {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
  return text;
}

/** What is asked of the database while `work` is done. */
async function queriesOf(work) {
  const asked = [];
  const note = ({ sql, bindings }) => asked.push({ sql, bindings });
  knex.on('query', note);
  await work();
  knex.removeListener('query', note);
  return asked;
}

function switchGroups(enabled) {
  strapi.config.set('plugin::participation.groups.enabled', enabled);
}

async function measure(jwt) {
  console.log(
    `\n${database}, ${RULES.length} rules, medians in ms, goal ≤ ${GOAL}× and ≤ ${MOST_QUERIES} more queries`,
  );
  for (const [name, path] of Object.entries(REQUESTS)) {
    const ask = (enabled) => async () => {
      switchGroups(enabled);
      await get(path, jwt);
    };
    await ask(true)();
    const more = (await queriesOf(ask(true))).length - (await queriesOf(ask(false))).length;
    const { one, other, ratio } = await compare(ask(true), ask(false), { rounds: 60 });
    switchGroups(true);
    console.log(
      [
        name.padEnd(34),
        `groups ${one.toFixed(1)}`.padEnd(14),
        `none ${other.toFixed(1)}`.padEnd(14),
        `ratio ${ratio.toFixed(2)}`.padEnd(12),
        `queries ${more >= 0 ? '+' : ''}${more}`,
        verdict(ratio <= GOAL && more <= MOST_QUERIES),
      ].join(' '),
    );
  }
}

async function countLists(tokens) {
  console.log(`\n${database}, queries for pages of 10 and of 100`);
  for (const [name, [path, who]] of Object.entries(LISTS)) {
    await get(`${path}10`, tokens[who]);
    const [few, many] = [
      await queriesOf(() => get(`${path}10`, tokens[who])),
      await queriesOf(() => get(`${path}100`, tokens[who])),
    ];
    const { one } = await compare(
      () => get(`${path}100`, tokens[who]),
      async () => {},
      { rounds: 15, warmUp: 3 },
    );
    console.log(
      name.padEnd(34),
      `${few.length} and ${many.length}`.padEnd(12),
      `${one.toFixed(1)} ms for 100`,
      verdict(few.length === many.length),
    );
  }
}

/** How the database answers what touches groups, members and accounts. */
async function printPlans(jwt) {
  const explain = database === 'sqlite' ? 'explain query plan ' : 'explain (costs off) ';
  for (const [name, path] of Object.entries({ ...REQUESTS, ...LOOKUPS })) {
    const asked = await queriesOf(() => get(path, jwt));
    for (const { sql, bindings } of asked.filter((query) => MATTERS.test(query.sql))) {
      const plan = await knex.raw(explain + sql.replaceAll(/\$\d+/g, '?'), bindings);
      console.log(`\n${database}, ${name}: ${sql.slice(0, 160)} …`);
      for (const row of plan.rows ?? plan) console.log(`  ${row.detail ?? row['QUERY PLAN']}`);
    }
  }
}
