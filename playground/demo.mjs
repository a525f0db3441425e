// npm run demo [-- --large] [-- --exit]
//
// The plugin's main job, done for real: a private space is opened, a list is imported, mails go
// out, somebody accepts, and nobody else gets in, nor reads what is written there. People gather in
// groups, which are verified and write in their own name. Then everything is left running to look at.
// --large  imports 5,000 residents instead of 15
// --exit   stops at the end; the status tells whether all of it held
import fs from 'node:fs';
import path from 'node:path';
import { showContent } from './demo/content.mjs';
import { showGroups } from './demo/groups.mjs';
import { request, until } from './demo/http.mjs';
import { startMailbox, startStrapi, stopServices, watchServices } from './demo/services.mjs';
import * as transcript from './demo/transcript.mjs';
import { playground, prepare } from './prepare.mjs';

const { address, done, expect, expectStatus, note, say, title } = transcript;

const large = process.argv.includes('--large');
const exits = process.argv.includes('--exit');
const list = large ? 'residents-5000.csv' : 'residents.csv';
const patience = large ? 600_000 : 60_000;

const administrator = {
  firstname: 'Demo',
  lastname: 'Administrator',
  email: 'admin@example.org',
  password: 'Participation-1',
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () =>
    stopServices().finally(() => process.exit(signal === 'SIGINT' ? 130 : 1)),
  );
}

try {
  await demonstrate();
  if (!exits) {
    say('\nCtrl-C stops everything.');
    await watchServices();
  }
} catch (error) {
  transcript.failed(error);
  process.exitCode = 1;
}
await stopServices();

async function demonstrate() {
  await prepare({ panel: true, say });
  const { mailbox, strapi } = await startServices();
  const panel = await createAdministrator(strapi);
  const admin = (method, endpoint, body) => panel(method, `/participation${endpoint}`, body);
  const space = await openSpace(admin);
  const imported = await importList(admin, space);
  const mails = await receiveMails(mailbox, imported.invited);
  const participant = await acceptInvitation(strapi, mails);
  const people = await compareAccess(strapi, space, participant);
  await showContent({ strapi, panel, space, people, email: participant.email });
  await showList(admin, space, imported, participant);
  const group = await showGroups({
    strapi,
    mailbox,
    received: mails.length,
    panel,
    people,
    administrator: administrator.email,
  });
  await showAddresses(strapi, mailbox, group);
}

async function startServices() {
  title('Servers');
  fs.mkdirSync(path.join(playground, '.tmp'), { recursive: true });
  const log = fs.openSync(path.join(playground, '.tmp/demo.log'), 'w');
  const mailbox = await startMailbox({ log, passing: exits });
  done('Mailbox', `smtp://127.0.0.1:${mailbox.smtpPort}, read at ${mailbox.url}`);
  const strapi = await startStrapi({ smtpPort: mailbox.smtpPort, log, passing: exits });
  done('Strapi, empty SQLite database', strapi.url);
  return { mailbox, strapi };
}

async function createAdministrator(strapi) {
  title('An administrator');
  const answer = await request('POST', `${strapi.url}/admin/register-admin`, {
    body: administrator,
  });
  const { data } = expectStatus('Registering the administrator', answer, 200);
  done('Registered', `${administrator.email}, password ${administrator.password}`);
  return (method, endpoint, body) =>
    request(method, `${strapi.url}${endpoint}`, { token: data.token, body });
}

async function openSpace(admin) {
  title('A private space');
  const answer = await admin('POST', '/spaces', {
    title: 'Neighbourhood budget',
    kind: 'process',
    visibility: 'private',
    published: true,
    summary: 'Residents decide what the neighbourhood spends next year.',
    description: 'Propose, discuss and vote. This space is for invited residents only.',
  });
  const { data: space } = expectStatus('Opening the space', answer, 201);
  expect('The space', pick(space, 'visibility', 'published'), {
    visibility: 'private',
    published: true,
  });
  done('Opened', `“${space.title}” at /${space.slug}`);
  return space;
}

