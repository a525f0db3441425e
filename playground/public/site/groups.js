import { call, read, session } from './api.js';
import { avatarOf, badgesOf, pathOf, verifiedMark } from './badges.js';
import {
  alert,
  announce,
  el,
  field,
  go,
  link,
  onSubmit,
  redraw,
  show,
  showNotFound,
} from './page.js';
import { readProposals } from './proposals.js';
import { t } from './texts.js';

const API = '/participation/groups';

export async function showGroups() {
  const groups = await read(`${API}?pagination[pageSize]=100`);
  if (!groups) return showNotFound(t.noSuchGroup);
  show(t.groups, [
    groups.length
      ? el('ul', { class: 'cards' }, ...groups.map(card))
      : el('p', { class: 'card' }, t.noGroups),
    el(
      'p',
      {},
      session.jwt ? link('new-group', t.createGroup) : link('sign-in', t.signInToCreateGroup),
    ),
  ]);
}

function card(group) {
  return el(
    'li',
    { class: 'card' },
    el('h2', { class: 'author' }, avatarOf(group), link(pathOf(group), group.name)),
    el('p', { class: 'tags' }, verifiedMark(group), counts(group)),
    group.about && el('p', { class: 'text' }, group.about),
  );
}

const counts = ({ members, followers }) =>
  el('span', { class: 'muted' }, `${t.memberCount(members)} · ${t.followerCount(followers)}`);

export async function showGroup(nickname) {
  const group = await read(`${API}/${encodeURIComponent(nickname)}`);
  if (!group) return showNotFound(t.noSuchGroup);
  const proposals = group.verified && (await readProposals({ groupAuthor: group }));
  const problem = alert();
  show(group.name, [
    el(
      'div',
      { class: 'profile' },
      avatarOf(group, 'large'),
      el(
        'div',
        {},
        el('p', { class: 'muted' }, `@${group.nickname}`),
        el('p', { class: 'tags' }, verifiedMark(group), counts(group)),
        el('p', { class: 'tags' }, ...badgesOf(group)),
      ),
    ),
    standing(group),
    problem,
    actions(group, problem),
    group.about && el('p', { class: 'text' }, group.about),
    el('h2', {}, t.members),
    el('ul', { class: 'people' }, ...group.people.map(person)),
    ...(proposals?.length ? written(proposals) : []),
    ...(group.managed ? await management(group, problem) : []),
    el('p', {}, link('groups', t.allGroups)),
  ]);
}

const person = ({ username, role }) =>
  el('li', {}, username, role !== 'member' && el('span', { class: 'tag' }, t.roles[role]));

const written = (proposals) => [
  el('h2', {}, t.proposals),
  el(
    'ul',
    { class: 'cards' },
    ...proposals.map(({ title, body }) =>
      el('li', { class: 'card' }, el('h3', {}, title), body && el('p', { class: 'text' }, body)),
    ),
  ),
];

/** What those in a group are told that is not (or no longer) verified. */
function standing({ status, managed }) {
  if (status === 'verified') return null;
  const texts = [
    status === 'rejected' ? t.rejected : t.waits,
    managed?.reason && t.reason(managed.reason),
    managed && !managed.confirmed && t.notConfirmed(managed.email),
  ];
  return el('p', { class: 'notice' }, texts.filter(Boolean).join(' '));
}

/** A button that asks the server for something, then shows the page as it is from then on. */
function action(label, problem, { path, body, method, done, quiet = false, sure }) {
  const button = el('button', { type: 'button', ...(quiet && { class: 'quiet' }) }, label);
  button.addEventListener('click', async () => {
    if (sure && !window.confirm(sure)) return;
    button.disabled = true;
    problem.hidden = true;
    const answer = await call(`${API}/${path}`, body, method).catch(() => ({}));
    if (answer.status < 300) return redraw().then(() => announce(done));
    button.disabled = false;
    say(problem, answer);
  });
  return button;
}

function say(problem, { body }) {
  const { details, message } = body?.error ?? {};
  problem.textContent = t.problems[details?.code] ?? message ?? t.failed;
  problem.hidden = false;
}

function actions(group, problem) {
  if (!session.jwt) return el('p', {}, link('sign-in', t.signInToJoin));
  return el('p', { class: 'actions' }, follow(group, problem), ...joining(group, problem));
}

function follow({ nickname, verified, following }, problem) {
  if (!verified) return null;
  const path = `${encodeURIComponent(nickname)}/follow`;
  return following
    ? action(t.unfollow, problem, { path, method: 'DELETE', done: t.unfollowed, quiet: true })
    : action(t.follow, problem, { path, method: 'POST', done: t.followed });
}

/** What somebody can do about being in the group or not. */
function joining(group, problem) {
  const { nickname, membership, verified } = group;
  if (membership?.status === 'invited') return answers(group, membership.documentId, problem);
  const path = encodeURIComponent(nickname);
  if (!membership)
    return verified
      ? [
          action(t.askToJoin, problem, {
            path: `${path}/requests`,
            method: 'POST',
            done: t.asked,
            quiet: true,
          }),
        ]
      : [];
  const isRequest = membership.status === 'requested';
  return [
    action(isRequest ? t.withdraw : t.leave, problem, {
      path: `${path}/memberships/${membership.documentId}`,
      method: 'DELETE',
      done: isRequest ? t.withdrawn : t.left,
      sure: isRequest ? undefined : t.leaveSure(group.name),
      quiet: true,
    }),
  ];
}

