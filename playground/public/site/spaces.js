import { read, session } from './api.js';
import { el, go, link, show, showNotFound } from './page.js';
import { proposalsIn, readProposals } from './proposals.js';
import { t } from './texts.js';

export async function showSpaces() {
  const spaces = await read('/participation/spaces?pagination[pageSize]=100');
  show(t.spaces, [
    spaces.length
      ? el('ul', { class: 'cards' }, ...spaces.map(card))
      : el('div', { class: 'card' }, el('p', {}, t.noSpaces), hint()),
    slugForm(),
  ]);
}

function card(space) {
  return el(
    'li',
    { class: 'card' },
    el('h2', {}, link(`spaces/${encodeURIComponent(space.slug)}`, space.title)),
    tags(space),
    space.summary && el('p', {}, space.summary),
  );
}

const hint = () => !session.jwt && el('p', { class: 'muted' }, t.noSpacesHint);

function slugForm() {
  const input = el('input', { name: 'slug', required: '', autocomplete: 'off' });
  const form = el(
    'form',
    { class: 'inline' },
    el('label', {}, t.openBySlug, input),
    el('button', {}, t.open),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(`spaces/${encodeURIComponent(input.value.trim())}`);
  });
  return form;
}

export async function showSpace(slug) {
  const space = await read(`/participation/spaces/${encodeURIComponent(slug)}`);
  if (!space) return showNotFound();
  const proposals = await readProposals({ space: { slug } });
  show(space.title, [
    tags(space),
    participation(space.participation),
    space.summary && el('p', {}, el('strong', {}, space.summary)),
    space.description && el('div', { class: 'text' }, space.description),
    ...(proposals ? await proposalsIn(space, proposals) : []),
    el('p', {}, link('', t.back)),
  ]);
}

function participation({ participant, canParticipate }) {
  if (participant) return el('p', { class: 'notice good' }, t.participant);
  return el('p', { class: 'notice' }, canParticipate ? t.canParticipate : t.readOnly);
}

function tags({ kind, visibility }) {
  return el(
    'div',
    { class: 'tags' },
    el('span', { class: 'tag' }, t.kinds[kind]),
    el('span', { class: 'tag' }, t.visibilities[visibility]),
  );
}
