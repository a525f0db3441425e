import { PERMISSIONS } from '../../contracts/permissions';
import { Site, type Instance } from '../chaos/site';
import { Client } from './client';
import { databaseKind, startApp, type Answer, type App } from './harness';
import { createSpace, eventually, invite } from './story';

const PATH = '/participation/settings';
const { settingsRead, settingsUpdate } = PERMISSIONS;

const settings = async (client: Client) => (await client.get(PATH)).body.data;

const expectFault = (answer: Answer, path: string, code: string) => {
  expect({ status: answer.status, path, errors: answer.body.error.details.errors }).toMatchObject({
    status: 400,
    errors: expect.arrayContaining([
      expect.objectContaining({ path: path.split('.'), code, message: expect.any(String) }),
    ]),
  });
};

describe('settings', () => {
  let app: App;

  const put = (changes: object) => app.admin.put(PATH, changes);
  const values = async () => (await settings(app.admin)).values;
  const config = () => app.strapi.config.get<Record<string, unknown>>('plugin::participation');

  /** Everything as the file has it. */
  const reset = async () => {
    const { defaults } = await settings(app.admin);
    const answer = await put(defaults);
    if (answer.status !== 200) throw new Error(answer.text);
  };

  beforeAll(async () => {
    app = await startApp({
      participation: {
        siteName: 'Town',
        invitations: { days: 20 },
        limits: { read: { points: 50 } },
      },
      logLevel: 'error',
    });
  });
  afterAll(() => app?.stop());
  afterEach(async () => {
    await reset();
    app.mailbox.clear();
  });

  test('are read and changed by those who may', async () => {
    const nobody = await app.adminWith([PERMISSIONS.spacesRead]);
    const reader = await app.adminWith([settingsRead]);
    const editor = await app.adminWith([settingsRead, settingsUpdate]);
    const trial = { kind: 'added', locale: 'en' };

    expect((await app.http.get(PATH)).status).toBe(401);
    expect((await nobody.get(PATH)).status).toBe(403);
    expect((await reader.get(PATH)).status).toBe(200);
    expect((await editor.put(PATH, { siteName: 'By an editor' })).status).toBe(200);

    expect((await app.http.put(PATH, {})).status).toBe(401);
    for (const client of [nobody, reader]) {
      expect((await client.put(PATH, { siteName: 'x' })).status).toBe(403);
      expect((await client.post(`${PATH}/test`, trial)).status).toBe(403);
    }
    expect((await nobody.post(`${PATH}/preview`, trial)).status).toBe(403);
    expect((await reader.post(`${PATH}/preview`, trial)).status).toBe(200);
    expect((await values()).siteName).toBe('By an editor');
  });

  test('begin as the file has them', async () => {
    const data = await settings(app.admin);
    expect(data.values).toEqual(data.defaults);
    expect(data.values).toMatchObject({
      siteName: 'Town',
      siteUrl: null,
      invitations: { days: 20, reminderDays: [3], adminRoles: ['strapi-author'] },
      pages: { confirmUrl: null, groupUrl: null },
      groups: { enabled: true, authors: 'managers', country: null },
      mails: { from: null, replyTo: null },
      deliveries: { concurrency: 5, perMinute: null },
      limits: { read: { points: 50, seconds: 60 } },
      templates: { reminder: { fr: { button: 'Ouvrir mon invitation' } } },
    });
    expect(data.values.deliveries).not.toHaveProperty('maxAttempts');
    expect(data.variables.added).toContain('inviter');
    expect(data.variables.added).not.toContain('lastDay');
    expect(data.variables.group_invited).toEqual(['name', 'inviter', 'site', 'link', 'group']);
    expect(data.roles).toContainEqual({ code: 'strapi-author', name: 'Author' });
  });

  test('are merged over the file, at once and part by part', async () => {
    await put({ invitations: { days: 7 }, siteUrl: 'https://town.test' });
    const answer = await put({ invitations: { reminderDays: [2, 5] }, pages: { termsUrl: null } });
    expect(answer.body.data.values).toMatchObject({
      siteName: 'Town',
      siteUrl: 'https://town.test',
      invitations: { days: 7, reminderDays: [2, 5], retentionDays: 365 },
    });
    expect(answer.body.data.defaults.invitations.days).toBe(20);
    expect(config()).toMatchObject({
      invitations: { days: 7, fields: [] },
      imports: { maxColumns: 64 },
    });
  });

  test('hold what differs from the file only, so that the rest follows it', async () => {
    await put({ invitations: { days: 7, existingAccounts: 'invite' } });
    await put({ invitations: { days: 20 } });
    const store = app.strapi.store({ type: 'plugin', name: 'participation' });
    expect(await store.get({ key: 'settings' })).toMatchObject({
      overrides: { invitations: { existingAccounts: 'invite' } },
    });
  });

  test('outlive a restart, except what does not go with the file any more', async () => {
    await put({ siteName: 'Kept', pages: { enabled: false, acceptUrl: 'https://town.test/go' } });
    await app.restart();
    expect(await values()).toMatchObject({ siteName: 'Kept', pages: { enabled: false } });

    const store = app.strapi.store({ type: 'plugin', name: 'participation' });
    const { version } = (await store.get({ key: 'settings' })) as { version: number };
    await store.set({
      key: 'settings',
      value: { version, overrides: { siteName: 'Kept', pages: { enabled: false }, old: true } },
    });
    await app.restart();
    expect(await values()).toMatchObject({ siteName: 'Kept', pages: { enabled: true } });
  });

  test.each([
    [{ siteName: '' }, 'siteName', 'required'],
    [{ siteName: 'x'.repeat(101) }, 'siteName', 'too_long'],
    [{ siteUrl: 'javascript:alert(1)' }, 'siteUrl', 'invalid_input'],
    [{ defaultLocale: 'de' }, 'defaultLocale', 'invalid_choice'],
    [{ timeZone: 'Europe/Atlantis' }, 'timeZone', 'invalid_input'],
    [{ pages: { enabled: false } }, 'pages', 'invalid_input'],
    [{ pages: { acceptUrl: 'https://town.test/#x' } }, 'pages.acceptUrl', 'invalid_input'],
    [{ pages: { confirmUrl: 'https://town.test/#x' } }, 'pages.confirmUrl', 'invalid_input'],
    [{ pages: { groupUrl: 'https://town.test/groups' } }, 'pages.groupUrl', 'invalid_input'],
    [{ pages: { groupUrl: 'javascript:{nickname}' } }, 'pages.groupUrl', 'invalid_input'],
    [{ groups: { enabled: null } }, 'groups.enabled', 'invalid_input'],
    [{ groups: { authors: 'everybody' } }, 'groups.authors', 'invalid_choice'],
    [{ groups: { country: 'fr' } }, 'groups.country', 'invalid_input'],
    [{ groups: { country: 'FRA' } }, 'groups.country', 'invalid_input'],
    [{ limits: { group: { points: 1, seconds: 0 } } }, 'limits.group.seconds', 'too_short'],
    [{ invitations: { days: 0 } }, 'invitations.days', 'too_short'],
    [{ invitations: { days: 366 } }, 'invitations.days', 'too_long'],
    [{ invitations: { days: '7' } }, 'invitations.days', 'invalid_input'],
    [{ invitations: { reminderDays: [5, 3] } }, 'invitations.reminderDays', 'invalid_input'],
    [{ invitations: { adminRoles: [] } }, 'invitations.adminRoles', 'too_short'],
    [{ invitations: { adminRoles: ['none-such'] } }, 'invitations.adminRoles', 'unknown_role'],
    [{ mails: { from: 'nobody' } }, 'mails.from', 'invalid_email'],
    [{ mails: { from: 'A <a@town.test>\r\nBcc: b@town.test' } }, 'mails.from', 'invalid_email'],
    [{ mails: { from: 'A <a@town.test>, b@town.test' } }, 'mails.from', 'invalid_email'],
    [{ mails: { replyTo: 'a@town.test, b@town.test' } }, 'mails.replyTo', 'invalid_email'],
    [{ mails: { replyTo: 'A\u202eB <a@town.test>' } }, 'mails.replyTo', 'invalid_email'],
    [{ deliveries: { concurrency: 101 } }, 'deliveries.concurrency', 'too_long'],
    [{ deliveries: { perMinute: 0 } }, 'deliveries.perMinute', 'too_short'],
    [{ limits: { read: { points: 0, seconds: 1 } } }, 'limits.read.points', 'too_short'],
    [{ templates: { added: { fr: { subject: ' ' } } } }, 'templates.added.fr.subject', 'required'],
    [
      { templates: { added: { fr: { subject: 'a\nBcc: b' } } } },
      'templates.added.fr.subject',
      'invalid_input',
    ],
  ])('refuse %j', async (changes, path, code) => {
    expectFault(await put(changes), path, code);
    expect((await settings(app.admin)).values).toEqual((await settings(app.admin)).defaults);
  });

  test.each([
    { deliveries: { maxAttempts: 3 } },
    { visibility: { tokens: ['x'] } },
    { templates: { added: { fr: { message: 'x' } } } },
    { templates: { added: { de: {} } } },
  ])('know nothing of %j', async (changes) => {
    expect((await put(changes)).status).toBe(400);
  });

  test('tell the place of what is wrong in a template', async () => {
    const intro = 'Hello\nyou {{nam}}';
    const answer = await put({ templates: { invitation: { en: { intro } } } });
    expectFault(answer, 'templates.invitation.en.intro', 'invalid_template');
    expect(answer.body.error.details.errors[0]).toMatchObject({
      message: expect.stringMatching(/^Line 2, column 5: There is no variable "nam"/),
      value: '{{nam}}',
      at: { line: 2, column: 5 },
    });
    for (const wrong of ['{{#name}}', '{{{name}}}', '{{#if name}}x{{/if}}', '{{> x}}', '{{name'])
      expectFault(
        await put({ templates: { added: { es: { footer: wrong } } } }),
        'templates.added.es.footer',
        'invalid_template',
      );
  });

  test('change the mails that are sent: sender, answers, texts', async () => {
    await put({
      siteName: 'City',
      mails: { from: 'Doe, Jane <jane@town.test>', replyTo: 'help@town.test' },
      templates: {
        invitation: { en: { subject: 'Come to {{site}}, {{name}}', action: 'Just **come**.' } },
      },
    });
    await invite(app, await createSpace(app), { name: 'Anna', email: 'anna@example.org' });
    const mail = await app.mailbox.waitFor(({ to }) => to === 'anna@example.org');
    expect(mail.subject).toBe('Come to City, Anna');
    expect(mail.html).toContain('Just <strong>come</strong>.');
    expect(mail.headers.from).toBe('"Doe, Jane" <jane@town.test>');
    expect(mail.headers['reply-to']).toBe('help@town.test');

    await reset();
    await invite(app, await createSpace(app), { name: 'Bea', email: 'bea@example.org' });
    const next = await app.mailbox.waitFor(({ to }) => to === 'bea@example.org');
    expect(next.subject).toMatch(/invites you to take part in/);
    expect(next.from).toBe('no-reply@example.org');
  });

  test('change the limits of requests', async () => {
    await put({ limits: { resend: { points: 2, seconds: 60 } } });
    const ask = () =>
      app.http.post('/api/participation/invitations/resend', { email: 'no.one@example.org' });
    expect([await ask(), await ask(), await ask()].map(({ status }) => status)).toEqual([
      202, 202, 429,
    ]);
    await put({ limits: { resend: { points: 3, seconds: 60 } } });
    expect((await ask()).status).toBe(202);
  });

  test('change how groups are offered, or turn them off', async () => {
    const groupUrl = 'https://town.test/groups/{nickname}';
    const confirmUrl = 'https://town.test/confirm';
    const answer = await put({
      pages: { groupUrl, confirmUrl },
      groups: { authors: 'members', country: 'FR' },
      limits: { group: { points: 5, seconds: 60 } },
    });
    expect(answer.body.data.values).toMatchObject({
      pages: { enabled: true, groupUrl, confirmUrl },
      groups: { enabled: true, authors: 'members', country: 'FR' },
      limits: { group: { points: 5, seconds: 60 }, code: { points: 20 } },
    });
    expect((await app.http.get('/api/participation/groups')).status).toBe(200);

    await put({ groups: { enabled: false } });
    expect(config()).toMatchObject({ groups: { enabled: false, country: 'FR' } });
    expect((await app.http.get('/api/participation/groups')).status).toBe(404);
    expect((await app.admin.get('/participation/groups')).status).toBe(404);
  });

  test('limit what one address does in groups', async () => {
    await put({ limits: { group: { points: 2, seconds: 60 } } });
    const { jwt } = await app.registerUser({ username: 'Zoe', email: 'zoe@example.org' });
    const ask = () => app.as(jwt).post('/api/participation/groups', {});
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 429]);
  });

  test('show a mail with made-up values, and what is wrong with it', async () => {
    const preview = (trial: object) => app.admin.post(`${PATH}/preview`, trial);
    const { body } = await preview({
      kind: 'reminder',
      locale: 'fr',
      template: { subject: 'Bonjour {{name}}' },
      spaces: 2,
    });
    expect(body.subject).toBe('Bonjour Camille Exemple');
    expect(body.html).toContain('<html lang="fr">');
    expect(body.text).toContain('- Conseil des jeunes');
    expect((await preview({ kind: 'admin_rights', locale: 'es' })).body.text).toContain(
      '/admin/auth/register?',
    );
    const ofGroup = await preview({ kind: 'group_rejected', locale: 'es' });
    expect(ofGroup.body.subject).toContain('«Amistades del viejo molino»');
    expect(ofGroup.body.text).toContain('> El número de identificación pertenece');
    expectFault(
      await preview({ kind: 'group_invited', locale: 'en', template: { intro: '{{spaces}}' } }),
      'template.intro',
      'invalid_template',
    );
    expectFault(
      await preview({ kind: 'added', locale: 'en', template: { intro: '{{lastDay}}' } }),
      'template.intro',
      'invalid_template',
    );
    expect((await preview({ kind: 'other', locale: 'en' })).status).toBe(400);
  });

  test('send a test mail to the administrator who asks, not too often', async () => {
    const trial = { kind: 'added', locale: 'en', template: { subject: 'A test' } };
    const test = () => app.admin.post(`${PATH}/test`, trial);
    expect((await test()).status).toBe(200);
    const mail = await app.mailbox.waitFor(({ subject }) => subject === 'A test');
    expect(mail.recipients).toEqual([app.adminCredentials.email]);

    app.mailbox.refuse(app.adminCredentials.email, '550 5.1.1 No such user here');
    const refused = await test();
    expectFault(refused, 'mail', 'mail_not_sent');
    expect(refused.text).toContain('No such user here');
    app.mailbox.accept(app.adminCredentials.email);

    const answers = await Promise.all(Array.from({ length: 12 }, test));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
    expect(answers.find(({ status }) => status === 429)!.body.error.details.code).toBe(
      'too_many_requests',
    );
  });

  test('are not undone by somebody who has not seen the last change', async () => {
    const { version } = await settings(app.admin);
    expect((await put({ version, siteName: 'First' })).status).toBe(200);
    const late = await put({ version, siteName: 'Second' });
    expect(late).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'settings_changed' } } },
    });
    expect((await values()).siteName).toBe('First');
  });

  test('are changed by many at once, and nothing is lost', async () => {
    const changes = [
      { siteName: 'At once' },
      { timeZone: 'Europe/Paris' },
      { invitations: { days: 9 } },
      { invitations: { retentionDays: null } },
      { deliveries: { concurrency: 2 } },
      { templates: { added: { en: { subject: 'One' } } } },
      { templates: { added: { fr: { subject: 'Un' } } } },
      { groups: { authors: 'members' } },
    ];
    const answers = await Promise.all(changes.map(put));
    expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
    expect(await values()).toMatchObject({
      siteName: 'At once',
      timeZone: 'Europe/Paris',
      invitations: { days: 9, retentionDays: null },
      deliveries: { concurrency: 2 },
      templates: { added: { en: { subject: 'One' }, fr: { subject: 'Un' } } },
    });

    const { version } = await settings(app.admin);
    const racing = await Promise.all(
      ['a', 'b', 'c', 'd'].map((siteName) => put({ version, siteName })),
    );
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  test('name the roles of administrators only by who may create these', async () => {
    const changes = { invitations: { adminRoles: ['strapi-editor'] } };
    const editor = await app.adminWith([settingsRead, settingsUpdate]);
    expect(await editor.put(PATH, changes)).toMatchObject({
      status: 403,
      body: { error: { details: { code: 'admin_not_allowed' } } },
    });
    expect((await editor.put(PATH, { invitations: { days: 9 } })).status).toBe(200);
    const creator = await app.adminWith([settingsRead, settingsUpdate, 'admin::users.create']);
    expect((await creator.put(PATH, changes)).status).toBe(200);
  });

  test('are in the log when they change', async () => {
    await put({ siteName: 'Logged', invitations: { days: 8 } });
    await put({ siteName: 'Logged' });
    const { body } = await app.admin.get('/participation/activity?action=settings.updated');
    expect(body.results[0]).toMatchObject({
      actor: 'Super Admin',
      details: { changed: ['siteName', 'invitations'] },
    });
  });

  test('that another instance saved are in force soon', async () => {
    await put({ siteName: 'Here' });
    const store = app.strapi.store({ type: 'plugin', name: 'participation' });
    const { version } = (await store.get({ key: 'settings' })) as { version: number };
    await store.set({
      key: 'settings',
      value: { version: version + 1, overrides: { siteName: 'There' } },
    });
    await eventually(
      async () => config().siteName,
      (name) => name === 'There',
      6_000,
    );
  });
});

