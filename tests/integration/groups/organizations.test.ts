import { startApp, type Answer, type App } from '../harness';
import { eventually } from '../story';
import {
  codeOf,
  confirmationOf,
  decide,
  GROUPS,
  made,
  me,
  organization,
  person,
  profile,
  SITE,
  verified,
  type Made,
  type Person,
} from './story';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('an organization', () => {
  let app: App;
  let creator: Person;
  let outsider: Person;

  const clock = () => app.strapi.plugin('participation').service('clock');

  const one = (nickname: string, who?: Person) =>
    (who?.client ?? app.http).get(`${SITE}/${nickname}`);

  beforeAll(async () => {
    app = await startApp();
    creator = await person(app);
    outsider = await person(app);
  });
  afterAll(() => app?.stop());
  afterEach(() => clock().reset());

  describe('made by a user', () => {
    test('has its maker as creator, and waits to be confirmed and verified', async () => {
      const given = profile({ about: 'We plant trees.', phone: '0612345678' });
      const answer = await creator.client.post(SITE, given);
      expect(answer.status).toBe(201);
      expect(answer.body.data).toMatchObject({
        name: given.name,
        nickname: given.nickname,
        about: 'We plant trees.',
        verified: false,
        status: 'pending',
        members: 1,
        followers: 0,
        badges: [],
        membership: { role: 'creator', status: 'active' },
        managed: { email: given.email, confirmed: false, phone: '0612345678' },
      });
      const [group] = (await me(creator)).groups;
      expect(group).toMatchObject({
        nickname: given.nickname,
        role: 'creator',
        status: 'active',
        verification: 'pending',
      });
    });

    test('is nobody else’s business until it is verified', async () => {
      const group = await organization(creator);
      const unknown = await one('nobody-knows-it');
      const hidden = await one(group.nickname);
      expect(hidden.status).toBe(404);
      expect(hidden.text).toBe(unknown.text);
      expect((await one(group.nickname, outsider)).status).toBe(404);
      expect((await one(group.nickname, creator)).status).toBe(200);
      const list = await app.http.get(`${SITE}?_q=${encodeURIComponent(group.name)}`);
      expect(list.body.meta.pagination.total).toBe(0);
      const asked = await outsider.client.post(`${SITE}/${group.nickname}/requests`);
      expect(asked.status).toBe(404);
      expect((await outsider.client.post(`${SITE}/${group.nickname}/follow`)).status).toBe(404);
    });

    test('is made by nobody who is not signed in', async () => {
      expect((await app.http.post(SITE, profile())).status).toBe(403);
    });

    test.each([
      ['name', ' ', 'required'],
      ['name', 'A <b>name</b>', 'forbidden_character'],
      ['nickname', 'with space', 'invalid_nickname'],
      ['nickname', 'é-accent', 'invalid_nickname'],
      ['email', 'not an address', 'invalid_email'],
      ['email', 'été@example.org', 'invalid_email'],
      ['email', 'with space@example.org', 'invalid_email'],
      ['phone', '06 12 34 56 78', 'invalid_phone'],
      ['phone', '06-12-34', 'invalid_phone'],
      ['documentNumber', '732 829 320', 'invalid_document_number'],
      ['documentNumber', '732-829-320', 'invalid_document_number'],
    ])('is refused with the %s “%s”', async (field, value, code) => {
      const answer = await creator.client.post(SITE, profile({ [field]: value }));
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.errors).toMatchObject([{ path: [field], code }]);
    });

    test('shares no name, nickname, address or number with another group or an account', async () => {
      const group = await organization(creator, { documentNumber: 'W751234567' });
      const refused = async (fields: object) => {
        const answer = await outsider.client.post(SITE, profile(fields));
        return [answer.status, codeOf(answer)];
      };
      expect(await refused({ name: ` ${group.name.toUpperCase()} ` })).toEqual([409, 'name_taken']);
      expect(await refused({ nickname: group.nickname.toUpperCase() })).toEqual([
        409,
        'nickname_taken',
      ]);
      expect(await refused({ email: group.email.toUpperCase() })).toEqual([409, 'email_taken']);
      expect(await refused({ documentNumber: 'w751234567' })).toEqual([
        409,
        'document_number_taken',
      ]);
      expect(await refused({ nickname: outsider.username.toUpperCase() })).toEqual([
        409,
        'nickname_taken',
      ]);
      expect(await refused({ name: outsider.username })).toEqual([409, 'name_taken']);
      await app.registerUser({ username: 'ÉLODIE Brûlé', email: 'elodie@example.org' });
      expect(await refused({ name: 'Élodie Brûlé' })).toEqual([409, 'name_taken']);
      expect(await refused({ email: outsider.email })).toEqual([409, 'email_taken']);
      await app.admin.post('/participation/invitations', {
        emails: 'guest@example.org',
        send: false,
      });
      expect(await refused({ email: 'guest@example.org' })).toEqual([409, 'email_taken']);
    });

    test('keeps what it has while its other fields change, whoever has come by it meanwhile', async () => {
      const group = await organization(creator);
      await app.registerUser({ username: group.name, email: group.email });
      const { name, nickname, email } = group;
      const edited = await creator.client.put(`${SITE}/${nickname}`, {
        name,
        nickname,
        email,
        about: 'Edited',
      });
      expect([edited.status, edited.body.data?.about]).toEqual([200, 'Edited']);
      const panel = await app.admin.put(`${GROUPS}/${group.documentId}`, { name, phone: '123456' });
      expect(panel.status).toBe(200);
      const other = await creator.client.put(`${SITE}/${nickname}`, {
        name: outsider.username,
        email,
      });
      expect(other.body.error.details.errors).toMatchObject([{ code: 'name_taken' }]);
    });

    test('tells nobody who does not manage it whether a guess about it is right', async () => {
      const [group, other] = [await verified(app, creator), await verified(app, creator)];
      for (const email of [group.email, other.email, 'nobody@example.com']) {
        const answer = await outsider.client.put(`${SITE}/${group.nickname}`, { email });
        expect([answer.status, codeOf(answer)]).toEqual([403, 'not_a_manager']);
      }
    });

    test('keeps its names from accounts that register later', async () => {
      const group = await organization(creator);
      const unconfirmed = await organization(creator);
      const token = await confirmationOf(app, group.email);
      await app.http.post(`${SITE}/confirm`, { token });
      const register = (fields: object) =>
        app.http.post('/api/auth/local/register', {
          username: 'somebody-new',
          email: 'somebody.new@example.org',
          password: 'Correct-horse-9',
          ...fields,
        });
      const taken = 'Email or Username are already taken';
      expect((await register({ username: group.nickname })).body.error.message).toBe(taken);
      expect((await register({ email: group.email })).body.error.message).toBe(taken);
      // Anybody could have named this one.
      expect((await register({ email: unconfirmed.email })).status).toBe(200);
    });
  });

  describe('and its address', () => {
    test('is confirmed by the link of the mail, which does no harm when followed again', async () => {
      const group = await organization(creator);
      const token = await confirmationOf(app, group.email);
      const confirm = () => app.http.post(`${SITE}/confirm`, { token });
      expect((await confirm()).body.data).toEqual({ name: group.name, nickname: group.nickname });
      expect((await confirm()).status).toBe(200);
      expect((await one(group.nickname, creator)).body.data.managed.confirmed).toBe(true);
      const again = await creator.client.post(`${SITE}/${group.nickname}/confirmation`);
      expect([again.status, codeOf(again)]).toEqual([409, 'already_confirmed']);
    });

    test('is not confirmed by the link before the last one, nor by a made-up one', async () => {
      const group = await organization(creator);
      const first = await confirmationOf(app, group.email);
      const sent = app.mailbox.messages.length;
      expect((await creator.client.post(`${SITE}/${group.nickname}/confirmation`)).status).toBe(
        202,
      );
      await app.mailbox.waitFor(
        (mail) => mail.to === group.email && app.mailbox.messages.indexOf(mail) >= sent,
      );
      for (const token of [first, 'a'.repeat(43)]) {
        const answer = await app.http.post(`${SITE}/confirm`, { token });
        expect([answer.status, codeOf(answer)]).toEqual([404, 'confirmation_invalid']);
      }
      const second = await confirmationOf(app, group.email);
      expect((await app.http.post(`${SITE}/confirm`, { token: second })).status).toBe(200);
    });

    test('is to be confirmed again when it changes', async () => {
      const group = await organization(creator);
      const old = await confirmationOf(app, group.email);
      await app.http.post(`${SITE}/confirm`, { token: old });
      const email = `new.${group.email}`;
      const changed = await creator.client.put(`${SITE}/${group.nickname}`, { email });
      expect(changed.body.data.managed).toMatchObject({ email, confirmed: false });
      expect((await app.http.post(`${SITE}/confirm`, { token: old })).status).toBe(404);
      const token = await confirmationOf(app, email);
      expect((await app.http.post(`${SITE}/confirm`, { token })).status).toBe(200);
    });
  });

  describe('that an administrator looks at', () => {
    test('is verified or rejected, told so, and can be decided about again', async () => {
      const group = await organization(creator);
      expect((await decide(app, 'reject', [group], 'We could not reach you.')).body).toEqual({
        affected: 1,
        skipped: 0,
      });
      const mail = await app.mailbox.waitFor(
        ({ to, text }) => to === group.email && text.includes('We could not reach you.'),
      );
      expect(mail.text).toContain(group.name);
      expect((await one(group.nickname, creator)).body.data).toMatchObject({
        status: 'rejected',
        managed: { reason: 'We could not reach you.' },
      });
      expect((await decide(app, 'verify', [group])).body.affected).toBe(1);
      expect((await decide(app, 'verify', [group])).body).toEqual({ affected: 0, skipped: 1 });
      expect((await one(group.nickname)).body.data).toMatchObject({
        verified: true,
        status: 'verified',
        badges: [{ name: 'verified', level: 1, levels: 1, count: 1 }],
      });
      expect((await me(creator)).notices.slice(0, 2)).toMatchObject([
        { kind: 'verified', group: { nickname: group.nickname } },
        { kind: 'rejected', reason: 'We could not reach you.' },
      ]);
      const history = (await app.admin.get(`${GROUPS}/${group.documentId}`)).body.data.history;
      expect(history.map(({ action }: { action: string }) => action)).toEqual([
        'group.verified',
        'group.rejected',
        'group.created',
      ]);
      expect(history[0].actor).toBeTruthy();
    });

    test('is looked at again when its identity changes, not when its words do', async () => {
      const group = await verified(app, creator);
      const change = (fields: object) => creator.client.put(`${SITE}/${group.nickname}`, fields);
      expect((await change({ about: 'Other words' })).body.data.status).toBe('verified');
      expect((await change({ name: group.name })).body.data.status).toBe('verified');
      expect((await change({ name: `${group.name} renamed` })).body.data).toMatchObject({
        status: 'pending',
        verified: false,
      });
      const mail = await app.mailbox.waitFor(
        ({ to, text }) => to === 'super.admin@example.org' && text.includes('renamed'),
      );
      expect(mail.text).toContain(`/plugins/participation/groups/${group.documentId}`);
      expect((await one(group.nickname)).status).toBe(404);
    });

    test('is found by status, by search and in any order', async () => {
      const [first, second] = [
        await organization(creator, { name: 'Zebra keepers' }),
        await verified(app, creator, { name: 'Aardvark keepers', phone: '0101010101' }),
      ];
      const list = async (query: string) =>
        (await app.admin.get(`${GROUPS}?_q=keepers&${query}`)).body.results.map(
          ({ documentId }: { documentId: string }) => documentId,
        );
      expect(await list('sort=name:asc')).toEqual([second.documentId, first.documentId]);
      expect(await list('sort=name:desc')).toEqual([first.documentId, second.documentId]);
      expect(await list('filters[status]=pending')).toEqual([first.documentId]);
      expect(await list('filters[status]=verified')).toEqual([second.documentId]);
      for (const column of ['nickname', 'email', 'phone', 'documentNumber', 'members', 'createdAt'])
        expect(await list(`sort=${column}:desc`)).toHaveLength(2);
      const { body } = await app.admin.get(`${GROUPS}?_q=${second.email}`);
      expect(body.results).toMatchObject([
        { status: 'verified', members: 1, phone: '0101010101', email: second.email },
      ]);
    });
  });

  test('keeps to the same rules where it is edited in the Content Manager', async () => {
    const [group, other] = [await verified(app, creator), await verified(app, creator)];
    const edit = (data: object) =>
      app.admin.put(
        `/content-manager/collection-types/plugin::participation.group/${group.documentId}`,
        data,
      );
    expect((await edit({ name: other.name })).status).toBe(409);
    expect((await edit({ nickname: creator.username })).status).toBe(409);
    expect((await edit({ nickname: '' })).status).toBe(400);
    // An account that an administrator has made since takes nothing from the group.
    await app.registerUser({
      username: group.name,
      email: `${group.nickname}@accounts.example.org`,
    });
    expect((await edit({ name: group.name, about: 'Kept' })).status).toBe(200);
    expect((await edit({ name: 'Edited by an editor' })).status).toBe(200);
    const taken = await creator.client.post(SITE, profile({ name: 'edited by an EDITOR' }));
    expect(codeOf(taken)).toBe('name_taken');
  });

  test('is deleted by its creator alone', async () => {
    const group = await verified(app, creator);
    expect((await outsider.client.delete(`${SITE}/${group.nickname}`)).status).toBe(403);
    expect((await creator.client.delete(`${SITE}/${group.nickname}`)).status).toBe(204);
    expect((await one(group.nickname)).status).toBe(404);
  });

  test('is followed and no longer followed, once for each person', async () => {
    const group = await verified(app, creator);
    const follow = () => outsider.client.post(`${SITE}/${group.nickname}/follow`);
    await Promise.all([follow(), follow()]);
    expect((await one(group.nickname, outsider)).body.data).toMatchObject({
      followers: 1,
      following: true,
    });
    expect((await outsider.client.delete(`${SITE}/${group.nickname}/follow`)).status).toBe(204);
    expect((await one(group.nickname)).body.data.followers).toBe(0);
    await follow();
    await decide(app, 'reject', [group], 'Not any more');
    const stop = () => outsider.client.delete(`${SITE}/${group.nickname}/follow`);
    expect((await stop()).status).toBe(204);
    expect((await stop()).status).toBe(404);
  });

  test('gives its members its badge on their own pages, by pages', async () => {
    const somebody = await person(app);
    const groups = [await verified(app, somebody), await verified(app, somebody)];
    await organization(somebody);
    const of = async (username: string, query = '') =>
      (await app.http.get(`/api/participation/users/${username}/groups${query}`)).body;
    expect(await of(somebody.username)).toMatchObject({
      data: groups.map(({ nickname }) => ({ nickname, verified: true })),
      meta: { pagination: { page: 1, pageSize: 25, pageCount: 1, total: 2 } },
    });
    expect(await of(somebody.username, '?pagination[page]=2&pagination[pageSize]=1')).toMatchObject(
      {
        data: [{ nickname: groups[1]!.nickname }],
        meta: { pagination: { page: 2, pageSize: 1, pageCount: 2, total: 2 } },
      },
    );
    expect(await of('nobody-at-all')).toEqual({
      data: [],
      meta: { pagination: { page: 1, pageSize: 25, pageCount: 0, total: 0 } },
    });
  });

  test('has a picture that is one, whatever the file is called', async () => {
    const group = await organization(creator);
    const upload = (file: Buffer | string, filename: string, who = creator) =>
      who.client.upload(`${SITE}/${group.nickname}/avatar`, { file, filename });
    const script = await upload('<svg onload="alert(1)"/>', 'picture.png');
    expect([script.status, codeOf(script)]).toEqual([400, 'invalid_picture']);
    expect((await upload(PNG, 'page.html', outsider)).status).toBe(404);
    const first = await upload(PNG, 'page.html');
    expect(first.body.data.avatar).toMatchObject({ mime: 'image/png' });
    expect(first.body.data.avatar.url).toMatch(/\.png$/);
    const second = await upload(PNG, 'again.png');
    expect(second.body.data.avatar.id).not.toBe(first.body.data.avatar.id);
    const kept = await app.strapi.db
      .query('plugin::upload.file')
      .count({ where: { id: first.body.data.avatar.id } });
    expect(kept).toBe(0);
  });

  describe('and its picture', () => {
    const files = () => app.strapi.db.query('plugin::upload.file');
    const upload = ({ nickname }: Made) =>
      creator.client.upload(`${SITE}/${nickname}/avatar`, { file: PNG, filename: 'own.png' });
    const ofLibrary = (mime = 'image/png'): Promise<{ id: number }> =>
      files().create({ data: { name: 'logo', hash: 'logo', mime, size: 1, url: '/l' } });
    const choose = ({ documentId }: Made, avatar: number | null) =>
      app.admin.put(`${GROUPS}/${documentId}`, { avatar });
    const left = (ids: number[]) => files().count({ where: { id: { $in: ids } } });
    const pictures = ({ nickname }: Made) => files().count({ where: { name: `${nickname}.png` } });

    test('leave one alone that an administrator chose of the library', async () => {
      const group = await organization(creator);
      const logo = await ofLibrary();
      await choose(group, logo.id);
      expect((await upload(group)).status).toBe(200);
      expect(await left([logo.id])).toBe(1);
    });

    test('leave nothing behind when an administrator chooses another one', async () => {
      const [group, logo] = [await organization(creator), await ofLibrary()];
      await upload(group);
      expect((await choose(group, logo.id)).status).toBe(200);
      expect([await pictures(group), await left([logo.id])]).toEqual([0, 1]);
    });

    test('are one, when two are sent at the same moment', async () => {
      for (let round = 0; round < 5; round += 1) {
        const group = await organization(creator);
        const answers = await Promise.all([upload(group), upload(group), upload(group)]);
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
        expect(await pictures(group)).toBe(1);
        expect((await one(group.nickname, creator)).body.data.avatar).toBeTruthy();
      }
    });

    test.each<[string, (group: Made) => Promise<Answer>]>([
      ['its creator', ({ nickname }) => creator.client.delete(`${SITE}/${nickname}`)],
      ['an administrator', ({ documentId }) => app.admin.delete(`${GROUPS}/${documentId}`)],
      [
        'an editor in the Content Manager',
        ({ documentId }) =>
          app.admin.delete(
            `/content-manager/collection-types/plugin::participation.group/${documentId}`,
          ),
      ],
    ])(
      'go together when it is deleted by %s, but for those of the library',
      async (_by, remove) => {
        const [group, other] = [await organization(creator), await organization(creator)];
        const logo = await ofLibrary();
        await upload(group);
        await choose(other, logo.id);
        for (const each of [group, other]) expect((await remove(each)).status).toBeLessThan(300);
        await eventually(
          () => pictures(group),
          (count) => count === 0,
        );
        expect(await left([logo.id])).toBe(1);
      },
    );

    test('are of the kinds that sites may send, whoever chooses them', async () => {
      const group = await organization(creator);
      for (const mime of ['image/svg+xml', 'application/pdf']) {
        const { id } = await ofLibrary(mime);
        for (const answer of [
          await choose(group, id),
          await app.admin.post(GROUPS, { kind: 'manual', name: `With ${mime}`, avatar: id }),
        ]) {
          expect(answer.status).toBe(400);
          expect(answer.body.error.details.errors).toMatchObject([
            { path: ['avatar'], code: 'invalid_picture' },
          ]);
        }
      }
      const { id } = await ofLibrary('image/webp');
      expect((await choose(group, id)).status).toBe(200);
      expect((await choose(group, null)).status).toBe(200);
      expect(await left([id])).toBe(1);
      expect((await choose(group, 987_654)).body.error.details.code).toBe('not_found');
    });
  });

  test('shows a site nothing of what administrators keep', async () => {
    const group = await verified(app, creator, { phone: '0612345679' });
    await made(app, { name: 'A list of administrators' });
    const shown = await app.http.get(`${SITE}?pagination[pageSize]=100`);
    expect(shown.text).not.toContain('A list of administrators');
    for (const secret of [group.email, '0612345679', 'nameKey', 'publicId'])
      expect(shown.text).not.toContain(secret);
  });
});
