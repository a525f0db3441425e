// What views are made of.
import { t } from './texts.js';

let draw;

/** Tells how a view is made anew. */
export function drawWith(render) {
  draw = render;
}

/** The same view once more, with what has changed. */
export const redraw = () => draw();

export function show(heading, content) {
  document.title = `${heading} · ${t.brand}`;
  document.getElementById('status').textContent = heading;
  fill([el('h1', {}, heading), ...content]);
}

export function fill(content) {
  document.getElementById('main').replaceChildren(...content.filter(Boolean));
}

export function showNotFound(text = t.notFoundText) {
  show(t.notFound, [el('p', { class: 'notice bad' }, text), el('p', {}, link('', t.back))]);
}

export function go(address) {
  const hash = `#/${address}`;
  if (location.hash === hash) return redraw();
  // The view is there once the event has been answered.
  const drawn = new Promise((resolve) => addEventListener('drawn', resolve, { once: true }));
  location.hash = hash;
  return drawn;
}

/** Says what was done, where the page was made anew and the focus with it was lost. */
export function announce(text, after = 'main h1') {
  document.getElementById('done')?.remove();
  const notice = el('p', { id: 'done', class: 'notice good', tabindex: '-1' }, text);
  document.querySelector(after)?.after(notice);
  notice.focus();
}

export const link = (address, text) => el('a', { href: `#/${address}` }, text);

export const field = (name, type, autocomplete, limits = {}) =>
  el('input', { name, type, autocomplete, required: '', ...limits });

/** A place for what went wrong, told when it is said. */
export const alert = (text = '') =>
  el('p', { class: 'notice bad', role: 'alert', hidden: '' }, text);

/** Calls `send` with what was entered, at most once at a time. */
export function onSubmit(form, send) {
  const button = form.querySelector('button');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await send(Object.fromEntries(new FormData(form)));
    } finally {
      button.disabled = false;
    }
  });
  return form;
}

export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter(Boolean));
  return element;
}
