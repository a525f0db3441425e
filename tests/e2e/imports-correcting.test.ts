import type { Page } from 'playwright-core';
import { createSpace, invite } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  choose,
  correct,
  count,
  counts,
  openUpload,
  preview,
  rows,
  useColumn,
  waitForCount,
  waitForHeading,
  waitForLines,
  waitForUpload,
} from './imports';
import {
  button,
  confirm,
  field,
  isFocused,
  messageOf,
  openTab,
  row,
  waitForNames,
  waitForNotice,
} from './panel';

const MB = 1024 * 1024;

describe('an administrator whose list is not as it should be', () => {
  let session: Session;
  let page: Page;
  let space: { documentId: string; title: string };

  beforeAll(async () => {
    session = await startSession({ participation: { imports: { maxFileSize: MB } } });
    page = await session.newPage();
    await session.signIn(page);
  });
  beforeEach(async () => {
    space = await createSpace(session.app);
    await openUpload(page, space);
  });
  afterEach(() => expect(session.errors).toEqual([]));
  afterAll(() => session?.stop());

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);
  const alert = (text: string) => page.getByRole('alert').filter({ hasText: text });
  const guess = () => page.getByText('The use of these columns was guessed.');
  const readAgain = () => button(page, 'Read again with these columns').click();

  describe('with columns of unknown names', () => {
    const CALLS = {
      name: 'calls.csv',
      content: [
        'who;contact;team',
        'Bea Castro;bea@example.org;North',
        'Carl Diaz;carl@example.org;South',
        'Dan Okafor;dan@example.org;South',
      ].join('\n'),
    };

    test('says what they are, and the next list with them is understood', async () => {
      await preview(page, CALLS);
      await guess().waitFor();
      expect(await button(page, 'Hide the choice of columns').getAttribute('aria-expanded')).toBe(
        'true',
      );
      const card = page.getByRole('listitem').filter({ hasText: 'team' });
      expect(await card.innerText()).toMatch(/team\s+North\s+South\s+South/);
      expect(await row(page, 'bea@example.org').innerText()).not.toMatch(/Bea/);
      expect(await button(page, 'Read again with these columns').count()).toBe(0);
      await expectNoBarriers();

      await useColumn(page, 'who', 'name');
      await readAgain();
      await row(page, 'bea@example.org').getByText('Bea Castro').waitFor();
      await page.getByText('who → name').waitFor();
      await page.getByText('team → not used').waitFor();
      expect(await guess().count()).toBe(0);
      expect(await counts(page)).toMatchObject({ 'All rows': '3', 'To invite': '3' });
      await button(page, 'Choose another file').click();

      await preview(page, {
        name: 'next.csv',
        content: 'TEAM,Contact:,Who?\nNorth,eve@example.org,Eve Ito\n',
      });
      await page.getByText('Who? → name').waitFor();
      await row(page, 'eve@example.org').getByText('Eve Ito').waitFor();
      expect(await guess().count()).toBe(0);
    });

    test('each use is one column’s, and addresses must be somewhere', async () => {
      await preview(page, {
        name: 'mixed.csv',
        content: 'alpha,beta,gamma\nbea@example.org,Bea,Castro\ncarl@example.org,Carl,Diaz\n',
      });
      await useColumn(page, 'beta', 'first name');
      await useColumn(page, 'gamma', 'first name');
      const use = (name: string) => page.getByRole('combobox', { name: `Use of “${name}”` });
      expect(await use('beta').innerText()).toBe('not used');

      await useColumn(page, 'alpha', 'not used');
      await readAgain();
      await alert(
        'One must hold the e-mail addresses, and each use can be given only once.',
      ).waitFor();
      await expectNoBarriers();

      await useColumn(page, 'alpha', 'e-mail');
      await useColumn(page, 'beta', 'last name');
      await readAgain();
      await row(page, 'bea@example.org').getByText('Castro Bea').waitFor();
      expect(await alert('One must hold').count()).toBe(0);
      expect(await button(page, 'Change the columns').getAttribute('aria-expanded')).toBe('false');
    });

    test('says that the first row is a person, too, and that it is not after all', async () => {
      await preview(page, {
        name: 'first.csv',
        content: 'Élise Roy,elise at example.org\nBea Castro,bea@example.org\n',
      });
      await page.getByText('Names of the columns').waitFor();
      const isHeader = page.getByRole('checkbox', { name: 'The first row holds names of columns' });
      await isHeader.uncheck();
      await useColumn(page, 'Élise Roy', 'name');
      await readAgain();
      await page.getByText('Already a person').waitFor();
      await page.getByText('Column 1 → name').waitFor();
      await waitForCount(page, 'All rows', 2);
      await row(page, 'elise at example.org').getByText('Élise Roy').waitFor();

      await button(page, 'Change the columns').click();
      await isHeader.check();
      await readAgain();
      await page.getByText('Names of the columns').waitFor();
      await page.getByText('Élise Roy → name').waitFor();
      await waitForCount(page, 'All rows', 1);
    });
  });

  describe('with rows that are refused', () => {
    const LIST = {
      name: 'list.csv',
      content: [
        'E-mail,Name',
        'bea@example.org,Bea Castro',
        'carl@example,Carl (director)',
        'BEA@example.org,Bea Diaz',
        'not an address,Nobody',
        'dan@example.org,Dan Okafor',
      ].join('\n'),
    };

    test('puts a row right where it stands; while it is wrong, the reasons stand beside the fields', async () => {
      await preview(page, LIST);
      expect(await counts(page)).toMatchObject({ 'To invite': '2', 'With errors': '2' });
      expect(await button(page, 'Correct line 2').count()).toBe(0);
      await count(page, 'With errors').click();
      await waitForLines(page, [3, 5]);

      const dialog = await correct(page, 3);
      const email = field(dialog, 'E-mail');
      const name = field(dialog, 'Name');
      expect(await messageOf(email)).toBe('This is not a valid e-mail address.');
      expect(await messageOf(name)).toBe('A name may not contain “(”.');
      await expectNoBarriers();

      await name.fill('Carl Diaz');
      await button(dialog, 'Save').click();
      await name.and(page.locator('[aria-invalid="true"]')).waitFor({ state: 'detached' });
      expect(await messageOf(email)).toBe('This is not a valid e-mail address.');

      await email.fill(' Carl@Example.org ');
      await button(dialog, 'Save').click();
      await waitForNotice(page, 'Line 3 has been corrected.');
      await dialog.waitFor({ state: 'hidden' });
      await waitForCount(page, 'With errors', 1);
      await waitForCount(page, 'To invite', 3);
      await waitForLines(page, [5]);
      expect(await isFocused(rows(page))).toBe(true);

      await count(page, 'To invite').click();
      await row(page, 'carl@example.org').getByText('Carl Diaz').waitFor();
      await button(page, 'Invite 3 people').click();
      await confirm(page, '2 refused rows are left out.');
      await waitForHeading(page, 'Import of list.csv complete');
      expect(await button(page, /^Correct line/).count()).toBe(0);
      await openTab(page, 'Private participants');
      await waitForNames(page, ['Bea Castro', 'Carl Diaz', 'Dan Okafor']);
    });

    test('gives somebody who is there twice an address of their own', async () => {
      await invite(session.app, space, { name: 'Anna Petit', email: 'anna@example.org' });
      await preview(page, LIST);
      await count(page, 'Twice in the file').click();
      const dialog = await correct(page, 4);
      const email = field(dialog, 'E-mail');
      expect(await messageOf(email)).toBe('This address is already on line 2.');
      await email.fill('dan@example.org');
      await button(dialog, 'Save').click();
      await dialog.getByText('This address is already on line 6.').waitFor();
      await email.fill('bea.diaz@example.org');
      await page.keyboard.press('Enter');
      await waitForNotice(page, 'Line 4 has been corrected.');
      await waitForCount(page, 'Twice in the file', 0);
      await waitForCount(page, 'To invite', 3);
      await page.getByText('No row has this outcome.').waitFor();

      // Corrected to somebody who is on the list.
      await count(page, 'With errors').click();
      const another = await correct(page, 5);
      await field(another, 'E-mail').fill('anna@example.org');
      await button(another, 'Save').click();
      await waitForNotice(page, 'Line 5 has been corrected.');
      await waitForCount(page, 'Already invited', 1);
    });

    test('changes nothing by closing the dialog, and is back where it was opened', async () => {
      await preview(page, LIST);
      const dialog = await correct(page, 5);
      await field(dialog, 'E-mail').fill('nobody@example.org');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(await isFocused(button(page, 'Correct line 5'))).toBe(true);
      await row(page, 'not an address').waitFor();
      expect(await counts(page)).toMatchObject({ 'To invite': '2', 'With errors': '2' });
      expect(await messageOf(field(await correct(page, 5), 'E-mail'))).toBe(
        'This is not a valid e-mail address.',
      );
    });
  });

  test('is told that a file is too large before it is sent', async () => {
    const sent: string[] = [];
    const remember = (request: { method(): string; url(): string }) => {
      if (request.method() === 'POST') sent.push(request.url());
    };
    await page.getByText('Up to 1 MB, 1,000,000 rows and 64 columns.').waitFor();
    page.on('request', remember);
    await choose(page, { name: 'large.csv', content: 'x'.repeat(MB + 1) });
    await alert(
      'This file is larger than 1 MB. Split it and import the parts one after another.',
    ).waitFor();
    await expectNoBarriers();
    await waitForUpload(page);
    page.off('request', remember);
    expect(sent.filter((url) => url.includes('/imports'))).toEqual([]);

    await preview(page, { name: 'small.csv', content: 'bea@example.org,Bea Castro' });
  });
});
