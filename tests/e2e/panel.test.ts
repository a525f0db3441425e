import type { Page } from 'playwright-core';
import { tokenFor } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  button,
  confirm,
  download,
  field,
  filterBy,
  isFocused,
  messageOf,
  openByMenu,
  openSpace,
  openSpaces,
  openTab,
  row,
  search,
  sortBy,
  visit,
  waitForNames,
  waitForNotice,
} from './panel';

/** The tests are one story: each goes on where the one before it stopped. */
describe('an administrator in the panel', () => {
  let session: Session;
  let page: Page;
  const space = { documentId: '' };

  beforeAll(async () => {
    session = await startSession();
    page = await session.newPage();
    await session.signIn(page);
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);

  test('is led from an empty list to the first space', async () => {
    await openByMenu(page);
    await page.getByText('There are no spaces yet.').waitFor();
    await expectNoBarriers();

    await page.getByRole('link', { name: 'Create new space' }).first().click();
    await page.getByRole('heading', { name: 'Create new space' }).waitFor();
    await expectNoBarriers();
  });

  test('is told beside the field what is wrong with a space, and creates it once that is mended', async () => {
    await field(page, 'Slug').fill('à côté');
    await button(page, 'Save').click();
    expect(await messageOf(field(page, 'Title'))).toBe('This field is required.');

    await field(page, 'Title').fill('Citizens’ assembly');
    await button(page, 'Save').click();
    expect(await messageOf(field(page, 'Slug'))).toMatch(/only letters without accents/);
    expect(await isFocused(field(page, 'Slug'))).toBe(true);
    await expectNoBarriers();

    await button(page, 'Use “citizens-assembly”').click();
    expect(await page.getByRole('radio', { name: 'Private' }).isChecked()).toBe(true);
    await page
      .getByRole('switch', { name: 'Publication' })
      .or(page.getByLabel('Publication'))
      .first()
      .check();
    await button(page, 'Save').click();

    await page.getByRole('heading', { level: 1, name: 'Citizens’ assembly' }).waitFor();
    await waitForNotice(page, 'The space has been created.');
    space.documentId = new URL(page.url()).pathname.split('/').at(-1)!;
    await page.getByText('Super Admin created the space “Citizens’ assembly”.').waitFor();
    await expectNoBarriers();
  });

  test('chooses a banner from the media library', async () => {
    const upload = await session.app.admin.upload('/upload', {
      name: 'files',
      file: PIXEL,
      filename: 'bridge.png',
      type: 'image/png',
    });
    expect(upload.status).toBe(201);

    await button(page, 'Choose an image').click();
    const library = page.getByRole('dialog');
    await library.getByRole('checkbox', { name: 'bridge.png' }).check();
    await button(library, 'Finish').click();
    await page.getByText('bridge.png').waitFor();
    await button(page, 'Save').click();
    await waitForNotice(page, 'The changes have been saved.');
    await page.getByText('Super Admin changed: Banner.').waitFor();

    await page.reload();
    await button(page, 'Change the image').waitFor();
  });

  test('is warned of addresses that nobody confirms, and led to where that is mended', async () => {
    await openSpaces(page);
    await page.getByText('Anybody can register with somebody else’s address').waitFor();
    await page.getByText('There is a private space, but new accounts need not confirm').waitFor();
    await expectNoBarriers();

    await page.getByRole('link', { name: 'Turn on e-mail confirmation' }).click();
    await page.getByRole('heading', { level: 1, name: 'Advanced Settings' }).waitFor();
    await page
      .getByRole('switch', { name: 'Enable email confirmation' })
      .or(page.getByLabel('Enable email confirmation'))
      .first()
      .check();
    await field(page, 'Redirection url').fill('https://city.example/welcome');
    await button(page, 'Save').click();
    await waitForNotice(page, 'Saved');

    const asked = page.waitForResponse(/\/spaces\/warnings$/);
    await openSpaces(page);
    await asked;
    await row(page, 'Citizens’ assembly').waitFor();
    expect(await page.getByText('Anybody can register').count()).toBe(0);
    await openSpace(page, space);
  });

  test('invites somebody, once their name is mended', async () => {
    await openTab(page, 'Private participants');
    await page.getByText('Nobody is on the list of this space yet.').waitFor();
    await expectNoBarriers();

    await button(page, 'Invite participant').click();
    const dialog = page.getByRole('dialog', { name: 'Invite participant' });
    await field(dialog, 'Name').fill('Anna <Petit>');
    await field(dialog, 'E-mail').fill('anna@example');
    await button(dialog, 'Invite').click();
    expect(await messageOf(field(dialog, 'Name'))).toBe('A name may not contain “<”.');
    expect(await messageOf(field(dialog, 'E-mail'))).toBe('This is not a valid e-mail address.');
    expect(await isFocused(field(dialog, 'Name'))).toBe(true);
    await expectNoBarriers();

    await field(dialog, 'Name').fill('Anna Petit');
    await field(dialog, 'E-mail').fill(' Anna@Example.org ');
    await button(dialog, 'Invite').click();
    await waitForNotice(page, 'anna@example.org is on the list and will receive an invitation');
    await session.app.mailbox.waitFor(({ to }) => to === 'anna@example.org');
  });

  test('sees without a reload that a mail was sent, and why another was not', async () => {
    session.app.mailbox.refuse('bruno@example.org', '550 5.1.1 No such user here');
    await button(page, 'Invite participant').click();
    const dialog = page.getByRole('dialog', { name: 'Invite participant' });
    await field(dialog, 'Name').fill('Bruno Grand');
    await field(dialog, 'E-mail').fill('bruno@example.org');
    await button(dialog, 'Invite').click();

    await row(page, 'Anna Petit').getByText('Sent', { exact: true }).waitFor();
    await row(page, 'Bruno Grand').getByText('Failed').waitFor();
    await row(page, 'Bruno Grand').getByText('No such user here').waitFor();
    await expectNoBarriers();
  });

  test('is told that somebody is on the list already', async () => {
    await button(page, 'Invite participant').click();
    const dialog = page.getByRole('dialog', { name: 'Invite participant' });
    await field(dialog, 'Name').fill('Anna Petit');
    await field(dialog, 'E-mail').fill('ANNA@example.org');
    await button(dialog, 'Invite').click();
    await waitForNotice(page, 'anna@example.org already has an invitation to this space.');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('sends one invitation again: the link before it stops working', async () => {
    const before = await tokenFor(session.app, 'anna@example.org');
    session.app.mailbox.clear();
    await button(page, 'Send Anna Petit the invitation again').click();
    await confirm(page, 'Send Anna Petit a new invitation?');
    await waitForNotice(page, '1 invitation will be sent again.');

    expect(await tokenFor(session.app, 'anna@example.org')).not.toBe(before);
    const answer = await session.app.http.post('/api/participation/invitations/preview', {
      token: before,
    });
    expect(answer.status).toBe(404);
  });

  test('finds people by sorting, searching and filtering', async () => {
    for (const name of ['Carla Ortiz', 'Dora Ortiz', 'Emil Weber']) {
      const email = `${name.toLowerCase().replace(' ', '.')}@example.org`;
      const answer = await session.app.admin.post(
        `/participation/spaces/${space.documentId}/participants`,
        { name, email },
      );
      expect(answer.status).toBe(201);
    }
    await openSpace(page, space, 'participants');
    await waitForNames(page, [
      'Anna Petit',
      'Bruno Grand',
      'Carla Ortiz',
      'Dora Ortiz',
      'Emil Weber',
    ]);
    await sortBy(page, 'Name');
    await waitForNames(page, [
      'Emil Weber',
      'Dora Ortiz',
      'Carla Ortiz',
      'Bruno Grand',
      'Anna Petit',
    ]);

    await filterBy(page, 'Invitation sent', 'No');
    await waitForNames(page, ['Bruno Grand']);
    await expectNoBarriers();
    const saved = await download(page, async () => {
      await button(page, 'Export').click();
      await page.getByRole('menuitem', { name: 'CSV' }).click();
    });
    expect(saved.bytes.toString()).toMatch(/Bruno Grand/);
    expect(saved.bytes.toString()).not.toMatch(/Anna/);
    await button(page, 'Invitation sent is No').click();

    await search(page, 'ortiz');
    await waitForNames(page, ['Dora Ortiz', 'Carla Ortiz']);
  });

  test('removes all who match a search, then those selected', async () => {
    await page.getByRole('checkbox', { name: 'Select everyone on this page' }).check();
    await page.getByRole('status').filter({ hasText: '2 people selected' }).waitFor();
    await expectNoBarriers();
    await button(page, 'Remove').click();
    await confirm(page, 'Remove 2 people from the list?');
    await page.getByText('Nobody matches this search and these filters.').waitFor();

    await openSpace(page, space, 'participants');
    await page.getByRole('checkbox', { name: 'Select Bruno Grand' }).check();
    await button(page, 'Remove').click();
    await confirm(page, 'Remove 1 person from the list?');
    await waitForNames(page, ['Anna Petit', 'Emil Weber']);
  });

  test('reads who did what', async () => {
    await openTab(page, 'Information');
    const activity = page.getByRole('region', { name: 'Activity' });
    await activity.getByText('Super Admin removed bruno@example.org from the list.').waitFor();
    await activity.getByText('Super Admin invited emil.weber@example.org.').waitFor();
    await button(activity, 'Next page').click();
    await activity.getByText('Super Admin created the space “Citizens’ assembly”.').waitFor();
    await expectNoBarriers();
  });

  test('deletes the space after being told what goes with it', async () => {
    await openSpaces(page);
    await expectNoBarriers();
    await button(page, 'Delete Citizens’ assembly').click();
    await confirm(page, 'Its 2 participants lose access');
    await waitForNotice(page, '“Citizens’ assembly” has been deleted.');
    await page.getByText('There are no spaces yet.').waitFor();

    await visit(page, `/admin/plugins/participation/spaces/${space.documentId}`);
    await page.getByText('This space does not exist, or not any more.').waitFor();
    await page.getByRole('link', { name: 'Show all spaces' }).click();
    await page.getByText('There are no spaces yet.').waitFor();
  });
});

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
