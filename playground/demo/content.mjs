// A project's own content types, scoped by one line in their schema: what belongs to a space is as
// private as the space, whichever way it is asked for.
import { request } from './http.mjs';
import { cells, done, expect, expectStatus, note, title } from './transcript.mjs';

const GRANTS = {
  public: { proposal: ['find', 'findOne'], comment: ['find', 'findOne'] },
  authenticated: {
    proposal: ['find', 'findOne', 'create', 'update'],
    comment: ['find', 'findOne', 'create'],
  },
};

const CHANGE = { body: 'Three of them, with backs, where the path meets the water.' };
const LIST = '/api/proposals?populate=space,comments&sort=title';
const QUERY = `{
  proposals_connection(sort: "title") {
    nodes { title space { title } comments { body } }
    pageInfo { total }
  }
}`;

/** `people`: who asks, as `{ name, token, enters }`; those who enter take part in the space. */
export async function showContent({ strapi, panel, space, people, email }) {
  const api = (method, endpoint, token, body) =>
    request(method, `${strapi.url}${endpoint}`, { token, body });
  const participant = people.find(({ enters }) => enters);
  const outsider = people.find(({ enters, token }) => token && !enters);

  title('Content of a project’s own');
  await grantRoles(panel);
  const trees = await openSecondSpace(panel, { name: participant.username, email });
  const hidden = await propose(api, participant, 'Benches by the canal', space);
  await comment(api, participant, hidden);
  const readable = await propose(api, participant, 'Trees at the station', trees);
  const free = await propose(api, outsider, 'Quiet streets at night');

  const proposals = [{ ...hidden, comments: 1 }, free, readable];
  await compareReading({ api, people, proposals, hidden });
  await compareChanging({ api, participant, outsider, hidden, readable });
}

/** As an administrator does it in Settings → Users & Permissions → Roles. */
async function grantRoles(panel) {
  const answer = await panel('GET', '/users-permissions/roles');
  const { roles } = expectStatus('Listing the roles', answer, 200);
  for (const [type, grants] of Object.entries(GRANTS)) {
    const endpoint = `/users-permissions/roles/${roles.find((role) => role.type === type).id}`;
    const { role } = expectStatus(`The role ${type}`, await panel('GET', endpoint), 200);
    for (const [name, actions] of Object.entries(grants)) {
      const controller = role.permissions[`api::${name}`].controllers[name];
      for (const action of actions) controller[action].enabled = true;
    }
    const { name, description, permissions } = role;
    const saved = await panel('PUT', endpoint, { name, description, permissions });
    expectStatus(`Granting to ${type}`, saved, 200);
    const granted = Object.entries(grants).map(
      ([what, actions]) => `${what}: ${actions.join(' ')}`,
    );
    done(`Granted to ${name}`, granted.join(', '));
  }
}

async function openSecondSpace(panel, { name, email }) {
  const opened = await panel('POST', '/participation/spaces', {
    title: 'City trees',
    kind: 'process',
    visibility: 'transparent',
    published: true,
    summary: 'Everybody reads what is planned; its participants plan it.',
  });
  const { data: space } = expectStatus('Opening a transparent space', opened, 201);
  const endpoint = `/participation/spaces/${space.documentId}/participants`;
  const added = await panel('POST', endpoint, { name, email });
  expect('Adding an account', expectStatus('Adding', added, 201).outcome, 'added');
  done('A transparent space', `“${space.title}”, ${name} is added`);
  return space;
}

async function propose(api, author, name, space) {
  const data = { title: name, ...(space && { space: space.documentId }) };
  const answer = await api('POST', '/api/proposals', author.token, { data });
  const written = expectStatus(`Proposing ${name}`, answer, 201).data;
  done(`${author.username} proposes`, `“${name}” in ${space ? `“${space.title}”` : 'no space'}`);
  const where = space?.visibility ?? 'no space';
  return { documentId: written.documentId, title: name, where, space: space?.title ?? null };
}

async function comment(api, author, { documentId }) {
  const data = { body: 'In the shade, please.', proposal: documentId };
  expectStatus('Commenting', await api('POST', '/api/comments', author.token, { data }), 201);
  done(`${author.username} comments`, `“${data.body}” on it`);
}

async function compareReading({ api, people, proposals, hidden }) {
  title('Who reads it');
  note('', cells(people.map(({ name }) => name)));

  const listed = await compareLists(people, proposals, async ({ token }) => {
    const { data, meta } = expectStatus('The list', await api('GET', LIST, token), 200);
    return { total: meta.pagination.total, entries: data };
  });
  done('GET /api/proposals?populate=…', cells(totals(listed)));
  for (const proposal of proposals) {
    const found = listed.map(({ entries }) => entries.find((entry) => sameTitle(entry, proposal)));
    note(`${proposal.title}, ${proposal.where}`, cells(found.map(inWords)));
  }

  const statuses = [];
  for (const { name, token, enters } of people) {
    const answer = await api('GET', `/api/proposals/${hidden.documentId}`, token);
    expectStatus(`The proposal of the private space for ${name}`, answer, enters ? 200 : 404);
    statuses.push(answer.status);
  }
  done('GET /api/proposals/:documentId', cells(statuses));
  note(
    `${hidden.title}, ${hidden.where}`,
    cells(statuses.map((status) => (status === 200 ? 'read' : 'not found'))),
  );

  const queried = await compareLists(people, proposals, async ({ token }) => {
    const answer = await api('POST', '/graphql', token, { query: QUERY });
    const { data } = expectStatus('The query', answer, 200);
    const { nodes, pageInfo } = data.proposals_connection;
    return { total: pageInfo.total, entries: nodes };
  });
  done('POST /graphql, the same list', cells(totals(queried)));
}

/** What each of them is answered: all that they may know, its number, and nothing else. */
async function compareLists(people, proposals, ask) {
  const answers = [];
  for (const person of people) {
    const answer = await ask(person);
    const known = proposals.filter((proposal) => person.enters || proposal.where !== 'private');
    expect(
      `Proposals for ${person.name}`,
      answer.entries.map(summary),
      known.map(({ title, space, comments = 0 }) => ({ title, space, comments })),
    );
    expect(`Their number for ${person.name}`, answer.total, known.length);
    answers.push(answer);
  }
  return answers;
}

async function compareChanging({ api, participant, outsider, hidden, readable }) {
  title('Who changes it');
  const change = (person, { documentId }) =>
    api('PUT', `/api/proposals/${documentId}`, person.token, { data: CHANGE });

  const unknown = await change(outsider, hidden);
  expectStatus('Changing what is private', unknown, 404);
  done(`PUT by an outsider, ${hidden.where}`, '404: as if it did not exist');

  const refused = await change(outsider, readable);
  const { details, message } = expectStatus('Changing what is transparent', refused, 403).error;
  expect('The reason', details.code, 'not_a_participant');
  done(`PUT by an outsider, ${readable.where}`, `403 ${details.code}: ${message}`);

  const changed = await change(participant, hidden);
  expect('The change', expectStatus('Changing it', changed, 200).data.body, CHANGE.body);
  done(`PUT by a participant, ${hidden.where}`, '200: changed');
}

const summary = ({ title, space, comments }) => ({
  title,
  space: space?.title ?? null,
  comments: comments.length,
});

const sameTitle = (one, other) => one.title === other.title;
const totals = (answers) => answers.map(({ total }) => `${total} in all`);

function inWords(entry) {
  if (!entry) return '–';
  return entry.comments.length > 0 ? `shown, with ${entry.comments.length} comment` : 'shown';
}
