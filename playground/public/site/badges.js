// How a group is shown in a line.
import { el, link } from './page.js';
import { t } from './texts.js';

export const pathOf = ({ nickname }) => `groups/${encodeURIComponent(nickname)}`;

/** Its picture, or its first letter; the name stands beside it. */
export function avatarOf({ avatar, name }, size = 'small') {
  return avatar
    ? el('img', { class: `avatar ${size}`, src: avatar.url, alt: '' })
    : el('span', { class: `avatar ${size}`, 'aria-hidden': 'true' }, [...name][0].toUpperCase());
}

export const verifiedMark = ({ verified }) =>
  verified &&
  el('span', { class: 'verified' }, el('span', { 'aria-hidden': 'true' }, '✓ '), t.verified);

/** Who wrote something, where it was written in the name of a group. */
export const authorOf = (group) =>
  group &&
  el(
    'p',
    { class: 'author' },
    avatarOf(group),
    link(pathOf(group), group.name),
    verifiedMark(group),
  );

/** What a group has earned beside being verified. */
export const badgesOf = ({ badges }) =>
  badges
    .filter(({ name }) => name !== 'verified')
    .map(({ name, level, levels }) =>
      el('span', { class: 'tag' }, t.badge(t.badges[name] ?? name, level, levels)),
    );
