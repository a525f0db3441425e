import type { ParticipantPage } from '../../contracts/participants';
import type { App } from '../integration/harness';
import { accept, createSpace, eventually, invite, tokenFor } from '../integration/story';

/** A platform in use: what the pictures of the guides and the tests of long lists show. */

const DAY = 24 * 60 * 60 * 1_000;

const EXPIRED = ['Alejandro Ruiz', 'Amélie Roussel'];
const REFUSED = ['Beatriz Castro', 'Inés Navarro'];
const DECLINED = 'Chloé Girard';
export const ACCEPTED = [
  'Adama Koné',
  'Antoine Lefèvre',
  'Carla Ferreira',
  'Daniel Okafor',
  'Fatima El Amrani',
  'Gabriel Moreau',
  'João Almeida',
  'Marta Kowalska',
  'Mehdi Saïdi',
  'Oscar Jensen',
  'Rosa Iglesias',
  'Théo Lambert',
];
const WAITING = [
  'Bénédicte Marchand',
  'Elena Vidal',
  'Emma Fontaine',
  'Florian Weber',
  'Hanna Lindqvist',
  'Hugo Perrin',
  'Jeanne Collet',
  'Karim Haddad',
  'Léa Dubois',
  'Lucas Mercier',
  'Mathilde Blanc',
  'Nadia Rahmani',
  'Noémie Garnier',
  'Paul Chevalier',
  'Samuel Adeyemi',
  'Sofia Romano',
  'Yasmine Cherif',
];

export const emailOf = (name: string): string => {
  const letters = name.normalize('NFD').replace(/\p{Diacritic}/gu, '');
  return `${letters.toLowerCase().replace(/ /g, '.')}@example.org`;
};

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
 * Six spaces, and in the assembly on mobility 34 people, of whom twelve have accepted, one has
 * declined, two have an invitation that has expired and two an address that takes no mail.
 */
export const setScene = async (app: App) => {
  for (const { title, visibility, kind } of SPACES) {
    const other = await createSpace(app, {
      title,
      visibility,
      kind,
      published: title !== 'Youth council',
    });
    const guests = visibility === 'private' ? WAITING.slice(0, title.length / 2) : [];
    for (const [index, name] of guests.entries()) {
      const email = emailOf(name).replace('.org', '.net');
      await invite(app, other, { name, email });
      if (index % 4 === 0)
        await accept(app.http, await tokenFor(app, email), { username: `${name} ${index}` });
    }
  }
  const space = await createSpace(app, {
    title: 'Citizens’ assembly on mobility',
    kind: 'assembly',
    visibility: 'private',
    summary: 'Sixty people drawn by lot work out how we get about in 2035.',
  });
  const inviteAll = async (names: string[]) => {
    for (const name of names) await invite(app, space, { name, email: emailOf(name) });
    await allMailsAreDone(app, space);
  };
  for (const name of REFUSED) app.mailbox.refuse(emailOf(name), '550 5.1.1 No such user here');

  clockOf(app).advance(-45 * DAY);
  await inviteAll(EXPIRED);
  clockOf(app).advance(45 * DAY);
  await inviteAll([...ACCEPTED, DECLINED, ...REFUSED, ...WAITING]);

  for (const name of ACCEPTED) {
    await accept(app.http, await tokenFor(app, emailOf(name)), { username: name });
  }
  const token = await tokenFor(app, emailOf(DECLINED));
  await app.http.post('/api/participation/invitations/decline', { token });
  return space;
};

const allMailsAreDone = (app: App, space: { documentId: string }) =>
  eventually(
    () => app.admin.get(`/participation/spaces/${space.documentId}/participants?pageSize=100`),
    ({ body }) =>
      (body as ParticipantPage).results.every(
        ({ delivery }) => delivery?.status === 'sent' || delivery?.status === 'failed',
      ),
  );

/** A list as somebody keeps it: most rows are good. */
export const LIST = [
  'Last name,First name,E-mail,District',
  'Tremblay,Marius,marius.tremblay@example.org,Old Port',
  'Bergström,Astrid,astrid.bergstrom@example.org,Riverside',
  'Rossi,Chiara,chiara.rossi(at)example.org,Riverside',
  'Mbeki,Thabo,thabo.mbeki@example.org,Station',
  'Girard,Chloé,chloe.girard@example.org,Old Port',
  'Ferreira,Carla,carla.ferreira@example.org,Hillside',
  'Tremblay,Marius,Marius.Tremblay@example.org,Old Port',
  'Novak,Jana <Assistant>,jana.novak@example.org,Station',
  'Okoro,Ada,ada.okoro@example,Riverside',
  'Silva,Tomás,,Hillside',
  ...Array.from(
    { length: 240 },
    (_, n) => `Resident,Nr ${n + 1},resident.${n + 1}@example.org,Hillside`,
  ),
].join('\n');
