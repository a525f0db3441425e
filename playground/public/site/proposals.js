import { call, read, session } from './api.js';
import { authorOf } from './badges.js';
import { alert, announce, el, field, link, onSubmit, redraw, show } from './page.js';
import { t } from './texts.js';

/** All that the one asking may know, or null where the site's roles may read no proposals. */
export async function readProposals({ space, groupAuthor } = {}) {
  const query = new URLSearchParams({
    'populate[space][fields]': 'title,slug,visibility',
    'populate[groupAuthor][fields]': 'name,nickname,verified',
    'populate[groupAuthor][populate]': 'avatar',
    sort: 'createdAt:desc',
    'pagination[pageSize]': '100',
    ...(space && { 'filters[space][slug][$eq]': space.slug }),
    ...(groupAuthor && { 'filters[groupAuthor][nickname][$eq]': groupAuthor.nickname }),
  });
  const { status, body } = await call(`/proposals?${query}`);
  if (status === 403) return null;
  if (status !== 200) throw new Error(String(status));
  return body.data;
}

export async function showProposals() {
  const proposals = await readProposals();
  show(
    t.proposals,
    proposals
      ? [
          proposals.length
            ? el('ul', { class: 'cards' }, ...proposals.map(proposalCard))
            : el('p', { class: 'card' }, t.noProposals),
          !session.jwt && el('p', { class: 'muted' }, t.proposalsHint),
        ]
      : [el('p', { class: 'card' }, t.proposalsClosed)],
  );
}

function proposalCard({ title, body, space, groupAuthor }) {
  return el(
    'li',
    { class: 'card' },
    el('h2', {}, title),
    authorOf(groupAuthor),
    el(
      'div',
      { class: 'tags' },
      space
        ? link(`spaces/${encodeURIComponent(space.slug)}`, space.title)
        : el('span', { class: 'muted' }, t.inNoSpace),
      space && el('span', { class: 'tag' }, t.visibilities[space.visibility]),
    ),
    body && el('p', { class: 'text' }, body),
  );
}

/** The proposals of one space, and a form for one more. */
export async function proposalsIn(space, proposals) {
  const listed = ({ title, body, groupAuthor }) =>
    el(
      'li',
      { class: 'card' },
      el('h3', {}, title),
      authorOf(groupAuthor),
      body && el('p', { class: 'text' }, body),
    );
  return [
    el('h2', {}, t.proposals),
    proposals.length
      ? el('ul', { class: 'cards' }, ...proposals.map(listed))
      : el('p', { class: 'muted' }, t.noProposalsHere),
    space.participation.canParticipate &&
      (session.jwt
        ? proposalForm(space, await ownGroups())
        : el('p', {}, link('sign-in', t.signInToWrite))),
  ];
}

/** Groups in whose name the one asking may write. */
async function ownGroups() {
  const { groups } = await read('/participation/me');
  return groups.filter(
    ({ kind, verified, role }) => kind === 'organization' && verified && role !== 'member',
  );
}

function proposalForm({ documentId }, groups) {
  const problem = alert(t.publishFailed);
  const form = el(
    'form',
    { 'aria-labelledby': 'write' },
    el('label', {}, t.proposalTitle, field('title', 'text', 'off', { maxlength: 255 })),
    el('label', {}, t.proposalBody, el('textarea', { name: 'body', rows: '4' })),
    groups.length > 0 && el('label', {}, t.inTheNameOf, nameChoice(groups)),
    el('div', {}, el('button', {}, t.publish)),
  );
  onSubmit(form, async ({ groupAuthor, ...entered }) => {
    problem.hidden = true;
    const data = { ...entered, space: documentId, ...(groupAuthor && { groupAuthor }) };
    const { status } = await call('/proposals', { data }).catch(() => ({}));
    if (status === 201) await redraw().then(() => announce(t.published, 'main h2'));
    else problem.hidden = false;
  });
  return el('section', {}, el('h3', { id: 'write' }, t.writeProposal), problem, form);
}

const nameChoice = (groups) =>
  el(
    'select',
    { name: 'groupAuthor' },
    el('option', { value: '' }, t.ownName),
    ...groups.map(({ documentId, name }) => el('option', { value: documentId }, name)),
  );
