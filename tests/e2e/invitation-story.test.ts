import type { Page } from 'playwright-core';
import { DAY, HOUR } from '../integration/invitations/offers';
import { createSpace } from '../integration/story';
import { startSession, violations, type Session } from './browser';
import { button, confirm, field, listOverflow, openInvitations, row, waitForNotice } from './panel';
import { readQr } from './qr';
import { clockOf } from './scene';

const SPACE = 'Neighbourhood budget';
const GUEST = 'nadia@example.org';
const LATE = 'late@example.org';

/** The tests are one story: each goes on where the one before it stopped. */
describe('the story of an invitation', () => {
  let session: Session;
  /** The administrator’s window, and the guest’s. */
  let page: Page;
  let guest: Page;

  beforeAll(async () => {
    session = await startSession({ participation: { siteName: 'Riverside takes part' } });
    await createSpace(session.app, { title: SPACE });
    page = await session.newPage();
    await session.signIn(page);
    guest = await session.newPage();
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const linkOf = async (email: string) => {
    const mail = await session.app.mailbox.waitFor(({ to }) => to === email);
    return mail.links.find((link) => link.includes('token='))!;
  };
  const invite = async (email: string) => {
    await openInvitations(page, 'invite');
    await field(page, 'E-mail addresses').fill(email);
    await page.getByRole('combobox', { name: /^Spaces/ }).click();
    await page.getByRole('option', { name: SPACE }).click();
    await page.keyboard.press('Escape');
    await button(page, 'Send the invitations').click();
    await page.getByText('Has an invitation now.').waitFor();
    return linkOf(email);
  };
  /** Lets days pass, with what the plugin does each minute. */
  const letPass = (ms: number) => {
    clockOf(session.app).advance(ms);
    session.app.strapi.plugin('participation').service('invitations').tasks.kick();
  };
  const openHistory = async (email: string) => {
    await openInvitations(page);
    await button(page, `Show the history of ${email}`).click();
    const drawer = page.getByRole('dialog', { name: email });
    await drawer.getByRole('heading', { name: 'History' }).waitFor();
    return drawer;
  };
  const expectInvited = async () => {
    await guest.getByRole('heading', { level: 1, name: 'You are invited' }).waitFor();
    await guest.getByText(SPACE).waitFor();
    expect(await violations(guest)).toEqual([]);
  };

  test('begins with an address in the panel, whose holder follows the link in the mail', async () => {
    await guest.goto(await invite(GUEST));
    await expectInvited();
    const drawer = await openHistory(GUEST);
    await drawer.getByText('Link opened by its holder').waitFor();
  });

  test('is told of a reminder, once days have passed without an answer', async () => {
    session.app.mailbox.clear();
    letPass(4 * DAY);
    const reminder = await session.app.mailbox.waitFor(({ to }) => to === GUEST);
    expect(reminder.subject).toMatch(/^Reminder/);

    await openInvitations(page);
    await row(page, GUEST).getByText('Reminded').waitFor();
    expect(await listOverflow(page)).toBe(0);
    await row(page, GUEST).getByText('Pending').waitFor();
    const drawer = await openHistory(GUEST);
    await drawer.getByText('Reminder sent').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('goes on with the link of the reminder, by which the guest accepts', async () => {
    await guest.goto(await linkOf(GUEST));
    await expectInvited();
    await guest.getByLabel('User name').fill('Nadia Rahmani');
    await guest.getByLabel('Password').fill('Correct-horse-9');
    await guest.getByLabel('I accept the terms of use').check();
    await guest.getByRole('button', { name: 'Accept', exact: true }).click();
    await guest.getByRole('heading', { level: 1, name: 'Welcome!' }).waitFor();
    await guest.getByText(SPACE).waitFor();
  });

  test('ends in the list, with who accepted', async () => {
    await openInvitations(page);
    await row(page, GUEST).getByText('Accepted', { exact: true }).waitFor();
    expect(await listOverflow(page)).toBe(0);
    const drawer = await openHistory(GUEST);
    await drawer.getByText('Accepted by Nadia Rahmani').waitFor();
    expect(await button(drawer, 'Revoke').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  test('ends by its last day where nobody answers, and can be revoked then', async () => {
    const link = await invite(LATE);
    letPass(30 * DAY + HOUR);
    await guest.goto(link);
    await guest.getByRole('heading', { name: 'This invitation has expired' }).waitFor();

    await openInvitations(page);
    await row(page, LATE).getByText('Expired').waitFor();
    await button(await openHistory(LATE), 'Revoke').click();
    await confirm(page, `Revoke the invitation of ${LATE}?`);
    await waitForNotice(page, '1 invitation was revoked.');
    await row(page, LATE).getByText('Revoked').waitFor();
    await guest.reload();
    await guest.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });

  test('begins on paper, too: the QR code of a card leads to the acceptance page', async () => {
    await openInvitations(page, 'codes');
    await button(page, 'Generate codes').click();
    const dialog = page.getByRole('dialog', { name: 'Generate codes' });
    await field(dialog, 'Label').fill('Market on Saturday');
    await dialog.getByLabel('Number of codes').fill('6');
    await dialog.getByRole('combobox', { name: /^Spaces/ }).click();
    await page.getByRole('option', { name: SPACE }).click();
    await page.keyboard.press('Escape');
    await button(dialog, 'Generate').click();

    const made = page.getByRole('region', { name: '6 codes have been made' });
    await made.waitFor();
    const codes = await made.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(6);
    await button(made, 'Cards to print').click();
    const sheet = page.getByRole('dialog', { name: 'Cards to print' });
    await sheet.waitFor();
    expect(await sheet.getByRole('listitem').count()).toBe(6);
    expect(await violations(page)).toEqual([]);

    const read: (string | null)[] = [];
    for (const code of codes)
      read.push(await readQr(sheet.getByRole('img', { name: `QR code of ${code}` })));
    expect(read).toEqual(
      codes.map((code) => `${session.app.url}/participation/invitation?code=${code}`),
    );
    await guest.goto(read[0]!);
    await expectInvited();
  });

  test('goes on with the address of whoever holds the card, and ends in the list of codes', async () => {
    await guest.getByLabel('E-mail address').fill('market@example.org');
    await guest.getByLabel('User name').fill('Market visitor');
    await guest.getByLabel('Password').fill('Correct-horse-9');
    await guest.getByLabel('I accept the terms of use').check();
    await guest.getByRole('button', { name: 'Accept', exact: true }).click();
    await guest.getByRole('heading', { level: 1, name: 'Welcome!' }).waitFor();

    await openInvitations(page, 'codes');
    await row(page, '1 of 1').getByText('Accepted', { exact: true }).waitFor();
    expect(await row(page, '0 of 1').getByText('Pending').count()).toBe(5);
  });
});
