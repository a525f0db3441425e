import type { BrowserContextOptions, Page } from 'playwright-core';
import { screenshot, startSession, violations, type Session } from './browser';
import { field, openSpace, openSpaces, row, visit, waitForNames } from './panel';
import { LIST, setScene } from './scene';

describe('the pages of the guides', () => {
  let session: Session;
  let page: Page;
  let space: { documentId: string; title: string };

  beforeAll(async () => {
    session = await startSession();
    space = await setScene(session.app);
    page = await session.newPage();
    await session.signIn(page);
    // Its people are brought into every state, by mails that are sent and refused.
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);

  const PAGES: Record<string, () => Promise<unknown>> = {
    'the list of spaces': async () => {
      await openSpaces(page);
      await row(page, space.title).waitFor();
    },
    'a space': async () => {
      await openSpace(page, space);
      await field(page, 'Title').waitFor();
    },
    'its participants': async () => {
      await openSpace(page, space, 'participants');
      await row(page, 'Chloé Girard').waitFor();
    },
    'the preview of an import': async () => {
      await openSpace(page, space, 'import');
      await page.getByRole('heading', { name: 'Preview of residents.csv' }).waitFor();
      await row(page, 'Astrid Bergström').waitFor();
    },
  };

  test('show spaces of every visibility', async () => {
    await PAGES['the list of spaces']!();
    await expectNoBarriers();
    await screenshot(page, 'spaces');
  });

  test('show participants in every state', async () => {
    await PAGES['its participants']!();
    await row(page, 'Alejandro Ruiz').getByText('Expired').waitFor();
    await row(page, 'Beatriz Castro').getByText('550 5.1.1 No such user here').waitFor();
    await row(page, 'Carla Ferreira').getByText('Active').waitFor();
    await row(page, 'Chloé Girard').getByText('Declined').waitFor();
    await expectNoBarriers();
    await screenshot(page, 'participants');

    await page.getByRole('link', { name: 'Go to page 2' }).click();
    await row(page, 'Yasmine Cherif').waitFor();
  });

  test('show what an import would do', async () => {
    await openSpace(page, space, 'import');
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'residents.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
    await PAGES['the preview of an import']!();
    await expectNoBarriers();
    await page.getByRole('button', { name: '4 With errors' }).click();
    await row(page, 'Jana <Assistant> Novak').waitFor();
    await page.mouse.move(0, 0);
    // So that the rows are on it.
    await page.setViewportSize({ width: 1280, height: 1160 });
    await screenshot(page, 'import-preview');
  });

  describe.each<[string, BrowserContextOptions]>([
    ['in the dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ])('%s', (_where, options) => {
    beforeAll(async () => {
      page = await session.newPage(options);
      await session.signIn(page);
    });

    test.each(Object.entries(PAGES))('%s has no barriers', async (_name, open) => {
      await open();
      await expectNoBarriers();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  });

  test.each([
    ['fr', 'Participants privés'],
    ['es', 'Participantes privados'],
  ])('the panel speaks %s to an administrator who does', async (language, tab) => {
    const speak = (preferedLanguage: string) =>
      session.app.admin.put('/admin/users/me', { preferedLanguage });
    await speak(language);
    try {
      page = await session.newPage();
      await session.signIn(page);
      await PAGES['its participants']!();
      await page.getByRole('tab', { name: tab }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await expectNoBarriers();
    } finally {
      await speak('en');
    }
  });

  test('a page beyond the last one leads to the last one', async () => {
    await visit(
      page,
      `/admin/plugins/participation/spaces/${space.documentId}/participants?page=7`,
    );
    await row(page, 'Yasmine Cherif').waitFor();
    expect(new URL(page.url()).searchParams.get('page')).toBe('2');
    await visit(
      page,
      `/admin/plugins/participation/spaces/${space.documentId}/participants?_q=girard`,
    );
    await waitForNames(page, ['Chloé Girard']);
  });
});
