import type { App } from '../integration/harness';
import { accept, createSpace, eventually, invite, tokenFor } from '../integration/story';

/** A platform in use: what the pictures of the guides and the tests of long lists show. */

const DAY = 24 * 60 * 60 * 1_000;

const PEOPLE = [
  'Aïcha Benali',
  'Alejandro Ruiz',
  'Amélie Roussel',
  'Antoine Lefèvre',
  'Beatriz Castro',
  'Bénédicte Marchand',
  'Carla Ferreira',
  'Chloé Girard',
  'Daniel Okafor',
  'Elena Vidal',
  'Émile Fontaine',
  'Fatima El Amrani',
  'Florian Weber',
  'Gabriel Moreau',
  'Hanna Lindqvist',
  'Hugo Perrin',
  'Inés Navarro',
  'Jeanne Collet',
  'João Almeida',
  'Karim Haddad',
  'Léa Dubois',
  'Lucas Mercier',
  'Marta Kowalska',
  'Mathilde Blanc',
  'Mehdi Saïdi',
  'Nadia Rahmani',
  'Noémie Garnier',
  'Oscar Jensen',
  'Paul Chevalier',
  'Rosa Iglesias',
  'Samuel Adeyemi',
  'Sofia Romano',
  'Théo Lambert',
  'Yasmine Cherif',
] as const;

type Person = { name: string; email: string };

export const emailOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/ /g, '.')}@example.org`;

const person = (name: string): Person => ({ name, email: emailOf(name) });

const SPACES = [
  { title: 'Participatory budget 2026', visibility: 'transparent', kind: 'process' },
  { title: 'Climate plan: your proposals', visibility: 'public', kind: 'process' },
  { title: 'Riverside neighbourhood council', visibility: 'private', kind: 'assembly' },
  { title: 'Youth council', visibility: 'private', kind: 'assembly' },
  { title: 'A new library for the old port', visibility: 'transparent', kind: 'process' },
] as const;

type ClockService = { advance(ms: number): void };

export const clockOf = (app: App): ClockService =>
  app.strapi.plugin('participation').service('clock');

/**
 * Six spaces, and in one of them 34 people: of the first ones two have an expired invitation, two
 * an address that refuses mail, one has declined, most of the others have accepted.
 */
export const setScene = async (app: App) => {
  for (const { title, visibility, kind } of SPACES) {
    await createSpace(app, { title, visibility, kind, published: title !== 'Youth council' });
  }
  const space = await createSpace(app, {
    title: 'Citizens’ assembly on mobility',
    kind: 'assembly',
    visibility: 'private',
    summary: 'Sixty people drawn by lot work out how we get about in 2035.',
  });
  const [expired, refused, declined, accepted, waiting] = [
    PEOPLE.slice(1, 3),
    [PEOPLE[4], PEOPLE[9]],
    PEOPLE[7],
    PEOPLE.filter((_, index) => index % 3 === 0),
    PEOPLE.filter((_, index) => index % 3 !== 0 && ![1, 2, 4, 7].includes(index)),
  ];
  const inviteAll = async (names: readonly string[]) => {
    for (const name of names) await invite(app, space, person(name));
  };

  clockOf(app).advance(-45 * DAY);
  await inviteAll(expired);
  for (const name of expired) await tokenFor(app, emailOf(name));
  clockOf(app).advance(45 * DAY);

  for (const name of refused) app.mailbox.refuse(emailOf(name), '550 5.1.1 No such user here');
  await inviteAll([...refused.filter((name) => !accepted.includes(name)), declined]);
  await inviteAll([...accepted, ...waiting]);
  for (const name of accepted) {
    if (refused.includes(name)) continue;
    const token = await tokenFor(app, emailOf(name));
    await accept(app.http, token, { username: name });
  }
  const token = await tokenFor(app, emailOf(declined));
  await app.http.post('/api/participation/invitations/decline', { token });
  await eventually(
    () => app.admin.get(`/participation/spaces/${space.documentId}/participants?pageSize=100`),
    ({ body }) =>
      body.results.every(
        ({ delivery }: { delivery: { status: string } | null }) =>
          delivery?.status === 'sent' || delivery?.status === 'failed',
      ),
  );
  return space;
};
