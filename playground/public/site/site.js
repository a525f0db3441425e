// A site of the smallest kind: what a frontend of one's own does with the plugin's API.
import { call, session } from './api.js';
import { showGroup, showGroups, showNewGroup } from './groups.js';
import { showMe } from './me.js';
import {
  alert,
  drawWith,
  el,
  field,
  fill,
  go,
  link,
  onSubmit,
  show,
  showNotFound,
} from './page.js';
import { showProposals } from './proposals.js';
import { showSpace, showSpaces } from './spaces.js';
import { language, t } from './texts.js';

const views = {
  '': showSpaces,
  proposals: showProposals,
  groups: showGroups,
  'new-group': showNewGroup,
  me: showMe,
  'sign-in': showSignIn,
};

const details = { spaces: showSpace, groups: showGroup };

async function render() {
  const address = location.hash.replace(/^#\/?/, '');
  renderAccount();
  markCurrent(address);
  fill([el('p', { class: 'muted' }, t.loading)]);
  try {
    const [room, name] = address.split('/', 2).map(decodeURIComponent);
    if (name) await (details[room] ?? showNotFound)(name);
    else await (views[room] ?? showNotFound)();
  } catch {
    fill([el('p', { class: 'notice bad' }, t.failed)]);
  }
  dispatchEvent(new Event('drawn'));
}

function renderAccount() {
  const account = document.getElementById('account');
  if (!session.jwt) return account.replaceChildren(link('sign-in', t.signIn));
  const signOut = el('button', { type: 'button', class: 'quiet' }, t.signOut);
  signOut.addEventListener('click', () => {
    session.end();
    go('');
  });
  account.replaceChildren(link('me', t.me), el('span', {}, t.signedInAs(session.name)), signOut);
}

function markCurrent(address) {
  for (const item of document.querySelectorAll('nav a')) {
    if (item.hash === `#/${address}`) item.setAttribute('aria-current', 'page');
    else item.removeAttribute('aria-current');
  }
}

function showSignIn() {
  const problem = alert(t.signInFailed);
  const form = el(
    'form',
    {},
    el('label', {}, t.identifier, field('identifier', 'text', 'username')),
    el('label', {}, t.password, field('password', 'password', 'current-password')),
    el('button', {}, t.signIn),
  );
  onSubmit(form, async (entered) => {
    problem.hidden = true;
    const { status, body } = await call('/auth/local', entered);
    if (status === 200) {
      session.begin(body);
      go('');
    } else problem.hidden = false;
  });
  show(t.signIn, [problem, form]);
}

document.documentElement.lang = language;
for (const element of document.querySelectorAll('[data-text]')) {
  element.textContent = t[element.dataset.text];
}
// The address after # names the view, so the skip link moves the focus by hand.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  document.getElementById('main').focus();
});
drawWith(render);
addEventListener('hashchange', render);
render();
