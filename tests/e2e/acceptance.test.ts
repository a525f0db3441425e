import type { BrowserContextOptions, Page } from 'playwright-core';
import { createSpace, invite } from '../integration/story';
import { screenshot, startSession, violations, type Session } from './browser';
import { messageOf, isFocused } from './panel';
import { clockOf } from './scene';

const DAY = 24 * 60 * 60 * 1_000;
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };
const PASSWORD = 'Correct-horse-9';

describe('somebody who opens the link of their invitation on a phone', () => {
  let session: Session;
  let space: { documentId: string; title: string };

  beforeAll(async () => {
    session = await startSession({ participation: { siteName: 'Riverside takes part' } });
    space = await createSpace(session.app, { title: 'Citizens’ assembly on mobility' });
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const linkFor = async (person: { name: string; email: string; locale?: string }) => {
    await invite(session.app, space, person);
    const mail = await session.app.mailbox.waitFor(({ to }) => to === person.email);
    return mail.links.find((link) => link.includes('token='))!;
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

  const fillAndAccept = async (page: Page, username: string) => {
    await page.getByLabel('User name').fill(username);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByLabel('I accept the terms of use').check();
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await heading(page, 'Welcome!').waitFor();
  };

  test('is told beside each field what is wrong, and loses nothing but the password', async () => {
    await session.app.registerUser({ username: 'Anna', email: 'other.anna@example.org' });
    const page = await open(await linkFor({ name: 'Anna', email: 'anna@example.org' }), {
      viewport: { width: 360, height: 780 },
    });
    await heading(page, 'You are invited').waitFor();
    await page.getByText(space.title).waitFor();
    await expectGoodPage(page);

    await page.getByLabel('User name').fill('Anna');
    await page.getByLabel('Password').fill('short');
    await page.getByLabel('Last name').fill('Petit');
    await page.getByLabel('I accept the terms of use').check();
    await page.getByRole('button', { name: 'Accept', exact: true }).click();

    await page.getByRole('alert').getByText('There is a problem').waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await expectGoodPage(page);
    expect(await messageOf(page.getByLabel('User name'))).toMatch(/This user name is taken/);
    expect(await isFocused(page.getByLabel('User name'))).toBe(true);
    expect(await page.getByLabel('Last name').inputValue()).toBe('Petit');
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    expect(await page.getByLabel('I accept the terms of use').isChecked()).toBe(true);

    await page.getByLabel('User name').fill('Anna Petit');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByRole('link', { name: 'Choose a longer password' }).click();
    expect(await isFocused(page.getByLabel('Password'))).toBe(true);
    expect(await messageOf(page.getByLabel('Password'))).toMatch(/Choose a longer password/);
  });

  test('accepts, signs in to the site and sees the space there', async () => {
    const link = await linkFor({ name: 'Léa Dubois', email: 'lea@example.org' });
    const page = await open(link);
    await heading(page, 'You are invited').waitFor();
    await screenshot(page, 'acceptance-page');

    await fillAndAccept(page, 'Léa Dubois');
    await page.getByText(space.title).waitFor();
    await expectGoodPage(page);
    expect(page.url()).not.toContain('token');

    await page.getByRole('link', { name: 'Go to Riverside takes part' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill('lea@example.org');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: space.title }).click();
    await page.getByText('You are a participant of this space').waitFor();
    await expectGoodPage(page);
  });

  test('cannot use the link twice', async () => {
    const link = await linkFor({ name: 'Marta Ruiz', email: 'marta@example.org' });
    await fillAndAccept(await open(link), 'Marta Ruiz');

    const again = await open(link);
    await heading(again, 'This link does not work').waitFor();
    await expectGoodPage(again);
  });

  test('asks for a new invitation when theirs has expired, and accepts with that', async () => {
    const person = { name: 'Emil Weber', email: 'emil@example.org' };
    const page = await open(await linkFor(person));
    await heading(page, 'You are invited').waitFor();

    clockOf(session.app).advance(31 * DAY);
    await page.reload();
    await heading(page, 'This invitation has expired').waitFor();
    await expectGoodPage(page);

    session.app.mailbox.clear();
    await page.getByRole('button', { name: 'Send me a new invitation' }).click();
    await heading(page, 'Check your mailbox').waitFor();
    await expectGoodPage(page);
    const mail = await session.app.mailbox.waitFor(({ to }) => to === person.email);

    await page.goto(mail.links.find((link) => link.includes('token='))!);
    await fillAndAccept(page, person.name);
  });

  test('declines: no account is made, and the link is dead', async () => {
    const link = await linkFor({ name: 'Oscar Jensen', email: 'oscar@example.org' });
    const page = await open(link);
    await page.getByRole('button', { name: 'Decline this invitation' }).click();
    await heading(page, 'You have declined the invitation').waitFor();
    await expectGoodPage(page);

    const list = `/participation/spaces/${space.documentId}/participants?_q=oscar`;
    const { body } = await session.app.admin.get(list);
    expect(body.results).toMatchObject([{ status: 'declined', user: null }]);
    await page.goto(link);
    await heading(page, 'This link does not work').waitFor();
  });

  test('with an account by now, accepts with its password', async () => {
    const link = await linkFor({ name: 'Vera Stern', email: 'vera@example.org' });
    const users = session.app.strapi.plugin('users-permissions').service('user');
    await users.add({
      username: 'Vera',
      email: 'vera@example.org',
      password: PASSWORD,
      confirmed: true,
      provider: 'local',
    });
    const page = await open(link);
    await page.getByText('You already have an account with this address.').waitFor();
    await expectGoodPage(page);

    await page.getByLabel('Password of your account').fill('not-this-one');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    expect(await messageOf(page.getByLabel('Password of your account'))).toMatch(
      /not the password of your account/,
    );
    await expectGoodPage(page);
    await page.getByLabel('Password of your account').fill(PASSWORD);
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await heading(page, 'Welcome!').waitFor();
  });

  test('is told that a link is not right in a way that tells nothing else', async () => {
    const page = await open('/participation/invitation?token=garbage');
    await heading(page, 'This link does not work').waitFor();
    await expectGoodPage(page);
  });

  test('reads French where the browser asks for it, and can change to another language', async () => {
    const page = await open(await linkFor({ name: 'Hugo Perrin', email: 'hugo@example.org' }), {
      locale: 'fr-FR',
    });
    await heading(page, 'Une invitation pour vous').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await expectGoodPage(page);

    await page.getByRole('link', { name: 'Español' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await expectGoodPage(page);
  });

  test('reads the language of their invitation, whatever the browser speaks', async () => {
    const person = { name: 'Noémie Garnier', email: 'noemie@example.org', locale: 'fr' };
    const page = await open(await linkFor(person), { locale: 'en-GB' });
    await heading(page, 'Une invitation pour vous').waitFor();
    await page.getByLabel('Mot de passe').fill('court');
    await page.getByLabel(/J’accepte/).check();
    await page.getByRole('button', { name: 'Accepter' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await expectGoodPage(page);
  });

  test('needs no JavaScript to accept', async () => {
    const link = await linkFor({ name: 'Paul Chevalier', email: 'paul@example.org' });
    await fillAndAccept(await open(link, { javaScriptEnabled: false }), 'Paul Chevalier');
  });

  test('can read the page in the dark', async () => {
    const link = await linkFor({ name: 'Rosa Iglesias', email: 'rosa@example.org' });
    await expectGoodPage(await open(link, { colorScheme: 'dark' }));
  });
});
