import { startApp, type App } from '../harness';
import { whileSettings } from '../story';
import {
  confirmationOf,
  decide,
  organization,
  person,
  SITE,
  type Made,
  type Person,
} from './story';

const PAGE = '/participation/group-confirmation';

describe('the page that confirms a group’s address', () => {
  let app: App;
  let creator: Person;

  const open = (token: string, headers: Record<string, string> = {}) =>
    app.http.get(`${PAGE}?token=${token}`, { headers });
  const confirm = (token: string, fields: Record<string, string> = {}) =>
    app.http.form(PAGE, { token, ...fields });
  const isConfirmed = async ({ nickname }: Made): Promise<boolean> =>
    (await creator.client.get(`${SITE}/${nickname}`)).body.data.managed.confirmed;
  const waiting = async (fields: object = {}) => {
    const group = await organization(creator, fields);
    return { group, token: await confirmationOf(app, group.email) };
  };
  const lang = (text: string) => /<html lang="(\w+)"/.exec(text)?.[1];

  beforeAll(async () => {
    app = await startApp();
    creator = await person(app);
  });
  afterAll(() => app?.stop());

  test('names the group, and lets nothing else in or out', async () => {
    const { token } = await waiting({ name: 'Neighbours’ garden' });
    const { status, text, headers } = await open(token);
    expect(status).toBe(200);
    expect(text).toContain('Neighbours’ garden');
    expect(text).not.toContain('<script');
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/html'),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*form-action 'self'/),
    });
  });

  test('confirms by its form, not by being looked at, and says kindly when that is done', async () => {
    const { group, token } = await waiting();
    expect((await app.http.head(`${PAGE}?token=${token}`)).status).toBe(200);
    await open(token);
    expect(await isConfirmed(group)).toBe(false);

    const done = await confirm(token);
    expect([done.status, done.text.includes('The address is confirmed')]).toEqual([200, true]);
    expect(done.text).toContain('will look at the group next');
    expect(await isConfirmed(group)).toBe(true);

    for (const again of [await open(token), await confirm(token)]) {
      expect(again.status).toBe(200);
      expect(again.text).toContain('This address is confirmed already');
      expect(again.text).not.toContain('<form');
    }
  });

  test('tells a group that is verified already of nothing more to wait for', async () => {
    const { group, token } = await waiting();
    await decide(app, 'verify', [group]);
    const { status, text } = await confirm(token);
    expect([status, text.includes('will look at the group next')]).toEqual([200, false]);
  });

  test('every dead link shows one and the same page, which says what to do', async () => {
    const { group, token } = await waiting();
    await creator.client.post(`${SITE}/${group.nickname}/confirmation`);
    const pages = await Promise.all(
      [token, 'garbage', '', 'x'.repeat(5_000)].map((one) => open(one)),
    );
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect(pages[0]!.text).toContain('Try the link in the most recent mail');
    const posted = [await confirm(token), await confirm('x'.repeat(5_000))];
    expect(posted.map(({ status }) => status)).toEqual([404, 404]);
    expect((await app.http.post(PAGE, { token: ['a'], lang: 7 })).status).toBe(404);
  });

  test('speaks the language of the mail, else the browser’s, and can be switched', async () => {
    const { token } = await waiting();
    const spanish = { 'accept-language': 'es-MX,en;q=0.5' };
    expect(lang((await open(token, spanish)).text)).toBe('es');
    expect(lang((await app.http.get(`${PAGE}?token=${token}&lang=fr`)).text)).toBe('fr');

    await app.strapi.db
      .query('plugin::users-permissions.user')
      .update({ where: { id: creator.id }, data: { preferredLocale: 'fr' } });
    expect(lang((await open(token, spanish)).text)).toBe('fr');
    expect(lang((await confirm(token, { lang: 'en' })).text)).toBe('en');
  });

  test('asks those who try too often to wait', async () => {
    const { token } = await waiting();
    await whileSettings(app, { limits: { answer: { points: 1, seconds: 60 } } }, async () => {
      await open(token);
      const { status, headers, text } = await open(token);
      expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
      expect(text).toContain('Too many attempts');
    });
  });

  test('is not there when pages or groups are switched off', async () => {
    const { token } = await waiting();
    const off = [
      { groups: { enabled: false } },
      { pages: { enabled: false, acceptUrl: 'https://x.org' } },
    ];
    for (const settings of off)
      await whileSettings(app, settings, async () => {
        expect((await open(token)).status).toBe(404);
        expect((await confirm(token)).status).toBe(404);
      });
  });

  test('leaves no token in the log', async () => {
    await app.restart({ logLevel: 'debug' });
    try {
      const lines: string[] = [];
      for (const transport of app.strapi.log.transports) transport.silent = true;
      app.strapi.log.on('data', ({ message }: { message: string }) => lines.push(message));
      const { token } = await waiting();
      await open(token);
      await confirm(token);
      expect(lines.join('\n')).toContain(`GET ${PAGE}`);
      expect(lines.join('\n')).not.toContain(token);
    } finally {
      await app.restart();
    }
  });
});
