// A site with many people and groups: 100,000 accounts, 10,000 organizations with ten members each,
// 1,000 spaces (8 of 10 private) and 50,000 entries. The account 1 is in 20 groups; 5 smart groups
// open spaces besides.

const USERS = 100_000;
const GROUPS = 10_000;
const MEMBERS = 10;
const OWN = 20;
const SPACES = 1_000;
const ENTRIES = 50_000;
const VISIBILITIES = ['public', 'transparent', ...Array(8).fill('private')];

/** Rules that open spaces: on fields, on relations, on both. */
export const RULES = [
  { firstName: { $eq: 'Ada' } },
  { role: { type: { $eq: 'authenticated' } } },
  {
    $and: [{ role: { type: { $eq: 'authenticated' } } }, { email: { $endsWith: '@nowhere.org' } }],
  },
  { birthDate: { $lt: '1990-01-01' } },
  { $or: [{ username: { $contains: 'person9999' } }, { role: { type: { $eq: 'moderator' } } }] },
];

const range = (count) => Array.from({ length: count }, (_, index) => index + 1);

const columns = (prefix, id) => {
  const now = new Date();
  return {
    id,
    document_id: `${prefix}${String(id).padStart(23, '0')}`,
    created_at: now,
    updated_at: now,
    published_at: now,
  };
};

export async function seed(strapi, database) {
  const knex = strapi.db.connection;
  const insert = (table, rows) => knex.batchInsert(table, rows, 500);
  const role = await knex('up_roles').where('type', 'authenticated').first('id');
  await insert(
    'up_users',
    range(USERS).map((id) => ({
      ...columns('u', id),
      username: `person${id}`,
      email: `person${id}@example.org`,
      first_name: id % 1_000 === 1 ? 'Ada' : 'Grace',
      birth_date: '1995-05-05',
      provider: 'local',
      confirmed: true,
      blocked: false,
    })),
  );
  await insert(
    'up_users_role_lnk',
    range(USERS).map((id) => ({ user_id: id, role_id: role.id, user_ord: id })),
  );
  await insert('participation_groups', [
    ...range(GROUPS).map((id) => ({
      ...columns('g', id),
      name: `Group ${id}`,
      nickname: `group-${id}`,
      name_key: `group ${id}`,
      nickname_key: `group-${id}`,
      email: `group${id}@example.org`,
      document_key: `w${id}`,
      document_number: `W${id}`,
      kind: 'organization',
      status: id % 4 === 0 ? 'pending' : 'verified',
      verified: id % 4 !== 0,
    })),
    ...RULES.map((rule, index) => ({
      ...columns('g', GROUPS + 1 + index),
      name: `Smart ${index}`,
      nickname: `smart-${index}`,
      name_key: `smart ${index}`,
      nickname_key: `smart-${index}`,
      kind: 'smart',
      verified: false,
      rule: JSON.stringify(rule),
    })),
  ]);
  // The space that every app of benchmarks has.
  await knex('participation_spaces').delete();
  const step = GROUPS / OWN;
  const memberships = range(GROUPS).flatMap((group) =>
    range(MEMBERS).map((number) => ({
      group_id: group,
      user_id:
        group % step === 1 && number === 1 ? 1 : 1 + ((group * MEMBERS + number) % (USERS - 1)) + 1,
      role: number === 1 ? 'creator' : 'member',
    })),
  );
  await insert(
    'participation_memberships',
    memberships.map((row, index) => ({
      ...columns('m', index + 1),
      ...row,
      status: 'active',
      since: new Date(),
    })),
  );
  await insert(
    'participation_spaces',
    range(SPACES).map((id) => ({
      ...columns('s', id),
      title: `Space ${id}`,
      slug: `space-${id}`,
      kind: 'process',
      visibility: VISIBILITIES[id % VISIBILITIES.length],
      published: true,
    })),
  );
  // Every private space admits three organizations; each rule opens ten of them.
  const links = range(SPACES)
    .filter((id) => VISIBILITIES[id % VISIBILITIES.length] === 'private')
    .flatMap((id) => [
      ...[0, 1, 2].map((shift) => ({ space_id: id, group_id: ((id * 3 + shift) % GROUPS) + 1 })),
      ...(id % 20 === 2
        ? [{ space_id: id, group_id: GROUPS + 1 + (((id - 2) / 20) % RULES.length) }]
        : []),
    ]);
  await insert('participation_spaces_groups_lnk', links);
  await insert(
    'participation_participants',
    range(ENTRIES).map((id) => ({
      ...columns('p', id),
      space_id: (id % SPACES) + 1,
      user_id: id % 500 === 0 ? 1 : id + 1,
      email: `person${id}@example.org`,
      name: `Person ${id}`,
      source: 'import',
    })),
  );
  await insert(
    'proposals',
    range(ENTRIES).map((id) => ({
      ...columns('e', id),
      title: `Proposal ${id}`,
      body: 'What we would like the city to do here, and why. '.repeat(6),
      votes: id % 100,
      space_id: (id % SPACES) + 1,
    })),
  );
  if (database === 'postgres') await knex.raw('VACUUM ANALYZE');
}
