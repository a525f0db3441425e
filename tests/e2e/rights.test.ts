import type { Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import { INVITATIONS, offer } from '../integration/invitations/offers';
import { createSpace, invite } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  button,
  field,
  openByMenu,
  openHome,
  openInvitations,
  openSpace,
  openSpaces,
  row,
  visit,
} from './panel';

describe('an administrator with few rights', () => {
  let session: Session;
  let page: Page;
  /** What the server has refused to the panel of whoever signed in last. */
  const refused: string[] = [];
  let space: { documentId: string; title: string };

  beforeAll(async () => {
    session = await startSession();
    space = await createSpace(session.app, { title: 'Youth council' });
    await invite(session.app, space, { name: 'Anna Petit', email: 'anna@example.org' });
    page = await session.newPage();
    page.on('response', (response) => {
      if (response.status() === 403) refused.push(response.url());
    });
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const signInWith = async (...rights: string[]) => {
    refused.length = 0;
    await session.signInWith(page, rights);
  };

  test('has no entry in the menu, and no page, without the right to read spaces', async () => {
    await signInWith(PERMISSIONS.participantsRead);
    await openHome(page);
    expect(await page.getByRole('link', { name: 'Participation' }).count()).toBe(0);

    await visit(page, '/admin/plugins/participation/spaces');
    await page.getByText("You don't have the permissions to access that content").waitFor();
    await visit(page, `/admin/plugins/participation/spaces/${space.documentId}`);
    await page.getByText("You don't have the permissions to access that content").waitFor();
    expect(await page.getByText(space.title).count()).toBe(0);
  });

  test('who may read spaces only sees them, and nothing to change them with', async () => {
    await signInWith(PERMISSIONS.spacesRead);
    await openByMenu(page);
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
    await visit(page, '/admin/plugins/participation/spaces/create');
    await page.getByText("You don't have the permissions to access that content").waitFor();
  });

  test('who may read the list only can neither select, nor invite, remove, export or import', async () => {
    await signInWith(PERMISSIONS.spacesRead, PERMISSIONS.participantsRead);
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
    await signInWith(
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

  describe('over invitations', () => {
    const GUEST = 'guest@example.org';
    const tabs = (page: Page) => page.getByRole('tab').allTextContents();
    /** What can be pressed in the part that is open. */
    const buttons = async (page: Page) =>
      (await page.getByRole('tabpanel').getByRole('button').allTextContents()).join();
    const openHistory = async (page: Page) => {
      await button(page, `Show the history of ${GUEST}`).click();
      const drawer = page.getByRole('dialog', { name: GUEST });
      await drawer.getByRole('heading', { name: 'History' }).waitFor();
      return drawer;
    };

    beforeAll(async () => {
      await offer(session.app, GUEST, { send: false });
      await session.app.admin.post(`${INVITATIONS}/codes`, { count: 1, label: 'Town hall' });
    });

    test('who has none of them finds no page', async () => {
      await signInWith(PERMISSIONS.spacesRead, PERMISSIONS.invitationsExport);
      await visit(page, '/admin/plugins/participation/invitations');
      await page.getByText("You don't have the permissions to access that content").waitFor();
      await openSpaces(page);
      expect(await page.getByRole('link', { name: 'Invitations' }).count()).toBe(0);
    });

    test('who may read only sees them, and nothing to do', async () => {
      await signInWith(PERMISSIONS.invitationsRead);
      await openByMenu(page);
      await row(page, GUEST).waitFor();
      expect(await tabs(page)).toEqual(['All invitations', 'Codes']);
      expect(await page.getByRole('checkbox').count()).toBe(0);
      expect(await buttons(page)).not.toMatch(/Send|Delete|Revoke|Export|Generate/);
      expect(await violations(page)).toEqual([]);

      const drawer = await openHistory(page);
      expect(await drawer.getByRole('button').allTextContents()).toEqual(['Close']);
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Codes' }).click();
      await row(page, 'Town hall').waitFor();
      expect(await page.getByRole('checkbox').count()).toBe(0);
      expect(await buttons(page)).not.toMatch(/Delete|Revoke|Export|Generate/);

      // Neither by typing the address of a part that is not shown.
      await openInvitations(page, 'invite');
      await row(page, GUEST).waitFor();
      expect(await field(page, 'E-mail addresses').count()).toBe(0);
      expect(refused).toEqual([]);
    });

    test('who may invite only does so, and sees nobody else’s invitations', async () => {
      await signInWith(PERMISSIONS.invitationsInvite);
      await openInvitations(page);
      expect(await tabs(page)).toEqual(['Invite', 'Codes']);
      await field(page, 'E-mail addresses').fill('by.rights@example.org');
      // What is offered is chosen by those who may read it, or give it.
      expect(await page.getByRole('combobox', { name: /Spaces|Role/ }).count()).toBe(0);
      expect(await page.getByRole('checkbox').count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      await button(page, 'Send the invitations').click();
      await session.app.mailbox.waitFor(({ to }) => to === 'by.rights@example.org');

      await page.getByRole('tab', { name: 'Codes' }).click();
      await button(page, 'Generate codes').waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      expect(refused).toEqual([]);
    });

    test('who may import only finds that part alone, and sees what the mail says', async () => {
      await signInWith(PERMISSIONS.invitationsImport);
      await openInvitations(page);
      expect(await tabs(page)).toEqual(['Import']);
      await page.locator('input[type="file"]').waitFor({ state: 'attached' });
      expect(await violations(page)).toEqual([]);

      await button(page, 'Preview the e-mail').click();
      await page.frameLocator('iframe').getByRole('link').first().waitFor();
      expect(refused).toEqual([]);
    });

    test('who may send again cannot end them, and the other way round', async () => {
      await signInWith(PERMISSIONS.invitationsRead, PERMISSIONS.invitationsInvite);
      await openInvitations(page);
      await button(page, `Send ${GUEST} the invitation again`).waitFor();
      expect(await button(page, `Delete the invitation of ${GUEST}`).count()).toBe(0);
      await page.getByRole('checkbox', { name: `Select ${GUEST}` }).check();
      await button(page, 'Send again').waitFor();
      expect(await buttons(page)).not.toMatch(/Revoke|Delete/);

      await signInWith(PERMISSIONS.invitationsRead, PERMISSIONS.invitationsRevoke);
      await openInvitations(page);
      await button(page, `Delete the invitation of ${GUEST}`).waitFor();
      expect(await button(page, `Send ${GUEST} the invitation again`).count()).toBe(0);
      await page.getByRole('checkbox', { name: `Select ${GUEST}` }).check();
      await button(page, 'Revoke').waitFor();
      expect(await buttons(page)).not.toMatch(/Send again/);
    });

    test('links and exports are shown to those who may have them', async () => {
      await signInWith(
        PERMISSIONS.invitationsRead,
        PERMISSIONS.invitationsExport,
        PERMISSIONS.invitationsLink,
      );
      await openInvitations(page);
      await button(page, 'Export').waitFor();
      const drawer = await openHistory(page);
      await button(drawer, 'Copy the link').click();
      await drawer.getByRole('textbox').waitFor();
      expect(await drawer.getByRole('textbox').inputValue()).toMatch(/token=[\w-]{43}$/);
      expect(refused).toEqual([]);
    });
  });

  test('who may create a space is led to it', async () => {
    await signInWith(PERMISSIONS.spacesRead, PERMISSIONS.spacesCreate);
    await openSpaces(page);
    await page.getByRole('link', { name: 'Create new space' }).click();
    await field(page, 'Title').fill('Budget');
    await button(page, 'Save').click();
    await page.getByRole('heading', { level: 1, name: 'Budget' }).waitFor();
    expect(await field(page, 'Title').isDisabled()).toBe(true);
  });
});
