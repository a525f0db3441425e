// People acting as one: organizations that users make and an administrator vouches for, a list that
// administrators keep, and a rule on the fields of accounts that opens a space.
import { request, until } from './http.mjs';
import { done, expect, expectStatus, note, title } from './transcript.mjs';

const PASSWORD = 'Participation-1';
const GARDENERS = {
  name: 'Canal Gardeners',
  nickname: 'canal-gardeners',
  email: 'canal.gardeners@example.org',
  about: 'Neighbours who look after the green along the canal.',
};
const LIBRARY = {
  name: 'Friends of the Library',
  nickname: 'library-friends',
  email: 'library.friends@example.org',
};

/**
 * `people`: who asks, as `{ name, username, token, enters }`; `administrator`: whose mails tell of
 * groups to verify; `received`: how many mails there were before. Answers with the group to look at.
 */
export async function showGroups({ strapi, mailbox, received, panel, people, administrator }) {
  const site = (method, endpoint, { token } = {}, body) =>
    request(method, `${strapi.url}/api${endpoint}`, { token, body });
  const groups = (method, endpoint, who, body) =>
    site(method, `/participation/groups${endpoint}`, who, body);
  const admin = (method, endpoint, body) => panel(method, `/participation${endpoint}`, body);
  const mailTo = reader(mailbox, received);
  const scene = { strapi, mailTo, site, groups, admin };

  title('A group of citizens');
  const camille = await register(site, 'Camille', 'camille@example.org');
  const sofia = await register(site, 'Sofia', 'sofia@city.example.org');
  const resident = people.find(({ enters }) => enters);
  const outsider = people.find(({ enters, token }) => token && !enters);
  await create(scene, camille, GARDENERS);
  await confirm(scene, GARDENERS);
  await verify(scene, GARDENERS, administrator);
  await gather(scene, { camille, sofia, resident });
  await writeForIt(scene, { camille, outsider });

  title('Another one, left to be verified');
  await create(scene, outsider, LIBRARY);
  await confirm(scene, LIBRARY);
  await expectWaiting(scene, LIBRARY);

  await keepList(scene, camille);
  await openByRule(scene, { sofia, outsider });
  return GARDENERS;
}

async function register(site, username, email) {
  const body = { username, email, password: PASSWORD };
  const answer = await site('POST', '/auth/local/register', {}, body);
  const { jwt } = expectStatus(`Registering ${username}`, answer, 200);
  done(`Account “${username}”`, `${email}, password ${PASSWORD}`);
  return { username, email, token: jwt };
}

async function create({ groups }, creator, group) {
  const answer = await groups('POST', '', creator, group);
  const { data } = expectStatus(`Creating ${group.name}`, answer, 201);
  expect('The new group', [data.status, data.membership.role], ['pending', 'creator']);
  const publicly = await groups('GET', `/${group.nickname}`);
  expectStatus('The new group for anybody', publicly, 404);
  done(`${creator.username} creates`, `“${group.name}”; for others as if it did not exist`);
}

/** By the form of the page that the mail leads to, as a browser without script does. */
async function confirm({ mailTo }, { name, email }) {
  const mail = await mailTo(email, (text) => text.includes('token='));
  const link = new URL(mail.text.match(/https?:\/\/\S+token=[\w-]+/)[0]);
  const page = await request('GET', link.href);
  expect('The page names the group', [page.status, page.body.includes(name)], [200, true]);
  const body = new URLSearchParams(link.search);
  const confirmed = await request('POST', `${link.origin}${link.pathname}`, { body });
  expectStatus('Confirming the address', confirmed, 200);
  done(`Mail to ${email}`, `its link leads to ${link.pathname}: confirmed`);
}

async function verify({ strapi, mailTo, groups, admin }, group, administrator) {
  const told = await mailTo(administrator, (text) => text.includes(group.name));
  note('the administrator is told', told.subject);
  const [{ documentId }] = await waiting(admin);
  const action = { action: 'verify', ids: [documentId] };
  const answer = await admin('POST', '/groups/actions', action);
  expect('Verifying', expectStatus('Verifying', answer, 200).affected, 1);
  const mail = await mailTo(group.email, (text) => text.includes('/site/'));
  const address = `${strapi.url}/site/index.html#/groups/${group.nickname}`;
  expect('The mail leads to the group', mail.text.includes(address), true);
  const publicly = expectStatus('The group', await groups('GET', `/${group.nickname}`), 200);
  expect('The group for anybody', publicly.data.verified, true);
  done('An administrator verifies it', mail.subject);
}

const waiting = async (admin) => {
  const answer = await admin('GET', '/groups?filters[status]=pending&filters[confirmed]=true');
  return expectStatus('Groups to verify', answer, 200).results;
};

