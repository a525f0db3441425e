import { PERMISSIONS } from '../../contracts/permissions';
import type { Client } from '../integration/harness';
import { createSpace, invite } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import { button, field, openSpace, openSpaces, row } from './panel';

describe('an administrator with few rights', () => {
  let session: Session;
  let space: { documentId: string; title: string };

  beforeAll(async () => {
    session = await startSession();
    space = await createSpace(session.app, { title: 'Youth council' });
    await invite(session.app, space, { name: 'Anna Petit', email: 'anna@example.org' });
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  /** A window in which somebody with these rights has signed in. */
  const pageWith = async (...rights: string[]) => {
    const client: Client = await session.app.adminWith(rights);
    const { email } = (await client.get('/admin/users/me')).body.data;
    const page = await session.newPage();
    await session.signIn(page, { ...session.app.adminCredentials, email });
    return page;
  };

  test('has no entry in the menu, and no page, without the right to read spaces', async () => {
    const page = await pageWith(PERMISSIONS.participantsRead);
    await page.getByRole('link', { name: 'Home' }).waitFor();
    expect(await page.getByRole('link', { name: 'Participation' }).count()).toBe(0);

    await page.goto('/admin/plugins/participation/spaces');
    await page.getByText("You don't have the permissions to access that content").waitFor();
    await page.goto(`/admin/plugins/participation/spaces/${space.documentId}`);
    await page.getByText("You don't have the permissions to access that content").waitFor();
    expect(await page.getByText(space.title).count()).toBe(0);
  });

  test('who may read spaces only sees them, and nothing to change them with', async () => {
    const page = await pageWith(PERMISSIONS.spacesRead);
    await page.getByRole('link', { name: 'Participation' }).click();
    await row(page, space.title).waitFor();
    expect(await page.getByRole('link', { name: 'Create new space' }).count()).toBe(0);
    expect(await button(page, /^Delete/).count()).toBe(0);
    expect(await violations(page)).toEqual([]);

    await page.getByRole('link', { name: `Open ${space.title}` }).click();
    await page.getByRole('heading', { level: 1, name: space.title }).waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual(['Information']);
    expect(await field(page, 'Title').isDisabled()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Public' }).isDisabled()).toBe(true);
    expect(await button(page, 'Save').count()).toBe(0);
    expect(await page.getByText('Activity').count()).toBe(0);
    expect(await page.getByText('Edit in Content Manager').count()).toBe(0);
    expect(await violations(page)).toEqual([]);

    // Neither by typing the address of a part that is not shown.
    await openSpace(page, space, 'participants');
    expect(await field(page, 'Title').isDisabled()).toBe(true);
    expect(await page.getByText('Anna Petit').count()).toBe(0);
    await page.goto('/admin/plugins/participation/spaces/create');
    await page.getByText("You don't have the permissions to access that content").waitFor();
  });

  test('who may read the list only can neither select, nor invite, remove, export or import', async () => {
    const page = await pageWith(PERMISSIONS.spacesRead, PERMISSIONS.participantsRead);
    await openSpace(page, space, 'participants');
    await row(page, 'Anna Petit').waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual([
      'Information',
      'Private participants',
    ]);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    const names = await page.getByRole('tabpanel').getByRole('button').allTextContents();
    expect(names.join()).not.toMatch(/Invite|Remove|Export|again/);
    expect(await violations(page)).toEqual([]);
  });

  test('who may only invite can send again, and cannot remove', async () => {
    const page = await pageWith(
      PERMISSIONS.spacesRead,
      PERMISSIONS.participantsRead,
      PERMISSIONS.participantsInvite,
    );
    await openSpace(page, space, 'participants');
    await button(page, 'Invite participant').waitFor();
    await button(page, 'Send Anna Petit the invitation again').waitFor();
    expect(await button(page, /^Remove/).count()).toBe(0);

    await page.getByRole('checkbox', { name: 'Select Anna Petit' }).check();
    await button(page, 'Send again').waitFor();
    expect(await button(page, /^Remove/).count()).toBe(0);
  });

  test('who may create a space is led to it', async () => {
    const page = await pageWith(PERMISSIONS.spacesRead, PERMISSIONS.spacesCreate);
    await openSpaces(page);
    await page.getByRole('link', { name: 'Create new space' }).click();
    await field(page, 'Title').fill('Budget');
    await button(page, 'Save').click();
    await page.getByRole('heading', { level: 1, name: 'Budget' }).waitFor();
    expect(await field(page, 'Title').isDisabled()).toBe(true);
  });
});