async function importList(admin, space) {
  title(`Import of ${list}`);
  const form = new FormData();
  form.append('kind', 'participants');
  form.append('space', space.documentId);
  form.append('file', await fs.openAsBlob(path.join(playground, 'data', list)), list);
  const answer = await admin('POST', '/imports', form);
  const { id } = expectStatus('Uploading the list', answer, 201).data;

  const preview = await importIn(admin, id, 'ready');
  const { invited, added, ...others } = preview.totals;
  const forecast = outcomes({ 'to invite': invited, 'to add': added, ...others });
  done(`Previewed ${count(preview.totals.rows, 'row')}`, forecast);
  await showRefused(admin, id);

  expectStatus('Starting', await admin('POST', `/imports/${id}/start`, { mode: 'add' }), 200);
  const { totals, progress } = await importIn(admin, id, 'completed');
  expect('What was applied', totals, preview.totals);
  done('Applied', `${outcomes(totals)}, ${Math.round(progress.rowsPerSecond)} rows/s`);
  return totals;
}

async function importIn(admin, id, status) {
  return until(`the import to be ${status}`, patience, async () => {
    const answer = await admin('GET', `/imports/${id}`);
    const { data } = expectStatus('Looking at the import', answer, 200);
    if (data.status === 'failed') throw new Error(`The import failed: ${data.error?.message}`);
    return data.status === status && data;
  });
}

async function showRefused(admin, id) {
  for (const outcome of ['duplicate', 'invalid']) {
    const answer = await admin('GET', `/imports/${id}/rows?outcome=${outcome}&pageSize=5`);
    const { results } = expectStatus('Reading the rows', answer, 200);
    for (const { line, values, reasons } of results) {
      note(`line ${line}: ${values.email}`, reasons.map(({ message }) => message).join(' '));
    }
  }
}

async function receiveMails(mailbox, expected) {
  title('Mails');
  const begun = Date.now();
  const mails = [];
  await until(`${expected} mails`, patience, async () => {
    // Only those not seen yet: all of them at each look is too much for a large list.
    const answer = await request('GET', `${mailbox.url}/email?skip=${mails.length}`);
    const before = Math.floor(mails.length / 1_000);
    mails.push(...expectStatus('Reading the mailbox', answer, 200));
    if (Math.floor(mails.length / 1_000) > before) note(`${count(mails.length, 'mail')} so far`);
    return mails.length >= expected;
  });
  const recipients = new Set(mails.map(({ to }) => to[0].address.toLowerCase()));
  expect('Different recipients', recipients.size, expected);
  expect('Mails', mails.length, expected);
  done(`${count(mails.length, 'mail')} arrived`, `in ${seconds(Date.now() - begun)}`);
  note('the first one', `${mails[0].to[0].address}: ${mails[0].subject}`);
  return mails;
}

async function acceptInvitation(strapi, mails) {
  const [mail] = mails;
  const token = tokenIn(mail.text);
  const api = (endpoint, body) =>
    request('POST', `${strapi.url}/api/participation/invitations${endpoint}`, { body });

  title('An invitation');
  const page = await request('GET', linkIn(mail.text));
  expectStatus('Opening the link of the mail', page, 200);
  done('The link opens a page', new URL(linkIn(mail.text)).pathname);

  const previewed = expectStatus('Previewing', await api('/preview', { token }), 200);
  const preview = previewed.data ?? previewed;
  expect('The invitation', pick(preview, 'status', 'accountExists'), {
    status: 'pending',
    accountExists: false,
  });
  done('It is for', `${preview.email}, to ${preview.spaces.map(({ title }) => title).join(', ')}`);

  const username = preview.suggestedUsername ?? 'First resident';
  const accepted = await api('/accept', {
    token,
    username,
    password: 'Participation-1',
    acceptTerms: true,
    newsletter: false,
  });
  const { jwt, user } = expectStatus('Accepting', accepted, 200);
  expect('The account', [user.username, typeof jwt], [username, 'string']);
  done('Accepted', `account “${username}”, password Participation-1`);

  const again = await api('/accept', { token, username, password: 'Other-1', acceptTerms: true });
  expect('The same link once more is refused', again.status >= 400 && again.status < 500, true);
  done('The link is used up', `status ${again.status}`);
  return { jwt, username, email: preview.email };
}