/** One asks to join and is let in, another is invited and accepts. */
async function gather({ site, groups }, { camille, sofia, resident }) {
  const one = `/${GARDENERS.nickname}`;
  const asked = expectStatus('Asking', await groups('POST', `${one}/requests`, sofia), 201);
  const asking = `${one}/memberships/${asked.data.documentId}`;
  expectStatus('Letting in', await groups('PUT', asking, camille, { action: 'accept' }), 200);
  done('Sofia asks to join', 'Camille lets her in');

  const person = { nickname: `@${resident.username}` };
  const invited = await groups('POST', `${one}/invitations`, camille, person);
  expectStatus('Inviting', invited, 201);
  const me = expectStatus('What is open', await site('GET', '/participation/me', resident), 200);
  const [invitation] = me.data.groupInvitations;
  const membership = `${one}/memberships/${invitation.membership}`;
  const accepted = await groups('PUT', membership, resident, { action: 'accept' });
  expectStatus('Accepting', accepted, 200);
  done(`Camille invites ${person.nickname}`, 'accepted');

  expectStatus('Following', await groups('POST', `${one}/follow`, sofia), 200);
  const { data } = expectStatus('The group', await groups('GET', one), 200);
  expect('The group', [data.members, data.followers], [3, 1]);
  done('Shown to everybody', `${data.members} members, ${data.followers} follower`);
}

async function writeForIt({ site, groups }, { camille, outsider }) {
  const { data: group } = (await groups('GET', `/${GARDENERS.nickname}`)).body;
  const data = { title: 'A compost for every street', groupAuthor: group.documentId };
  const written = await site('POST', '/proposals', camille, { data });
  const { documentId } = expectStatus('Proposing', written, 201).data;
  done('Camille proposes in its name', `“${data.title}”`);

  const shown = await site('GET', `/proposals/${documentId}?populate=groupAuthor`);
  const { groupAuthor } = expectStatus('The proposal', shown, 200).data;
  expect('Its author', [groupAuthor.name, groupAuthor.verified], [GARDENERS.name, true]);
  note('for anybody', `by ${groupAuthor.name}, verified`);

  const refused = await site('POST', '/proposals', outsider, { data });
  const { details, message } = expectStatus('By somebody else', refused, 403).error;
  expect('The reason', details.code, 'group_not_allowed');
  done('By somebody else', `403 ${details.code}: ${message}`);
}

async function expectWaiting({ groups, admin }, { name, nickname }) {
  expectStatus('The group for anybody', await groups('GET', `/${nickname}`), 404);
  const names = (await waiting(admin)).map((group) => group.name);
  expect('Groups to verify', names, [name]);
  done('Waits in the panel', 'Participation → Groups');
}

/** A list: who has an account is on it at once, others are invited. */
async function keepList({ admin }, camille) {
  title('A list that administrators keep');
  const made = await admin('POST', '/groups', { name: 'Jury 2027', kind: 'manual' });
  const { documentId, name } = expectStatus('A manual group', made, 201).data;
  const emails = `${camille.email}, ines.moreau@example.org`;
  const added = await admin('POST', `/groups/${documentId}/members`, { emails });
  const results = expectStatus('Adding', added, 201).data;
  expect(
    'Those on the list',
    results.map(({ outcome }) => outcome),
    ['added', 'invited'],
  );
  for (const { email, outcome } of results) done(`“${name}”: ${email}`, outcome);
}

async function openByRule({ site, admin }, { sofia, outsider }) {
  title('A rule that opens a space');
  const rule = { email: { $endsWith: '@city.example.org' } };
  const made = await admin('POST', '/groups', { name: 'City staff', kind: 'smart', rule });
  const { documentId, name } = expectStatus('A smart group', made, 201).data;
  done(`“${name}”: whose rule is`, JSON.stringify(rule));

  const opened = await admin('POST', '/spaces', {
    title: 'Staff round table',
    kind: 'assembly',
    visibility: 'private',
    published: true,
    summary: 'Open to whoever writes from the city’s own addresses.',
    groups: [documentId],
  });
  const { data: space } = expectStatus('A space for the group', opened, 201);
  done('A private space that it opens', `“${space.title}”; nobody is on its own list`);

  for (const [who, status] of [
    [sofia, 200],
    [outsider, 404],
  ]) {
    const answer = await site('GET', `/participation/spaces/${space.slug}`, who);
    expectStatus(`The space for ${who.username}`, answer, status);
    done(who.username, status === 200 ? '200: in by the rule' : '404: as if it did not exist');
  }
}

/** Tells of the latest mail to an address whose text is the right one; not of those `before`. */
function reader({ url }, before) {
  const mails = [];
  return (address, isRight) =>
    until(`a mail to ${address}`, 30_000, async () => {
      // Only those not seen yet: all of them at each look is too much after a large list.
      const answer = await request('GET', `${url}/email?skip=${before + mails.length}`);
      mails.push(...expectStatus('Reading the mailbox', answer, 200));
      return mails.findLast(
        ({ to, text }) => to[0].address.toLowerCase() === address && isRight(text),
      );
    });
}
