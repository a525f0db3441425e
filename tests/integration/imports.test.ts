import fs from 'node:fs/promises';
import path from 'node:path';
import { startApp, type App, type Client } from './harness';
import { accept, createSpace, eventually, invite, participantOf, tokenFor } from './story';

const sample = (name: string) => fs.readFile(path.join(__dirname, '../data', name));

type Row = {
  line: number;
  values: { email: string; name: string };
  outcome: string;
  reasons: { code: string; field: string; value: string | null; message: string }[];
};

let lists = 0;

/** A list of people whom no other test has. */
const people = (count: number): string => {
  lists += 1;
  return Array.from(
    { length: count },
    (_, index) => `person.${index}@list${lists}.example.org,Person ${index}`,
  ).join('\n');
};

describe('an import of participants', () => {
  let app: App;
  let space: { documentId: string; slug: string; title: string };

  const upload = (file: Buffer | string, to = space.documentId, client: Client = app.admin) =>
    client.upload('/participation/imports', {
      file,
      filename: 'list.csv',
      fields: { kind: 'participants', space: to },
    });
  const get = async (id: string) => (await app.admin.get(`/participation/imports/${id}`)).body.data;
  const until = (id: string, status: string) =>
    eventually(
      () => get(id),
      (one) => one.status === status || one.status === 'failed',
    );
  const preview = async (file: Buffer | string, to = space.documentId) => {
    const answer = await upload(file, to);
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return until(answer.body.data.id, 'ready');
  };
  const rows = async (id: string, query = ''): Promise<Row[]> =>
    (await app.admin.get(`/participation/imports/${id}/rows?pageSize=100&${query}`)).body.results;
  const start = (id: string) =>
    app.admin.post(`/participation/imports/${id}/start`, { mode: 'add' });
  const run = async (file: Buffer | string, to = space.documentId) => {
    const { id } = await preview(file, to);
    await start(id);
    return until(id, 'completed');
  };
  const count = (type: string, where: object) =>
    app.strapi.db.query(`plugin::participation.${type}`).count({ where });
  const onList = async (of = space) =>
    (await app.admin.get(`/participation/spaces/${of.documentId}/participants`)).body.pagination
      .total;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    space = await createSpace(app);
    app.mailbox.clear();
  });

  test('takes two columns without a header, every good row', async () => {
    const done = await run(await sample('participants-two-columns.csv'));

    expect(done).toMatchObject({
      status: 'completed',
      fileName: 'list.csv',
      createdBy: 'Super Admin',
      totals: { rows: 4, invited: 4 },
      progress: { done: 4, total: 4 },
      detected: { encoding: 'utf-8', separator: ',', header: false },
    });
    const mails = await app.mailbox.waitFor(4);
    expect(mails.map(({ to }) => to)).toContain('francois.noel@example.org');
    expect(mails.every(({ text }) => text.includes('Super Admin'))).toBe(true);
    const { body } = await accept(app.http, await tokenFor(app, 'ada.lovelace@example.org'));
    expect(body.spaces).toEqual([{ title: space.title, slug: space.slug }]);
  });

  test('shows first what will happen, and neither writes nor mails anything before the start', async () => {
    await app.registerUser({ username: 'Has Account', email: 'has.account@example.org' });
    await participantOf(app, space, 'inside@example.org');
    await invite(app, space, { name: 'Waiting', email: 'waiting@example.org' });
    await tokenFor(app, 'waiting@example.org');
    const mails = app.mailbox.messages.length;

    const { id, totals } = await preview(
      [
        'email;name',
        'new@example.org;New Person',
        'HAS.ACCOUNT@example.org;Has Account',
        'inside@example.org;Inside',
        'waiting@example.org;Waiting',
        ' New@Example.org ;New Again',
        'wrong;Wr(o)ng',
      ].join('\n'),
    );

    expect(totals).toEqual({
      rows: 6,
      invited: 1,
      added: 1,
      already_participant: 1,
      already_invited: 1,
      duplicate: 1,
      invalid: 1,
    });
    expect(await rows(id, 'outcome=duplicate')).toEqual([
      {
        line: 6,
        values: { email: 'new@example.org', name: 'New Again' },
        outcome: 'duplicate',
        expected: null,
        reasons: [
          expect.objectContaining({ code: 'duplicate_in_file', field: 'email', value: '2' }),
        ],
      },
    ]);
    expect(await rows(id, 'outcome=invalid')).toMatchObject([
      {
        line: 7,
        reasons: [
          { code: 'invalid_email', field: 'email', value: 'wrong' },
          { code: 'forbidden_character', field: 'name', value: '(' },
        ],
      },
    ]);
    expect(await onList()).toBe(2);
    expect(await count('invitation', { email: 'new@example.org' })).toBe(0);
    expect(app.mailbox.messages).toHaveLength(mails);
  });

  test('applies what it showed; a bad row stops no good one, and every row has its outcome', async () => {
    const before = await preview(await sample('participants-messy.csv'));
    const expected = await rows(before.id);
    await start(before.id);
    const after = await until(before.id, 'completed');

    expect(after.totals).toEqual(before.totals);
    expect(await rows(before.id)).toEqual(expected);
    expect(expected.map(({ line, outcome, reasons }) => [line, outcome, reasons[0]?.code])).toEqual(
      [
        [1, 'invited', undefined],
        [2, 'duplicate', 'duplicate_in_file'],
        [4, 'invalid', 'invalid_email'],
        [5, 'invalid', 'invalid_email'],
        [6, 'invalid', 'forbidden_character'],
        [7, 'invalid', 'forbidden_character'],
        [8, 'invalid', 'missing_name'],
        [9, 'invalid', 'forbidden_character'],
        [10, 'invalid', 'control_character'],
        [11, 'invalid', 'invalid_email'],
        [12, 'invited', undefined],
        [13, 'invalid', 'forbidden_character'],
        [14, 'invited', undefined],
        [15, 'invited', undefined],
        [16, 'invalid', 'invalid_email'],
        [17, 'invalid', 'missing_email'],
      ],
    );
    expect(await onList()).toBe(after.totals.invited);
  });

  test.each([
    ['participants-bom-quoted.csv', { separator: ',', header: true }, 2],
    [
      'participants-excel-fr-windows1252.csv',
      { encoding: 'windows-1252', separator: ';', header: true },
      26,
    ],
    ['participants-utf16le.csv', { encoding: 'utf-16le', separator: '\t', header: true }, 2],
  ])('recognises how %s was saved', async (name, detected, invited) => {
    const found = await preview(await sample(name));
    expect(found.detected).toMatchObject(detected);
    expect(found.totals.invited).toBe(invited);
  });

  test('keeps letters as they are, whatever the encoding', async () => {
    const names = async (name: string) =>
      (await rows((await preview(await sample(name))).id)).map(({ values }) => values.name);
    expect(await names('participants-excel-fr-windows1252.csv')).toContain('Elsa Velázquez Roldán');
    expect(await names('participants-utf16le.csv')).toContain('María José');
    expect(await names('participants-bom-quoted.csv')).toContain('Doe, Jane');
  });

  test('the same file again changes nothing and mails nobody', async () => {
    const file = people(4);
    await run(file);
    await app.mailbox.waitFor(4);
    const deliveries = await count('delivery', {});
    const again = await run(file);

    expect(again.totals).toEqual({ rows: 4, already_invited: 4 });
    expect(await onList()).toBe(4);
    expect(await count('delivery', {})).toBe(deliveries);
  });

  test('its report opens in a spreadsheet and, corrected, can be uploaded as it is', async () => {
    const { id } = await run(
      'ok@example.org;Fine\nbad-address;Élise\nx@example.org;=HYPERLINK(1)\n+y@example.org;-Yves\nok@example.org;Twice\n',
    );
    const report = await app.admin.get(`/participation/imports/${id}/report?locale=fr`);

    expect(report.headers['content-disposition']).toContain('list-report.csv');
    expect(report.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = report.text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines[0]).toBe('E-mail;Nom complet;Ligne;Motif');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toBe('bad-address;Élise;2;Ce n’est pas une adresse e-mail.');
    for (const line of lines)
      for (const cell of line.split(';')) expect(cell).not.toMatch(/^"?[=+\-@\t\r]/);

    const corrected = report.text
      .replace('bad-address', 'elise@example.org')
      .replace("'=HYPERLINK(1)", 'Xavier');
    expect((await run(corrected)).totals).toEqual({ rows: 3, invited: 2, already_invited: 1 });
  });

  test.each([
    ['an empty file', '', 'file_empty'],
    ['blank lines only', '\n \n;;\n', 'file_empty'],
    ['a header only', 'email,name\n', 'no_rows'],
    ['no addresses', 'name,town\nAnna,Lyon\nBob,Metz\n', 'no_email_column'],
    [
      'a damaged workbook',
      Buffer.from('PK\u0003\u0004 [Content_Types].xml xl/'),
      'file_unreadable',
    ],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 'file_type'],
    ['zeros', Buffer.alloc(100_000), 'file_type'],
    ['200 columns', `${'x,'.repeat(199)}a@example.org\n`, 'too_many_columns'],
  ])('refuses %s, with what is wrong', async (_what, file, code) => {
    const answer = await upload(file);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.code).toBe(code);
    expect(answer.body.error.message).toMatch(/\w+ \w+/);
    expect(await count('import', { space: { documentId: space.documentId } })).toBe(0);
  });

  test('refuses an unknown space, an unknown kind, a missing file and wrong options', async () => {
    const code = async (answer: ReturnType<typeof upload>) =>
      (await answer).body.error.details.code;
    expect(await code(upload('a@example.org,A', 'nowhere'))).toBe('space_not_found');
    const send = (fields: Record<string, string>, name = 'file') =>
      app.admin.upload('/participation/imports', {
        file: 'a@b.org,A',
        filename: 'x',
        name,
        fields,
      });
    expect(await code(send({ kind: 'nonsense', space: space.documentId }))).toBe('invalid_choice');
    expect(await code(send({ kind: 'participants', space: space.documentId }, 'other'))).toBe(
      'file_missing',
    );
    expect(
      await code(send({ kind: 'participants', space: space.documentId, options: '{"x":1}' })),
    ).toBe('invalid_input');
  });

  test('starts once, however often it is asked to', async () => {
    const deliveries = await count('delivery', {});
    const { id } = await preview(people(4));
    const answers = await Promise.all(Array.from({ length: 5 }, () => start(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    await until(id, 'completed');
    await app.mailbox.waitFor(4);
    expect(await count('delivery', {})).toBe(deliveries + 4);
  });

  test('cancelled before the start, it never does anything; deleted, it is gone', async () => {
    const { id } = await preview(await sample('participants-two-columns.csv'));
    const cancelled = await app.admin.post(`/participation/imports/${id}/cancel`);
    expect(cancelled.body.data).toMatchObject({ status: 'cancelled', totals: { rows: 4 } });
    expect(cancelled.body.data.totals).not.toHaveProperty('invited');
    expect((await start(id)).body.error.details.code).toBe('import_state');
    expect(await onList()).toBe(0);

    expect((await app.admin.delete(`/participation/imports/${id}`)).status).toBe(204);
    expect((await app.admin.get(`/participation/imports/${id}`)).body.error.details.code).toBe(
      'import_not_found',
    );
    expect(await count('import-row', { import: null })).toBe(0);
  });

  test('a space that is deleted takes its unfinished imports along', async () => {
    const { id } = await preview(await sample('participants-two-columns.csv'));
    await app.admin.delete(`/participation/spaces/${space.documentId}`);
    expect((await get(id)).status).toBe('cancelled');
  });

  test('is written to the log with who, which file and what came of it', async () => {
    await run(people(4));
    const { body } = await app.admin.get(`/participation/activity?space=${space.documentId}`);
    expect(body.results.slice(0, 2)).toMatchObject([
      {
        action: 'import.completed',
        actor: 'Super Admin',
        subject: 'list.csv',
        details: { invited: 4 },
      },
      { action: 'import.started', actor: 'Super Admin', subject: 'list.csv' },
    ]);
  });

  test('the history names the imports of one space, the last one first', async () => {
    await run('a@example.org,A');
    await preview('b@example.org,B');
    const { body } = await app.admin.get(`/participation/imports?space=${space.documentId}`);
    expect(body.results.map(({ status }: { status: string }) => status)).toEqual([
      'ready',
      'completed',
    ]);
    expect(body.pagination.total).toBe(2);
  });

  test('templates come in the language asked for, and a filled one is understood', async () => {
    const template = await app.admin.get(
      '/participation/imports/templates/participants?format=csv&locale=es',
    );
    expect(template.text).toBe('\uFEFFCorreo electrónico;Nombre completo\r\n');
    const { detected, totals } = await preview(`${template.text}eva@example.org;Eva Ruiz\r\n`);
    expect(detected.columns.map(({ field }: { field: string }) => field)).toEqual([
      'email',
      'name',
    ]);
    expect(totals).toEqual({ rows: 1, invited: 1 });
    expect((await app.admin.get('/participation/imports/templates/nonsense')).status).toBe(404);
  });

  test('speaks the language that was chosen for the list', async () => {
    const answer = await app.admin.upload('/participation/imports', {
      file: 'langue@example.org,Langue',
      filename: 'fr.csv',
      fields: { kind: 'participants', space: space.documentId, options: '{"locale":"fr"}' },
    });
    await until(answer.body.data.id, 'ready');
    await start(answer.body.data.id);
    const mail = await app.mailbox.waitFor(({ to }) => to === 'langue@example.org');
    expect(mail.html).toContain('lang="fr"');
  });

  test('two lists into one space at once, overlapping, count right', async () => {
    const some = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => {
        const number = from + index;
        return `person.${number}@many.example.org,Person ${number}`;
      });
    const [first, second] = await Promise.all([
      preview(some(0, 700).join('\n')),
      preview(some(400, 1_000).reverse().join('\n')),
    ]);
    await Promise.all([start(first!.id), start(second!.id)]);
    await Promise.all([until(first!.id, 'completed'), until(second!.id, 'completed')]);

    const totals = [await get(first!.id), await get(second!.id)].map((one) => one.totals);
    const sum = (outcome: string) => totals.reduce((all, one) => all + (one[outcome] ?? 0), 0);
    expect(sum('invited')).toBe(1_000);
    expect(sum('already_invited')).toBe(300);
    expect(await onList()).toBe(1_000);
    expect(await count('invitation', { email: { $contains: '@many.' } })).toBe(1_000);
    expect(await count('delivery', { email: { $contains: '@many.' } })).toBe(1_000);
  });
});

describe('the limits of imports', () => {
  test('are told with what they are', async () => {
    const app = await startApp({
      participation: { imports: { maxFileSize: 1_000, maxRows: 3, maxWaiting: 2 } },
    });
    try {
      const { documentId } = await createSpace(app);
      const upload = (file: string) =>
        app.admin.upload('/participation/imports', {
          file,
          filename: 'list.csv',
          fields: { kind: 'participants', space: documentId },
        });
      const large = await upload('a@example.org,A\n'.repeat(100));
      expect(large.status).toBe(413);
      expect(large.body.error.details.code).toBe('file_too_large');

      const long = await upload('1@a.org\n2@a.org\n3@a.org\n4@a.org\n');
      const failed = await eventually(
        async () => (await app.admin.get(`/participation/imports/${long.body.data.id}`)).body.data,
        ({ status }) => status !== 'parsing',
      );
      expect(failed).toMatchObject({ status: 'failed', error: { code: 'too_many_rows' } });

      await upload('1@a.org\n');
      await upload('2@a.org\n');
      const third = await upload('3@a.org\n');
      expect(third.status).toBe(409);
      expect(third.body.error.details.code).toBe('too_many_waiting');
    } finally {
      await app.stop();
    }
  });
});
