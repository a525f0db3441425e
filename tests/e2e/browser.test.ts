import { startSession, violations, type Session } from './browser';

describe('the browser in front of the playground', () => {
  let session: Session;

  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session?.stop());

  test('signs in to the panel', async () => {
    const { email, password } = session.app.adminCredentials;
    const page = await session.newPage();
    await page.goto('/admin/auth/login');
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[name="password"]').fill(password);
    await page.locator('button[type="submit"]').click();
    await page.waitForURL((url) => !url.pathname.includes('/auth/'));

    await page.goto('/admin/me');
    await page.getByRole('heading', { name: 'Super Admin' }).waitFor();
    expect(session.errors).toEqual([]);
  });

  test('shows the site in the language of the browser, without barriers', async () => {
    const page = await session.newPage({ locale: 'fr-FR', viewport: { width: 390, height: 844 } });
    await page.goto('/');

    await page.getByRole('heading', { name: 'Espaces' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/site/index.html');
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await violations(page)).toEqual([]);
    expect(await horizontalScroll(page)).toBe(0);
  });

  test('signs in to the site', async () => {
    await session.app.registerUser({ username: 'Anna', email: 'anna@example.org' });
    const page = await session.newPage();
    await page.goto('/site/index.html#/sign-in');
    const signIn = async (password: string) => {
      await page.getByLabel('E-mail address').fill('anna@example.org');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };

    await signIn('wrong');
    await page.getByRole('alert').waitFor();
    expect(await violations(page)).toEqual([]);
    await signIn('Password123');
    await page.getByText('Signed in as Anna').waitFor();

    await page.getByLabel('Open a space').fill('no-such-space');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
    expect(session.errors).toEqual([]);
  });

  const horizontalScroll = (page: Awaited<ReturnType<Session['newPage']>>) =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
});