/** Buttons to accept and decline an invitation of one's own, or the request of somebody. */
export function answers({ nickname, name }, membership, problem, who) {
  const path = `${encodeURIComponent(nickname)}/memberships/${membership}`;
  const about = who ?? name;
  const button = (label, body, done, quiet) => {
    const made = action(label, problem, { path, body, method: 'PUT', done, quiet });
    made.setAttribute('aria-label', t.labelFor(label, about));
    return made;
  };
  return [
    button(t.accept, { action: 'accept' }, who ? t.letIn(who) : t.joined(name), false),
    button(t.decline, { action: 'decline' }, t.declinedDone, true),
  ];
}

/** What only those who manage a group see. */
async function management(group, problem) {
  const path = encodeURIComponent(group.nickname);
  const requests = await read(`${API}/${path}/memberships?filters[status]=requested`);
  return [
    el('h2', {}, t.manage),
    !group.managed.confirmed &&
      action(t.confirmAgain, problem, {
        path: `${path}/confirmation`,
        method: 'POST',
        done: t.confirmationSent(group.managed.email),
        quiet: true,
      }),
    requests.length > 0 && el('h3', {}, t.requests),
    requests.length > 0 &&
      el(
        'ul',
        { class: 'people' },
        ...requests.map(({ documentId, user }) =>
          el('li', {}, user.username, ...answers(group, documentId, problem, user.username)),
        ),
      ),
    group.verified && invitation(path),
    picture(path),
  ];
}

function invitation(path) {
  const problem = alert();
  const form = el(
    'form',
    { class: 'inline' },
    el('label', {}, t.inviteByName, field('nickname', 'text', 'off')),
    el('button', {}, t.invite),
  );
  onSubmit(form, async ({ nickname }) => {
    problem.hidden = true;
    const answer = await call(`${API}/${path}/invitations`, { nickname });
    if (answer.status === 201) await redraw().then(() => announce(t.invited(nickname)));
    else say(problem, answer);
  });
  return el('section', {}, problem, form);
}

function picture(path) {
  const problem = alert();
  const input = field('file', 'file', 'off', { accept: 'image/*' });
  const form = el(
    'form',
    { class: 'inline' },
    el('label', {}, t.picture, input),
    el('button', {}, t.upload),
  );
  onSubmit(form, async () => {
    problem.hidden = true;
    const answer = await call(`${API}/${path}/avatar`, new FormData(form));
    if (answer.status === 200) await redraw().then(() => announce(t.uploaded));
    else say(problem, answer);
  });
  return el('section', {}, problem, form);
}

const FIELDS = [
  ['name', 'text', 'organization', { maxlength: 150 }],
  ['nickname', 'text', 'off', { maxlength: 50, autocapitalize: 'none', spellcheck: 'false' }],
  ['email', 'email', 'email', { maxlength: 254 }],
  ['documentNumber', 'text', 'off', { maxlength: 50 }],
  ['phone', 'tel', 'tel', { maxlength: 50 }],
];
const OPTIONAL = ['documentNumber', 'phone'];

export function showNewGroup() {
  if (!session.jwt) return go('sign-in');
  const problem = alert();
  const inputs = Object.fromEntries(
    FIELDS.map(([name, type, autocomplete, limits]) => {
      const input = field(name, type, autocomplete, limits);
      if (OPTIONAL.includes(name)) input.removeAttribute('required');
      return [name, input];
    }),
  );
  const form = el(
    'form',
    {},
    ...Object.entries(inputs).map(([name, input]) => labelled(name, input)),
    el('label', {}, t.aboutGroup, el('textarea', { name: 'about', rows: '4', maxlength: '2000' })),
    el('div', {}, el('button', {}, t.createGroup)),
  );
  onSubmit(form, async (entered) => {
    problem.hidden = true;
    const given = Object.entries(entered).filter(([, value]) => value.trim() !== '');
    const { status, body } = await call(API, Object.fromEntries(given));
    const faults = body?.error?.details?.errors ?? [];
    mark(inputs, faults);
    if (status === 201)
      return go(pathOf(body.data)).then(() => announce(t.groupCreated(body.data.managed.email)));
    if (faults.length === 0) say(problem, { body });
  });
  show(t.createGroup, [el('p', {}, t.groupHint), problem, form]);
}

function labelled(name, input) {
  const error = el('span', { id: `${name}-error`, class: 'error', hidden: '' });
  return el('div', {}, el('label', {}, t.groupFields[name], input), error);
}

/** Says beside each field what is wrong with it, and leads to the first. */
function mark(inputs, faults) {
  for (const [name, input] of Object.entries(inputs)) {
    const fault = faults.find(({ path }) => path[0] === name);
    const error = document.getElementById(`${name}-error`);
    error.hidden = !fault;
    error.textContent = fault ? (t.problems[fault.code] ?? fault.message) : '';
    for (const [attribute, value] of [
      ['aria-invalid', 'true'],
      ['aria-describedby', error.id],
    ])
      if (fault) input.setAttribute(attribute, value);
      else input.removeAttribute(attribute);
  }
  const first = faults.find(({ path }) => inputs[path[0]]);
  if (first) inputs[first.path[0]].focus();
}
