import path from 'node:path';
import type { Page } from 'playwright-core';
import { createSpace, invite } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  choose,
  count,
  counts,
  dropZone,
  openUpload,
  preview,
  waitForHeading,
  waitForLines,
  waitForUpload,
  type ListFile,
} from './imports';
import { button, confirm, download, openTab, row, waitForNames } from './panel';

const sample = (name: string) => path.resolve(__dirname, '../data', name);

describe('an administrator who imports a list', () => {
  let session: Session;
  let page: Page;
  let space: { documentId: string; title: string };

  beforeAll(async () => {
    session = await startSession();
    page = await session.newPage();
    await session.signIn(page);
    await session.app.registerUser({ username: 'Vera', email: 'vera@example.org' });
  });
  beforeEach(async () => {
    space = await createSpace(session.app);
    await invite(session.app, space, { name: 'Anna Petit', email: 'anna@example.org' });
    await openUpload(page, space);
  });
  afterEach(() => expect(session.errors).toEqual([]));
  afterAll(() => session?.stop());

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);

  const LIST = {
    name: 'list.csv',
    content: [
      'courriel;nom',
      'bea@example.org;Bea Castro',
      'carl@example.org;Carl (director)',
      'vera@example.org;Vera Stern',
      'ANNA@example.org;Anna Petit',
      'bea@example.org;Bea again',
      'not an address;Nobody',
      'dan@example.org;Dan Okafor',
    ].join('\r\n'),
  };

  test('sees how the file was understood and what would happen, before anything does', async () => {
    await page.getByText('Up to 50 MB, 1,000,000 rows and 64 columns.').waitFor();
    await expectNoBarriers();
    await preview(page, LIST);
    await page.getByText('Semicolon (;)').waitFor();
    await page.getByText('courriel → e-mail').waitFor();
    expect(await counts(page)).toEqual({
      'All rows': '7',
      'To invite': '2',
      'To add (account exists)': '1',
      'Already invited': '1',
      'Already participants': '0',
      'Twice in the file': '1',
      'With errors': '2',
    });
    await expectNoBarriers();

    await count(page, 'With errors').click();
    await row(page, 'carl@example.org').getByText('A name may not contain “(”.').waitFor();
    await row(page, 'not an address').getByText('This is not a valid e-mail address.').waitFor();
    await count(page, 'Twice in the file').click();
    await row(page, 'Bea again').getByText('This address is already on line 2.').waitFor();
    await expectNoBarriers();

    await button(page, 'Choose another file').click();
    await waitForUpload(page);
    await openTab(page, 'Private participants');
    await waitForNames(page, ['Anna Petit']);
    expect(session.app.mailbox.messages.map(({ to }) => to)).not.toContain('bea@example.org');
  });

  test('confirms, reads the outcome, and corrects what was refused', async () => {
    await preview(page, LIST);
    await button(page, 'Invite 2 and add 1 people').click();
    await confirm(page, '3 refused rows are left out.');
    await waitForHeading(page, 'Import of list.csv complete');
    await page.getByText('2 people were invited and 1 who has an account was added.').waitFor();
    await expectNoBarriers();
    await session.app.mailbox.waitFor(({ to }) => to === 'dan@example.org');

    const report = await download(page, () =>
      button(page, 'Download the report of the 3 refused rows').click(),
    );
    expect(report.name).toBe('list-report.csv');
    const corrected = report.bytes.toString().replace('Carl (director)', 'Carl Director');
    await button(page, 'Import another file').click();
    await preview(page, { name: 'corrected.csv', content: corrected });
    expect(await counts(page)).toMatchObject({ 'To invite': '1', 'With errors': '1' });

    await button(page, 'Invite 1 person').click();
    await confirm(page, '1 person is invited by e-mail.');
    await waitForHeading(page, 'Import of corrected.csv complete');
    await openTab(page, 'Private participants');
    await waitForNames(page, ['Anna Petit', 'Bea Castro', 'Carl Director', 'Dan Okafor', 'Vera']);
    await openTab(page, 'Information');
    await page
      .getByText('The import of list.csv by Super Admin is complete: 2 invited, 1 added.')
      .waitFor();
  });

  test('imports a workbook of Excel as it is', async () => {
    await choose(page, sample('invitations-six-columns.xlsx'));
    await waitForHeading(page, 'Preview of invitations-six-columns.xlsx');
    const facts = page.getByRole('definition');
    expect(await facts.allInnerTexts()).toEqual(['Invitations', 'Names of the columns']);
    for (const use of [
      'email → e-mail',
      'first_name → first name',
      'last_name → last name',
      'groups → not used',
    ])
      await page.getByText(use, { exact: true }).waitFor();
    expect(await counts(page)).toMatchObject({
      'All rows': '7',
      'To invite': '5',
      'Twice in the file': '1',
      'With errors': '1',
    });
    // Lines are numbered as in the spreadsheet, whose fourth is blank.
    await row(page, 'pia@example.org').getByText('The name is missing.').waitFor();
    await button(page, 'Correct line 5').waitFor();
    await expectNoBarriers();

    await button(page, 'Invite 5 people').click();
    await confirm(page, '5 people are invited by e-mail.');
    await waitForHeading(page, 'Import of invitations-six-columns.xlsx complete');
    await openTab(page, 'Private participants');
    await row(page, 'sam@example.org').getByText('Sam Formula', { exact: true }).waitFor();
  });

  test('is told what is wrong with a file that cannot be imported', async () => {
    const problem = page.getByRole('alert').filter({ hasText: 'The file was not accepted' });
    const refusal = async (file: ListFile, text: string) => {
      await choose(page, file);
      await problem.getByText(text).waitFor();
    };
    const picture = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
    await refusal(
      { name: 'photo.png', content: picture },
      'This is neither a CSV file nor an Excel workbook (XLSX).',
    );
    await expectNoBarriers();
    await refusal(
      { name: 'names.csv', content: 'first,second\nAnna,Petit\nBea,Castro\n' },
      'No column contains e-mail addresses.',
    );
    await refusal({ name: 'empty.csv', content: '' }, 'The file is empty.');
    await refusal(
      { name: 'damaged.xlsx', content: Buffer.from('PK\x03\x04 and no more') },
      'The file cannot be read.',
    );
  });

  test('drops a file on the page, and one with long cells does not break it', async () => {
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([`${'x'.repeat(300)}@example.org,Too Long`], 'dropped.csv'));
      return transfer;
    });
    await dropZone(page).dispatchEvent('drop', { dataTransfer: dropped });
    await waitForHeading(page, 'Preview of dropped.csv');
    await row(page, 'Too Long').waitFor();
    const box = await page.getByRole('columnheader', { name: 'Reasons' }).boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(1280);

    await page.getByText('There is nothing to import: nobody in this file is new.').waitFor();
    expect(await button(page, 'Nothing to import').isDisabled()).toBe(true);
  });

  test('leaves a preview and finds it again', async () => {
    await choose(page, sample('participants-messy.csv'));
    await waitForHeading(page, 'Preview of participants-messy.csv');
    await openTab(page, 'Information');
    await openTab(page, 'Import');
    await waitForHeading(page, 'Preview of participants-messy.csv');
    expect(await counts(page)).toMatchObject({ 'All rows': '16', 'With errors': '11' });
    expect(await button(page, 'Continue the import of participants-messy.csv').isDisabled()).toBe(
      true,
    );
  });

  test('downloads a template as CSV or for Excel, which is taken back as it is', async () => {
    const csv = await download(page, () => button(page, 'Download a CSV template').click());
    expect(csv.name).toBe('participants.csv');
    expect(csv.bytes.toString()).toBe('\uFEFFE-mail,Name\r\n');

    const excel = await download(page, () => button(page, 'Download an Excel template').click());
    expect(excel.name).toBe('participants.xlsx');
    await choose(page, { name: excel.name, content: excel.bytes });
    await page.getByText('there is no row below the names of the columns').waitFor();

    await preview(page, { name: csv.name, content: `${csv.bytes}bea@example.org,Bea Castro` });
    expect(await counts(page)).toMatchObject({ 'All rows': '1', 'To invite': '1' });
    await page.getByText('E-mail → e-mail').waitFor();
    await page.getByText('Name → name').waitFor();
  });

  test('is shown which rows turned out otherwise, as the list had changed meanwhile', async () => {
    await preview(page, LIST);
    await invite(session.app, space, { name: 'Dan Okafor', email: 'dan@example.org' });
    await button(page, 'Invite 2 and add 1 people').click();
    await confirm(page, '2 people are invited by e-mail.');
    await waitForHeading(page, 'Import of list.csv complete');
    await page.getByText('1 person was invited and 1 who has an account was added.').waitFor();
    expect(await counts(page)).toMatchObject({ Invited: '1', 'Already invited': '2' });

    const note = page.getByRole('note').filter({
      hasText:
        '1 row turned out other than the preview showed, because the list changed meanwhile.',
    });
    const filter = button(note, 'Show these rows only');
    await filter.click();
    await waitForLines(page, [8]);
    await row(page, 'dan@example.org').getByText('Already invited', { exact: true }).waitFor();
    await row(page, 'dan@example.org').getByText('Expected: To invite').waitFor();
    expect(await filter.getAttribute('aria-pressed')).toBe('true');
    await expectNoBarriers();

    await filter.click();
    await waitForLines(page, [2, 3, 4, 5, 6, 7, 8]);
    expect(await filter.getAttribute('aria-pressed')).toBe('false');
  });
});
