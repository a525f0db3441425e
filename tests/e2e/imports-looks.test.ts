import type { BrowserContextOptions, Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import { Lists } from '../integration/imports/lists';
import { createSpace } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import { button, openSpace } from './panel';
import { ACCEPTED, emailOf } from './scene';

const TEXTS = {
  en: {
    hideColumns: 'Hide the choice of columns',
    correct: 'Correct line 3',
    replace: 'Replace',
    removals: 'Participants to remove',
    show: 'Show the import of council.csv',
    undo: 'Undo this import',
    upload: 'Choose a file',
  },
  fr: {
    hideColumns: 'Masquer le choix des colonnes',
    correct: 'Corriger la ligne 3',
    replace: 'Remplacer',
    removals: 'Personnes à retirer',
    show: 'Afficher l’import de council.csv',
    undo: 'Défaire cet import',
    upload: 'Choisir un fichier',
  },
};

type Language = keyof typeof TEXTS;

describe('the import of a list', () => {
  let session: Session;
  let page: Page;
  let language: Language;
  let waiting: { documentId: string };
  let done: { documentId: string };

  const listOf = (names: string[]) => names.map((name) => `${emailOf(name)},${name}`).join('\n');

  beforeAll(async () => {
    session = await startSession();
    const { app } = session;
    const title = 'Citizens’ assembly on mobility';
    const first = new Lists(app, await createSpace(app, { title }));
    await first.run(listOf(ACCEPTED));
    // Their names are those of columns nobody knows.
    const file = [
      'Besucher;Kontakt;Stadtteil;Zusage am',
      'Astrid Bergström;astrid.bergstrom@example.org;Riverside;2.3.2026',
      'Chiara Rossi;chiara.rossi(at)example.org;Riverside;3.3.2026',
      'Thabo Mbeki;thabo.mbeki@example.org;Station;3.3.2026',
      'Théo Lambert;theo.lambert@example.org;Hillside;5.3.2026',
      'Thabo Mbeki;Thabo.Mbeki@example.org;Station;9.3.2026',
    ].join('\n');
    await first.preview(file, { name: 'visitors of the open day.csv' });
    waiting = first.space;

    const second = new Lists(app, await createSpace(app, { title: 'Youth council' }));
    await second.run(listOf(ACCEPTED));
    const { id } = await second.preview(
      `${listOf([...ACCEPTED.slice(10), 'Astrid Bergström', 'Jana Novak'])}\nada.okoro@example,Ada`,
      { name: 'council.csv' },
    );
    await second.apply(id, 'replace');
    done = second.space;
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const say = () => TEXTS[language];

  const PAGES: Record<string, () => Promise<void>> = {
    'the choice of a file': async () => {
      await openSpace(page, done, 'import');
      await button(page, say().upload).waitFor();
      await button(page, say().show).waitFor();
    },
    'the choice of columns': async () => {
      await openSpace(page, waiting, 'import');
      await button(page, say().hideColumns).waitFor();
      await button(page, say().correct).waitFor();
    },
    'a row that is corrected': async () => {
      await PAGES['the choice of columns']!();
      await button(page, say().correct).click();
      await page.getByRole('dialog', { name: say().correct }).waitFor();
    },
    'who would be removed': async () => {
      await PAGES['the choice of columns']!();
      await page.getByRole('radio', { name: say().replace, exact: true }).check();
      await page.getByRole('region', { name: say().removals }).waitFor();
    },
    'an outcome that can be undone': async () => {
      await PAGES['the choice of a file']!();
      await button(page, say().show).click();
      await button(page, say().undo).waitFor();
    },
  };

  const speaking = async (wanted: Language) => {
    const client = await session.app.adminWith(Object.values(PERMISSIONS));
    await client.put('/admin/users/me', { preferedLanguage: wanted });
    return (await client.get('/admin/users/me')).body.data as { email: string };
  };

  describe.each<[string, Language, BrowserContextOptions]>([
    ['as most see it', 'en', {}],
    [
      'in French on a phone in the dark',
      'fr',
      { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' },
    ],
  ])('%s', (_how, wanted, options) => {
    beforeAll(async () => {
      language = wanted;
      const { email } = await speaking(wanted);
      page = await session.newPage(options);
      await session.signIn(page, { ...session.app.adminCredentials, email });
    });

    test.each(Object.entries(PAGES))('%s has no barriers', async (_name, open) => {
      await open();
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  });
});
