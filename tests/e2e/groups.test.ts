import path from 'node:path';
import type { Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import type { Client } from '../integration/harness';
import { createSpace, eventually, tokenFor } from '../integration/story';
import { screenshot, startSession, violations, type Session } from './browser';
import { choose, counts, openPast, waitForCount, waitForHeading } from './imports';
import {
  button,
  confirm,
  download,
  field,
  filterBy,
  isFocused,
  messageOf,
  openByMenu,
  openInvitations,
  openSpace,
  row,
  search,
  sortBy,
  visit,
  waitForNotice,
} from './panel';

const VERIFICATIONS = path.resolve(__dirname, '../data/group-verifications.csv');
const ROOT = '/admin/plugins/participation/groups';

type Made = { documentId: string; name: string; nickname: string };

/** The tests are one story: each goes on where the one before it stopped. */
describe('an administrator who looks after groups', () => {
  let session: Session;
  let page: Page;
  let ana: Client;

  beforeAll(async () => {
    session = await startSession();
    ana = session.app.as(
      (await session.app.registerUser({ username: 'ana', email: 'ana@example.org' })).jwt,
    );
    await session.app.registerUser({ username: 'bob', email: 'bob@example.net' });
    await session.app.registerUser({ username: 'cyd', email: 'cyd@example.org' });
    page = await session.newPage();
    await session.signIn(page);
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const expectNoBarriers = async () => expect(await violations(page)).toEqual([]);

  /** A group that a user of the site makes. */
  const organize = async (
    name: string,
    email: string,
    { isConfirmed = true, ...fields }: { isConfirmed?: boolean } & Record<string, unknown> = {},
  ): Promise<void> => {
    const nickname = name.replace(/[^A-Za-z]/g, '');
    const made = await ana.post('/api/participation/groups', { name, nickname, email, ...fields });
    if (made.status !== 201) throw new Error(`${made.status} ${made.text}`);
    if (!isConfirmed) return;
    const token = await tokenFor(session.app, email);
    await session.app.http.post('/api/participation/groups/confirm', { token });
  };

  const groups = async (): Promise<(Made & Record<string, unknown>)[]> =>
    (await session.app.admin.get('/participation/groups?pageSize=100')).body.results;
  const groupNamed = async (name: string) => (await groups()).find((one) => one.name === name)!;

  const openGroups = async () => {
    await visit(page, ROOT);
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();
  };
  const openGroup = async (name: string, part?: 'members') => {
    const { documentId } = await groupNamed(name);
    await visit(page, [ROOT, documentId, part].filter(Boolean).join('/'));
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };
  /** Waits until the list shows just these groups, in this order. */
  const waitForGroups = (names: string[]) =>
    eventually(
      () => page.locator('tbody').getByRole('link').allInnerTexts(),
      (shown) => JSON.stringify(shown) === JSON.stringify(names),
    );
  const select = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).click();
  const pick = async (label: string, text: string, option: RegExp) => {
    await page.getByRole('combobox', { name: label }).click();
    await page.keyboard.type(text);
    await page.getByRole('option', { name: option }).click();
  };

  test('is led from an empty list to the first group', async () => {
    await openByMenu(page);
    await page.getByRole('link', { name: 'Groups' }).click();
    await page.getByText('There are no groups yet.').waitFor();
    await expectNoBarriers();
  });

  test('finds groups by what is known of them', async () => {
    await organize('Cyclists of the Old Port', 'cyclists@example.org', {
      documentNumber: 'W123',
      phone: '0102030405',
    });
    await organize('Allotments', 'allotments@example.org', { isConfirmed: false });
    await organize('Bowls club', 'bowls@example.org');
    await session.app.admin.post('/participation/groups', { name: 'Drawn by lot', kind: 'manual' });

    await openGroups();
    await waitForGroups(['Allotments', 'Bowls club', 'Cyclists of the Old Port', 'Drawn by lot']);
    const cyclists = await row(page, 'Cyclists').innerText();
    expect(cyclists.split(/\s*\n\s*|\t/).filter(Boolean)).toEqual(
      expect.arrayContaining([
        '@CyclistsoftheOldPort, Organization',
        'PENDING',
        'cyclists@example.org',
        'W123',
        '1',
      ]),
    );
    await row(page, 'Allotments').getByText('Address not confirmed').waitFor();
    expect(await page.getByText('Address not confirmed').count()).toBe(1);
    await expectNoBarriers();

    await sortBy(page, 'E-mail');
    await waitForGroups(['Drawn by lot', 'Allotments', 'Bowls club', 'Cyclists of the Old Port']);
    await filterBy(page, 'Kind', 'Manual');
    await waitForGroups(['Drawn by lot']);
    await openGroups();
    await filterBy(page, 'Address confirmed', 'No');
    await waitForGroups(['Allotments']);
    await openGroups();
    await search(page, 'BOWLS@');
    await waitForGroups(['Bowls club']);
  });

  test('verifies one group, without a reason', async () => {
    await openGroups();
    await button(page, 'Verify Bowls club').click();
    const dialog = page.getByRole('dialog', { name: 'Verify Bowls club?' });
    await dialog.waitFor();
    await expectNoBarriers();
    await button(dialog, 'Verify').click();
    await waitForNotice(page, '1 group was verified.');
    await row(page, 'Bowls club').getByText('Verified').waitFor();
  });

  test('verifies nothing that has become another group since it was looked at', async () => {
    await organize('Book club', 'books@example.org');
    await openGroups();
    await row(page, 'Book club').waitFor();
    await ana.put('/api/participation/groups/Bookclub', { name: 'City council' });
    await button(page, 'Verify Book club').click();
    await button(page.getByRole('dialog', { name: 'Verify Book club?' }), 'Verify').click();
    await waitForNotice(page, /No group was verified\. 1 was skipped: it has changed since/);
    await row(page, 'City council').getByText('Pending').waitFor();
    expect(await groupNamed('City council')).toMatchObject({ status: 'pending' });
  });

  test('rejects several, and cannot do so without a reason', async () => {
    await select('Allotments');
    await select('Drawn by lot');
    await page.getByText('2 groups selected').waitFor();
    await button(page, 'Reject').click();
    const dialog = page.getByRole('dialog', { name: 'Reject 2 groups?' });
    await button(dialog, 'Reject').click();
    expect(await messageOf(field(dialog, 'Reason'))).toMatch(/Say why/);
    await expectNoBarriers();
    await field(dialog, 'Reason').fill('We know no such body.');
    await button(dialog, 'Reject').click();
    await waitForNotice(page, /1 group was rejected\. 1 was skipped/);
    await row(page, 'Allotments').getByText('Rejected').waitFor();
    expect(await groupNamed('Allotments')).toMatchObject({ reason: 'We know no such body.' });
    // Without the notices of what was done.
    await page.reload();
    await row(page, 'Allotments').waitFor();
    await screenshot(page, 'groups');
  });

  test('verifies all that match, beyond the page', async () => {
    for (const number of ['one', 'two', 'three'])
      await organize(`Choir ${number}`, `choir.${number}@example.org`);
    await visit(page, `${ROOT}?pageSize=2&_q=choir`);
    await waitForGroups(['Choir one', 'Choir three']);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).click();
    await button(page, 'Select all 3 that match').click();
    await page.getByText('All 3 that match are selected').waitFor();
    await button(page, 'Verify').click();
    await button(page.getByRole('dialog'), 'Verify').click();
    await waitForNotice(page, '3 groups were verified.');
    const choirs = (await groups()).filter(({ name }) => name.startsWith('Choir'));
    expect(choirs.map(({ status }) => status)).toEqual(['verified', 'verified', 'verified']);
  });

  test('reads on its page what a group is and what was decided, and changes it', async () => {
    await openGroup('Allotments');
    const verification = page.getByRole('region', { name: 'Verification' });
    await verification.getByText('We know no such body.').waitFor();
    await page
      .getByRole('region', { name: 'History' })
      .getByText(/rejected the group “Allotments”/)
      .waitFor();
    await expectNoBarriers();

    await field(page, 'Phone').fill('01 02');
    await button(page, 'Save').click();
    expect(await messageOf(field(page, 'Phone'))).toMatch(/\S/);
    await field(page, 'Phone').fill('0102030406');
    await field(page, 'About').fill('Twelve plots by the canal.');
    await button(page, 'Save').click();
    await waitForNotice(page, 'The changes to Allotments have been saved.');
    expect(await groupNamed('Allotments')).toMatchObject({
      phone: '0102030406',
      about: 'Twelve plots by the canal.',
    });

    await button(verification, 'Verify').click();
    await button(page.getByRole('dialog'), 'Verify').click();
    await verification.getByText('Verified', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'History' })
      .getByText(/verified the group “Allotments”/)
      .waitFor();
  });

  test('verifies a list of addresses, and is told of each what became of it', async () => {
    await organize('Association Un', 'contact@association-un.example');
    await organize('Club Deux', 'club.deux@example.org', { isConfirmed: false });
    await openGroups();
    await page.getByRole('tab', { name: 'Verify by file' }).click();
    await waitForHeading(page, 'Verify groups by a list of their addresses');
    await expectNoBarriers();
    await choose(page, VERIFICATIONS);
    await waitForHeading(page, 'Preview of group-verifications.csv');
    expect(await counts(page)).toMatchObject({
      'To verify': '1',
      'Address not confirmed': '1',
      'No such group': '1',
    });
    await expectNoBarriers();
    await button(page, 'Verify 1 group').click();
    await confirm(page, '1 group is verified and told so by e-mail.');
    await waitForHeading(page, 'Import of group-verifications.csv complete');
    await waitForCount(page, 'Verified', 1);
    await row(page, 'inconnu@example.org').getByText('No such group').waitFor();
    await expectNoBarriers();
    const report = await download(page, () =>
      button(page, 'Download the report of the 2 rows that were not applied').click(),
    );
    const text = report.bytes.toString('utf8');
    expect(text).toMatch(
      /club\.deux@example\.org;3;This group has not confirmed its address yet\./,
    );
    expect(text).toMatch(/inconnu@example\.org;5;No group has this address\./);
    expect(await groupNamed('Association Un')).toMatchObject({ status: 'verified' });

    await button(page, 'Import another file').click();
    await openPast(page, 'group-verifications.csv');
    await waitForCount(page, 'Verified', 1);
  });

  test('makes a manual group, and adds people by account and by address', async () => {
    await visit(page, `${ROOT}/create`);
    await button(page, 'Save').waitFor();
    await field(page, 'Nickname').fill('é è');
    await button(page, 'Save').click();
    expect(await messageOf(field(page, 'Name'))).toMatch(/required/i);
    await field(page, 'Name').fill('Jury of the budget');
    await button(page, 'Save').click();
    expect(await messageOf(field(page, 'Nickname'))).toMatch(/\S/);
    await expectNoBarriers();
    await field(page, 'Nickname').fill('');
    await button(page, 'Save').click();
    await waitForNotice(page, '“Jury of the budget” has been created.');
    await page.getByRole('heading', { level: 1, name: 'Jury of the budget' }).waitFor();

    await page.getByRole('tab', { name: 'Members (0)' }).click();
    await page.getByText('Nobody is in this group yet.').waitFor();
    await expectNoBarriers();
    await button(page, 'Add people').click();
    const dialog = page.getByRole('dialog', { name: 'Add people to Jury of the budget' });
    await button(dialog, 'Add people').click();
    await dialog.getByText('Choose at least one person.').waitFor();
    await pick('People of the site', 'bob@', /^bob/);
    await button(dialog, 'Remove bob').waitFor();
    expect(await isFocused(page.getByRole('combobox', { name: 'People of the site' }))).toBe(true);
    await expectNoBarriers();
    await button(dialog, 'Add people').click();
    await dialog.getByText('1 person was added or invited.').waitFor();

    await button(dialog, 'Add more').click();
    await dialog.getByRole('radio', { name: 'By e-mail address' }).click();
    await field(dialog, 'E-mail addresses').fill(
      'cyd@example.org, new@example.org, bob@example.net',
    );
    await button(dialog, 'Add people').click();
    const results = dialog.getByRole('list', { name: 'What became of each' });
    await results.waitFor();
    expect(
      (await results.getByRole('listitem').allInnerTexts()).map((line) => line.split(/\n+/)),
    ).toEqual([
      ['cyd@example.org', expect.stringMatching(/added/i)],
      ['new@example.org', expect.stringMatching(/invited/i)],
      ['bob@example.net', expect.stringMatching(/already a member/i)],
    ]);
    await expectNoBarriers();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await row(page, 'new@example.org').getByText('Invited').waitFor();
    await page.getByRole('tab', { name: 'Members (2)' }).waitFor();
    await expectNoBarriers();
  });

  test('finds members, and removes one', async () => {
    await openGroup('Jury of the budget', 'members');
    await filterBy(page, 'Status', 'Invited');
    await row(page, 'new@example.org').waitFor();
    expect(await row(page, 'cyd@example.org').count()).toBe(0);
    await openGroup('Jury of the budget', 'members');
    await button(page, 'Remove cyd from the group').click();
    await confirm(page, /Remove cyd from Jury of the budget\?/);
    await waitForNotice(page, 'cyd is no longer in the group.');
    await row(page, 'cyd@example.org').waitFor({ state: 'detached' });
    await row(page, 'bob@example.net').waitFor();
  });

  test('imports a list of people into a group', async () => {
    await page.getByRole('link', { name: 'Import a list' }).click();
    await button(page, 'Remove Jury of the budget').waitFor();
    await expectNoBarriers();
  });

  test('describes whom a smart group has, and sees at once how many that are', async () => {
    await visit(page, `${ROOT}/create`);
    await page.getByRole('radio', { name: 'Smart' }).click();
    await field(page, 'Name').fill('Everybody of the association');
    await page.getByText('Complete each condition to see whom the rule fits.').waitFor();
    await button(page, 'Save').click();
    const condition = (number: number) =>
      page.getByRole('group', { name: `Condition ${number}`, exact: true });
    expect(await messageOf(field(condition(1), 'Value'))).toMatch(/missing/);
    await expectNoBarriers();

    await condition(1).getByRole('combobox', { name: 'Comparison' }).click();
    await page.getByRole('option', { name: 'ends with', exact: true }).click();
    await field(condition(1), 'Value').fill('@example.org');
    await page.getByText('Fits 2 people at this moment').waitFor();

    await button(page, 'Add a condition').click();
    await condition(2).getByRole('combobox', { name: 'Field' }).click();
    await page.getByRole('option', { name: 'Role', exact: true }).click();
    await condition(2).getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'Authenticated', exact: true }).click();
    await page.getByText('Fits 2 people at this moment').waitFor();

    await button(page, 'Add conditions that count as one').click();
    const block = page.getByRole('group', { name: 'Conditions together 3', exact: true });
    const inner = (number: number) =>
      page.getByRole('group', { name: `Condition ${number} of Conditions together 3` });
    await field(inner(1), 'Value').fill('cyd@example.org');
    await button(page, 'Remove Condition 2 of Conditions together 3').click();
    expect(await isFocused(button(block, 'Add a condition'))).toBe(true);
    await page.getByText('Fits 1 person at this moment').waitFor();
    await expectNoBarriers();
    await screenshot(page, 'smart-group');

    await button(page, 'Save').click();
    await waitForNotice(page, '“Everybody of the association” has been created.');
    const { rule } = await groupNamed('Everybody of the association');
    expect(rule).toEqual({
      $and: [
        { email: { $endsWithi: '@example.org' } },
        { role: { documentId: { $eq: expect.any(String) } } },
        { $or: [{ email: { $eqi: 'cyd@example.org' } }] },
      ],
    });
    await page.getByRole('tab', { name: 'Members (1)' }).click();
    await row(page, 'cyd@example.org').getByText('By the rule').waitFor();
    await expectNoBarriers();
  });

  test('edits a rule as text, and is told where it is wrong', async () => {
    await openGroup('Everybody of the association');
    await button(page, 'Edit as JSON').click();
    const text = field(page, 'Rule as JSON');
    await text.fill('{"$and":[{"password":{"$contains":"a"}}]}');
    await page.getByText(/Rules cannot use the field .* Where: \$and › 0 › password/).waitFor();
    await text.fill('{"email":');
    await button(page, 'Save').click();
    await page.getByText('This is not a rule in JSON').waitFor();
    await expectNoBarriers();

    await text.fill('{"$not":{"email":{"$endsWith":"@example.org"}}}');
    await page.getByText('This rule can be edited as JSON only').waitFor();
    await page.getByText('Fits 1 person at this moment').waitFor();
    await button(page, 'Save').click();
    await waitForNotice(page, 'The changes to Everybody of the association have been saved.');
    await page.reload();
    expect(JSON.parse(await text.inputValue())).toEqual({
      $not: { email: { $endsWith: '@example.org' } },
    });
    await page.getByText('Fits 1 person at this moment').waitFor();
  });

  test('lets a group enter a space', async () => {
    const space = await createSpace(session.app, { title: 'Budget 2027' });
    const bo = session.app.as(
      (
        await session.app.http.post('/api/auth/local', {
          identifier: 'bob',
          password: 'Password123',
        })
      ).body.jwt,
    );
    const read = async () => (await bo.get(`/api/participation/spaces/${space.slug}`)).status;
    expect(await read()).toBe(404);

    await openSpace(page, space);
    // By the keyboard alone.
    await page.getByRole('combobox', { name: 'Groups' }).focus();
    await page.keyboard.type('jury');
    await page.getByRole('option', { name: /Jury of the budget/ }).waitFor();
    await page.getByRole('option', { name: /Choir/ }).first().waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await button(page, 'Remove Jury of the budget').waitFor();
    await button(page, 'Save').click();
    await waitForNotice(page, 'The changes have been saved.');
    expect(await read()).toBe(200);

    await page.reload();
    const chosen = page.getByRole('list', { name: 'Groups' });
    await chosen.getByText('1 member', { exact: true }).waitFor();
    await expectNoBarriers();
    await chosen.getByRole('link', { name: 'Jury of the budget' }).click();
    await page
      .getByRole('region', { name: 'Spaces that it opens' })
      .getByText('Budget 2027')
      .waitFor();
  });

  test('offers a group by invitation, and finds those who were offered it', async () => {
    await openInvitations(page, 'invite');
    await field(page, 'E-mail addresses').fill('di@example.org');
    await pick('Groups', 'choir o', /Choir one/);
    await expectNoBarriers();
    await button(page, 'Send the invitations').click();
    await page.getByText('Has an invitation now.').waitFor();

    await openInvitations(page);
    await filterBy(page, 'Group', 'Choir one');
    await row(page, 'di@example.org').getByText('Choir one').waitFor();
    expect(await row(page, 'new@example.org').count()).toBe(0);
  });

  test('deletes a group', async () => {
    const { documentId } = await groupNamed('Choir two');
    await openGroup('Choir two');
    await button(page, 'Delete').click();
    await confirm(page, /Its one member is no longer in it/);
    await waitForNotice(page, '“Choir two” has been deleted.');
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();
    expect(await groupNamed('Choir two')).toBeUndefined();

    await visit(page, `${ROOT}/${documentId}`);
    await page.getByText('This group does not exist, or not any more.').waitFor();
  });

  test('who may only see groups finds nothing to change them with', async () => {
    const window = await session.newPage();
    await session.signInWith(window, [PERMISSIONS.groupsRead]);
    await openByMenu(window);
    await row(window, 'Allotments').waitFor();
    expect(await window.getByRole('link', { name: 'Create new group' }).count()).toBe(0);
    expect(await window.getByRole('checkbox').count()).toBe(0);
    expect(await window.getByRole('tab').count()).toBe(0);
    expect(await violations(window)).toEqual([]);

    await window.getByRole('link', { name: 'Allotments' }).click();
    await field(window, 'Name').waitFor();
    expect(await field(window, 'Name').isDisabled()).toBe(true);
    for (const name of ['Save', 'Delete', 'Verify', 'Reject'])
      expect(await button(window, name).count()).toBe(0);
    await window.getByRole('tab', { name: /^Members/ }).click();
    await row(window, 'ana@example.org').waitFor();
    expect(await button(window, 'Add people').count()).toBe(0);
    expect(await button(window, /^Remove/).count()).toBe(0);
    expect(await violations(window)).toEqual([]);

    await visit(window, `${ROOT}/create`);
    await window.getByText("You don't have the permissions to access that content").waitFor();
    await window.context().close();
  });

  test('has no groups in the panel once they are switched off', async () => {
    await session.app.admin.put('/participation/settings', { groups: { enabled: false } });
    await visit(page, '/admin/plugins/participation/invitations');
    await page.getByRole('link', { name: 'Spaces', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Groups', exact: true }).count()).toBe(0);
    await visit(page, ROOT);
    await page.getByText('No content found').waitFor();
    await openInvitations(page, 'invite');
    await field(page, 'E-mail addresses').waitFor();
    expect(await page.getByRole('combobox', { name: 'Groups' }).count()).toBe(0);
  });
});
