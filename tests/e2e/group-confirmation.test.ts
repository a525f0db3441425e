import type { BrowserContextOptions, Page } from 'playwright-core';
import { organization, person, SITE, type Person } from '../integration/groups/story';
import { startSession, violations, type Session } from './browser';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 780 }, hasTouch: true };

describe('somebody who reads the mails of a group and opens the link of its confirmation', () => {
  let session: Session;
  let creator: Person;

  beforeAll(async () => {
    session = await startSession({ participation: { siteName: 'Riverside takes part' } });
    creator = await person(session.app, 'Noor');
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const linkFor = async (name: string) => {
    const group = await organization(creator, { name });
    const mail = await session.app.mailbox.waitFor(({ to }) => to === group.email);
    return { group, link: mail.links.find((link) => link.includes('token='))! };
  };

  const open = async (link: string, options: BrowserContextOptions = {}) => {
    const page = await session.newPage({ ...PHONE, ...options });
    await page.goto(link);
    return page;
  };

  const heading = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name, exact: true });

  const expectGoodPage = async (page: Page) => {
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  };

  test('confirms with one press, without JavaScript, and needs not do it twice', async () => {
    const { group, link } = await linkFor('Gardeners of the old port');
    const page = await open(link, { javaScriptEnabled: false });
    await heading(page, 'Confirm this address').waitFor();
    await page.getByText(group.name).waitFor();

    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await heading(page, 'The address is confirmed').waitFor();
    expect(page.url()).not.toContain('token');
    const { body } = await creator.client.get(`${SITE}/${group.nickname}`);
    expect(body.data.managed.confirmed).toBe(true);

    await page.goto(link);
    await heading(page, 'This address is confirmed already').waitFor();
  });

  test('reads it in the dark and in their language', async () => {
    const { link } = await linkFor('Friends of the library');
    const page = await open(link, { locale: 'fr-FR', colorScheme: 'dark' });
    await heading(page, 'Confirmez cette adresse').waitFor();
    await expectGoodPage(page);
    await page.getByRole('link', { name: 'Español' }).click();
    await heading(page, 'Confirme esta dirección').waitFor();
    await expectGoodPage(page);
    await page.getByRole('button', { name: 'Confirmar la dirección' }).click();
    await heading(page, 'La dirección está confirmada').waitFor();
    await expectGoodPage(page);
    await page.goto(link);
    await heading(page, 'Cette adresse est déjà confirmée').waitFor();
    await expectGoodPage(page);
  });

  test('is told what to do with a link that is not right', async () => {
    const page = await open('/participation/group-confirmation?token=garbage');
    await heading(page, 'This link does not work').waitFor();
    await expectGoodPage(page);
  });
});
