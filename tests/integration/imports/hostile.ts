import { randomFillSync } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import {
  sheetXml,
  workbookParts,
  zip,
} from '../../../server/src/imports/workbook/workbook.fixture';
import type { App } from '../harness';
import { eventually } from '../story';
import { codeOf, expectStatus, Lists, people, sample, startImports } from './lists';

const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';
const MB = 1024 * 1024;

/** Memory that any of these files may cost for a moment. */
const MEMORY = 150 * MB;

describe('files that are no lists', () => {
  let app: App;
  let lists: Lists;
  let folder: string;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hostile-'));
    app = await startImports();
    lists = await Lists.ofNewSpace(app);
    // What the first list ever costs is not what a hostile one costs.
    await lists.preview(await sample('invitations-fr-300.xlsx'));
    await lists.preview(people(2_000));
  });
  afterAll(async () => {
    await fs.rm(folder, { recursive: true });
  });

  /** What becomes of a file: the code of its refusal or failure, or its state. */
  const fateOf = async (file: Buffer | string) => {
    const answer = await lists.upload(file);
    if (answer.status !== 201) {
      expect(answer.body.error.message).toMatch(/\w+ \w+/);
      return [answer.status, codeOf(answer)];
    }
    const { id } = answer.body.data;
    const { status, error } = await eventually(
      () => lists.get(id),
      (one) => one.status !== 'parsing',
    );
    if (error) expect(error.message).toMatch(/\w+ \w+/);
    return [status, error?.code ?? null];
  };

  /** Does something, and tells how much more memory the process had meanwhile. */
  const watched = async <Result>(work: () => Promise<Result>): Promise<[Result, number]> => {
    const before = process.memoryUsage.rss();
    let most = before;
    const look = () => (most = Math.max(most, process.memoryUsage.rss()));
    const timer = setInterval(look, 5);
    try {
      const result = await work();
      look();
      return [result, most - before];
    } finally {
      clearInterval(timer);
    }
  };

  const expectFate = async (file: Buffer | string, fate: unknown[]) => {
    const [found, memory] = await watched(() => fateOf(file));
    expect(found).toEqual(fate);
    expect(memory).toBeLessThan(MEMORY);
  };

  const workbook = (changes: Record<string, string | Buffer | null>) => zip(workbookParts(changes));

  test.each<[what: string, file: Buffer | string, code: string]>([
    ['an empty file', '', 'file_empty'],
    ['blank lines only', '\n \n;;\n', 'file_empty'],
    ['a byte order mark and nothing else', '\uFEFF', 'file_empty'],
    ['a header only', 'email,name\n', 'no_rows'],
    ['no addresses', 'name,town\nAnna,Lyon\nBob,Metz\n', 'no_email_column'],
    [
      'a damaged workbook',
      Buffer.from('PK\u0003\u0004 [Content_Types].xml xl/'),
      'file_unreadable',
    ],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48]),
      'file_type',
    ],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'file_type'],
    ['a web page', '<!DOCTYPE html><p>a@example.org,A</p>', 'file_type'],
    ['an old workbook', Buffer.from('D0CF11E0A1B11AE1'.padEnd(1_024, '0'), 'hex'), 'file_type'],
    ['zeros', Buffer.alloc(100_000), 'file_type'],
    ['random bytes', randomFillSync(Buffer.alloc(100_000)), 'file_type'],
    [
      'text that turns into bytes',
      Buffer.concat([Buffer.from('a@example.org,A\n'), Buffer.alloc(100)]),
      'file_type',
    ],
    ['a Word document', zip([{ name: 'word/document.xml', data: '<w/>' }]), 'file_type'],
    [
      'an OpenDocument spreadsheet',
      zip([
        {
          name: 'mimetype',
          data: 'application/vnd.oasis.opendocument.spreadsheet',
          stored: true,
        },
        { name: 'content.xml', data: '<x/>' },
      ]),
      'file_type',
    ],
    ['an archive of a list', zip([{ name: 'list.csv', data: 'a@example.org,A' }]), 'file_type'],
    ['an empty archive', zip([]), 'file_type'],
    ['200 columns', `${'x,'.repeat(199)}a@example.org\n`, 'too_many_columns'],
    ['a million commas', ','.repeat(1_000_000), 'file_empty'],
    ['a million commas and an address', `${','.repeat(1_000_000)}a@example.org`, 'file_empty'],
  ])('refuses %s, with what is wrong', async (_what, file, code) => {
    const before = await lists.count('import');
    await expectFate(file, [400, code]);
    expect(await lists.count('import')).toBe(before);
    expect(await lists.count('import-part', { import: null })).toBe(0);
  });

  test('refuses a workbook that was cut off, wherever', async () => {
    const whole = await sample('invitations-fr-300.xlsx');
    for (const share of [0.05, 0.3, 0.6, 0.9, 0.99])
      await expectFate(whole.subarray(0, Math.floor(whole.length * share)), [
        400,
        'file_unreadable',
      ]);
  });

  test('a row of a megabyte ends the import with the line that is too long', async () => {
    const row = `a@example.org,${'x'.repeat(MB)}\n`;
    await expectFate(`email,name\nb@example.org,B\n${row}`, ['failed', 'file_unreadable']);
    await expectFate(row, ['failed', 'file_unreadable']);
    await expectFate(`b@example.org,"${'x\n'.repeat(MB)}`, ['failed', 'file_unreadable']);
    const { body } = await app.admin.get('/participation/imports?pageSize=3');
    expect(body.results.map(({ error }: { error: { message: string } }) => error.message)).toEqual([
      expect.stringMatching(/line 1 is not closed/),
      expect.stringMatching(/line 1 is longer/),
      expect.stringMatching(/line 3 is longer/),
    ]);
  });

  test('a quote that is never closed spoils its own row, not those below', async () => {
    const { id, totals } = await lists.preview(
      `email,name\na@example.org,"Anna\n${people(20)}\nz@example.org,Zoé\n`,
    );
    expect(totals).toEqual({ rows: 22, invited: 21, invalid: 1 });
    expect(await lists.rows(id, 'outcome=invalid')).toMatchObject([
      { line: 2, reasons: [{ code: 'forbidden_character', value: '"' }] },
    ]);
  });

  describe('a workbook that unpacks to', () => {
    test('a gigabyte of spaces is refused before it is unpacked', async () => {
      const bomb = packed(SHEET, ' ', 1_024);
      expect(bomb.length).toBeLessThan(6 * MB);
      await expectFate(bomb, [400, 'file_too_large']);
    });

    test('more than it says is refused where it lies', async () => {
      await expectFate(packed(SHEET, ' ', 64, 4 * MB), [400, 'file_unreadable']);
      await expectFate(packed(STRINGS, ' ', 64, 100), [400, 'file_unreadable']);
    });

    test('a gigabyte of texts is refused', async () => {
      await expectFate(packed(STRINGS, '<si><t>x</t></si>', 1_024), [400, 'file_too_large']);
    });

    test('millions of texts is refused', async () => {
      const strings = `<sst>${'<si/>'.repeat(4_500_000)}</sst>`;
      await expectFate(workbook({ [STRINGS]: strings }), [400, 'file_too_large']);
    });

    test('a laugh that doubles and doubles is refused', async () => {
      const laughs = Array.from(
        { length: 10 },
        (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
      ).join('');
      const row = '<row r="1"><c t="str"><v>a@example.org&l10;</v></c></row>';
      const sheet = sheetXml(row).replace('?>', `?><!DOCTYPE w [<!ENTITY l0 "ha">${laughs}]>`);
      await expectFate(workbook({ [SHEET]: sheet }), [400, 'file_unreadable']);
    });

    test('a file of the server is not read', async () => {
      const row = '<row r="1"><c t="str"><v>&file;</v></c></row>';
      const sheet = sheetXml(row).replace(
        '?>',
        '?><!DOCTYPE w [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
      );
      await expectFate(workbook({ [SHEET]: sheet }), [400, 'file_unreadable']);
    });
  });

  describe('far too large', () => {
    /** Uploads a file of zeros that takes no room on the disk, as a stream. */
    const uploadZeros = async (size: number) => {
      const file = path.join(folder, `zeros-${size}.csv`);
      const handle = await fs.open(file, 'w');
      await handle.truncate(size);
      await handle.close();
      const form = new FormData();
      form.append('kind', 'participants');
      form.append('space', lists.space.documentId);
      form.append('file', await openAsBlob(file), 'zeros.csv');
      const response = await fetch(`${app.url}/participation/imports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${app.admin.token}` },
        body: form,
      });
      return { status: response.status, body: await response.json() };
    };

    /** Large uploads that lie where Strapi puts them, by their names. */
    const lying = async () => {
      const names = (await fs.readdir(os.tmpdir())).filter((name) => /^[0-9a-z]{25}$/.test(name));
      const large = await Promise.all(
        names.map(async (name) => {
          const found = await fs.stat(path.join(os.tmpdir(), name)).catch(() => null);
          return found && found.size > MB ? [name] : [];
        }),
      );
      return large.flat();
    };

    test('for an import: 60 MB are taken in, refused and deleted', async () => {
      const before = await lying();
      let during = 0;
      const timer = setInterval(async () => {
        during = Math.max(during, (await lying()).length);
      }, 20);
      const [answer, memory] = await watched(() => uploadZeros(60 * MB));
      clearInterval(timer);

      expect(answer.status).toBe(413);
      expect(answer.body.error).toMatchObject({
        status: 413,
        name: 'PayloadTooLargeError',
        details: { code: 'file_too_large' },
        message: expect.stringContaining('50.0 MB'),
      });
      // Of the client, too, which is in this process.
      expect(memory).toBeLessThan(2 * MEMORY);
      expect(during).toBeGreaterThan(before.length);
      expect(await lying()).toEqual(before);
    });

    test('for Strapi: 300 MB are refused by itself, and deleted', async () => {
      const before = await lying();
      const [answer, memory] = await watched(() => uploadZeros(300 * MB));
      expect(answer.status).toBe(413);
      expect(answer.body.error).toMatchObject({ status: 413, name: 'PayloadTooLargeError' });
      expect(memory).toBeLessThan(2 * MEMORY);
      await eventually(lying, (left) => left.length <= before.length);
    });

    test('to be a list: 20 MB of zeros are refused, and deleted', async () => {
      const before = await lying();
      const answer = await uploadZeros(20 * MB);
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.code).toBe('file_type');
      expect(await lying()).toEqual(before);
    });
  });

  test('afterwards a good list goes on as ever', async () => {
    const { totals } = await lists.run(people(3));
    expect(totals).toEqual({ rows: 3, invited: 3 });
    const again = expectStatus(201, await lists.upload(await sample('invitations-fr-300.xlsx')));
    expect((await lists.until(again.body.data.id, 'ready')).status).toBe('ready');
    expect((await app.http.get('/api/participation/spaces')).status).toBe(200);
  });
});

/**
 * A workbook of which one part is the same text over and over, so many megabytes of it. Only one
 * of them is ever packed; `claimed` is the size that the archive says it has.
 */
const packed = (part: string, text: string, megabytes: number, claimed = megabytes * MB) => {
  const one = deflateRawSync(text.repeat(Math.ceil(MB / text.length)).slice(0, MB), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const data = Buffer.concat([...Array<Buffer>(megabytes).fill(one), deflateRawSync('')]);
  const parts = workbookParts({
    [part]: '',
    'xl/sharedStrings.xml': part === STRINGS ? '' : null,
  }).filter(({ name }) => name !== part);
  const archive = zip([
    ...parts,
    { name: part, data, stored: true, claimedSize: claimed, claimedCrc: 0 },
  ]);
  // It is packed already: both headers are to say so.
  const entries = [
    { mark: 'PK\x03\x04', name: 30, method: 8 },
    { mark: 'PK\x01\x02', name: 46, method: 10 },
  ];
  for (const { mark, name, method } of entries)
    for (let at = archive.indexOf(mark); at >= 0; at = archive.indexOf(mark, at + 1))
      if (archive.toString('latin1', at + name, at + name + part.length) === part)
        archive.writeUInt16LE(8, at + method);
  return archive;
};
