import type { Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import { startSession, violations, type Session } from './browser';
import { button, field, isFocused, messageOf, waitForNotice } from './panel';

const PATH = '/participation/settings';

/** The tests are one story: each goes on where the one before it stopped. */
describe('the settings in the panel', () => {
  let session: Session;
  let page: Page;

  const frame = () => page.frameLocator('iframe[title="Preview"]');
  const saved = async () => (await session.app.admin.get(PATH)).body.data.values;
  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);
  const choose = async (select: string, option: string) => {
    await page.getByRole('combobox', { name: select, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  beforeAll(async () => {
    session = await startSession();
    page = await session.newPage();
    await session.signIn(page);
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  test('are found among Strapi’s own', async () => {
    await page.goto('/admin/settings');
    await page
      .getByRole('link', { name: 'Participation', exact: true })
      .and(page.locator('[href$="/settings/participation"]'))
      .click();
    await page.getByRole('heading', { level: 1, name: 'Participation' }).waitFor();
    await frame().getByText('Robin Sample').first().waitFor();
    expect(await button(page, 'Save').isDisabled()).toBe(true);
    await expectNoBarriers();
  });

  test('are refused beside their fields, and saved once they are right', async () => {
    await field(page, 'Name of the site').fill('Ville de Test');
    await field(page, 'Sender').fill('nobody');
    await field(page, 'Days after which people are reminded').fill('5, 3');
    await button(page, 'Save').click();
    expect(await messageOf(field(page, 'Days after which people are reminded'))).toMatch(/rising/);
    expect(await messageOf(field(page, 'Sender'))).toMatch(/not a valid e-mail address/);
    expect(await isFocused(field(page, 'Days after which people are reminded'))).toBe(true);
    expect((await saved()).siteName).toBeNull();
    await expectNoBarriers();

    await field(page, 'Sender').fill('Ville <ville@example.org>');
    await field(page, 'Days after which people are reminded').fill('3, 10');
    await button(page, 'Save').click();
    await waitForNotice(page, 'The settings have been saved.');
    expect(await saved()).toMatchObject({
      siteName: 'Ville de Test',
      invitations: { reminderDays: [3, 10] },
      mails: { from: 'Ville <ville@example.org>' },
    });
  });

  test('are given back to the file, part by part', async () => {
    const section = page.getByRole('region', { name: 'The site' });
    await button(section, 'As in the configuration file').click();
    expect(await field(page, 'Name of the site').inputValue()).toBe('');
    await button(page, 'Save').click();
    await waitForNotice(page, 'The settings have been saved.');
    expect((await saved()).siteName).toBeNull();
  });

  test('show a text of a mail as it is typed, and what is wrong with it', async () => {
    const intro = field(page, 'Introduction');
    await intro.fill('Come and **join** us, {{name}}.');
    await frame().getByText('Come and join us, Alex Example.').waitFor();
    await intro.fill('Come, {{nam}}.');
    expect(await messageOf(intro)).toBe('Line 1, column 7: this cannot be used: {{nam}}');
    await expectNoBarriers();

    await page.getByRole('tab', { name: 'Français' }).click();
    await frame().getByText('Dominique Modèle').first().waitFor();
    await button(page, 'Save').click();
    // Back to the text that was refused.
    expect(await messageOf(intro)).toMatch(/cannot be used/);
    await intro.fill('Come, {{name}}.');
    await frame().getByText('Come, Alex Example.').waitFor();
    await button(page, 'Save').click();
    await waitForNotice(page, 'The settings have been saved.');
    expect((await saved()).templates.invitation.en.intro).toBe('Come, {{name}}.');
  });

  test('send a mail to try it', async () => {
    await choose('E-mail', 'Offer of an administrator’s account');
    await frame().getByText('Finish my account').first().waitFor();
    await field(page, 'Subject').fill('Just a test');
    await frame().getByText('Finish my account').first().waitFor();
    await button(page, 'Send me a test').click();
    await waitForNotice(page, 'A test is on its way to your address.');
    const mail = await session.app.mailbox.waitFor(({ subject }) => subject === 'Just a test');
    expect(mail.to).toBe(session.app.adminCredentials.email);
    expect(mail.from).toBe('ville@example.org');
  });

  test('that somebody else saved meanwhile are not undone, nor are one’s own lost', async () => {
    await session.app.admin.put(PATH, { siteName: 'By another', timeZone: 'Europe/Paris' });
    await field(page, 'Name of the site').fill('By me');
    await button(page, 'Save').click();
    await page.getByText('Somebody has saved the settings since you opened them.').waitFor();
    expect(await field(page, 'Name of the site').inputValue()).toBe('By me');
    await expectNoBarriers();
    await button(page, 'Save my changes too').click();
    await waitForNotice(page, 'The settings have been saved.');
    expect(await saved()).toMatchObject({
      siteName: 'By me',
      timeZone: 'Europe/Paris',
      templates: { admin_rights: { en: { subject: 'Just a test' } } },
    });

    await session.app.admin.put(PATH, { siteName: 'By another' });
    await field(page, 'Name of the site').fill('By me again');
    await button(page, 'Save').click();
    await button(page, 'Drop my changes').click();
    await page.locator('input[value="By another"]').waitFor();
  });

  test('are there to read for those who may only read them', async () => {
    const reader = await session.newPage();
    const email = 'reader@example.org';
    const role = await session.app.strapi.service('admin::role')!.create!({ name: 'Reader' });
    await session.app.strapi.service('admin::role')!.assignPermissions!(role.id, [
      { action: PERMISSIONS.settingsRead, subject: null, properties: {}, conditions: [] },
    ]);
    await session.app.strapi.service('admin::user')!.create!({
      firstname: 'Only',
      lastname: 'Reader',
      email,
      password: session.app.adminCredentials.password,
      isActive: true,
      registrationToken: null,
      roles: [role.id],
    });
    await session.signIn(reader, { ...session.app.adminCredentials, email });
    await reader.goto('/admin/settings/participation');
    await field(reader, 'Name of the site').waitFor();
    expect(await field(reader, 'Name of the site').isDisabled()).toBe(true);
    expect(await button(reader, 'Save').count()).toBe(0);
    await reader.context().close();
  });

  test('fit narrow screens, in the dark and in French too', async () => {
    const looks = [
      ['light', 1280, 'en'],
      ['dark', 1280, 'en'],
      ['light', 390, 'fr'],
    ] as const;
    for (const [theme, width, language] of looks) {
      const other = await session.newPage({
        viewport: { width, height: 900 },
        colorScheme: theme,
      });
      await other.addInitScript(
        ([mode, locale]) => {
          // The preview is a document of no origin.
          if (origin === 'null') return;
          localStorage.setItem('STRAPI_THEME', mode!);
          localStorage.setItem('strapi-admin-language', locale!);
        },
        [theme, language],
      );
      await session.signIn(other);
      await other.goto('/admin/settings/participation');
      await other.frameLocator('iframe').getByText('Alex Example').first().waitFor();
      const overflow = await other.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
      expect(await violations(other)).toEqual([]);
      await other.context().close();
    }
  });
});
