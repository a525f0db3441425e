import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import type { App } from '../integration/harness';
import { holdMails } from '../integration/imports/lists';
import { createSpace } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  choose,
  manyPeople,
  openPast,
  openUpload,
  progressbar,
  waitForCount,
  waitForHeading,
  waitForUpload,
} from './imports';
import { button, confirm, openSpace, openTab, row } from './panel';

/** What each batch of rows takes longer, on however fast a machine. */
const BATCH_MS = 200;

/** Has an app apply rows and take them back slowly, so that there is time to look at it. */
const slowDown = (app: App) => {
  const participants = app.strapi.plugin('participation').service('participants');
  for (const name of ['add', 'takeBack']) {
    const work = participants[name].bind(participants);
    participants[name] = async (...args: unknown[]) => {
      await setTimeout(BATCH_MS);
      return work(...args);
    };
  }
};

describe('an import that takes its time', () => {
  let session: Session;
  let page: Page;
  let space: { documentId: string; title: string };

  beforeAll(async () => {
    session = await startSession();
    // Tens of thousands of mails are nothing that these tests look at.
    await holdMails(session.app);
    slowDown(session.app);
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

  const read = async (rows: number) => {
    await choose(page, { name: 'many.csv', content: manyPeople(rows) });
    await waitForHeading(page, 'Reading many.csv');
    await page.getByText('The file is being read').first().waitFor();
    await waitForHeading(page, 'Preview of many.csv');
  };

  const start = async (label: string) => {
    await button(page, `Invite ${label} people`).click();
    await button(page.getByRole('alertdialog'), 'Confirm').click();
    await waitForHeading(page, 'Importing many.csv');
    await progressbar(page).waitFor();
    await page.getByText(`of ${label} rows`).waitFor();
  };

  test('is followed live from reading to its outcome and to its end undone, without a reload', async () => {
    await read(4_000);
    await start('4,000');
    await page.getByText('You can leave this page: the import goes on').waitFor();
    await expectNoBarriers();
    await waitForHeading(page, 'Import of many.csv complete');
    await page.getByText('4,000 people were invited.').waitFor();
    await row(page, 'many.csv').getByText('4,000 invited, 0 added, 0 refused').waitFor();

    await button(page, 'Undo this import').click();
    await confirm(page, 'Those it added are taken off the list again');
    await waitForHeading(page, 'Undoing the import of many.csv');
    await row(page, 'many.csv').getByText('Being undone').waitFor();
    await page.getByText('of 4,000 people').waitFor();
    expect(await button(page, 'Cancel the import').count()).toBe(0);
    await expectNoBarriers();
    await waitForHeading(page, 'Import of many.csv undone');
    await row(page, 'many.csv').getByText('Undone', { exact: true }).waitFor();
    await openTab(page, 'Private participants');
    await page.getByText('Nobody is on the list of this space yet.').waitFor();
  });

  /** A window in which somebody has signed in who may import, but not remove anybody. */
  const colleaguesPage = async () => {
    const own = await session.newPage();
    await session.signInWith(own, [PERMISSIONS.spacesRead, PERMISSIONS.participantsImport]);
    return own;
  };

  test('goes on while nobody looks, and is found again, also by a colleague, who cancels it', async () => {
    const colleague = await colleaguesPage();
    await read(40_000);
    await start('40,000');
    await openTab(page, 'Information');
    await openTab(page, 'Import');
    await waitForHeading(page, 'Importing many.csv');

    await openSpace(colleague, space, 'import');
    await waitForHeading(colleague, 'Importing many.csv');
    await progressbar(colleague).waitFor();
    await row(colleague, 'many.csv').getByText('Super Admin').waitFor();
    await row(colleague, 'many.csv').getByText('Running').waitFor();
    await row(colleague, 'many.csv')
      .getByText(/^\d+%$/)
      .waitFor();

    await page.reload();
    await waitForHeading(page, 'Importing many.csv');
    await button(colleague, 'Cancel the import').click();
    await confirm(colleague, 'The people imported so far stay on the list');
    for (const one of [page, colleague]) {
      await waitForHeading(one, 'Import of many.csv cancelled');
      await one.getByText(/^Before it was cancelled: [\d,]+ people were invited/).waitFor();
    }
    await expectNoBarriers();
    await row(page, 'many.csv').getByText('Cancelled').waitFor();
    await button(page, 'Undo this import').waitFor();
    expect(await button(colleague, 'Undo this import').count()).toBe(0);

    await page.reload();
    await waitForUpload(page);
    await openPast(page, 'many.csv');
    await waitForCount(page, 'All rows', 40_000);
  });

  test('is cancelled while it is read, and nothing has happened', async () => {
    await choose(page, { name: 'many.csv', content: manyPeople(100_000) });
    await waitForHeading(page, 'Reading many.csv');
    await expectNoBarriers();
    await button(page, 'Cancel the import').click();
    await confirm(page, 'Nothing has been sent or changed.');
    await waitForUpload(page);
    await row(page, 'many.csv').getByText('Cancelled').waitFor();
    await openPast(page, 'many.csv');
    await page
      .getByText('It was cancelled before it started: nothing was sent or changed.')
      .waitFor();
  });
});