/** SQLite is the database of one process. */
const several = databaseKind === 'sqlite' ? describe.skip : describe;

several('settings of two instances on one database', () => {
  let site: Site;
  let first: Instance;
  let second: Instance;

  const put = (instance: Instance, changes: object) =>
    site.ask((client) => client.put(PATH, changes), instance);

  beforeAll(async () => {
    site = await Site.open();
    first = await site.addInstance();
  });
  beforeAll(async () => {
    second = await site.addInstance();
  });
  afterAll(() => site?.close());

  test('are changed by both, and neither undoes what the other saved', async () => {
    const saved = await Promise.all([
      put(first, { siteName: 'First' }),
      put(second, { invitations: { days: 11 } }),
    ]);
    expect(saved.map(({ status }) => status)).toEqual([200, 200]);
    for (const instance of [first, second]) {
      const { body } = await site.ask((client) => client.get(PATH), instance);
      expect(body.data.values).toMatchObject({ siteName: 'First', invitations: { days: 11 } });
    }
  });

  test('reach the other one, which nobody asks for them', async () => {
    await put(first, { limits: { read: { points: 1, seconds: 60 } } });
    const visitor = new Client(second.url!);
    await eventually(
      () => visitor.get('/api/participation/spaces'),
      ({ status }) => status === 429,
      10_000,
    );
  });
});
