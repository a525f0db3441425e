import { PERMISSIONS } from '../../../contracts/permissions';
import {
  INVITATION_SORTS,
  type HistoryEvent,
  type Invitation,
} from '../../../contracts/invitations';
import { startApp, type App, type Client } from '../harness';
import { cellsOfCsv, cellsOfWorkbook } from '../spreadsheets';
import { accept, createSpace, eventually, tokenFor } from '../story';
import {
  act,
  api,
  DAY,
  guestOf,
  HOUR,
  INVITATIONS,
  invitationOf,
  linkOf,
  newAddress,
  newAddresses,
  offer,
  rowsOf,
} from './offers';

describe('the list of invitations', () => {
  let app: App;
  let space: { documentId: string; title: string; slug: string };

  const clock = () => app.strapi.plugin('participation').service('clock');
  const ask = async (query = '', client: Client = app.admin) =>
    (await client.get(`${INVITATIONS}?pageSize=100&${query}`)).body;
  const emailsOf = async (query: string): Promise<(string | null)[]> =>
    (await ask(query)).results.map(({ email }: Invitation) => email);
  const settled = (email: string, status: string) =>
    eventually(
      () => invitationOf(app, email),
      ({ delivery }) => delivery?.status === status,
    );

  beforeAll(async () => {
    app = await startApp();
    space = await createSpace(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  describe('of some in every state', () => {
    const DOMAIN = 'states.example.org';
    const at = (name: string) => `${name}@${DOMAIN}`;
    let all: string[];

    beforeAll(async () => {
      app.mailbox.refuse(at('failed'), '550 5.1.1 No such mailbox');
      const options = { spaces: [space.documentId] };
      const names = ['pending', 'accepted', 'declined', 'revoked', 'reminded', 'failed'];
      for (const name of names)
        await offer(app, `${name[0]!.toUpperCase()}${name.slice(1)} Zoe <${at(name)}>`, options);
      await offer(app, at('handed'), { send: false });
      const expiresAt = new Date(Date.now() + 60_000).toISOString();
      await offer(app, at('expired'), { expiresAt, send: false });
      clock().advance(2 * 60_000);
      // Until the task has come round, the order by state is that of what is stored.
      app.strapi.plugin('participation').service('invitations').tasks.kick();
      const accepted = await tokenFor(app, at('accepted'));
      await accept(app.http, accepted);
      await api(app.http, 'decline', { token: await tokenFor(app, at('declined')) });
      await act(app, 'revoke', { ids: [(await invitationOf(app, at('revoked'))).documentId] });
      for (const name of ['pending', 'reminded']) await settled(at(name), 'sent');
      await settled(at('failed'), 'failed');
      await app.admin.post(`${INVITATIONS}/codes`, { count: 1, label: `Code of ${DOMAIN}` });
      await app.strapi.db.query('plugin::participation.invitation').update({
        where: { email: at('reminded') },
        data: { remindedAt: new Date().toISOString() },
      });
      await eventually(
        () => rowsOf(app, 'invitation', { email: at('expired') }),
        ([row]) => row.status === 'expired',
      );
      all = [...names, 'handed', 'expired'].map(at);
    });
    beforeEach(() => clock().advance(2 * 60_000));

    test('shows each with its state, its mail and who invited', async () => {
      expect(await emailsOf(`_q=${DOMAIN}`)).toHaveLength(9);
      for (const [name, status] of [
        ['pending', 'pending'],
        ['accepted', 'accepted'],
        ['declined', 'declined'],
        ['revoked', 'revoked'],
        ['failed', 'pending'],
        ['handed', 'pending'],
        ['expired', 'expired'],
      ] as const)
        expect(await invitationOf(app, at(name))).toMatchObject({
          status,
          invitedBy: 'Super Admin',
        });
      expect((await invitationOf(app, at('failed'))).delivery).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('No such mailbox'),
      });
    });

    test.each(INVITATION_SORTS)('is sorted by %s both ways, empty ones last', async (column) => {
      const valuesOf = async (direction: string): Promise<(string | null)[]> =>
        (await ask(`_q=${DOMAIN}&sort=${column}:${direction}`)).results.map(
          (row: Invitation) => row[column]?.toLowerCase() ?? null,
        );
      const rising = await valuesOf('asc');
      const falling = await valuesOf('desc');
      const given = rising.filter((value) => value !== null);
      expect(rising).toHaveLength(9);
      expect(given).toEqual([...given].sort());
      expect(rising.slice(given.length).every((value) => value === null)).toBe(true);
      expect(falling).toEqual([...[...given].reverse(), ...rising.slice(given.length)]);
    });

    test('is the newest first where nothing else is asked for', async () => {
      const { results } = await ask(`_q=${DOMAIN}`);
      expect(results[0].kind).toBe('code');
      expect(results.at(-1).email).toBe(at('pending'));
    });

    test('is searched in addresses, names and labels, in any letter case', async () => {
      expect(await emailsOf('_q=DECLINED@states')).toEqual([at('declined')]);
      expect(await emailsOf('_q=pending zoe')).toEqual([at('pending')]);
      expect((await ask('_q=code of states')).results).toEqual([
        expect.objectContaining({ kind: 'code' }),
      ]);
      expect(await emailsOf('_q=%25')).toEqual([]);
      expect(await emailsOf('_q=_tates')).toEqual([]);
    });

    test('is narrowed by filters together with a search', async () => {
      const q = `_q=${DOMAIN}`;
      const filtered = async (filters: string) => (await emailsOf(`${q}&${filters}`)).sort();
      expect(await filtered('filters[status]=pending&filters[kind]=address')).toEqual(
        ['failed', 'handed', 'pending', 'reminded'].map(at),
      );
      expect(await filtered('filters[status][$eq]=expired')).toEqual([at('expired')]);
      expect(await filtered('filters[delivery]=failed')).toEqual([at('failed')]);
      expect(await filtered('filters[delivery]=sent&filters[status]=pending')).toEqual(
        ['pending', 'reminded'].map(at),
      );
      expect(await filtered('filters[kind]=code')).toEqual([null]);
      expect(await filtered(`filters[space]=${space.documentId}&filters[status]=pending`)).toEqual(
        ['failed', 'pending', 'reminded'].map(at),
      );
      expect(await filtered('filters[space]=missing')).toEqual([]);
      expect((await app.admin.get(`${INVITATIONS}?filters[status]=lost`)).status).toBe(400);
    });

    test('comes in pages without holes', async () => {
      const seen = [];
      for (let page = 1; page <= 5; page += 1) {
        const { results, pagination } = (
          await app.admin.get(`${INVITATIONS}?_q=${DOMAIN}&pageSize=2&page=${page}&sort=status:asc`)
        ).body;
        expect(pagination).toEqual({ page, pageSize: 2, pageCount: 5, total: 9 });
        seen.push(...results.map(({ email }: Invitation) => email));
      }
      expect(seen.sort()).toEqual([...all, null].sort());
    });
  });

  test('finds a code by the space that it leads to', async () => {
    const own = await createSpace(app);
    const label = 'Leads to its own';
    await app.admin.post(`${INVITATIONS}/codes`, { count: 1, label, spaces: [own.documentId] });
    expect((await ask(`filters[space]=${own.documentId}`)).results).toEqual([
      expect.objectContaining({ kind: 'code', label }),
    ]);
  });

  describe('acted upon', () => {
    test('for some, tells of how many, and skips what it cannot be done for', async () => {
      const open = await guestOf(app);
      const used = await guestOf(app);
      await accept(app.http, used.token);
      const ids = [open.documentId, used.documentId, 'missing'];
      const answer = async (action: string) => (await act(app, action, { ids })).body;
      expect(await answer('resend')).toEqual({ affected: 1, skipped: 2 });
      expect(await answer('revoke')).toEqual({ affected: 1, skipped: 2 });
      expect(await answer('revoke')).toEqual({ affected: 0, skipped: 3 });
      expect(await answer('resend')).toEqual({ affected: 0, skipped: 3 });
      expect(await answer('delete')).toEqual({ affected: 2, skipped: 1 });
      expect(await answer('delete')).toEqual({ affected: 0, skipped: 3 });
    });

    test('for all that match, leaves the others alone', async () => {
      const emails = newAddresses(620);
      const text = emails.map((email) => `Bulk Person <${email}>`).join('\n');
      await offer(app, text, { spaces: [space.documentId], send: false });
      const other = await guestOf(app);
      const matching = { all: true, _q: 'bulk person', filters: { status: 'pending' } };
      expect((await act(app, 'revoke', matching)).body).toEqual({ affected: 620, skipped: 0 });
      expect((await invitationOf(app, other.email)).status).toBe('pending');
      expect(await rowsOf(app, 'participant', { email: emails.slice(0, 300) })).toEqual([]);
      expect((await act(app, 'revoke', matching)).body).toEqual({ affected: 0, skipped: 0 });
      const deleted = await act(app, 'delete', { all: true, _q: 'bulk person' });
      expect(deleted.body).toEqual({ affected: 620, skipped: 0 });
      expect((await ask('_q=bulk person')).results).toEqual([]);
    });

    test('needs to be told whom it is about', async () => {
      for (const body of [{}, { ids: [] }, { ids: ['x'], all: true }, { all: false }])
        expect((await act(app, 'revoke', body)).status).toBe(400);
      expect((await act(app, 'explode', { all: true })).status).toBe(400);
    });

    test('deletes no access of who has accepted', async () => {
      const { token, documentId } = await guestOf(app, { spaces: [space.documentId] });
      const { jwt } = (await accept(app.http, token)).body;
      await act(app, 'delete', { ids: [documentId] });
      const enter = await app.as(jwt).get(`/api/participation/spaces/${space.slug}`);
      expect(enter.status).toBe(200);
    });

    test('is written in the log', async () => {
      const { documentId, email } = await guestOf(app);
      for (const action of ['resend', 'revoke', 'delete'])
        await act(app, action, { ids: [documentId] });
      const { results } = (await app.admin.get('/participation/activity?pageSize=100')).body;
      const own = results.filter(({ subject }: { subject: string }) => subject === email);
      expect(own.map(({ action }: { action: string }) => action)).toEqual([
        'invitation.deleted',
        'invitation.revoked',
        'invitation.resent',
        'invitation.link_shown',
        'invitation.created',
      ]);
      expect(own[0].actor).toBe('Super Admin');
    });
  });

  describe('of one', () => {
    const historyOf = async (documentId: string): Promise<HistoryEvent[]> =>
      (await app.admin.get(`${INVITATIONS}/${documentId}`)).body.data.history;

    test('has its message and its history, in the order of what happened', async () => {
      const email = newAddress();
      await offer(app, email, { message: 'Do come' });
      await settled(email, 'sent');
      const { documentId, token } = await linkOf(app, email);
      clock().advance(HOUR);
      await api(app.http, 'preview', { token });
      clock().advance(HOUR);
      app.mailbox.clear();
      await act(app, 'resend', { ids: [documentId] });
      const fresh = await tokenFor(app, email);
      await settled(email, 'sent');
      clock().advance(HOUR);
      const username = `Historic ${email}`;
      await accept(app.http, fresh, { username });

      const { body } = await app.admin.get(`${INVITATIONS}/${documentId}`);
      expect(body.data).toMatchObject({ email, status: 'accepted', message: 'Do come' });
      const history: HistoryEvent[] = body.data.history;
      const events = history.map(({ event }) => event);
      expect(events).toEqual(expect.arrayContaining(['queued', 'renewed']));
      expect(events.slice(0, 2)).toEqual(['created', 'queued']);
      expect([...events.slice(2, 4)].sort()).toEqual(['link_shown', 'sent']);
      expect(events[4]).toBe('opened');
      expect([...events.slice(5, 7)].sort()).toEqual(['queued', 'renewed']);
      expect(events.slice(7)).toEqual(['sent', 'accepted']);
      expect(history[0]!.by).toBe('Super Admin');
      expect(history.find(({ event }) => event === 'link_shown')!.by).toBe('Super Admin');
      expect(history.at(-1)!.by).toBe(username);
    });

    test('names the answer of a mail server that refused, and what ended it', async () => {
      const email = newAddress();
      app.mailbox.refuse(email, '550 5.7.1 Go away');
      await offer(app, email);
      await settled(email, 'failed');
      const { documentId } = await invitationOf(app, email);
      clock().advance(31 * DAY);
      const history = await historyOf(documentId);
      expect(history.map(({ event }) => event)).toEqual(['created', 'queued', 'failed', 'expired']);
      expect(history[2]!.detail).toContain('Go away');
    });

    test('is a 404 where there is none', async () => {
      for (const path of ['/missing', '/missing/link'])
        expect((await app.admin.get(`${INVITATIONS}${path}`)).status).toBe(404);
    });
  });

  test('gives each what the administrator has a right to', async () => {
    const { documentId } = await guestOf(app);
    const statusesOf = async (...rights: string[]) => {
      const client = await app.adminWith(rights);
      const ids = { ids: ['missing'] };
      const statuses = {
        list: (await client.get(INVITATIONS)).status,
        one: (await client.get(`${INVITATIONS}/${documentId}`)).status,
        link: (await client.get(`${INVITATIONS}/${documentId}/link`)).status,
        export: (await client.get(`${INVITATIONS}/export`)).status,
        invite: (await offer(app, newAddress(), { send: false }, client)).status,
        codes: (await client.post(`${INVITATIONS}/codes`, { count: 1 })).status,
        look: (await client.post(`${INVITATIONS}/preview-mail`, { locale: 'en' })).status,
        resend: (await act(app, 'resend', ids, client)).status,
        revoke: (await act(app, 'revoke', ids, client)).status,
        delete: (await act(app, 'delete', ids, client)).status,
      };
      return Object.entries(statuses)
        .filter(([, status]) => status !== 403)
        .map(([name, status]) => (status < 300 ? name : `${name} ${status}`));
    };
    const { invitationsRead, invitationsInvite, invitationsRevoke } = PERMISSIONS;
    const { invitationsExport, invitationsImport, invitationsLink, participantsRead } = PERMISSIONS;
    expect(await statusesOf(participantsRead)).toEqual([]);
    expect(await statusesOf(invitationsRead)).toEqual(['list', 'one']);
    expect(await statusesOf(invitationsLink)).toEqual(['link']);
    expect(await statusesOf(invitationsExport)).toEqual(['export']);
    expect(await statusesOf(invitationsImport)).toEqual(['look']);
    expect(await statusesOf(invitationsInvite)).toEqual(['invite', 'codes', 'look']);
    expect(await statusesOf(invitationsRead, invitationsInvite)).toEqual([
      ...['list', 'one', 'invite', 'codes', 'look', 'resend'],
    ]);
    expect(await statusesOf(invitationsRead, invitationsRevoke)).toEqual([
      ...['list', 'one', 'revoke', 'delete'],
    ]);
    expect((await app.http.get(INVITATIONS)).status).toBe(401);
  });

  describe('exported', () => {
    test('as CSV, has all that match, in the language asked for, and runs no formulas', async () => {
      const label = '=HYPERLINK("http://evil.example.org")';
      const { body } = await app.admin.post(`${INVITATIONS}/codes`, {
        count: 2,
        maxUses: 3,
        label,
      });
      const email = '+sum@export.example.org';
      await offer(app, `Ex Port <${email}>`, { spaces: [space.documentId], send: false });

      const file = await app.admin.get(`${INVITATIONS}/export?_q=export.example.org&locale=fr`);
      expect(file.headers['content-disposition']).toContain('invitations.csv');
      const [head, row, ...rest] = file.text.replace('\uFEFF', '').trimEnd().split('\r\n');
      expect(head).toContain('E-mail,Prénom,Nom,Nom complet,Statut');
      expect(row).toMatch(new RegExp(`^"?'\\${email}"?,,,Ex Port,en attente,${space.title},`));
      expect(rest).toEqual([]);

      const codes = await app.admin.get(`${INVITATIONS}/export?_q=HYPERLINK`);
      for (const { code } of body.data) expect(codes.text).toContain(code);
      expect(codes.text).toContain(`"'=HYPERLINK(""http://evil.example.org"")"`);
    });

    test.each([
      ['en', 'Role', 'Last e-mail', 'Address of the code', ['sent', 'trying again', 'failed']],
      ['fr', 'Rôle', 'Dernier e-mail', 'Adresse du code', ['envoyé', 'nouvel essai', 'échec']],
      ['es', 'Rol', 'Último correo', 'Dirección del código', ['enviado', 'reintentando', 'error']],
    ])(
      'in %s, tells the role, what became of the last mail, and where codes are redeemed',
      async (locale, role, mail, address, [sent, again, failed]) => {
        const at = (name: string) => `${name}@mails-${locale}.example.org`;
        app.mailbox.refuse(at('again'), '451 4.7.1 Later');
        app.mailbox.refuse(at('failed'), '550 5.7.1 Go away');
        await offer(app, [at('sent'), at('again'), at('failed')], { role: 'authenticated' });
        await offer(app, at('none'), { send: false });
        const { body } = await app.admin.post(`${INVITATIONS}/codes`, {
          count: 1,
          label: `mails-${locale}`,
        });
        await settled(at('sent'), 'sent');
        await settled(at('failed'), 'failed');
        await eventually(
          () => invitationOf(app, at('again')),
          ({ delivery }) => delivery?.status === 'queued' && delivery.attempts > 0,
        );

        const query = `_q=mails-${locale}&locale=${locale}`;
        const [head, ...rows] = cellsOfCsv(
          (await app.admin.get(`${INVITATIONS}/export?${query}`)).text,
        );
        const told = rows.map((row) => [
          row[0],
          ...[role, mail, address].map((name) => row[head!.indexOf(name)]),
        ]);
        expect(told.sort()).toEqual(
          [
            [at('sent'), 'Authenticated', sent, ''],
            [at('again'), 'Authenticated', again, ''],
            [at('failed'), 'Authenticated', failed, ''],
            [at('none'), '', '', ''],
            ['', '', '', body.data[0].url],
          ].sort(),
        );
      },
    );

    test('as a workbook, has the same texts, and no formula', async () => {
      const [sent, formula, accepted] = ['a', '-b', '=c'].map((name) => `${name}@book.example.org`);
      await offer(app, `An Na <${sent}>`, { spaces: [space.documentId], locale: 'fr' });
      await offer(app, accepted!, { spaces: [space.documentId], send: false });
      await offer(app, formula!, { admin: true, send: false });
      await accept(app.http, (await linkOf(app, accepted!)).token);
      await settled(sent!, 'sent');
      const label = '+33 book.example.org';
      await app.admin.post(`${INVITATIONS}/codes`, { count: 1, maxUses: 3, label });
      const of = async (format: string) =>
        app.admin.get(`${INVITATIONS}/export?_q=book.example.org&format=${format}`);

      const csv = cellsOfCsv((await of('csv')).text);
      const file = await of('xlsx');
      expect(file.headers['content-type']).toContain('spreadsheetml');
      expect(file.headers['content-disposition']).toContain('invitations.xlsx');
      expect(await cellsOfWorkbook(file.bytes)).toEqual(csv);

      const [head, ...rows] = csv;
      const cell = (row: string[], name: string) => row[head!.indexOf(name)] || null;
      const { results } = await ask('_q=book.example.org');
      expect(rows.map((row) => [row[0] || null, cell(row, 'Label')])).toEqual(
        expect.arrayContaining([
          [sent, null],
          [formula, null],
          [accepted, null],
          [null, label],
        ]),
      );
      for (const row of rows) {
        const one = results.find(({ email }: Invitation) => email === (row[0] || null));
        expect(['Sent on', 'Expires on', 'Accepted on'].map((name) => cell(row, name))).toEqual([
          one.sentAt,
          one.expiresAt,
          one.acceptedAt,
        ]);
        expect(cell(row, 'Status')).toBe(one.status);
      }
    });
  });
});
