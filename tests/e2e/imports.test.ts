import path from 'node:path';
import type { Page } from 'playwright-core';
import { createSpace, invite } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import { button, confirm, download, openSpace, openTab, row, waitForNames } from './panel';

const messy = path.resolve(__dirname, '../data/participants-messy.csv');

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
    await openSpace(page, space, 'import');
    await page.getByText('Drop your CSV file here').waitFor();
  });
  afterEach(() => expect(session.errors).toEqual([]));
  afterAll(() => session?.stop());

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);

  const choose = (file: string | { name: string; content: string | Buffer }) =>
    page
      .locator('input[type="file"]')
      .setInputFiles(
        typeof file === 'string'
          ? file
          : { name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.content) },
      );

  const preview = (name: string) =>
    page.getByRole('heading', { name: `Preview of ${name}` }).waitFor();

  const count = (label: string) =>
    page
      .getByRole('group', { name: 'Rows by outcome' })
      .getByRole('button', { name: new RegExp(`^[\\d,]+ ${label}`) });

  const counts = async () => {
    const texts = await page
      .getByRole('group', { name: 'Rows by outcome' })
      .getByRole('button')
      .allInnerTexts();
    return Object.fromEntries(texts.map((text) => text.split(/\n+/).reverse()));
  };

  const LIST = [
    'courriel;nom',
    'bea@example.org;Bea Castro',
    'carl@example.org;Carl (director)',
    'vera@example.org;Vera Stern',
    'ANNA@example.org;Anna Petit',
    'bea@example.org;Bea again',
    'not an address;Nobody',
    'dan@example.org;Dan Okafor',
  ].join('\r\n');

  test('sees how the file was understood and what would happen, before anything does', async () => {
    await expectNoBarriers();
    await choose({ name: 'list.csv', content: LIST });
    await preview('list.csv');
    await page.getByText('Semicolon (;)').waitFor();
    await page.getByText('courriel → e-mail').waitFor();
    expect(await counts()).toEqual({
      'All rows': '7',
      'To invite': '2',
      'To add (account exists)': '1',
      'Already invited': '1',
      'Already participants': '0',
      'Twice in the file': '1',
      'With errors': '2',
    });
    await expectNoBarriers();

    await count('With errors').click();
    await row(page, 'carl@example.org').getByText('A name may not contain “(”.').waitFor();
    await row(page, 'not an address').getByText('This is not a valid e-mail address.').waitFor();
    await count('Twice in the file').click();
    await row(page, 'Bea again').getByText('This address is already on line 2.').waitFor();
    await expectNoBarriers();

    await button(page, 'Choose another file').click();
    await page.getByText('Drop your CSV file here').waitFor();
    await openTab(page, 'Private participants');
    await waitForNames(page, ['Anna Petit']);
    expect(session.app.mailbox.messages.map(({ to }) => to)).not.toContain('bea@example.org');
  });

  test('confirms, reads the outcome, and corrects what was refused', async () => {
    await choose({ name: 'list.csv', content: LIST });
    await preview('list.csv');
    await button(page, 'Invite 2 and add 1 people').click();
    await confirm(page, '3 refused rows are left out.');
    await page.getByRole('heading', { name: 'Import of list.csv complete' }).waitFor();
    await page.getByText('2 people were invited and 1 who has an account was added.').waitFor();
    await expectNoBarriers();
    await session.app.mailbox.waitFor(({ to }) => to === 'dan@example.org');

    const report = await download(page, () =>
      button(page, 'Download the report of the 3 refused rows').click(),
    );
    expect(report.name).toBe('list-report.csv');
    const corrected = report.bytes.toString().replace('Carl (director)', 'Carl Director');
    await button(page, 'Import another file').click();
    await choose({ name: 'corrected.csv', content: corrected });
    await preview('corrected.csv');
    expect(await counts()).toMatchObject({ 'To invite': '1', 'With errors': '1' });

    await button(page, 'Invite 1 person').click();
    await confirm(page, '1 person is invited by e-mail.');
    await page.getByRole('heading', { name: 'Import of corrected.csv complete' }).waitFor();
    await openTab(page, 'Private participants');
    await waitForNames(page, ['Anna Petit', 'Bea Castro', 'Carl Director', 'Dan Okafor', 'Vera']);
    await openTab(page, 'Information');
    await page
      .getByText('The import of list.csv by Super Admin is complete: 2 invited, 1 added.')
      .waitFor();
  });

  test('is told what is wrong with a file that cannot be imported', async () => {
    await choose({
      name: 'photo.png',
      content: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
    });
    const problem = page.getByRole('alert').filter({ hasText: 'The file was not accepted' });
    await problem.getByText('This is not a CSV file.').waitFor();
    await expectNoBarriers();

    await choose({ name: 'names.csv', content: 'first,second\nAnna,Petit\nBea,Castro\n' });
    await problem.getByText('No column contains e-mail addresses.').waitFor();
    await choose({ name: 'empty.csv', content: '' });
    await problem.getByText('The file is empty.').waitFor();
  });

  test('drops a file on the page, and one with long cells does not break it', async () => {
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([`${'x'.repeat(300)}@example.org,Too Long`], 'dropped.csv'));
      return transfer;
    });
    await page
      .getByText('Drop your CSV file here')
      .dispatchEvent('drop', { dataTransfer: dropped });
    await preview('dropped.csv');
    await row(page, 'Too Long').waitFor();
    const box = await page.getByRole('columnheader', { name: 'Reasons' }).boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(1280);

    await page.getByText('There is nothing to import: nobody in this file is new.').waitFor();
    expect(await button(page, 'Nothing to import').isDisabled()).toBe(true);
  });

  test('leaves a preview and finds it again', async () => {
    await choose(messy);
    await preview('participants-messy.csv');
    await openTab(page, 'Information');
    await openTab(page, 'Import');
    await preview('participants-messy.csv');
    expect(await counts()).toMatchObject({ 'All rows': '16', 'With errors': '11' });
    expect(await button(page, 'Continue the import of participants-messy.csv').isDisabled()).toBe(
      true,
    );
  });

  test('downloads a template that is a list ready to be filled in', async () => {
    const template = await download(page, () => button(page, 'Download a template').click());
    expect(template.name).toBe('participants.csv');
    expect(template.bytes.toString()).toMatch(/E-mail.*Name/);
  });

  const manyRows = (count: number) =>
    Array.from({ length: count }, (_, n) => `many.${n}@example.org,Person ${n}`).join('\n');

  const startLongOne = async (rows: number, label: string) => {
    await choose({ name: 'many.csv', content: manyRows(rows) });
    await preview('many.csv');
    await button(page, `Invite ${label} people`).click();
    await button(page.getByRole('alertdialog'), 'Confirm').click();
    await page.getByRole('progressbar', { name: 'Progress of the import' }).waitFor();
    await page.getByText(`of ${label} rows`).waitFor();
  };

  test('follows a long import live to its outcome, without a reload', async () => {
    await startLongOne(4_000, '4,000');
    await page.getByText('You can leave this page: the import goes on').waitFor();
    await expectNoBarriers();
    await page.getByRole('heading', { name: 'Import of many.csv complete' }).waitFor();
    await page.getByText('4,000 people were invited.').waitFor();
    await row(page, 'many.csv').getByText('4,000 invited, 0 added, 0 refused').waitFor();
  });

  test('cancels a running import and is told how far it came', async () => {
    await startLongOne(20_000, '20,000');
    await button(page, 'Cancel the import').click();
    await confirm(page, 'The people imported so far stay on the list');
    await page.getByRole('heading', { name: 'Import of many.csv cancelled' }).waitFor();
    await page.getByText(/^Before it was cancelled: [\d,]+ people were invited/).waitFor();
    await expectNoBarriers();
    await row(page, 'many.csv').getByText('Cancelled').waitFor();
  });
});
