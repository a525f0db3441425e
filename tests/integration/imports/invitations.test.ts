import { PERMISSIONS } from '../../../contracts/permissions';
import type { Answer, App, Client } from '../harness';
import { accept, createSpace, participantOf, tokenFor } from '../story';
import {
  clockOf,
  codeOf,
  DAY,
  expectStatus,
  IMPORTS,
  Lists,
  people,
  sample,
  startImports,
  stopImports,
  type Uploading,
} from './lists';

type Invitation = Record<string, unknown> & { email: string };

/** Imports of people who are invited to the platform. */
class Invites extends Lists {
  constructor(app: App, client: Client = app.admin) {
    super(app, { documentId: '', slug: '', title: '' }, client);
  }

  override upload(file: Buffer | string, { name = 'list.csv', options }: Uploading = {}) {
    const fields = { kind: 'invitations', options: JSON.stringify(options ?? {}) };
    return this.client.upload(IMPORTS, { file, filename: name, fields });
  }

  /** What the database has of invitations to these addresses, in their order. */
  async invitations(...emails: string[]): Promise<(Invitation | undefined)[]> {
    const found: Invitation[] = await this.app
      .strapi!.db.query('plugin::participation.invitation')
      .findMany({ where: { email: { $in: emails } }, populate: ['role'] });
    return emails.map((wanted) => found.find(({ email }) => email === wanted));
  }

  /** The codes, fields and values of what is wrong with each refused row, by line. */
  async faults(id: string): Promise<Record<number, (string | null)[][]>> {
    const rows = await this.rows(id, 'outcome=invalid');
    return Object.fromEntries(
      rows.map(({ line, reasons }) => [
        line,
        reasons.map(({ code, field, value }) => [code, field, value]),
      ]),
    );
  }
}

afterAll(stopImports);

