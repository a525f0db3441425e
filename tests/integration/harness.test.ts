import { startApp, type App } from './harness';

describe('the harness', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  test('boots Strapi with the plugin in it and a super administrator', async () => {
    expect((await app.http.get('/admin/init')).body.data).toMatchObject({ hasAdmin: true });
    expect((await app.admin.get('/admin/users/me')).body.data.email).toBe(
      app.adminCredentials.email,
    );
    expect(app.strapi.plugin('participation')).toBeDefined();
  });

  test('uses a database and an upload folder of its own', () => {
    expect(app.strapi.dirs.static.public).not.toContain('playground');
    const { filename = '', database = '' } = app.strapi.config.get(
      'database.connection.connection',
    ) as { filename?: string; database?: string };
    expect(filename + database).toMatch(/participation.test/);
  });

  test('receives what the email plugin sends', async () => {
    await app.strapi
      .plugin('email')
      .service('email')
      .send({
        to: 'Anna <anna@example.org>',
        subject: 'Grüße aus 東京',
        text: 'See https://example.org/x?token=abc.',
        html: '<p>See</p>',
        headers: { 'X-Test': 'yes' },
      });

    const mail = await app.mailbox.waitFor((message) => message.to === 'anna@example.org');

    expect(mail).toMatchObject({
      subject: 'Grüße aus 東京',
      from: 'no-reply@example.org',
      links: ['https://example.org/x?token=abc'],
      headers: { 'x-test': 'yes' },
    });
    expect(mail.html).toContain('<p>See</p>');
  });

  test('can refuse a recipient, refuse the password and be down', async () => {
    const send = (to: string) =>
      app.strapi.plugin('email').service('email').send({ to, subject: 'Hello', text: 'Hello' });

    app.mailbox.refuse('gone@example.org', '550 5.1.1 Gone');
    await expect(send('gone@example.org')).rejects.toThrow('5.1.1 Gone');

    app.mailbox.failAuth();
    await expect(send('anna@example.org')).rejects.toThrow('Authentication failed');
    app.mailbox.failAuth(false);

    await app.mailbox.down();
    await expect(send('anna@example.org')).rejects.toThrow('ECONNREFUSED');
    await app.mailbox.up();

    app.mailbox.clear();
    await send('anna@example.org');
    expect(await app.mailbox.waitFor(1)).toHaveLength(1);
  });

  test('an administrator with some rights has no others', async () => {
    const reader = await app.adminWith(['admin::users.read']);

    expect((await reader.get('/admin/users')).status).toBe(200);
    expect((await reader.get('/admin/roles')).status).toBe(403);
  });

  test('a user of the site has a token that works', async () => {
    const { jwt, user } = await app.registerUser({
      username: 'Anna',
      email: 'Anna@Example.org',
      confirmed: false,
    });

    expect(user.email).toBe('anna@example.org');
    expect((await app.as(jwt).get('/api/users/me')).body).toMatchObject({ username: 'Anna' });
    expect((await app.as('garbage').get('/api/users/me')).status).toBe(401);
  });

  test('keeps its data and its address over a restart', async () => {
    const { url } = app;
    await app.restart();

    expect(app.url).toBe(url);
    expect((await app.admin.get('/admin/users/me')).status).toBe(200);
  });
});

describe('a second app in the same worker', () => {
  test('knows nothing of the first, and issues refresh tokens if it is told to', async () => {
    const app = await startApp({ jwtManagement: 'refresh' });
    try {
      expect(await app.strapi.db.query('plugin::users-permissions.user').count()).toBe(0);
      const { jwt } = await app.registerUser({ username: 'Anna', email: 'anna@example.org' });
      expect(JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString())).toMatchObject({
        type: 'access',
      });
    } finally {
      await app.stop();
    }
  });
});
