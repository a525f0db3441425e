import type { Page } from 'playwright-core';
import { fillLists } from '../integration/long-list';
import { accept, createSpace } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import {
  button,
  confirm,
  download,
  field,
  filterBy,
  listOverflow,
  messageOf,
  openByMenu,
  openInvitations,
  row,
  search,
  sortBy,
  waitForNames,
  waitForNotice,
} from './panel';

const SPACE = 'Citizens’ assembly';

/** The tests are one story: each goes on where the one before it stopped. */
describe('an administrator who invites people to the platform', () => {
  let session: Session;
  let page: Page;
  let space: { documentId: string };

  beforeAll(async () => {
    session = await startSession();
    space = await createSpace(session.app, { title: SPACE });
    page = await session.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await session.signIn(page);
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);
  const addresses = () => field(page, 'E-mail addresses');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const paste = async (text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await addresses().focus();
    await page.keyboard.press('ControlOrMeta+V');
  };

  /** The drawer of one invitation. */
  const openHistory = async (name: string) => {
    await button(page, `Show the history of ${name}`).click();
    const drawer = page.getByRole('dialog', { name });
    await drawer.getByRole('heading', { name: 'History' }).waitFor();
    return drawer;
  };

  test('is led from an empty list to the first invitation', async () => {
    await openByMenu(page);
    await page.getByRole('link', { name: 'Invitations' }).click();
    await page.getByText('Nobody has been invited yet.').waitFor();
    await expectNoBarriers();

    await page.getByRole('link', { name: 'Invite people' }).click();
    await addresses().waitFor();
    await expectNoBarriers();
  });

  test('pastes addresses, and sees which of them need correcting', async () => {
    await button(page, 'Send the invitations').click();
    expect(await messageOf(addresses())).toMatch(/Give at least one address/);

    await paste(
      'Ana Díaz <ana@example.org>; bo@example.org, "Doe, Jane" <jane@example>\nANA@example.org',
    );
    await page.getByText('2 addresses are ready, 2 need correcting').waitFor();
    await button(page, 'Correct ANA@example.org: is there already').waitFor();
    await expectNoBarriers();

    await button(page, 'Send the invitations').click();
    expect(await messageOf(addresses())).toMatch(/Correct or remove the 2 addresses/);

    await button(page, 'Correct "Doe, Jane" <jane@example>: is not an e-mail address').click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('.org');
    await page.keyboard.press('Enter');
    await button(page, 'Remove ANA@example.org').click();
    await page.getByText('3 addresses are ready', { exact: true }).waitFor();
  });

  test('writes a message, and reads the mail in each language before it is sent', async () => {
    await page.getByRole('combobox', { name: /^Spaces/ }).click();
    await page.getByRole('option', { name: SPACE }).click();
    await page.keyboard.press('Escape');

    const message = field(page, 'Personal message');
    await message.fill('Please come');
    await message.press('ControlOrMeta+A');
    await message.press('ControlOrMeta+B');
    expect(await message.inputValue()).toBe('**Please come**');

    await button(page, 'Preview the e-mail').click();
    const dialog = page.getByRole('dialog', { name: 'Preview of the e-mail' });
    const mail = dialog.frameLocator('iframe');
    await mail.getByText('Please come').waitFor();
    expect(await mail.locator('strong', { hasText: 'Please come' }).count()).toBe(1);
    await dialog.getByRole('tab', { name: 'Français' }).click();
    await dialog.getByText(/^Subject: .*invite/).waitFor();
    await dialog
      .getByText(/vous invite/)
      .first()
      .waitFor();
    await expectNoBarriers();
    await button(dialog, 'Close').click();
  });

  test('is asked before leaving addresses that were not sent', async () => {
    await page.getByRole('tab', { name: 'Codes' }).click();
    await button(page.getByRole('alertdialog'), 'Cancel').click();
    await addresses().waitFor();
  });

  test('sends the invitations, and is told what became of each address', async () => {
    session.app.mailbox.refuse('bo@example.org', '550 5.1.1 No such user here');
    await button(page, 'Send the invitations').click();
    const results = page.getByRole('region', { name: 'What became of the addresses' });
    await results.getByText('ana@example.org').waitFor();
    expect(await results.getByText('Has an invitation now.').count()).toBe(3);
    await expectNoBarriers();
    const mail = await session.app.mailbox.waitFor(({ to }) => to === 'ana@example.org');
    expect(mail.html).toMatch(/<strong>Please come<\/strong>/);
  });

  test('corrects what the server refused, and sends it again', async () => {
    // Right for the panel, which looks less closely than the server.
    await paste('eva@example.org, zoe@exa_mple.org');
    await button(page, 'Send the invitations').click();
    const results = page.getByRole('region', { name: 'What became of the addresses' });
    await results.getByText('zoe@exa_mple.org').waitFor();
    expect(await page.getByRole('list', { name: 'E-mail addresses' }).innerText()).not.toMatch(
      /eva/,
    );

    await button(page, 'Correct zoe@exa_mple.org: This is not a valid e-mail address.').click();
    await page.getByRole('textbox', { name: 'Correct zoe@exa_mple.org' }).fill('zoe@example.org');
    await page.keyboard.press('Enter');
    await button(page, 'Send the invitations').click();
    await results.getByText('zoe@example.org').waitFor();
    await results.getByText('Has an invitation now.').waitFor();
  });

  test('makes a link to hand over, and no mail', async () => {
    await paste('paper@example.org');
    await page.getByRole('checkbox', { name: 'Send the e-mails now' }).uncheck();
    await button(page, 'Make the links').click();
    await button(page, 'Copy the link of paper@example.org').click();
    await waitForNotice(page, 'The link has been copied.');
    expect(await clipboard()).toMatch(/\/participation\/invitation\?token=[\w-]+$/);
    const told = session.app.mailbox.messages.map(({ to }) => to);
    expect(told).not.toContain('paper@example.org');
  });

  test('sees without a reload that mails were sent, and why one was not', async () => {
    await openInvitations(page);
    await row(page, 'ana@example.org').getByText('Sent', { exact: true }).waitFor();
    await row(page, 'bo@example.org').getByText('No such user here').waitFor();
    await row(page, 'paper@example.org').getByText('None').waitFor();
    await expectNoBarriers();
  });

  test.each([
    ['a laptop', { width: 1280, height: 800 }],
    ['a phone', { width: 390, height: 844 }],
  ])('has the list as wide as the screen of %s', async (_which, size) => {
    const before = page.viewportSize()!;
    await page.setViewportSize(size);
    await row(page, 'bo@example.org').getByText('Pending').waitFor();
    expect(await listOverflow(page)).toBe(0);
    await expectNoBarriers();
    await page.setViewportSize(before);
  });

  test('finds invitations by sort, filters and search together, which the address keeps', async () => {
    await sortBy(page, 'E-mail or label');
    await waitForNames(page, [
      'ana@example.org',
      'bo@example.org',
      'eva@example.org',
      'jane@example.org',
      'paper@example.org',
      'zoe@example.org',
    ]);
    await filterBy(page, 'Space', SPACE);
    await filterBy(page, 'Last e-mail', 'Sent');
    await waitForNames(page, ['ana@example.org', 'jane@example.org']);
    await search(page, 'jane');
    await waitForNames(page, ['jane@example.org']);
    await page.reload();
    await waitForNames(page, ['jane@example.org']);
    await expectNoBarriers();

    const saved = await download(page, async () => {
      await button(page, 'Export').click();
      await page.getByRole('menuitem', { name: 'CSV' }).click();
    });
    expect(saved.bytes.toString()).toMatch(/jane@example\.org/);
    expect(saved.bytes.toString()).not.toMatch(/ana@example\.org/);
  });

  test('reads the history of an invitation, in which looking at its link is kept', async () => {
    await openInvitations(page);
    const drawer = await openHistory('jane@example.org');
    await drawer.getByText('Created by Super Admin').waitFor();
    await drawer.getByText('E-mail sent', { exact: true }).waitFor();
    await expectNoBarriers();

    await button(drawer, 'Copy the link').click();
    await drawer.getByText('Link looked at by Super Admin').waitFor();
    const link = await drawer.getByRole('textbox', { name: 'Link' }).inputValue();
    expect(await clipboard()).toBe(link);

    const token = new URL(link).searchParams.get('token')!;
    const accepted = await accept(session.app.http, token, { username: 'jane' });
    expect(accepted.status).toBe(200);
    await page.keyboard.press('Escape');
    await page.reload();
    await row(page, 'jane@example.org').getByText('Accepted', { exact: true }).waitFor();
    const after = await openHistory('jane@example.org');
    await after.getByText(/^Accepted by jane/).waitFor();
    expect(await button(after, 'Copy the link').count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  test('sends one again: the link before it stops working', async () => {
    const before = await session.app.admin.get(
      '/participation/invitations?_q=zoe@example.org&pageSize=1',
    );
    const { documentId } = before.body.results[0];
    const { token } = (await session.app.admin.get(`/participation/invitations/${documentId}/link`))
      .body;
    await button(page, 'Send zoe@example.org the invitation again').click();
    await confirm(page, 'Send zoe@example.org a new invitation?');
    await waitForNotice(page, '1 invitation will be sent again.');
    const answer = await session.app.http.post('/api/participation/invitations/preview', { token });
    expect(answer.status).toBe(404);
  });

  test('revokes those selected, and deletes all that match', async () => {
    await page.getByRole('checkbox', { name: 'Select bo@example.org' }).check();
    await page.getByRole('checkbox', { name: 'Select eva@example.org' }).check();
    await page.getByRole('status').filter({ hasText: '2 invitations selected' }).waitFor();
    await expectNoBarriers();
    await button(page, 'Revoke').click();
    await confirm(page, 'Revoke 2 invitations?');
    await waitForNotice(page, '2 invitations were revoked.');
    await row(page, 'bo@example.org').getByText('Revoked').waitFor();

    await filterBy(page, 'Status', 'Revoked');
    await waitForNames(page, ['eva@example.org', 'bo@example.org']);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await button(page, 'Delete').click();
    await confirm(page, 'Delete 2 invitations and their history?');
    await page.getByText('No invitation matches this search and these filters.').waitFor();
  });

  test('generates codes, which are shown now, copied, saved and printed', async () => {
    await page.getByRole('tab', { name: 'Codes' }).click();
    await page.getByText('There are no codes yet.').waitFor();
    await button(page, 'Generate codes').click();
    const dialog = page.getByRole('dialog', { name: 'Generate codes' });
    await field(dialog, 'Label').fill('Open day');
    await dialog.getByLabel('Number of codes').fill('3');
    await dialog.getByLabel('People who may use each').fill('10');
    await expectNoBarriers();
    await button(dialog, 'Generate').click();

    const made = page.getByRole('region', { name: '3 codes have been made' });
    await made.waitFor();
    const codes = await made.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(3);
    await expectNoBarriers();

    await button(made, 'Copy all').click();
    await waitForNotice(page, 'The codes have been copied.');
    expect((await clipboard()).split('\n')).toEqual(codes);
    const csv = await download(page, () => button(made, 'CSV').click());
    for (const code of codes) expect(csv.bytes.toString()).toContain(code);
    const xlsx = await download(page, () => button(made, 'Excel (XLSX)').click());
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');

    await button(made, 'Cards to print').click();
    const sheet = page.getByRole('dialog', { name: 'Cards to print' });
    expect(await sheet.getByRole('listitem').count()).toBe(3);
    await sheet.getByText(codes[0]!).waitFor();
    await sheet.getByRole('img', { name: `QR code of ${codes[0]}` }).waitFor();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  });

  test('follows how often codes are used', async () => {
    await openInvitations(page, 'codes');
    expect(await row(page, 'Open day').count()).toBe(3);
    await row(page, 'Open day').first().getByText('0 of 10').waitFor();
    await expectNoBarriers();

    await button(page, 'Show the history of Open day').first().click();
    const drawer = page.getByRole('dialog', { name: 'Open day' });
    await button(drawer, 'Show the code').click();
    expect(await drawer.getByRole('textbox', { name: 'Code' }).inputValue()).toMatch(
      /^[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}$/,
    );
  });

  test('is told of a long list that more match than were counted, and can page through them', async () => {
    await fillLists(session.app, space, 10_050);
    await openInvitations(page);
    await filterBy(page, 'Status', 'Pending');
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await button(page, 'Select all that match (more than 2,000)').click();
    await page
      .getByRole('status')
      .filter({ hasText: 'All that match are selected (more than 2,000)' })
      .waitFor();
    await button(page, 'Revoke').click();
    const question = page.getByRole('alertdialog');
    await question.getByText('Revoke more than 2,000 invitations?').waitFor();
    await button(question, 'Cancel').click();

    const linkTo = (target: string) => page.getByRole('link', { name: `Go to ${target}` });
    await linkTo('page 101').click();
    await linkTo('page 102').waitFor();
    await linkTo('next page').click();
    await linkTo('page 103').waitFor();
    expect(await page.getByRole('checkbox', { name: /^Select p\d+@example.org$/ }).count()).toBe(
      20,
    );
  });
});
