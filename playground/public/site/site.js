// A site of the smallest kind: what a frontend of one's own does with the plugin's API.

const TEXTS = {
  en: {
    skip: 'Skip to content',
    brand: 'Participation',
    spaces: 'Spaces',
    proposals: 'Proposals',
    noProposals: 'There are no proposals that you can see.',
    noProposalsHere: 'There are no proposals in this space yet.',
    proposalsHint:
      'Proposals in private spaces are shown to their participants once they have signed in.',
    proposalsClosed: 'Proposals are not shown on this site.',
    inNoSpace: 'In no space',
    writeProposal: 'Write a proposal',
    signInToWrite: 'Sign in to write a proposal',
    proposalTitle: 'Title',
    proposalBody: 'Description (optional)',
    publish: 'Publish',
    published: 'Your proposal is published.',
    publishFailed: 'Your proposal could not be published. Try again later.',
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
    proposals: 'Propositions',
    noProposals: 'Il n’y a aucune proposition que vous puissiez voir.',
    noProposalsHere: 'Il n’y a pas encore de proposition dans cet espace.',
    proposalsHint:
      'Les propositions des espaces privés s’affichent pour leurs participants une fois connectés.',
    proposalsClosed: 'Ce site n’affiche pas les propositions.',
    inNoSpace: 'Hors de tout espace',
    writeProposal: 'Écrire une proposition',
    signInToWrite: 'Se connecter pour écrire une proposition',
    proposalTitle: 'Titre',
    proposalBody: 'Description (facultatif)',
    publish: 'Publier',
    published: 'Votre proposition est publiée.',
    publishFailed: 'Votre proposition n’a pas pu être publiée. Réessayez plus tard.',
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
    proposals: 'Propuestas',
    noProposals: 'No hay ninguna propuesta que pueda ver.',
    noProposalsHere: 'Todavía no hay propuestas en este espacio.',
    proposalsHint:
      'Las propuestas de los espacios privados se muestran a sus participantes al iniciar sesión.',
    proposalsClosed: 'Este sitio no muestra las propuestas.',
    inNoSpace: 'En ningún espacio',
    writeProposal: 'Escribir una propuesta',
    signInToWrite: 'Iniciar sesión para escribir una propuesta',
    proposalTitle: 'Título',
    proposalBody: 'Descripción (opcional)',
    publish: 'Publicar',
    published: 'Su propuesta está publicada.',
    publishFailed: 'No se ha podido publicar su propuesta. Inténtelo más tarde.',
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
  proposals: showProposals,
  'sign-in': showSignIn,
};

async function render() {
  const address = decodeURIComponent(location.hash.replace(/^#\/?/, ''));
  renderAccount();
  markCurrent(address);
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

function markCurrent(address) {
  for (const item of document.querySelectorAll('nav a')) {
    if (item.hash === `#/${address}`) item.setAttribute('aria-current', 'page');
    else item.removeAttribute('aria-current');
  }
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
  const proposals = await readProposals(slug);
  show(space.title, [
    tags(space),
    participation(space.participation),
    space.summary && el('p', {}, el('strong', {}, space.summary)),
    space.description && el('div', { class: 'text' }, space.description),
    ...(proposals ? proposalsOf(space, proposals) : []),
    el('p', {}, link('', t.back)),
  ]);
}

/** All that the one asking may know, or null where the site's roles may read no proposals. */
async function readProposals(slug) {
  const query = new URLSearchParams({
    'populate[space][fields]': 'title,slug,visibility',
    sort: 'createdAt:desc',
    'pagination[pageSize]': '100',
    ...(slug && { 'filters[space][slug][$eq]': slug }),
  });
  const { status, body } = await call(`/proposals?${query}`);
  if (status === 403) return null;
  if (status !== 200) throw new Error(String(status));
  return body.data;
}

async function showProposals() {
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

function proposalCard({ title, body, space }) {
  return el(
    'li',
    { class: 'card' },
    el('h2', {}, title),
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

function proposalsOf(space, proposals) {
  const listed = ({ title, body }) =>
    el('li', { class: 'card' }, el('h3', {}, title), body && el('p', { class: 'text' }, body));
  return [
    el('h2', {}, t.proposals),
    proposals.length
      ? el('ul', { class: 'cards' }, ...proposals.map(listed))
      : el('p', { class: 'muted' }, t.noProposalsHere),
    space.participation.canParticipate &&
      (session.jwt ? proposalForm(space) : el('p', {}, link('sign-in', t.signInToWrite))),
  ];
}

function proposalForm({ documentId }) {
  const problem = el('p', { class: 'notice bad', role: 'alert', hidden: '' }, t.publishFailed);
  const button = el('button', {}, t.publish);
  const form = el(
    'form',
    { 'aria-labelledby': 'write' },
    el('label', {}, t.proposalTitle, field('title', 'text', 'off', { maxlength: 255 })),
    el('label', {}, t.proposalBody, el('textarea', { name: 'body', rows: '4' })),
    el('div', {}, button),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.hidden = true;
    button.disabled = true;
    document.getElementById('done')?.remove();
    const data = { ...Object.fromEntries(new FormData(form)), space: documentId };
    const { status } = await call('/proposals', { data }).catch(() => ({}));
    button.disabled = false;
    if (status === 201) await render().then(() => announce(t.published));
    else problem.hidden = false;
  });
  return el('section', {}, el('h3', { id: 'write' }, t.writeProposal), problem, form);
}

/** Says what was done, where the page was made anew and the focus with it was lost. */
function announce(text) {
  const notice = el('p', { id: 'done', class: 'notice good', tabindex: '-1' }, text);
  document.querySelector('main h2')?.after(notice);
  notice.focus();
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

const field = (name, type, autocomplete, limits = {}) =>
  el('input', { name, type, autocomplete, required: '', ...limits });

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
