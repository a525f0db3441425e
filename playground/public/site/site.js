// A site of the smallest kind: what a frontend of one's own does with the plugin's API.

const TEXTS = {
  en: {
    skip: 'Skip to content',
    brand: 'Participation',
    spaces: 'Spaces',
    noSpaces: 'There is nothing here that you can see.',
    noSpacesHint: 'Private spaces are shown to their participants once they have signed in.',
    openBySlug: 'Open a space by its short name',
    open: 'Open',
    back: 'All spaces',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedInAs: (name) => `Signed in as ${name}`,
    identifier: 'E-mail address or user name',
    password: 'Password',
    signInFailed: 'That did not work. Check your address and your password.',
    notFound: 'Not found',
    notFoundText: 'There is no such space, or it is not open to you.',
    failed: 'Something went wrong. Try again later.',
    loading: 'Loading …',
    participant: 'You are a participant of this space: you can take part.',
    canParticipate: 'Everyone can take part in this space.',
    readOnly: 'You can read this space. Only its participants can take part.',
    kinds: { process: 'Process', assembly: 'Assembly' },
    visibilities: { public: 'Public', transparent: 'Open to read', private: 'Private' },
  },
  fr: {
    skip: 'Aller au contenu',
    brand: 'Participation',
    spaces: 'Espaces',
    noSpaces: 'Il n’y a rien ici que vous puissiez voir.',
    noSpacesHint: 'Les espaces privés s’affichent pour leurs participants une fois connectés.',
    openBySlug: 'Ouvrir un espace par son nom court',
    open: 'Ouvrir',
    back: 'Tous les espaces',
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
    signedInAs: (name) => `Connecté : ${name}`,
    identifier: 'Adresse e-mail ou nom d’utilisateur',
    password: 'Mot de passe',
    signInFailed: 'La connexion a échoué. Vérifiez votre adresse et votre mot de passe.',
    notFound: 'Introuvable',
    notFoundText: 'Cet espace n’existe pas, ou il ne vous est pas ouvert.',
    failed: 'Une erreur est survenue. Réessayez plus tard.',
    loading: 'Chargement …',
    participant: 'Vous participez à cet espace : vous pouvez y contribuer.',
    canParticipate: 'Tout le monde peut contribuer à cet espace.',
    readOnly: 'Vous pouvez lire cet espace. Seuls ses participants peuvent contribuer.',
    kinds: { process: 'Démarche', assembly: 'Assemblée' },
    visibilities: { public: 'Public', transparent: 'Ouvert en lecture', private: 'Privé' },
  },
  es: {
    skip: 'Ir al contenido',
    brand: 'Participación',
    spaces: 'Espacios',
    noSpaces: 'No hay nada aquí que pueda ver.',
    noSpacesHint: 'Los espacios privados se muestran a sus participantes al iniciar sesión.',
    openBySlug: 'Abrir un espacio por su nombre corto',
    open: 'Abrir',
    back: 'Todos los espacios',
    signIn: 'Iniciar sesión',
    signOut: 'Cerrar sesión',
    signedInAs: (name) => `Sesión de ${name}`,
    identifier: 'Correo electrónico o nombre de usuario',
    password: 'Contraseña',
    signInFailed: 'No se ha podido iniciar sesión. Compruebe su dirección y su contraseña.',
    notFound: 'No encontrado',
    notFoundText: 'Este espacio no existe o no está abierto para usted.',
    failed: 'Algo ha fallado. Inténtelo más tarde.',
    loading: 'Cargando …',
    participant: 'Usted participa en este espacio: puede contribuir.',
    canParticipate: 'Cualquiera puede contribuir a este espacio.',
    readOnly: 'Puede leer este espacio. Solo sus participantes pueden contribuir.',
    kinds: { process: 'Proceso', assembly: 'Asamblea' },
    visibilities: { public: 'Público', transparent: 'Abierto a lectura', private: 'Privado' },
  },
};

const language =
  navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => TEXTS[tag]) ?? 'en';
const t = TEXTS[language];

const session = {
  get jwt() {
    return sessionStorage.getItem('jwt');
  },
  get name() {
    return sessionStorage.getItem('name');
  },
  begin({ jwt, user }) {
    sessionStorage.setItem('jwt', jwt);
    sessionStorage.setItem('name', user.username);
  },
  end() {
    sessionStorage.clear();
  },
};

async function call(path, body) {
  const response = await fetch(`/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(session.jwt && { authorization: `Bearer ${session.jwt}` }),
    },
    body: body && JSON.stringify(body),
  });
  if (response.status === 401 && session.jwt) {
    session.end();
    return call(path, body);
  }
  return { status: response.status, body: await response.json().catch(() => null) };
}

const views = {
  '': showSpaces,
  'sign-in': showSignIn,
};

async function render() {
  const address = decodeURIComponent(location.hash.replace(/^#\/?/, ''));
  renderAccount();
  fill([el('p', { class: 'muted' }, t.loading)]);
  const view = address.startsWith('spaces/')
    ? () => showSpace(address.slice('spaces/'.length))
    : (views[address] ?? showNotFound);
  try {
    await view();
  } catch {
    fill([el('p', { class: 'notice bad' }, t.failed)]);
  }
}

function renderAccount() {
  const account = document.getElementById('account');
  if (!session.jwt) return account.replaceChildren(link('sign-in', t.signIn));
  const signOut = el('button', { type: 'button', class: 'quiet' }, t.signOut);
  signOut.addEventListener('click', () => {
    session.end();
    go('');
  });
  account.replaceChildren(el('span', {}, t.signedInAs(session.name)), signOut);
}

async function showSpaces() {
  const { status, body } = await call('/participation/spaces?pagination[pageSize]=100');
  if (status !== 200) throw new Error(String(status));
  const spaces = body.data;
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

async function showSpace(slug) {
  const { status, body } = await call(`/participation/spaces/${encodeURIComponent(slug)}`);
  if (status === 404) return showNotFound();
  if (status !== 200) throw new Error(String(status));
  const space = body.data;
  show(space.title, [
    tags(space),
    participation(space.participation),
    space.summary && el('p', {}, el('strong', {}, space.summary)),
    space.description && el('div', { class: 'text' }, space.description),
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

function showNotFound() {
  show(t.notFound, [
    el('p', { class: 'notice bad' }, t.notFoundText),
    el('p', {}, link('', t.back)),
  ]);
}

function showSignIn() {
  const problem = el('p', { class: 'notice bad', role: 'alert', hidden: '' }, t.signInFailed);
  const form = el(
    'form',
    {},
    el('label', {}, t.identifier, field('identifier', 'text', 'username')),
    el('label', {}, t.password, field('password', 'password', 'current-password')),
    el('button', {}, t.signIn),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.hidden = true;
    const { status, body } = await call('/auth/local', Object.fromEntries(new FormData(form)));
    if (status === 200) {
      session.begin(body);
      go('');
    } else problem.hidden = false;
  });
  show(t.signIn, [problem, form]);
}

const field = (name, type, autocomplete) => el('input', { name, type, autocomplete, required: '' });

function show(heading, content) {
  document.title = `${heading} · ${t.brand}`;
  document.getElementById('status').textContent = heading;
  fill([el('h1', {}, heading), ...content]);
}

function fill(content) {
  document.getElementById('main').replaceChildren(...content.filter(Boolean));
}

function go(address) {
  const hash = `#/${address}`;
  if (location.hash === hash) render();
  else location.hash = hash;
}

const link = (address, text) => el('a', { href: `#/${address}` }, text);

function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter(Boolean));
  return element;
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
addEventListener('hashchange', render);
render();
