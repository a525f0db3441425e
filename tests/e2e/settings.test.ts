import type { Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import { eventually } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import { button, field, isFocused, messageOf, visit, waitForNotice } from './panel';

const PATH = '/participation/settings';

/** The tests are one story: each goes on where the one before it stopped. */
describe('the settings in the panel', () => {
  let session: Session;
  let page: Page;
  /** Somebody else’s window. */
  let other: Page;

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
    other = await session.newPage();
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  test('are found among Strapi’s own', async () => {
    await visit(page, '/admin/settings');
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

  test('say how groups are offered, and what does not go', async () => {
    const section = page.getByRole('region', { name: 'Groups', exact: true });
    const groupUrl = field(page, 'Pages of groups on your site');
    const country = field(section, 'Country');
    await section.getByLabel('Offer groups').waitFor();
    await groupUrl.fill('https://town.test/groups');
    await country.fill('France');
    await button(page, 'Save').click();
    expect(await messageOf(groupUrl)).toContain('such as https://example.org/groups/{nickname}.');
    expect(await messageOf(country)).toMatch(/two capital letters/);
    await expectNoBarriers();

    await groupUrl.fill('https://town.test/groups/{nickname}');
    await field(page, 'Page of your site that confirms addresses of groups').fill(
      'https://town.test/confirm',
    );
    await country.fill('FR');
    await choose('Who may write in the name of a group', 'All its members');
    const limit = page.getByRole('group', {
      name: 'Creating groups and all that people do in them',
    });
    await field(limit, 'Requests').fill('50');
    await button(page, 'Save').click();
    await waitForNotice(page, 'The settings have been saved.');
    expect(await saved()).toMatchObject({
      pages: {
        groupUrl: 'https://town.test/groups/{nickname}',
        confirmUrl: 'https://town.test/confirm',
      },
      groups: { enabled: true, authors: 'members', country: 'FR' },
      limits: { group: { points: 50, seconds: 60 } },
    });

    await section.getByLabel('Offer groups').click();
    await button(page, 'Save').click();
    await eventually(saved, ({ groups }) => !groups.enabled);
    await button(section, 'As in the configuration file').click();
    await button(page, 'Save').click();
    await eventually(saved, ({ groups }) => groups.enabled && groups.country === null);
  });

  test('show the mails about groups', async () => {
    await choose('E-mail', 'Group: not verified');
    await frame().getByText('Friends of the old mill').first().waitFor();
    await frame().getByText('The document number belongs to another association.').waitFor();
    await page.getByText('Name of the group', { exact: true }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Example' }).count()).toBe(0);
    await expectNoBarriers();
    await choose('E-mail', 'Invitation');
    await page.getByRole('combobox', { name: 'Example' }).waitFor();
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

  describe('let webhooks be told of the plugin’s events', () => {
    const webhooks = (on = page) => on.getByRole('region', { name: 'Webhooks' });
    const hook = (name: string, on = page) => webhooks(on).getByRole('group', { name });
    const event = (name: string, of: string, on = page) =>
      hook(of, on).getByRole('checkbox', { name });
    const made: Record<string, string> = {};
    const make = async (name: string, events: string[]) => {
      const { status, body } = await session.app.admin.post('/admin/webhooks', {
        name,
        url: `https://crm.example.org/${name.toLowerCase()}`,
        headers: { Authorization: 'Bearer secret' },
        events,
      });
      expect(status).toBe(201);
      made[name] = body.data.id;
    };
    const stored = async (name: string) =>
      (await session.app.admin.get(`/admin/webhooks/${made[name]}`)).body.data;
    const openSettings = async () => {
      await visit(page, '/admin/settings/participation');
      await webhooks().waitFor();
    };

    test('that Strapi’s own page makes', async () => {
      await openSettings();
      await webhooks().getByText('There is no webhook yet.').waitFor();
      await expectNoBarriers();
      await webhooks().getByRole('link', { name: 'Make and change webhooks' }).click();
      await page.waitForURL('**/settings/webhooks');
      await page.getByRole('link', { name: 'Create new webhook' }).first().click();
      await field(page, 'Name').fill('Archive');
      await field(page, 'Url').fill('https://archive.example.org');
      await button(page, 'Save').click();
      await page.waitForURL(/webhooks\/\d+$/);
      await openSettings();
      await hook('Archive').waitFor();
      expect(await hook('Archive').getByRole('checkbox', { checked: true }).count()).toBe(0);

      await make('Contacts', ['entry.create', 'media.delete']);
      await make('Alerts', ['participation.invitation.failed']);
    });

    test('as they are chosen, with everything else as it was', async () => {
      await openSettings();
      await hook('Contacts').getByText('https://crm.example.org/contacts').waitFor();
      const before = await stored('Contacts');
      await event('An invitation was accepted', 'Contacts').click();
      await event('Participants were added', 'Contacts').click();
      for (const name of ['An invitation was accepted', 'Participants were added'])
        await hook('Contacts').getByRole('checkbox', { name, checked: true }).waitFor();
      await waitForNotice(page, 'The webhook has been saved.');
      await expectNoBarriers();
      expect(await stored('Contacts')).toEqual({
        ...before,
        events: [
          ...['entry.create', 'media.delete'],
          ...['participation.invitation.accepted', 'participation.participant.added'],
        ],
      });

      await page.reload();
      await hook('Contacts').waitFor();
      expect(await event('An invitation was accepted', 'Contacts').isChecked()).toBe(true);
      expect(await event('Participants were added', 'Contacts').isChecked()).toBe(true);
      expect(await event('An invitation was declined', 'Contacts').isChecked()).toBe(false);
      expect(await event('The e-mail of an invitation was given up', 'Alerts').isChecked()).toBe(
        true,
      );
    });

    test('which stay chosen when the webhook is changed on Strapi’s page', async () => {
      const { events } = await stored('Contacts');
      await visit(page, `/admin/settings/webhooks/${made.Contacts}`);
      await field(page, 'Name').fill('People');
      await button(page, 'Save').click();
      await eventually(
        () => stored('Contacts'),
        ({ name }) => name === 'People',
      );
      expect((await stored('Contacts')).events).toEqual(events);
    });

    test('until they are chosen no more', async () => {
      await session.app.admin.put(`/admin/webhooks/${made.Alerts}`, {
        ...{ name: 'Alerts', url: 'https://crm.example.org/alerts', headers: {}, isEnabled: false },
        events: ['participation.invitation.failed'],
      });
      await openSettings();
      await hook('Alerts').getByText('Switched off').waitFor();
      await event('The e-mail of an invitation was given up', 'Alerts').click();
      await event('An invitation was accepted', 'People').click();
      await event('Participants were added', 'People').click();
      await eventually(
        async () => [await stored('Alerts'), await stored('Contacts')],
        ([alerts, people]) => alerts.events.length === 0 && people.events.length === 2,
      );
      expect(await stored('Alerts')).toMatchObject({ isEnabled: false, headers: {} });
      expect((await stored('Contacts')).events).toEqual(['entry.create', 'media.delete']);
    });

    test('by those who may change webhooks; who may read them sees what is chosen', async () => {
      await session.signInWith(other, [PERMISSIONS.settingsRead, 'admin::webhooks.read']);
      await visit(other, '/admin/settings/participation');
      await hook('People', other).waitFor();
      expect(await event('Participants were added', 'People', other).isDisabled()).toBe(true);
    });
  });

  test('are there to read for those who may only read them', async () => {
    await session.signInWith(other, [PERMISSIONS.settingsRead]);
    await visit(other, '/admin/settings/participation');
    await field(other, 'Name of the site').waitFor();
    expect(await other.getByRole('region', { name: 'Webhooks' }).count()).toBe(0);
    expect(await field(other, 'Name of the site').isDisabled()).toBe(true);
    expect(await button(other, 'Save').count()).toBe(0);
  });

  test('fit narrow screens, in the dark and in French too', async () => {
    const looks = [
      ['light', 1280, 'en'],
      ['dark', 1280, 'en'],
      ['light', 390, 'fr'],
    ] as const;
    await session.signIn(other);
    await other.goto('/admin');
    for (const [theme, width, language] of looks) {
      await other.setViewportSize({ width, height: 900 });
      await other.evaluate(
        ([mode, locale]) => {
          localStorage.setItem('STRAPI_THEME', mode!);
          localStorage.setItem('strapi-admin-language', locale!);
        },
        [theme, language],
      );
      await other.goto('/admin/settings/participation');
      await other.frameLocator('iframe').getByText('Alex Example').first().waitFor();
      const overflow = await other.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
      expect(await violations(other)).toEqual([]);
    }
  });
});
