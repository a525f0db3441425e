import { read, session } from './api.js';
import { pathOf } from './badges.js';
import { answers } from './groups.js';
import { alert, el, go, link, show } from './page.js';
import { language, t } from './texts.js';

/** What concerns the one who is signed in. */
export async function showMe() {
  if (!session.jwt) return go('sign-in');
  const { spaces, groups, groupInvitations, joinRequests, notices } =
    await read('/participation/me');
  const problem = alert();
  show(t.me, [
    problem,
    groupInvitations.length > 0 && el('h2', {}, t.groupInvitations),
    list(groupInvitations, (group) => [
      link(pathOf(group), group.name),
      ...answers(group, group.membership, problem),
    ]),
    el('h2', {}, t.myGroups),
    list(groups, (group) => [groupName(group), el('span', { class: 'tag' }, standing(group))]),
    groups.length === 0 && el('p', { class: 'muted' }, t.inNoGroup),
    joinRequests.length > 0 && el('h2', {}, t.joinRequests),
    list(joinRequests, (group) => [link(pathOf(group), group.name)]),
    el('h2', {}, t.mySpaces),
    list(spaces, ({ slug, title }) => [link(`spaces/${encodeURIComponent(slug)}`, title)]),
    spaces.length === 0 && el('p', { class: 'muted' }, t.inNoSpaceYet),
    notices.length > 0 && el('h2', {}, t.news),
    list(notices, (notice) => [
      el('span', {}, t.notices[notice.kind](notice.group.name, notice.by ?? t.theTeam)),
      notice.reason && el('span', { class: 'muted' }, t.reason(notice.reason)),
      el('time', { class: 'muted', datetime: notice.createdAt }, time(notice.createdAt)),
    ]),
  ]);
}

const list = (items, content) =>
  items.length > 0 &&
  el('ul', { class: 'people' }, ...items.map((item) => el('li', {}, ...content(item))));

/** Only organizations have a page. */
const groupName = (group) =>
  group.kind === 'organization' ? link(pathOf(group), group.name) : el('span', {}, group.name);

const standing = ({ role, verification }) =>
  verification === null || verification === 'verified'
    ? t.roles[role]
    : t.verifications[verification];

const time = (iso) =>
  new Date(iso).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