describe('a list of invitations', () => {
  let app: App;
  let invites: Invites;

  beforeAll(async () => {
    app = await startImports();
    invites = new Invites(app);
    for (const name of ['Quartier A', 'Quartier B'])
      expectStatus(201, await app.admin.post('/participation/groups', { name, kind: 'manual' }));
  });
  beforeEach(() => app.mailbox.clear());
  afterEach(() => clockOf(app).reset());

  const fieldsOf = async (id: string) =>
    (await invites.get(id)).detected!.columns.map(({ field }) => field);

  test('of six columns: each row has its outcome, with all that is wrong with it', async () => {
    const file = await sample('invitations-six-columns.xlsx');
    const { id, totals, detected } = await invites.preview(file);

    expect(detected).toMatchObject({ format: 'xlsx', header: true });
    expect(await fieldsOf(id)).toEqual([
      'email',
      'first_name',
      'last_name',
      'language',
      'groups',
      'admin',
    ]);
    expect(totals).toEqual({ rows: 7, invited: 4, duplicate: 1, invalid: 2 });
    expect(await invites.faults(id)).toEqual({
      7: [
        ['unknown_locale', 'language', 'xx'],
        ['unknown_group', 'groups', 'Nowhere'],
        ['invalid_admin_value', 'admin', 'yup'],
      ],
      8: [['unknown_group', 'groups', '24']],
    });
    expect((await invites.rows(id))[1]).toEqual({
      line: 3,
      values: {
        email: 'omar@example.org',
        first_name: 'Omar',
        last_name: 'Benali',
        language: 'fr',
        groups: 'Quartier A, Quartier B',
        admin: 'VRAI',
      },
      outcome: 'invited',
      expected: null,
      reasons: [],
    });
    expect(await invites.count('invitation', { email: 'pia@example.org' })).toBe(0);

    // Without the groups, of which one is not known.
    await invites.useColumns(id, ['email', 'first_name', 'last_name', 'language', null, 'admin']);
    await invites.until(id, 'ready');
    expect(await invites.faults(id)).toEqual({
      7: [
        ['unknown_locale', 'language', 'xx'],
        ['invalid_admin_value', 'admin', 'yup'],
      ],
    });
    const [duplicate] = await invites.rows(id, 'outcome=duplicate');
    expect(duplicate).toMatchObject({
      line: 6,
      reasons: [{ code: 'duplicate_in_file', value: '2' }],
    });
    expect((await invites.get(id)).totals).toEqual({
      rows: 7,
      invited: 5,
      duplicate: 1,
      invalid: 1,
    });
    expect(app.mailbox.messages).toEqual([]);

    const done = await invites.apply(id);
    expect(done).toMatchObject({
      space: null,
      undoable: false,
      changed: 0,
      totals: { rows: 7, invited: 5, duplicate: 1, invalid: 1 },
      progress: { done: 5, total: 5 },
    });
    const [nora, omar, pia, rosa] = await invites.invitations(
      'nora@example.org',
      'omar@example.org',
      'pia@example.org',
      'rosa@example.org',
    );
    expect(nora).toMatchObject({ firstName: 'Nora', lastName: 'Lindqvist', locale: 'en' });
    expect(Boolean(nora!.grantsAdmin)).toBe(false);
    expect(omar).toMatchObject({ firstName: 'Omar', locale: 'fr', grantsAdmin: true });
    expect(pia).toMatchObject({ firstName: null, lastName: null, locale: null });
    expect(rosa).toMatchObject({ lastName: 'Gil', locale: 'es' });
    await tokenFor(app, 'sam@example.org');
    // What became of a file's columns is remembered of its kind, for all tests to come.
    await invites.useColumns((await invites.preview(file)).id, [
      'email',
      'first_name',
      'last_name',
      'language',
      'groups',
      'admin',
    ]);
  });

  test('a filled cell goes before the option, an empty one leaves it', async () => {
    const [one, two] = [await createSpace(app), await createSpace(app)];
    const role = await app.strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'authenticated' } });
    const expiresAt = new Date(Date.now() + 5 * DAY).toISOString();
    const { id } = await invites.preview(
      [
        'courriel;langue;admin;message;espaces;envoyer l’invitation;rôle',
        'cells@options.example.org;ES;FAUX;Hola;"' + two.slug + '";non;',
        'options@options.example.org;;;;;;authenticated',
      ].join('\n'),
      {
        options: {
          locale: 'fr',
          admin: true,
          message: 'Bonjour',
          spaces: [one.documentId],
          role: 'authenticated',
          expiresAt,
        },
      },
    );
    expect((await invites.apply(id)).totals).toEqual({ rows: 2, invited: 2 });

    const [cells, options] = await invites.invitations(
      'cells@options.example.org',
      'options@options.example.org',
    );
    expect(cells).toMatchObject({ locale: 'es', message: 'Hola', role: { id: role.id } });
    expect(Boolean(cells!.grantsAdmin)).toBe(false);
    expect(options).toMatchObject({ locale: 'fr', message: 'Bonjour', role: { id: role.id } });
    expect(options!.grantsAdmin).toBe(true);
    for (const invitation of [cells, options])
      expect(new Date(invitation!.expiresAt as string).toISOString()).toBe(expiresAt);
    expect(await new Lists(app, one).emails()).toEqual(['options@options.example.org']);
    expect(await new Lists(app, two).emails()).toEqual(['cells@options.example.org']);
    await tokenFor(app, 'options@options.example.org');
    expect(app.mailbox.messages.map(({ to }) => to)).not.toContain('cells@options.example.org');
    expect(await invites.count('delivery', { email: 'cells@options.example.org' })).toBe(0);
  });

  test('options that can’t hold are refused before anything is read', async () => {
    const refused = async (options: object) => {
      const { status, body } = await invites.upload('a@example.org', { options });
      expect([400, 403]).toContain(status);
      const { code, errors } = body.error.details;
      return [code, errors?.[0].path.join('.')];
    };
    expect(await refused({ role: 'nonsense' })).toEqual(['unknown_role', 'options.role']);
    expect(await refused({ groups: ['nowhere'] })).toEqual(['unknown_group', 'options.groups']);
    expect(await refused({ spaces: ['nowhere'] })).toEqual(['unknown_space', 'options.spaces']);
    expect(await refused({ locale: 'xx' })).toEqual(['invalid_choice', 'options.locale']);
    expect(await refused({ notify: true })).toEqual(['invalid_input', 'options']);
    expect(await refused({ expiresAt: '2020-01-01T00:00:00Z' })).toEqual([
      'invalid_input',
      'options.expiresAt',
    ]);
    // The role of those who are not signed in is nobody's to be given.
    expect(await refused({ role: 'public' })).toEqual(['unknown_role', 'options.role']);
  });

  test('attributes of the account to be are cast by their type, and are there on acceptance', async () => {
    const { id } = await invites.preview(
      [
        'email,district,birth date,Household size,drawn by lot,confirmed,nonsense',
        'right@fields.example.org,riverside,1990-02-28,4,oui,FALSE,x',
        'wrong@fields.example.org,Elsewhere,30/02/1990,four,perhaps,TRUE,x',
        'range@fields.example.org,,1990-02-30,21,,,',
      ].join('\n'),
    );
    expect(await fieldsOf(id)).toEqual([
      'email',
      'district',
      'birthDate',
      'householdSize',
      'drawnByLot',
      null,
      null,
    ]);
    expect(await invites.faults(id)).toEqual({
      3: [
        ['invalid_field_value', 'district', 'Elsewhere'],
        ['invalid_field_value', 'birthDate', '30/02/1990'],
        ['invalid_field_value', 'householdSize', 'four'],
        ['invalid_field_value', 'drawnByLot', 'perhaps'],
      ],
      4: [
        ['invalid_field_value', 'birthDate', '1990-02-30'],
        ['invalid_field_value', 'householdSize', '21'],
      ],
    });
    await invites.apply(id);
    await accept(app.http, await tokenFor(app, 'right@fields.example.org'));
    const account = await app.strapi.db
      .query('plugin::users-permissions.user')
      .findOne({ where: { email: 'right@fields.example.org' } });
    expect(account).toMatchObject({
      district: 'Riverside',
      birthDate: '1990-02-28',
      householdSize: 4,
      drawnByLot: true,
    });
  });

  test('any refused field can be corrected, and is applied then', async () => {
    const { id } = await invites.preview(
      'email,first_name,language,admin,spaces\nwrong,A<na,xx,yup,Nowhere\n',
    );
    expect(await invites.faults(id)).toEqual({
      2: [
        ['invalid_email', 'email', 'wrong'],
        ['forbidden_character', 'first_name', '<'],
        ['unknown_locale', 'language', 'xx'],
        ['invalid_admin_value', 'admin', 'yup'],
        ['unknown_space', 'spaces', 'Nowhere'],
      ],
    });
    const space = await createSpace(app, { title: 'Place, and more' });
    const first = await invites.correct(id, 2, {
      email: 'ana@correct.example.org',
      first_name: 'Ana',
      language: 'Français',
    });
    expect(first.body.data).toMatchObject({
      values: { email: 'ana@correct.example.org', first_name: 'Ana', admin: 'yup' },
      reasons: [{ code: 'invalid_admin_value' }, { code: 'unknown_space' }],
    });
    const last = await invites.correct(id, 2, { admin: '0', spaces: '"place, AND more"' });
    expect(last.body.data).toEqual({
      line: 2,
      values: {
        email: 'ana@correct.example.org',
        first_name: 'Ana',
        language: 'Français',
        admin: '0',
        spaces: '"place, AND more"',
      },
      outcome: 'invited',
      expected: null,
      reasons: [],
    });
    await invites.apply(id);
    expect(await new Lists(app, space).emails()).toEqual(['ana@correct.example.org']);
    const [invitation] = await invites.invitations('ana@correct.example.org');
    expect(invitation).toMatchObject({ firstName: 'Ana', locale: 'fr' });
  });

  test('the report holds all columns, and can be corrected and uploaded again', async () => {
    const { id } = await invites.preview(
      'e-mail;prénom;nom;langue;district\n=bad;Zoé;Zed;fr;Hillside\nx@report.example.org;X;;xx;\n',
    );
    const report = await invites.report(id, 'locale=fr');
    expect(report[0]).toBe('E-mail;Prénom;Nom;Langue;district;Ligne;Motif');
    expect(report[1]).toContain('"\'=bad";Zoé;Zed;fr;Hillside;2;');
    expect(report[2]).toContain('x@report.example.org;X;;xx;;3;');
    expect(report[2]).toContain('xx');

    const again = await invites.preview(
      report.join('\r\n').replace('"\'=bad"', 'zoe@report.example.org'),
    );
    expect(await fieldsOf(again.id)).toEqual([
      'email',
      'first_name',
      'last_name',
      'language',
      'district',
      null,
      null,
    ]);
    expect(again.totals).toEqual({ rows: 2, invited: 1, invalid: 1 });
  });

  test('accounts get what is carried at once; another invitation gains what is new', async () => {
    const [space, other] = [await createSpace(app), await createSpace(app)];
    await participantOf(app, space, 'in@accounts.example.org');
    await app.registerUser({ username: 'Outside', email: 'out@accounts.example.org' });
    await invites.run('email\nwaiting@accounts.example.org\n');
    await tokenFor(app, 'waiting@accounts.example.org');
    app.mailbox.clear();

    const { id, totals } = await invites.preview(
      'in@accounts.example.org\nOUT@accounts.example.org\nwaiting@accounts.example.org\nnew@accounts.example.org\n',
      { options: { spaces: [space.documentId] } },
    );
    expect(await invites.outcomes(id)).toEqual({
      'in@accounts.example.org': 'already_participant',
      'out@accounts.example.org': 'added',
      'waiting@accounts.example.org': 'already_invited',
      'new@accounts.example.org': 'invited',
    });
    expect((await invites.apply(id)).totals).toEqual(totals);
    expect(await new Lists(app, space).emails()).toHaveLength(4);
    expect(await invites.count('invitation', { email: 'waiting@accounts.example.org' })).toBe(1);
    await tokenFor(app, 'new@accounts.example.org');
    expect(app.mailbox.messages.filter(({ to }) => to === 'out@accounts.example.org')).toEqual([]);
    expect(await new Lists(app, other).emails()).toEqual([]);
  });

  test('who was listed without a mail gets it from a list that asks for one, once', async () => {
    const email = 'later@writes.example.org';
    const listed = (send: string) => `email,send_invite_email\n${email},${send}\n`;
    expect((await invites.run(listed('FALSE'))).totals).toEqual({ rows: 1, invited: 1 });
    expect(await invites.count('delivery', { email })).toBe(0);
    for (let turn = 0; turn < 2; turn += 1)
      expect((await invites.run(listed('TRUE'))).totals).toEqual({ rows: 1, already_invited: 1 });
    await tokenFor(app, email);
    expect(await invites.count('delivery', { email })).toBe(1);
  });

  test('templates in each language are understood once they are filled', async () => {
    const fields = (await app.admin.get(`${IMPORTS}/kinds/invitations`)).body.data.fields;
    expect(fields[0]).toEqual({ name: 'email', required: true });
    const names: string[] = fields.map(({ name }: { name: string }) => name);
    expect(names.slice(-4)).toEqual(['district', 'birthDate', 'householdSize', 'drawnByLot']);
    for (const locale of ['en', 'fr', 'es']) {
      const { text } = await app.admin.get(`${IMPORTS}/templates/invitations?locale=${locale}`);
      const { id } = await invites.preview(`${text}template.${locale}@example.org\r\n`);
      expect(await fieldsOf(id)).toEqual([
        'email',
        'first_name',
        'last_name',
        'language',
        'groups',
        'spaces',
        'role',
        'admin',
        'send_invite_email',
        'message',
      ]);
    }
  });

  test('has no list to replace and nothing to undo', async () => {
    const { id } = await invites.preview('someone@undo.example.org\n');
    expect(codeOf(await invites.start(id, 'replace'))).toBe('invalid_choice');
    expect((await invites.removals(id)).body.pagination.total).toBe(0);
    await invites.apply(id);
    const undo = await invites.undo(id);
    expect([undo.status, codeOf(undo)]).toEqual([409, 'import_state']);
  });

  describe('rights', () => {
    const { invitationsImport, participantsImport } = PERMISSIONS;
    const CREATE_ADMINS = 'admin::users.create';

    test('each kind is asked for by its own right, and others are not told of', async () => {
      const { id } = await invites.preview('someone@rights.example.org\n');
      const space = await createSpace(app);
      const ofSpaces = await app.adminWith([participantsImport]);
      const ofPeople = await app.adminWith([invitationsImport]);

      const hidden: Answer[] = [
        await ofSpaces.get(`${IMPORTS}/${id}`),
        await ofSpaces.get(`${IMPORTS}/${id}/rows`),
        await ofSpaces.get(`${IMPORTS}/${id}/report`),
        await ofSpaces.post(`${IMPORTS}/${id}/start`, {}),
        await ofSpaces.post(`${IMPORTS}/${id}/cancel`, {}),
        await ofSpaces.put(`${IMPORTS}/${id}/columns`, { columns: ['email'] }),
        await ofSpaces.delete(`${IMPORTS}/${id}`),
      ];
      for (const answer of hidden)
        expect([answer.status, codeOf(answer)]).toEqual([404, 'import_not_found']);
      expect((await new Invites(app, ofSpaces).upload('a@example.org')).status).toBe(403);
      expect((await new Lists(app, space, ofPeople).upload(people(1))).status).toBe(403);
      expect((await ofSpaces.get(`${IMPORTS}/kinds/invitations`)).status).toBe(403);
      expect((await ofPeople.get(`${IMPORTS}/kinds/invitations`)).status).toBe(200);

      const kindsIn = async (client: Client, query = '') =>
        new Set(
          (await client.get(`${IMPORTS}?pageSize=100&${query}`)).body.results.map(
            ({ kind }: { kind: string }) => kind,
          ),
        );
      await new Lists(app, space).preview(people(1));
      expect(await kindsIn(ofSpaces)).toEqual(new Set(['participants']));
      expect(await kindsIn(ofPeople)).toEqual(new Set(['invitations']));
      expect(await kindsIn(ofPeople, 'kind=participants')).toEqual(new Set());
      expect(await kindsIn(app.admin, 'kind=invitations')).toEqual(new Set(['invitations']));

      const own = new Invites(app, ofPeople);
      expect((await own.start(id)).status).toBe(200);
      await own.until(id, 'completed');
      expect(
        codeOf(
          await app.admin.upload(IMPORTS, {
            file: 'a@example.org',
            filename: 'a.csv',
            fields: { kind: 'participants' },
          }),
        ),
      ).toBe('required');
    });

    test('an administrator’s rights are offered only by those who may create administrators', async () => {
      const client = await app.adminWith([invitationsImport]);
      const mayNot = new Invites(app, client);
      const option = await mayNot.upload('a@admin.example.org', { options: { admin: true } });
      expect([option.status, codeOf(option)]).toEqual([403, 'admin_not_allowed']);

      const { id } = await mayNot.preview(
        'email,admin\none@admin.example.org,TRUE\ntwo@admin.example.org,FALSE\n',
      );
      expect(await mayNot.outcomes(id)).toEqual({
        'one@admin.example.org': 'invalid',
        'two@admin.example.org': 'invited',
      });
      expect(await invites.faults(id)).toEqual({ 2: [['admin_not_allowed', 'admin', 'TRUE']] });
      // Whoever may starts it: what it shows is what holds.
      await invites.apply(id);
      expect(await invites.invitations('one@admin.example.org')).toEqual([undefined]);

      const mine = await invites.preview('email,admin\nthree@admin.example.org,1\nwrong,\n');
      const corrected = await mayNot.correct(mine.id, 3, {
        email: 'four@admin.example.org',
        admin: 'oui',
      });
      expect(corrected.body.data.reasons).toMatchObject([{ code: 'admin_not_allowed' }]);
      const start = await mayNot.start(mine.id);
      expect([start.status, codeOf(start)]).toEqual([403, 'admin_not_allowed']);
      expect((await invites.get(mine.id)).status).toBe('ready');

      const may = new Invites(app, await app.adminWith([invitationsImport, CREATE_ADMINS]));
      await may.apply(mine.id);
      const [three] = await invites.invitations('three@admin.example.org');
      expect(three).toMatchObject({ grantsAdmin: true });

      // Where no row makes use of the right, nobody needs it.
      const harmless = await invites.preview('email,admin\nfive@admin.example.org,non\n');
      await mayNot.apply(harmless.id);
      const [five] = await invites.invitations('five@admin.example.org');
      expect(Boolean(five!.grantsAdmin)).toBe(false);
    });
  });

  // Last, as its mails keep others waiting.
  test('with French headings: 300 rows, of which some are put into a group', async () => {
    const { id, totals } = await invites.preview(await sample('invitations-fr-300.xlsx'));
    expect(await fieldsOf(id)).toEqual([
      'email',
      'first_name',
      'last_name',
      'language',
      'groups',
      'admin',
    ]);
    expect(totals).toEqual({ rows: 300, invited: 300 });

    expect((await invites.apply(id)).totals).toEqual(totals);
    const [first, ninth] = await invites.invitations(
      'resident.0@example.org',
      'resident.9@example.org',
    );
    expect(first).toMatchObject({ firstName: 'Hippolyte', lastName: 'Charles', locale: 'es' });
    expect(ninth).toMatchObject({ firstName: 'Thụy Du', lastName: 'Vương', name: 'Thụy Du Vương' });
    await tokenFor(app, 'resident.0@example.org');
    const { results } = (await app.admin.get('/participation/groups?_q=Quartier A')).body;
    const carried = await app.admin.get(
      `/participation/invitations?filters[group]=${results[0].documentId}`,
    );
    expect(carried.body.pagination.total).toBe(90);

    // The same file again: nothing new, and nobody is written to.
    const before = await invites.count('delivery');
    const again = await invites.preview(await sample('invitations-fr-300.xlsx'));
    expect(again.totals).toEqual({ rows: 300, already_invited: 300 });
    expect((await invites.apply(again.id)).totals).toEqual(again.totals);
    expect(await invites.count('delivery')).toBe(before);
  });
});
