import { startApp, type App } from './harness';
import { accept, createSpace, invite, tokenFor } from './story';

const DAY = 24 * 3_600_000;
const PAGE = '/participation/invitation';

describe('the acceptance page', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };
  let guests = 0;

  const clock = () => app.strapi.plugin('participation').service('clock');
  const guest = async (fields: object = {}) => {
    guests += 1;
    const email = `page.${guests}@example.org`;
    await invite(app, space, { name: `Page Guest ${guests}`, email, ...fields });
    return { email, token: await tokenFor(app, email) };
  };
  const open = (token: string, headers: Record<string, string> = {}) =>
    app.http.get(`${PAGE}?token=${token}`, { headers });
  const send = (token: string, fields: Record<string, string> = {}) =>
    app.http.form(PAGE, { token, action: 'accept', ...fields });
  const complete = () => ({
    username: `Page Person ${guests}`,
    password: 'Correct-horse-9',
    acceptTerms: 'true',
  });

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app, { title: 'Budget <b>&</b> "parks"' });
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  test('names who invites, to what and until when, and lets nothing else in or out', async () => {
    const { email, token } = await guest();
    const { status, text, headers } = await open(token);
    expect(status).toBe(200);
    expect(text).toContain('Budget &lt;b&gt;&amp;&lt;/b&gt;');
    expect(text).toContain('Super Admin');
    expect(text).toContain(email);
    expect(text).not.toContain('<script');
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/html'),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*form-action 'self'/),
    });
  });

  test('accepts with a form and no script', async () => {
    const { email, token } = await guest();
    const answer = await send(token, complete());
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Budget');
    const login = { identifier: email, password: 'Correct-horse-9' };
    expect((await app.http.post('/api/auth/local', login)).status).toBe(200);
    expect((await send(token, complete())).status).toBe(404);
  });

  test('says beside each field what is wrong with it, and keeps what was typed', async () => {
    const { token } = await guest();
    const { status, text } = await send(token, { username: 'ab', password: '123' });
    expect(status).toBe(400);
    expect(text).toContain('value="ab"');
    expect(text).not.toContain('123"');
    for (const field of ['username', 'password', 'acceptTerms'])
      expect(text).toMatch(
        new RegExp(`id="${field}"[^>]*aria-invalid|aria-invalid[^>]*id="${field}"`),
      );
    expect((await send(token, complete())).status).toBe(200);
  });

  test('speaks the invitation’s language, else the browser’s, and can be switched', async () => {
    const lang = (text: string) => /<html lang="(\w+)"/.exec(text)?.[1];
    const plain = await guest();
    expect(lang((await open(plain.token, { 'accept-language': 'es-MX,en;q=0.5' })).text)).toBe(
      'es',
    );
    const french = await guest({ locale: 'fr' });
    expect(lang((await open(french.token, { 'accept-language': 'es' })).text)).toBe('fr');
    const switched = await app.http.get(`${PAGE}?token=${french.token}&lang=en`);
    expect(lang(switched.text)).toBe('en');
    expect(lang((await send(french.token, { lang: 'es' })).text)).toBe('es');
  });

  test('an expired link says so and has a new one sent', async () => {
    const { email, token } = await guest();
    clock().advance(31 * DAY);
    const expired = await open(token);
    expect(expired.status).toBe(410);
    expect(expired.text).toContain('value="resend"');

    app.mailbox.clear();
    expect((await app.http.form(PAGE, { token, action: 'resend' })).status).toBe(200);
    const fresh = await tokenFor(app, email);
    expect((await open(fresh)).status).toBe(200);
    expect((await open(token)).status).toBe(404);
  });

  test('every dead link shows one and the same page', async () => {
    const used = await guest();
    await accept(app.http, used.token);
    const declined = await guest();
    const answer = await app.http.form(PAGE, { token: declined.token, action: 'decline' });
    expect(answer.status).toBe(200);
    const pages = await Promise.all(
      [used.token, declined.token, 'garbage', ''].map((t) => open(t)),
    );
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
  });

  test('an account that exists is let in with its own password, and no other', async () => {
    const { email, token } = await guest();
    await app.registerUser({ username: `Existing ${email}`, email, password: 'Own-password-1' });
    const page = await open(token);
    expect(page.text).toContain('current-password');
    expect(page.text).not.toContain('name="username"');

    const wrong = await send(token, { password: 'Wrong-password-1' });
    expect(wrong.status).toBe(400);
    const right = await send(token, { password: 'Own-password-1' });
    expect(right.status).toBe(200);
    const login = { identifier: email, password: 'Own-password-1' };
    const { body } = await app.http.post('/api/auth/local', login);
    expect((await app.as(body.jwt).get(`/api/participation/spaces/${space.slug}`)).status).toBe(
      200,
    );
  });

  test('a form with nonsense in it gets a page, not a fault', async () => {
    const { token } = await guest();
    const nonsense: Record<string, string>[] = [
      { action: 'explode' },
      { token: 'x'.repeat(10_000) },
      { lang: 'x'.repeat(1_000) },
    ];
    for (const fields of nonsense) {
      const { status, text } = await send(token, fields);
      expect([400, 404]).toContain(status);
      expect(text).toContain('<!doctype html>');
    }
  });

  test('no token reaches the log', async () => {
    await app.restart({ logLevel: 'debug' });
    try {
      const lines: string[] = [];
      for (const transport of app.strapi.log.transports) transport.silent = true;
      app.strapi.log.on('data', ({ message }: { message: string }) => lines.push(message));
      const { token } = await guest();
      await open(token);
      await send(token, complete());
      await app.restart({
        participation: { pages: { enabled: false, acceptUrl: 'https://x.org' } },
      });
      expect(lines.join('\n')).toContain(`GET ${PAGE}`);
      expect(lines.join('\n')).not.toContain(token);
    } finally {
      await app.restart();
    }
  });
});

test('a configuration that leads nowhere stops the boot and says what is wrong', async () => {
  const boot = (participation: Record<string, unknown>) => startApp({ participation });
  await expect(boot({ pages: { enabled: false } })).rejects.toThrow(/pages.*lead nowhere/s);
  await expect(boot({ invitations: { days: 0 } })).rejects.toThrow(/invitations\.days/);
  await expect(boot({ colour: 'red' })).rejects.toThrow(/colour/);
});
