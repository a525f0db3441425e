import type { Locator, Page } from 'playwright-core';
import { eventually } from '../integration/story';
import { button, openSpace } from './panel';

/** How a person imports a list in the panel. */

/** A file of the test data by its path, or one that is made up. */
export type ListFile = string | { name: string; content: string | Buffer };

const DROP = 'Drop your CSV or Excel file here';

/** The page of a space on which a file can be chosen. */
export const openUpload = async (page: Page, space: { documentId: string }) => {
  await openSpace(page, space, 'import');
  await waitForUpload(page);
};

export const waitForUpload = (page: Page) => page.getByText(DROP).waitFor();

export const dropZone = (page: Page) => page.getByText(DROP);

export const choose = (page: Page, file: ListFile) =>
  page.locator('input[type="file"]').setInputFiles(
    typeof file === 'string'
      ? file
      : {
          name: file.name,
          mimeType: 'application/octet-stream',
          buffer: Buffer.from(file.content),
        },
  );

export const waitForHeading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true }).waitFor();

/** Chooses a file and waits for its preview. */
export const preview = async (page: Page, file: Exclude<ListFile, string>) => {
  await choose(page, file);
  await waitForHeading(page, `Preview of ${file.name}`);
};

const outcomes = (page: Page): Locator => page.getByRole('group', { name: 'Rows by outcome' });

/** The button with the number of rows of one outcome, which shows them. */
export const count = (page: Page, label: string): Locator =>
  outcomes(page).getByRole('button', { name: new RegExp(`^[\\d,]+ ${label}`) });

/** All numbers of rows, by outcome. */
export const counts = async (page: Page): Promise<Record<string, string>> => {
  const texts = await outcomes(page).getByRole('button').allInnerTexts();
  return Object.fromEntries(texts.map((text) => text.split(/\n+/).reverse()));
};

/** Waits until there are so many rows of one outcome. */
export const waitForCount = (page: Page, label: string, number: number) =>
  outcomes(page)
    .getByRole('button', { name: `${number.toLocaleString('en')} ${label}`, exact: true })
    .waitFor();

/** Where the rows of an import are listed. */
export const rows = (page: Page): Locator => page.getByRole('region', { name: 'Rows of the file' });

/** Waits until just the rows of these lines are listed, in this order. */
export const waitForLines = (page: Page, lines: number[]) =>
  eventually(
    () => rows(page).locator('tbody td:first-child').allInnerTexts(),
    (shown) => shown.join() === lines.join(),
  );

export const progressbar = (page: Page): Locator =>
  page.getByRole('progressbar', { name: 'Progress of the import' });

/** So many people nobody has heard of before, one a line. */
export const manyPeople = (number: number): string =>
  Array.from({ length: number }, (_, n) => `many.${n}@example.org,Person ${n}`).join('\n');

/** Says what a column is for. */
export const useColumn = async (page: Page, name: string, use: string) => {
  await page.getByRole('combobox', { name: `Use of “${name}”`, exact: true }).click();
  await page.getByRole('option', { name: use, exact: true }).click();
};

/** Opens the dialog in which a refused row is put right. */
export const correct = async (page: Page, line: number): Promise<Locator> => {
  await button(page, `Correct line ${line}`).click();
  const dialog = page.getByRole('dialog', { name: `Correct line ${line}`, exact: true });
  await dialog.waitFor();
  return dialog;
};

/** Shows an import of the past. */
export const openPast = (page: Page, name: string) =>
  button(page, `Show the import of ${name}`).click();
