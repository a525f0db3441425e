import type { Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import { Lists } from '../integration/imports/lists';
import { accept, tokenFor } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  count,
  counts,
  openPast,
  openUpload,
  preview,
  waitForCount,
  waitForHeading,
} from './imports';
import { button, confirm, openSpace, openTab, row, waitForNames } from './panel';

const NAMES = [
  'Ada Lund',
  'Ben Ortiz',
  'Cleo Marsh',
  'Dina Roy',
  'Eli Novak',
  'Fay Silva',
  'Gus Weber',
  'Hal Jensen',
  'Ida Costa',
  'Jon Perrin',
  'Kim Vidal',
  'Leo Blanc',
  'Mia Fontaine',
];
const KEPT = 'Mia Fontaine';
const NEW = ['Nia Garnier', 'Oda Mercier', 'Pam Collet'];

describe('an administrator who replaces a list, or takes an import back', () => {
  let session: Session;
  let page: Page;
  let lists: Lists;
  let round = 0;

  const emailOf = (name: string) => `${name.split(' ')[0]!.toLowerCase()}.${round}@example.org`;
  const listOf = (names: string[]) =>
    ['E-mail,Name', ...names.map((name) => `${emailOf(name)},${name}`)].join('\n');

  beforeAll(async () => {
    session = await startSession();
    page = await session.newPage();
    await session.signIn(page);
  });
  beforeEach(async () => {
    round += 1;
    lists = await Lists.ofNewSpace(session.app);
    await lists.run(listOf(NAMES));
    await openUpload(page, lists.space);
  });
  afterEach(() => expect(session.errors).toEqual([]));
  afterAll(() => session?.stop());

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);
  const mode = (name: 'Add' | 'Replace') =>
    page
      .getByRole('radiogroup', { name: 'How to import' })
      .getByRole('radio', { name, exact: true });
  const leaving = () => page.getByRole('region', { name: 'Participants to remove' });
  const fresh = () => ({ name: 'fresh.csv', content: listOf([KEPT, ...NEW]) });

  /** Replaces the list by that of `fresh`. */
  const replace = async () => {
    await preview(page, fresh());
    await mode('Replace').check();
    await button(page, 'Replace the list').click();
    await confirm(page, '12 participants lose access at once.');
    await waitForHeading(page, 'Import of fresh.csv complete');
  };

  const expectOnList = async (names: string[]) => {
    await openTab(page, 'Private participants');
    await waitForNames(page, names);
    await openTab(page, 'Import');
  };

  test('sees who goes and how many they are, and confirms that', async () => {
    await preview(page, fresh());
    expect(await mode('Add').isChecked()).toBe(true);
    await button(page, 'Invite 3 people').waitFor();

    await mode('Replace').check();
    await page
      .getByRole('alert')
      .getByText('12 participants on the list are not in this file and will be removed.')
      .waitFor();
    const shown = leaving().getByRole('row');
    await row(page, 'Ada Lund').getByText('Invited').waitFor();
    // With the names of the columns.
    expect(await shown.count()).toBe(11);
    await expectNoBarriers();
    await button(leaving(), 'Next page').click();
    await row(page, 'Leo Blanc').waitFor();
    expect(await shown.count()).toBe(3);
    expect(await leaving().getByText(KEPT).count()).toBe(0);

    // Another thought: nobody goes.
    await mode('Add').check();
    await button(page, 'Invite 3 people').waitFor();
    expect(await leaving().count()).toBe(0);
    await mode('Replace').check();

    await button(page, 'Replace the list').click();
    const dialog = page.getByRole('alertdialog');
    await dialog
      .getByRole('heading', { name: 'Remove 12 participants and add 3?', exact: true })
      .waitFor();
    await expectNoBarriers();
    await button(dialog, 'Cancel').click();
    expect(await lists.emails()).toHaveLength(13);

    await button(page, 'Replace the list').click();
    await confirm(page, '12 participants lose access at once. 3 people are invited by e-mail.');
    await waitForHeading(page, 'Import of fresh.csv complete');
    await page.getByText('3 people were invited. 12 participants were removed.').waitFor();
    expect(await counts(page)).toMatchObject({
      'All rows': '4',
      Invited: '3',
      'Already invited': '1',
      Removed: '12',
    });
    await count(page, 'Removed').click();
    await row(page, 'Ada Lund').getByText('Removed').waitFor();
    await expectNoBarriers();
    const past = row(page, 'fresh.csv');
    await past.getByText('Replaces the list').waitFor();
    await past.getByText('3 invited, 0 added, 0 refused, 12 removed').waitFor();

    await expectOnList([KEPT, ...NEW]);
    await openTab(page, 'Information');
    await page
      .getByText(
        'The import of fresh.csv by Super Admin is complete: 3 invited, 0 added, 12 removed.',
      )
      .waitFor();
  });

  test('may replace by a list in which nobody is new, or in which everybody is', async () => {
    await preview(page, { name: 'few.csv', content: listOf(NAMES.slice(2)) });
    await page.getByText('There is nothing to import: nobody in this file is new.').waitFor();
    await mode('Replace').check();
    await leaving().waitFor();
    expect(await page.getByText('There is nothing to import').count()).toBe(0);
    await button(page, 'Replace the list').click();
    await page
      .getByRole('heading', { name: 'Remove 2 participants and add nobody?', exact: true })
      .waitFor();
    await confirm(page, 'Nobody new is invited.');
    await page.getByText('Nobody was invited. 2 participants were removed.').waitFor();

    await button(page, 'Import another file').click();
    await preview(page, { name: 'same.csv', content: listOf(NAMES.slice(2)) });
    await mode('Replace').check();
    await page
      .getByText('Everybody on the list is in this file: nobody will be removed.')
      .waitFor();
    expect(await button(page, 'Nothing to import').isDisabled()).toBe(true);
  });

  test('takes it back: the list is as it was', async () => {
    await replace();
    await openSpace(page, lists.space, 'import');
    await openPast(page, 'fresh.csv');
    await button(page, 'Undo this import').click();
    await page.getByRole('heading', { name: 'Undo this import?' }).waitFor();
    await expectNoBarriers();
    await confirm(page, 'Those it removed are put back; whoever has no account is invited again.');
    await waitForHeading(page, 'Import of fresh.csv undone');
    await page
      .getByText('those it added are off the list again, and those it removed were put back.')
      .waitFor();
    await row(page, 'fresh.csv').getByText('Undone', { exact: true }).waitFor();
    expect(await button(page, 'Undo this import').count()).toBe(0);
    await expectNoBarriers();
    await expectOnList(NAMES);
    await openTab(page, 'Information');
    await page.getByText('Super Admin undid the import of fresh.csv.').waitFor();
  });

  test('takes back the last import only, and none of which somebody has accepted', async () => {
    await openPast(page, 'list.csv');
    await button(page, 'Undo this import').waitFor();
    await button(page, 'Import another file').click();
    await replace();
    await accept(session.app.http, await tokenFor(session.app, emailOf(NEW[0]!)));
    await button(page, 'Undo this import').click();
    await confirm(page, 'Those it removed are put back');
    await page
      .getByRole('alert')
      .getByText('Somebody has already accepted an invitation of this import')
      .waitFor();
    await waitForHeading(page, 'Import of fresh.csv complete');
    await expectNoBarriers();

    await openPast(page, 'list.csv');
    await waitForHeading(page, 'Import of list.csv complete');
    expect(await button(page, 'Undo this import').count()).toBe(0);
  });

  test('needs the right to remove participants for both', async () => {
    const own = await session.newPage();
    await session.signInWith(own, [
      PERMISSIONS.spacesRead,
      PERMISSIONS.participantsRead,
      PERMISSIONS.participantsImport,
    ]);
    await openUpload(own, lists.space);
    await preview(own, fresh());
    await waitForCount(own, 'To invite', 3);
    expect(await own.getByRole('radio').count()).toBe(0);
    expect(await own.getByText('How to import').count()).toBe(0);
    expect(await violations(own)).toEqual([]);
    await button(own, 'Invite 3 people').click();
    await confirm(own, '3 people are invited by e-mail.');
    await waitForHeading(own, 'Import of fresh.csv complete');
    await waitForCount(own, 'Invited', 3);
    expect(await button(own, 'Undo this import').count()).toBe(0);

    // Whoever has it can, also in what others imported.
    await openSpace(page, lists.space, 'import');
    await openPast(page, 'fresh.csv');
    await button(page, 'Undo this import').waitFor();
  });
});
