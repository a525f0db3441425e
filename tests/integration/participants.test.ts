import { startApp, type App } from './harness';
import { cellsOfCsv, cellsOfWorkbook } from './spreadsheets';
import { accept, createSpace, eventually, invite, participantOf, tokenFor } from './story';

type Listed = Record<string, unknown> & { documentId: string; email: string; name: string };

describe('the list of participants', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };

  const path = () => `/participation/spaces/${space.documentId}/participants`;
  const list = async (query = ''): Promise<Listed[]> =>
    (await app.admin.get(`${path()}?${query}`)).body.results;
  const emails = async (query = '') => (await list(query)).map(({ email }) => email);
  const count = (type: string, where: object) =>
    app.strapi.db.query(`plugin::participation.${type}`).count({ where });

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    space = await createSpace(app);
    app.mailbox.clear();
  });

  test('a new address becomes a participant with a pending invitation and one mail', async () => {
    const answer = await invite(app, space, { name: 'Ada Lovelace', email: 'ada@example.org' });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      outcome: 'invited',
      data: { name: 'Ada Lovelace', email: 'ada@example.org', status: 'invited', user: null },
    });
    const mail = await app.mailbox.waitFor(({ to }) => to === 'ada@example.org');
    const lastDay = new Date(answer.body.data.invitationExpiresAt);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain(space.title);
      expect(part).toContain('Super Admin');
      expect(part).toContain(
        new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(lastDay),
      );
      expect(part.replace(/&#x3D;/g, '=')).toMatch(/participation\/invitation\?token=[\w-]{43}/);
    }
    await eventually(
      () => list(),
      ([one]) => one!.invitationSentAt !== null,
    );
    expect(await list()).toMatchObject([{ delivery: { status: 'sent' }, source: 'manual' }]);
    expect(app.mailbox.messages).toHaveLength(1);
  });

  test('an address with an account is in at once, and mailed only if that was asked for', async () => {
    const { jwt } = await app.registerUser({ username: 'Grace', email: 'grace@example.org' });
    const answer = await invite(app, space, { name: 'Grace H', email: 'GRACE@example.org' });

    expect(answer.body).toMatchObject({
      outcome: 'added',
      data: { status: 'active', name: 'Grace', user: { username: 'Grace' }, delivery: null },
    });
    expect(
      (await app.as(jwt).get(`/api/participation/spaces/${space.slug}`)).body.data.participation,
    ).toEqual({ participant: true, canParticipate: true });

    const other = await createSpace(app);
    await invite(app, other, { name: 'Grace', email: 'grace@example.org', notify: true });
    const notice = await app.mailbox.waitFor(({ to }) => to === 'grace@example.org');
    expect(notice.text).toContain(other.title);
    expect(notice.text).not.toContain('token=');
    expect(app.mailbox.messages).toHaveLength(1);
  });

  test('the same address again changes nothing, in any letter case and with spaces around it', async () => {
    await participantOf(app, space, 'in@example.org');
    await invite(app, space, { name: 'Waiting', email: 'waiting@example.org' });
    await app.mailbox.waitFor(2);

    const again = async (email: string) => {
      const { status, body } = await invite(app, space, { name: 'Other Name', email });
      return [status, body.outcome];
    };
    expect(await again('  IN@Example.ORG ')).toEqual([200, 'already_participant']);
    expect(await again('Waiting@EXAMPLE.org')).toEqual([200, 'already_invited']);
    expect(await emails()).toHaveLength(2);
    expect(app.mailbox.messages).toHaveLength(2);
  });

  test('many adds of one address at once make one participant, one invitation and one mail', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        invite(app, space, { name: `Racer ${index}`, email: 'race@example.org' }),
      ),
    );

    const outcomes = answers.map(({ body }) => body.outcome).sort();
    expect(outcomes).toEqual([...Array(19).fill('already_invited'), 'invited']);
    expect(await count('participant', { email: 'race@example.org' })).toBe(1);
    expect(await count('invitation', { email: 'race@example.org' })).toBe(1);
    expect(await count('delivery', { email: 'race@example.org' })).toBe(1);
    await app.mailbox.waitFor(1);
  });

  test('one address invited to several spaces at once has one invitation that opens them all', async () => {
    const spaces = await Promise.all(Array.from({ length: 5 }, () => createSpace(app)));
    await Promise.all(
      spaces.map((one) => invite(app, one, { name: 'Many', email: 'many@example.org' })),
    );
    expect(await count('invitation', { email: 'many@example.org' })).toBe(1);
    await app.mailbox.waitFor(5);

    const { body } = await accept(app.http, await tokenFor(app, 'many@example.org'));
    expect(body.spaces).toHaveLength(5);
  });

  test('the name is the account’s user name once there is an account, and follows it', async () => {
    await invite(app, space, { name: 'As Invited', email: 'named@example.org' });
    expect((await list())[0]!.name).toBe('As Invited');
    await accept(app.http, await tokenFor(app, 'named@example.org'), { username: 'As Chosen' });
    expect((await list())[0]!.name).toBe('As Chosen');
    await app.strapi.db.query('plugin::users-permissions.user').update({
      where: { email: 'named@example.org' },
      data: { username: 'As Changed' },
    });
    expect((await list())[0]!.name).toBe('As Changed');
    expect(await emails('_q=as changed')).toEqual(['named@example.org']);
  });

  test('can be sorted by every column both ways, filtered, searched and turned page by page', async () => {
    await participantOf(app, space, 'c@example.org');
    await app.registerUser({ username: 'Aaron', email: 'a@example.org' });
    await invite(app, space, { name: 'x', email: 'a@example.org' });
    await invite(app, space, { name: 'Zoe', email: 'b@example.org' });
    await eventually(
      () => emails('filters[invitationSent]=true'),
      (sent) => sent.length === 2,
    );

    expect(await emails('sort=email:asc')).toEqual([
      'a@example.org',
      'b@example.org',
      'c@example.org',
    ]);
    expect(await emails('sort=email:desc')).toEqual([
      'c@example.org',
      'b@example.org',
      'a@example.org',
    ]);
    expect((await emails('sort=name:asc'))[0]).toBe('a@example.org');
    expect((await emails('sort=name:desc'))[0]).toBe('b@example.org');
    expect(await emails('sort=invitationSentAt:asc')).toEqual([
      'c@example.org',
      'b@example.org',
      'a@example.org',
    ]);
    expect(await emails('sort=invitationSentAt:desc')).toEqual([
      'b@example.org',
      'c@example.org',
      'a@example.org',
    ]);
    for (const direction of ['asc', 'desc'])
      expect((await emails(`sort=invitationAcceptedAt:${direction}`))[0]).toBe('c@example.org');

    expect(await emails('filters[invitationSent]=false')).toEqual(['a@example.org']);
    expect(await emails('filters[invitationAccepted]=true')).toEqual(['c@example.org']);
    expect(await emails('filters[invitationAccepted]=false&sort=email')).toEqual([
      'a@example.org',
      'b@example.org',
    ]);
    expect(await emails('filters[status]=invited')).toEqual(['b@example.org']);
    expect(await emails('_q=ZO')).toEqual(['b@example.org']);
    expect(await emails('_q=b@exa')).toEqual(['b@example.org']);
    expect(await emails('_q=%25')).toEqual([]);
    await invite(app, space, { name: 'Élodie Ñandú', email: 'elodie@example.org' });
    expect(await emails('_q=Élodie')).toEqual(['elodie@example.org']);
    await app.admin.post(`${path()}/actions`, { action: 'remove', all: true, _q: 'elodie' });

    const page = await app.admin.get(`${path()}?page=2&pageSize=2&sort=email`);
    expect(page.body).toMatchObject({
      results: [{ email: 'c@example.org' }],
      pagination: { page: 2, pageSize: 2, pageCount: 2, total: 3 },
    });
  });

  test('an expired invitation shows as such', async () => {
    await invite(app, space, { name: 'Too Late', email: 'late@example.org' });
    const clock = app.strapi.plugin('participation').service('clock');
    clock.advance(31 * 24 * 3_600_000);
    try {
      expect(await list('filters[status]=expired')).toMatchObject([{ status: 'expired' }]);
      expect(await list('filters[status]=invited')).toEqual([]);
    } finally {
      clock.reset();
    }
  });

  test('resending kills the old link, moves the last day and shows the new time', async () => {
    await invite(app, space, { name: 'Again', email: 'again@example.org' });
    const old = await tokenFor(app, 'again@example.org');
    const [before] = await eventually(
      () => list(),
      ([one]) => one!.invitationSentAt !== null,
    );
    app.mailbox.clear();

    const answer = await app.admin.post(`${path()}/actions`, {
      action: 'resend',
      ids: [before!.documentId],
    });
    expect(answer.body).toEqual({ affected: 1, skipped: 0 });
    const fresh = await tokenFor(app, 'again@example.org');
    const [after] = await eventually(
      () => list(),
      ([one]) => one!.invitationSentAt !== before!.invitationSentAt,
    );
    expect(String(after!.invitationSentAt) > String(before!.invitationSentAt)).toBe(true);
    expect(String(after!.invitationExpiresAt) > String(before!.invitationExpiresAt)).toBe(true);

    expect((await accept(app.http, old)).status).toBe(404);
    expect((await accept(app.http, fresh)).status).toBe(200);
    expect(
      (await app.admin.post(`${path()}/actions`, { action: 'resend', all: true })).body,
    ).toEqual({ affected: 0, skipped: 1 });
  });

  test('whoever declined is left in peace by lists, and can be asked again by hand', async () => {
    const again = () => invite(app, space, { name: 'No Thanks', email: 'no@example.org' });
    await again();
    const decline = async () =>
      app.http.post('/api/participation/invitations/decline', {
        token: await tokenFor(app, 'no@example.org'),
      });
    expect((await decline()).status).toBe(204);
    expect(await list()).toMatchObject([{ status: 'declined' }]);
    expect(
      (await app.admin.post(`${path()}/actions`, { action: 'resend', all: true })).body,
    ).toEqual({ affected: 0, skipped: 1 });

    app.mailbox.clear();
    expect((await again()).body.outcome).toBe('invited');
    expect((await accept(app.http, await tokenFor(app, 'no@example.org'))).status).toBe(200);
    expect(await list()).toMatchObject([{ status: 'active' }]);
  });

  test('removed twice at once, it is written down once', async () => {
    await invite(app, space, { name: 'Twice', email: 'twice@example.org' });
    const answers = await Promise.all(
      [1, 2, 3].map(() => app.admin.post(`${path()}/actions`, { action: 'remove', all: true })),
    );
    const removed = answers.reduce((sum, { body }) => sum + body.affected, 0);
    expect(removed).toBe(1);
    const { body } = await app.admin.get(
      `/participation/activity?space=${space.documentId}&action=participant.removed`,
    );
    expect(body.pagination.total).toBe(1);
  });

  test('removing ends access at once, revokes what carried nothing else, and is written down', async () => {
    const participant = await participantOf(app, space, 'gone@example.org');
    await invite(app, space, { name: 'Pending', email: 'pending@example.org' });
    const token = await tokenFor(app, 'pending@example.org');
    const ids = (await list()).map(({ documentId }) => documentId);

    const answer = await app.admin.post(`${path()}/actions`, {
      action: 'remove',
      ids: [...ids, 'unknown'],
    });
    expect(answer.body).toEqual({ affected: 2, skipped: 1 });
    expect((await participant.get(`/api/participation/spaces/${space.slug}`)).status).toBe(404);
    expect((await accept(app.http, token)).status).toBe(404);
    expect(await list()).toEqual([]);

    const { body } = await app.admin.get(`/participation/activity?space=${space.documentId}`);
    const removed = body.results.filter(
      ({ action }: { action: string }) => action === 'participant.removed',
    );
    expect(removed.map(({ subject }: { subject: string }) => subject).sort()).toEqual([
      'gone@example.org',
      'pending@example.org',
    ]);
    expect(removed[0].actor).toBe('Super Admin');
  });

  test('an invitation that still opens another space outlives the removal from one', async () => {
    const other = await createSpace(app);
    for (const one of [space, other])
      await invite(app, one, { name: 'Both', email: 'both@example.org' });
    await app.admin.post(`${path()}/actions`, { action: 'remove', all: true });

    const { body } = await accept(app.http, await tokenFor(app, 'both@example.org'));
    expect(body.spaces).toEqual([{ title: other.title, slug: other.slug }]);
  });

  test('all that match can be removed, others stay; all without a filter means all', async () => {
    for (const letter of ['a', 'b', 'c'])
      await invite(app, space, { name: `Keep ${letter}`, email: `${letter}@keep.example.org` });
    for (const letter of ['d', 'e'])
      await invite(app, space, { name: `Drop ${letter}`, email: `${letter}@drop.example.org` });

    const act = (body: object) => app.admin.post(`${path()}/actions`, body);
    expect((await act({ action: 'remove', all: true, _q: 'drop' })).body).toEqual({
      affected: 2,
      skipped: 0,
    });
    expect(await list()).toHaveLength(3);
    expect((await act({ action: 'remove', all: true })).body).toEqual({ affected: 3, skipped: 0 });
    expect((await act({ action: 'remove' })).status).toBe(400);
    expect((await act({ action: 'remove', all: true, ids: ['x'] })).status).toBe(400);
  });

  test('a name with a forbidden or an invisible character is refused, and the character named', async () => {
    for (const character of '<>?%&^*#@()[]=+:;"{}\\|') {
      const { status, body } = await invite(app, space, {
        name: `A ${character} B`,
        email: 'x@example.org',
      });
      expect(status).toBe(400);
      expect(body.error.details).toMatchObject({
        code: 'forbidden_character',
        errors: [{ path: ['name'], value: character }],
      });
      expect(body.error.message).toContain(character);
    }
    for (const name of ['A\nB', 'A\u0000B', 'A\u202EB']) {
      const { body } = await invite(app, space, { name, email: 'x@example.org' });
      expect(body.error.details.code).toBe('control_character');
    }
    expect(await list()).toEqual([]);
  });

  test('everything that is wrong with a person is said at once, and nothing is done', async () => {
    const { status, body } = await invite(app, space, { name: '', email: 'nobody' });
    expect(status).toBe(400);
    expect(body.error.details.errors).toEqual([
      expect.objectContaining({ path: ['email'], code: 'invalid_email', value: 'nobody' }),
      expect.objectContaining({ path: ['name'], code: 'missing_name' }),
    ]);
    expect(await count('invitation', { email: 'nobody' })).toBe(0);
  });

  test('adding an administrator’s address leaves their rights as they were', async () => {
    const rights = async () =>
      (await app.admin.get('/admin/users/me/permissions')).body.data.length;
    const before = await rights();
    const answer = await invite(app, space, {
      name: 'Super Admin',
      email: app.adminCredentials.email,
    });
    expect(answer.body.outcome).toBe('invited');
    expect(await rights()).toBe(before);
  });

  test('an administrator may read but not remove without the right to', async () => {
    await invite(app, space, { name: 'Safe', email: 'safe@example.org' });
    const reader = await app.adminWith(['plugin::participation.participants.read']);
    expect((await reader.get(path())).status).toBe(200);
    for (const action of ['remove', 'resend']) {
      const answer = await reader.post(`${path()}/actions`, { action, all: true });
      expect(answer.status).toBe(403);
      expect(answer.body.error.details.code).toBe('forbidden');
    }
    expect(await list()).toHaveLength(1);
  });

  test('the export is a list that a spreadsheet opens and that runs no formula', async () => {
    await invite(app, space, { name: '-Dash Émile', email: '=cmd@example.org' });
    await invite(app, space, { name: 'Ángela', email: 'angela@example.org' });

    const csv = await app.admin.get(`${path()}/export?format=csv`);
    expect(csv.headers['content-disposition']).toContain('participants.csv');
    expect(csv.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = csv.text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines[0]).toBe('E-mail,Name,Status,Invited on,Accepted on');
    expect(lines[1]).toMatch(/^"'=cmd@example.org","'-Dash Émile",invited,/);
    expect(lines).toHaveLength(3);

    const filtered = await app.admin.get(`${path()}/export?_q=angela&locale=fr`);
    expect(filtered.text).toContain('Nom complet');
    expect(filtered.text).not.toContain('Dash');
  });

  test('the export as a workbook holds the same texts, and no formula', async () => {
    const names = ['=SUM(1', ' +33', '-Dash Émile', '@cmd', "'=quoted", 'O’Neil, "Zoé"'];
    const emails = names.map((_, index) => `${index % 2 ? '+' : '='}${index}@book.example.org`);
    for (const email of emails) await invite(app, space, { name: 'Some One', email });
    for (const email of emails) await tokenFor(app, email);
    await accept(app.http, await tokenFor(app, emails[0]!));
    // Names of older lists, and of accounts, may hold what is refused by now.
    const participants = app.strapi.db.query('plugin::participation.participant');
    for (const [index, email] of emails.entries())
      await participants.update({ where: { email }, data: { name: names[index] } });
    await eventually(
      () => list(),
      (rows) => rows.every((row) => row.invitationSentAt),
    );

    const csv = cellsOfCsv((await app.admin.get(`${path()}/export?format=csv&locale=es`)).text);
    const file = await app.admin.get(`${path()}/export?format=xlsx&locale=es`);
    expect(file.headers['content-type']).toContain('spreadsheetml');
    expect(file.headers['content-disposition']).toContain('participants.xlsx');
    expect(await cellsOfWorkbook(file.bytes)).toEqual(csv);

    const [head, ...rows] = csv;
    expect(head).toContain('Correo electrónico');
    expect(rows).toHaveLength(emails.length);
    const shown = new Map((await list()).map((one) => [one.email, one]));
    for (const [email, name, status, sent, accepted] of rows) {
      const one = shown.get(email!)!;
      expect([name, sent, accepted || null]).toEqual([
        one.name,
        one.invitationSentAt,
        one.invitationAcceptedAt,
      ]);
      expect(status).toBe(one.status === 'active' ? 'activo' : 'invitado');
    }
  });
});