async function compareAccess(strapi, space, { username, jwt }) {
  title('Who gets in');
  const outsider = await registerOutsider(strapi);
  const people = [
    { name: 'anybody', token: null, enters: false },
    { name: 'a signed-in outsider', ...outsider, enters: false },
    { name: `${username}, participant`, username, token: jwt, enters: true },
  ];
  for (const { name, token, enters } of people) {
    const listed = await request('GET', `${strapi.url}/api/participation/spaces`, { token });
    const { data } = expectStatus(`The list for ${name}`, listed, 200);
    const titles = data.map(({ slug }) => slug);
    expect(`The list for ${name}`, titles, enters ? [space.slug] : []);

    const read = await request('GET', `${strapi.url}/api/participation/spaces/${space.slug}`, {
      token,
    });
    const body = expectStatus(`The space for ${name}`, read, enters ? 200 : 404);
    if (enters) {
      expect(`What ${name} may do`, body.data.participation, {
        participant: true,
        canParticipate: true,
      });
    }
    const may = enters ? 'reads it and may take part' : 'as if it did not exist';
    done(name, `${count(titles.length, 'space')} listed, ${read.status}: ${may}`);
  }
  return people;
}

async function registerOutsider(strapi) {
  const username = 'Outsider';
  const answer = await request('POST', `${strapi.url}/api/auth/local/register`, {
    body: { username, email: 'outsider@example.com', password: 'Participation-1' },
  });
  return { username, token: expectStatus('Registering an outsider', answer, 200).jwt };
}

async function showList(admin, space, imported, participant) {
  title('The list in the panel');
  const all = await admin('GET', `/spaces/${space.documentId}/participants?pageSize=1`);
  const { pagination } = expectStatus('Listing participants', all, 200);
  expect('Participants', pagination.total, imported.invited);
  done(count(pagination.total, 'participant'));

  const found = await admin(
    'GET',
    `/spaces/${space.documentId}/participants?filters[invitationAccepted]=true`,
  );
  const { results } = expectStatus('Who accepted', found, 200);
  expect(
    'Who accepted',
    results.map((person) => pick(person, 'email', 'name', 'status')),
    [{ email: participant.email, name: participant.username, status: 'active' }],
  );
  done('1 accepted', `${participant.username}, ${results[0].invitationAcceptedAt}`);
}

async function showAddresses(strapi, mailbox, group) {
  title('Look around');
  const addresses = {
    Panel: `${strapi.url}/admin`,
    Mailbox: mailbox.url,
    Site: `${strapi.url}/site/index.html`,
    'A group': `${strapi.url}/site/index.html#/groups/${group.nickname}`,
  };
  for (const [what, url] of Object.entries(addresses)) {
    expectStatus(what, await request('GET', url), 200);
    address(what, url);
  }
}

function linkIn(text) {
  const link = text.match(/https?:\/\/\S*\/participation\/invitation\S*/)?.[0];
  if (!link) throw new Error(`No link to an invitation in this mail:\n${text}`);
  return link.replace(/[.,>)\]]+$/, '');
}

function tokenIn(text) {
  const { search, hash } = new URL(linkIn(text));
  const token = new URLSearchParams(search || hash.slice(1)).get('token');
  if (!token) throw new Error(`No token in ${linkIn(text)}`);
  return token;
}

function outcomes({ rows: _rows, duplicate, invalid, ...applied }) {
  return Object.entries({ ...applied, duplicate, invalid })
    .filter(([, number]) => number > 0)
    .map(([outcome, number]) => `${number.toLocaleString('en')} ${outcome.replaceAll('_', ' ')}`)
    .join(', ');
}

function count(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function pick(object, ...keys) {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
