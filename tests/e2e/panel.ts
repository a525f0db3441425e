import type { Locator, Page } from 'playwright-core';
import { eventually } from '../integration/story';

/** How a person finds their way in the panel of the plugin. */

const ROOT = '/admin/plugins/participation/spaces';

/** A page of the panel that there is none of. */
const NOWHERE = '/admin/nowhere';

/**
 * Goes to an address of the panel. Where the panel is open, its own router takes it there, as to load
 * it anew takes ten times as long; by way of nowhere, so that nothing is left of the page before.
 */
export const visit = async (page: Page, address: string) => {
  if (!/^\/admin(\/|$)/.test(new URL(page.url()).pathname)) {
    await page.goto(address);
    return;
  }
  await page.evaluate(() =>
    document.querySelectorAll('main').forEach((main) => main.setAttribute('data-left', '')),
  );
  await route(page, NOWHERE);
  await page.locator('main:not([data-left])').waitFor();
  await route(page, address);
};

const route = (page: Page, address: string) =>
  page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, address);

export const openHome = async (page: Page) => {
  await visit(page, '/admin');
  await page.getByRole('link', { name: 'Home' }).waitFor();
};

/** As whoever comes to the plugin by the panel's own menu. */
export const openByMenu = async (page: Page) => {
  await openHome(page);
  await page.getByRole('link', { name: 'Participation' }).click();
};

export const openSpaces = async (page: Page) => {
  await visit(page, ROOT);
  await page.getByRole('heading', { level: 1, name: 'Participatory spaces' }).waitFor();
};

export const openInvitations = async (page: Page, part?: 'invite' | 'import' | 'codes') => {
  await visit(page, ['/admin/plugins/participation/invitations', part].filter(Boolean).join('/'));
  await page.getByRole('tabpanel').waitFor();
};

type Part = 'content' | 'participants' | 'import';

export const openSpace = async (page: Page, space: { documentId: string }, part?: Part) => {
  await visit(page, [ROOT, space.documentId, part].filter(Boolean).join('/'));
  await page.getByRole('tabpanel').waitFor();
};

export const openTab = (page: Page, name: 'Information' | 'Private participants' | 'Import') =>
  page.getByRole('tab', { name, exact: true }).click();

export const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: true });

/** A field of a form. Its label ends with a star where it is required. */
export const field = (within: Page | Locator, name: string) =>
  within.getByRole('textbox', { name, exact: true });

/** What is said at the top of the page after something was done. */
export const waitForNotice = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor();

/** The message below a field, which the field names as its description. */
export const messageOf = async (input: Locator): Promise<string> => {
  await input.and(input.page().locator('[aria-invalid="true"]')).waitFor();
  return input.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim(),
  );
};

export const isFocused = (input: Locator) =>
  input.evaluate((element) => element === document.activeElement);

export const confirm = async (page: Page, question: string | RegExp) => {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText(question).waitFor();
  await button(dialog, 'Confirm').click();
  await dialog.waitFor({ state: 'hidden' });
};

export const row = (page: Page, text: string | RegExp) =>
  page.getByRole('row').filter({ hasText: text });

/** By how much a list is wider than its place on the page. */
export const listOverflow = (page: Page): Promise<number> =>
  page
    .locator('table')
    .evaluate(({ parentElement: place }) => place!.scrollWidth - place!.clientWidth);

/** The first cells that hold a text, of every row of the list, in their order. */
const namesShown = (page: Page): Promise<string[]> =>
  page.locator('tbody tr').evaluateAll((rows) =>
    rows.map((line) => {
      const cells = [...line.querySelectorAll('td')];
      return cells.map((cell) => cell.innerText.trim()).find(Boolean) ?? '';
    }),
  );

/** Waits until the list shows just these people, or spaces, in this order. */
export const waitForNames = (page: Page, names: string[]) =>
  eventually(
    () => namesShown(page),
    (shown) => JSON.stringify(shown) === JSON.stringify(names),
  );

export const sortBy = (page: Page, column: string) =>
  page.getByRole('columnheader', { name: column }).getByRole('button').click();

export const filterBy = async (page: Page, name: string, value: string) => {
  await button(page, 'Filters').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Select field' }).click();
  await page.getByRole('option', { name, exact: true }).click();
  await dialog.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: value, exact: true }).click();
  await button(dialog, 'Add filter').click();
  await page.getByRole('button', { name: `${name} is ${value}` }).waitFor();
};

export const search = async (page: Page, text: string) => {
  await button(page, 'Search').click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

/** Presses a button and answers with the file that the browser saves. */
export const download = async (page: Page, press: () => Promise<void>) => {
  const [saved] = await Promise.all([page.waitForEvent('download'), press()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
  return { name: saved.suggestedFilename(), bytes: Buffer.concat(chunks) };
};
