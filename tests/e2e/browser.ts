import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type * as Playwright from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startApp, type App, type AppOptions, type Grant } from '../integration/harness';

/** A browser in front of a running app. */
export type Session = {
  app: App;
  /** A window of its own: no cookies, no storage. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Has the window signed in to the panel, as the super administrator unless told otherwise. */
  signIn(page: Page, credentials?: Credentials): Promise<void>;
  /** The same as a new administrator who has these rights and no others. */
  signInWith(page: Page, rights: Grant[]): Promise<void>;
  /** Errors that scripts of any page threw. */
  errors: string[];
  stop(): Promise<void>;
};

type Credentials = { email: string; password: string };

const screenshots = path.resolve(__dirname, '../../docs/screenshots');

/** The playground with its admin panel on an empty database, and a Chromium to look at it. */
export async function startSession(options: AppOptions = {}): Promise<Session> {
  const app = await startApp({ ...options, serveAdminPanel: true });
  const browser = await launch().catch(async (error) => {
    await app.stop();
    throw error;
  });
  const errors: string[] = [];
  return {
    app,
    errors,
    async newPage(contextOptions = {}) {
      const context = await browser.newContext({
        baseURL: app.url,
        locale: 'en-GB',
        timezoneId: 'UTC',
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...contextOptions,
      });
      await context.addInitScript(dismissNews);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
      return page;
    },
    signIn: (page, credentials = app.adminCredentials) => signIn(page, app.url, credentials),
    async signInWith(page, rights) {
      const { email } = (await (await app.adminWith(rights)).get('/admin/users/me')).body.data;
      await signIn(page, app.url, { ...app.adminCredentials, email });
    },
    async stop() {
      await browser.close();
      await app.stop();
    },
  };
}

/** Strapi's own announcements would stand above the page. */
function dismissNews() {
  // A sandboxed frame has no storage, and no news.
  if (window.origin === 'null') return;
  localStorage.setItem('STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:false', 'true');
}

/** Leaves what the form to sign in leaves in the browser: to load it takes as long as many a test. */
async function signIn(page: Page, url: string, data: Credentials) {
  await page.goto('about:blank');
  const context = page.context();
  const answer = await context.request.post('/admin/login', { data });
  const { token } = (await answer.json()).data;
  await context.addCookies([{ name: 'jwtToken', value: token, url }]);
}

/**
 * A picture of the page for the guides, in docs/screenshots/. One that is there already is made
 * anew only with UPDATE_SCREENSHOTS=1, so that a run of the tests changes no file.
 */
export async function screenshot(page: Page, name: string) {
  const file = path.join(screenshots, `${name}.png`);
  const exists = await fs.stat(file).catch(() => null);
  if (exists && !process.env.UPDATE_SCREENSHOTS) return;
  await fs.mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
}

/** What axe finds on the page that is serious or critical, one line each. */
export async function violations(page: Page, within?: string): Promise<string[]> {
  // What is under the pointer wears the design system's hover colours.
  await page.mouse.move(0, 0);
  // Evaluated rather than added as a script, which the pages' own policy would rightly refuse.
  await page.evaluate((nodeRequire('axe-core') as { source: string }).source);
  const { violations: found } = await page.evaluate(async (scope) => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<AxeResults> };
    };
    return axe.run(scope ?? document, { resultTypes: ['violations'] });
  }, within);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

function launch(): Promise<Browser> {
  const { chromium } = nodeRequire('playwright-core') as typeof Playwright;
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

function chromiumPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error(
      'Browser tests need Chromium: install Debian’s package "chromium", or set CHROMIUM_PATH.',
    );
  }
}
