import type { Page } from 'playwright-core';
import { createSpace } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  choose,
  correct,
  counts,
  openPast,
  preview,
  rows,
  waitForCount,
  waitForHeading,
  waitForUpload,
} from './imports';
import { button, confirm, field, messageOf, openInvitations, row, waitForNotice } from './panel';

describe('an administrator who invites a list of people', () => {
  let session: Session;
  let page: Page;

  beforeAll(async () => {
    session = await startSession();
    page = await session.newPage();
    await session.signIn(page);
  });
  beforeEach(async () => {
    await openInvitations(page, 'import');
    await waitForUpload(page);
  });
  afterEach(() => expect(session.errors).toEqual([]));
  afterAll(() => session?.stop());

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);
  const choices = (name: string) => page.getByRole('combobox', { name });

  test('chooses what holds for all, corrects what rows say else, and has them invited', async () => {
    const space = await createSpace(session.app, { title: 'Parks and gardens' });
    await page.reload();
    await waitForUpload(page);
    await page.getByText('For everybody in the file').waitFor();
    await choices('Language of the e-mails').click();
    await page.getByRole('option', { name: 'Français', exact: true }).click();
    await choices('Spaces').click();
    await page.getByRole('option', { name: space.title, exact: true }).click();
    await page.keyboard.press('Escape');
    await field(page, 'Personal message').fill('Do **come**.');
    await expectNoBarriers();

    await preview(page, {
      name: 'residents.csv',
      content: [
        'Courriel;Prénom;Nom;Langue;Admin;Message',
        'ana@invite.example.org;Ana;Díaz;es;FAUX;Ven',
        'bo@invite.example.org;Bo;Lund;xx;yup;',
        'cy@invite.example.org;;;;;',
      ].join('\n'),
    });
    expect(await counts(page)).toMatchObject({ 'To invite': '2', 'With errors': '1' });
    const headings = await rows(page).getByRole('columnheader').allInnerTexts();
    expect(headings.map((text) => text.trim().toLowerCase())).toEqual([
      'line',
      'e-mail',
      'outcome',
      'reasons',
      'first name',
      'last name',
      'language',
      'administrator rights',
      'message',
    ]);
    expect(await row(page, 'ana@invite.example.org').innerText()).toMatch(/Ana\s+Díaz\s+es\s+FAUX/);
    expect(await page.getByText('How to import').count()).toBe(0);
    await expectNoBarriers();

    const dialog = await correct(page, 3);
    expect(await messageOf(field(dialog, 'Language'))).toMatch(/language/i);
    await expectNoBarriers();
    await field(dialog, 'Language').fill('en');
    await field(dialog, 'Administrator rights').fill('');
    await button(dialog, 'Save').click();
    await waitForNotice(page, 'Line 3 has been corrected.');
    await waitForCount(page, 'To invite', 3);

    await button(page, 'Invite 3 people').click();
    await confirm(page, '3 people are invited.');
    await waitForHeading(page, 'Import of residents.csv complete');
    await waitForCount(page, 'Invited', 3);
    await expectNoBarriers();

    const { mailbox } = session.app;
    const spanish = await mailbox.waitFor(({ to }) => to === 'ana@invite.example.org');
    const french = await mailbox.waitFor(({ to }) => to === 'cy@invite.example.org');
    expect(spanish.text).toContain('Ven');
    expect(french.text).toContain(space.title);
    expect(french.text).toMatch(/come/);
    expect(french.subject).toMatch(/invite/);
  });

  test('finds the imports of before, and adds to invitations that are open', async () => {
    const file = { name: 'again.csv', content: 'email\nagain@invite.example.org\n' };
    await preview(page, file);
    await button(page, 'Invite 1 person').click();
    await confirm(page, '1 person is invited.');
    await waitForHeading(page, 'Import of again.csv complete');
    await button(page, 'Import another file').click();

    await preview(page, { ...file, name: 'once-more.csv' });
    await waitForCount(page, 'Already invited', 1);
    await button(page, 'Add to 1 open invitation').click();
    await confirm(page, 'What is new is added to 1 open invitation.');
    await waitForHeading(page, 'Import of once-more.csv complete');
    await page.getByRole('heading', { name: 'Imports of invitations' }).waitFor();
    await button(page, 'Import another file').click();
    await waitForUpload(page);
    await openPast(page, 'again.csv');
    await waitForHeading(page, 'Import of again.csv complete');
  });

  test('is told of a file that is none', async () => {
    await choose(page, { name: 'nobody.csv', content: 'first,second\nno,address\n' });
    await page.getByRole('alert').filter({ hasText: 'not accepted' }).waitFor();
    await expectNoBarriers();
  });
});
