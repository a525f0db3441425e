import type { BrowserContextOptions, Page } from 'playwright-core';
import { decide, joins, membershipOf, person, SITE, verified } from '../integration/groups/story';
import type { Made, Person } from '../integration/groups/story';
import { createSpace } from '../integration/story';
import { startSession, violations, type Session } from './browser';

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };

describe('groups on the playground’s site', () => {
  let session: Session;
  let space: { slug: string; title: string };
  let [noor, ada]: Person[] = [];
  let gardeners: Made;

  beforeAll(async () => {
    session = await startSession();
    space = await createSpace(session.app, { title: 'Green streets', visibility: 'public' });
    [noor, ada] = [await person(session.app, 'Noor'), await person(session.app, 'Ada')];
    gardeners = await verified(session.app, noor!, {
      name: 'Gardeners of the old port',
      nickname: 'gardeners',
      about: 'We plant what the street needs.',
    });
    await joins(gardeners, await person(session.app, 'Bilal'), noor!);
    const roles = await session.app.strapi.db.query('plugin::users-permissions.role').findMany({});
    for (const { id } of roles)
      for (const action of ['find', 'create'])
        await session.app.strapi.db.query('plugin::users-permissions.permission').create({
          data: { action: `api::proposal.proposal.${action}`, role: id },
        });
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const open = async (address: string, who?: Person, options: BrowserContextOptions = {}) => {
    const page = await session.newPage({ ...PHONE, ...options });
    await page.goto('/site/index.html#/sign-in');
    if (who) {
      await page.getByLabel('E-mail address').fill(who.email);
      await page.getByLabel('Password').fill('Password123');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText(`Signed in as ${who.username}`).waitFor();
    }
    await page.goto(`/site/index.html#/${address}`);
    return page;
  };

  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click();

  const told = async (page: Page, text: string) => {
    const notice = page.locator('#done', { hasText: text });
    await notice.waitFor();
    expect(await notice.evaluate((element) => element === document.activeElement)).toBe(true);
  };

  const expectGoodPage = async (page: Page) => {
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  };

  test('are listed, and shown with their badge, members and followers to everybody', async () => {
    const page = await open('groups');
    await page.getByRole('link', { name: gardeners.name }).waitFor();
    await expectGoodPage(page);
    await page.getByRole('link', { name: gardeners.name }).click();
    await page.getByRole('heading', { level: 1, name: gardeners.name }).waitFor();
    await page.getByText('Verified').waitFor();
    await page.getByText('2 members · 0 followers').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Noor' }).getByText('Creator').waitFor();
    await page.getByText('We plant what the street needs.').waitFor();
    await page.getByRole('link', { name: 'Sign in to follow this group or to join it' }).waitFor();
    await expectGoodPage(page);
  });

  test('are followed, asked to be joined and left', async () => {
    const page = await open('groups/gardeners', ada);
    await press(page, 'Follow');
    await told(page, 'You follow this group.');
    await page.getByText('1 follower', { exact: false }).waitFor();
    await press(page, 'Unfollow');
    await told(page, 'You no longer follow this group.');

    await press(page, 'Ask to join');
    await told(page, 'Those who manage the group have been asked.');
    await expectGoodPage(page);

    const managing = await open('groups/gardeners', noor);
    await managing.getByRole('button', { name: 'Accept: Ada' }).waitFor();
    await expectGoodPage(managing);
    await managing.getByRole('button', { name: 'Accept: Ada' }).click();
    await told(managing, 'Ada is a member of the group now.');

    await page.reload();
    page.once('dialog', (dialog) => dialog.accept());
    await press(page, 'Leave the group');
    await told(page, 'You have left the group.');
    expect(await membershipOf(gardeners, ada!, noor!)).toBeUndefined();
  });

  test('tell those who cannot leave why', async () => {
    const page = await open('groups/gardeners', noor);
    page.once('dialog', (dialog) => dialog.accept());
    await press(page, 'Leave the group');
    await page.getByRole('alert').getByText('Nobody else manages the group').waitFor();
    await expectGoodPage(page);
  });

  test('invite by user name, and are joined from one’s own page', async () => {
    const eve = await person(session.app, 'Eve');
    const managing = await open('groups/gardeners', noor);
    await managing.getByLabel('Invite somebody by user name').fill('Nobody at all');
    await press(managing, 'Invite');
    await managing.getByRole('alert').getByText('Nobody here goes by this name.').waitFor();
    await managing.getByLabel('Invite somebody by user name').fill('Eve');
    await press(managing, 'Invite');
    await told(managing, 'Eve is invited.');

    const page = await open('me', eve);
    await page.getByText(`Noor invites you to join ${gardeners.name}.`).waitFor();
    await expectGoodPage(page);
    await page.getByRole('button', { name: `Accept: ${gardeners.name}` }).click();
    await told(page, `You are a member of ${gardeners.name} now.`);
    await page.getByRole('listitem').filter({ hasText: gardeners.name }).first().waitFor();
    expect(await membershipOf(gardeners, eve, noor!)).toMatchObject({ status: 'active' });
  });

  test('are created by a form that says what is wrong beside each field', async () => {
    const page = await open('new-group', ada);
    await page.getByLabel('Name', { exact: true }).fill('Friends of the library');
    await page.getByLabel('Nickname').fill('gardeners');
    await page.getByLabel('E-mail address').fill('friends@example.org');
    await expectGoodPage(page);
    await press(page, 'Create a group');
    await page.getByText('This nickname is taken.').waitFor();
    const isFocused = (element: Element) => element === document.activeElement;
    expect(await page.getByLabel('Nickname').evaluate(isFocused)).toBe(true);
    await expectGoodPage(page);

    await page.getByLabel('Nickname').fill('library-friends');
    await press(page, 'Create a group');
    await page.getByRole('heading', { level: 1, name: 'Friends of the library' }).waitFor();
    await told(page, 'A mail to friends@example.org asks to confirm its address.');
    await page.getByText('shown to its members only until an administrator').waitFor();
    await expectGoodPage(page);
    expect((await session.app.http.get(`${SITE}/library-friends`)).status).toBe(404);

    const { documentId } = (await ada!.client.get(`${SITE}/library-friends`)).body.data;
    await decide(session.app, 'reject', [{ documentId } as Made], 'Tell us more');
    await page.reload();
    await page.getByText('Reason: Tell us more').waitFor();
  });

  test('are named with their badge above what is written in their name', async () => {
    const page = await open(`spaces/${space.slug}`, noor);
    await page.getByLabel('Title').fill('Trees at the station');
    await page.getByLabel('In the name of').selectOption({ label: gardeners.name });
    await expectGoodPage(page);
    await press(page, 'Publish');
    await told(page, 'Your proposal is published.');
    for (const address of [`spaces/${space.slug}`, 'proposals']) {
      await page.goto(`/site/index.html#/${address}`);
      const proposal = page.getByRole('listitem').filter({ hasText: 'Trees at the station' });
      await proposal.getByRole('link', { name: gardeners.name }).waitFor();
      await proposal.getByText('Verified').waitFor();
      await expectGoodPage(page);
    }
    const visitor = await open('groups/gardeners');
    await visitor.getByRole('heading', { name: 'Trees at the station' }).waitFor();
    await visitor.getByText('Active: level 1 of 3').waitFor();

    const member = await open(`spaces/${space.slug}`, ada);
    await member.getByLabel('Title').waitFor();
    expect(await member.getByLabel('In the name of').count()).toBe(0);
  });

  test('have a picture, and can be looked at in the dark and in French', async () => {
    const page = await open('groups/gardeners', noor, { colorScheme: 'dark' });
    await page.getByLabel('Picture of the group').setInputFiles('playground/favicon.png');
    await press(page, 'Upload');
    await told(page, 'The picture is changed.');
    expect(
      await page.locator('img.avatar').evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(0);
    await expectGoodPage(page);
    const french = await open('groups/gardeners', undefined, { locale: 'fr-FR' });
    await french.getByText('Vérifié').waitFor();
    await expectGoodPage(french);
  });
});
