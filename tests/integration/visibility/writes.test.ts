import { startApp, type Answer, type App, type Client } from '../harness';
import { createSpace, participantOf } from '../story';
import { asAnonymous, createToken, openTypes } from './world';

const PROPOSALS = '/api/proposals';
const COMMENTS = '/api/comments';
const PAGES = '/api/pages';
const PROPOSAL = 'api::proposal.proposal';
const SPACE = 'plugin::participation.space';

let app: App;
let spaces: Record<
  'mine' | 'other' | 'transparent' | 'public' | 'unpublished',
  { documentId: string }
>;
let participant: Client;
let outsider: Client;
let titles = 0;

const titled = (data: object = {}) => {
  titles += 1;
  return { title: `Entry ${titles}`, ...data };
};
const documentIdOf = ({ status, text, body }: Answer): string => {
  if (status !== 201) throw new Error(`${status} ${text}`);
  return body.data.documentId;
};
const propose = async (client: Client, data: object = {}) =>
  documentIdOf(await client.post(PROPOSALS, { data: titled(data) }));
const graphql = (client: Client, query: string) => client.post('/graphql', { query });
const proposalOf = (documentId: string) =>
  app.strapi.db
    .query('api::proposal.proposal')
    .findOne({ where: { documentId }, populate: ['space', 'merged', 'comments', 'topics'] });
const rowsOf = (documentId: string) =>
  app.strapi.db
    .query('api::page.page')
    .findMany({ where: { documentId }, populate: ['process'], orderBy: 'id' });

const expectNotParticipant = (answer: Answer) => {
  expect(answer.status).toBe(403);
  expect(answer.body.error.details.code).toBe('not_a_participant');
};
const expectRefusal = (error: Error) =>
  expect(['ForbiddenError', 'NotFoundError']).toContain(error.name);
const expectUnknown = async (answer: Answer) => {
  const missing = await outsider.get(`${PROPOSALS}/${'z'.repeat(24)}`);
  expect(answer.status).toBe(404);
  expect(answer.text).toBe(missing.text);
};

beforeAll(async () => {
  app = await startApp({ participation: { visibility: { tokens: ['Trusted'] } } });
  await openTypes(app, 'public');
  await openTypes(app, 'authenticated');
  await app.admin.post('/i18n/locales', { code: 'fr', name: 'French', isDefault: false });
  spaces = {
    mine: await createSpace(app),
    other: await createSpace(app),
    transparent: await createSpace(app, { visibility: 'transparent' }),
    public: await createSpace(app, { visibility: 'public' }),
    unpublished: await createSpace(app, { visibility: 'public', published: false }),
  };
  participant = await participantOf(app, spaces.mine, 'participant@example.org');
  const { jwt } = await app.registerUser({ username: 'outsider', email: 'outsider@example.org' });
  outsider = app.as(jwt);
});
afterAll(() => app?.stop());

describe('writing in a space', () => {
  test('a participant creates, changes and deletes what belongs to a private space', async () => {
    const id = await propose(participant, { space: spaces.mine.documentId });
    const changed = await participant.put(`${PROPOSALS}/${id}?populate=space`, {
      data: { title: 'Changed' },
    });
    expect(changed.body.data).toMatchObject({
      title: 'Changed',
      space: { documentId: spaces.mine.documentId },
    });
    expect((await participant.delete(`${PROPOSALS}/${id}`)).status).toBe(204);
    expect(await proposalOf(id)).toBeNull();
  });

  test.each(['mine', 'unpublished'] as const)(
    'an outsider meets the same 404 in a space they may not know of as for nothing (%s)',
    async (place) => {
      const entry = await app.strapi
        .documents('api::proposal.proposal')
        .create({ data: titled({ space: spaces[place].documentId }) as never });
      const path = `${PROPOSALS}/${entry.documentId}`;
      for (const client of [outsider, app.http]) {
        await expectUnknown(
          await client.post(PROPOSALS, { data: titled({ space: spaces[place].documentId }) }),
        );
        await expectUnknown(await client.put(path, { data: { title: 'Mine now' } }));
        await expectUnknown(await client.delete(path));
      }
      await expectUnknown(
        await outsider.post(PROPOSALS, { data: titled({ space: 'z'.repeat(24) }) }),
      );
      await expectUnknown(await outsider.put(`${PROPOSALS}/${'z'.repeat(24)}`, { data: titled() }));
      await expectUnknown(await outsider.delete(`${PROPOSALS}/${'z'.repeat(24)}`));
      expect(await proposalOf(entry.documentId)).toMatchObject({ title: entry.title });
    },
  );

  test('in a transparent space, whoever is no participant is told so, and nothing changes', async () => {
    const entry = await app.strapi
      .documents('api::proposal.proposal')
      .create({ data: titled({ space: spaces.transparent.documentId }) as never });
    const path = `${PROPOSALS}/${entry.documentId}`;
    for (const client of [outsider, participant, app.http]) {
      expect((await client.get(path)).status).toBe(200);
      expectNotParticipant(
        await client.post(PROPOSALS, { data: titled({ space: spaces.transparent.documentId }) }),
      );
      expectNotParticipant(await client.put(path, { data: { title: 'Mine now' } }));
      expectNotParticipant(await client.delete(path));
    }
    expect(await proposalOf(entry.documentId)).toMatchObject({ title: entry.title });
  });

  test('in a public space and in none, everybody whom the roles allow writes', async () => {
    for (const space of [spaces.public.documentId, null]) {
      const id = await propose(outsider, { space });
      const path = `${PROPOSALS}/${id}`;
      expect((await app.http.put(path, { data: { title: 'Better' } })).status).toBe(200);
      expect((await outsider.delete(path)).status).toBe(204);
    }
  });

  test('GraphQL guards the same writes', async () => {
    const hidden = await propose(participant, { space: spaces.mine.documentId });
    const create = (space: string) =>
      graphql(
        outsider,
        `mutation { createProposal(data: { title: "x", space: "${space}" }) { title } }`,
      );
    const codeOf = ({ body }: Answer) => body.errors[0].extensions.error;
    expect(codeOf(await create(spaces.transparent.documentId))).toMatchObject({
      name: 'ForbiddenError',
      details: { code: 'not_a_participant' },
    });
    expect(codeOf(await create(spaces.mine.documentId))).toMatchObject({ name: 'NotFoundError' });
    for (const mutation of [
      `updateProposal(documentId: "${hidden}", data: { title: "x" }) { title }`,
      `deleteProposal(documentId: "${hidden}") { documentId }`,
    ])
      expect(codeOf(await graphql(outsider, `mutation { ${mutation} }`)).name).toBe(
        'NotFoundError',
      );
    expect(await proposalOf(hidden)).not.toBeNull();
  });
});

describe('where an entry belongs', () => {
  test.each([
    ['an id', (space: string) => space],
    ['an object', (space: string) => ({ documentId: space })],
    ['a list', (space: string) => [space]],
    ['connect', (space: string) => ({ connect: [space] })],
    ['connect with objects', (space: string) => ({ connect: [{ documentId: space }] })],
    ['set', (space: string) => ({ set: [space] })],
  ])('can be said by %s', async (_notation, say) => {
    const id = await propose(participant, { space: say(spaces.mine.documentId) });
    expect((await proposalOf(id)).space.documentId).toBe(spaces.mine.documentId);
    await expectUnknown(
      await outsider.post(PROPOSALS, { data: titled({ space: say(spaces.mine.documentId) }) }),
    );
    expectNotParticipant(
      await outsider.post(PROPOSALS, {
        data: titled({ space: say(spaces.transparent.documentId) }),
      }),
    );
  });

  test('is one place: of several that are named, the last', async () => {
    const both = [spaces.public.documentId, spaces.mine.documentId];
    for (const process of [both, { set: both }, { connect: both }]) {
      const id = documentIdOf(await participant.post(PAGES, { data: titled({ process }) }));
      const rows = await app.strapi.db
        .connection('pages_process_lnk')
        .join('pages', 'pages.id', 'pages_process_lnk.page_id')
        .join('participation_spaces', 'participation_spaces.id', 'pages_process_lnk.space_id')
        .where('pages.document_id', id)
        .distinct('participation_spaces.document_id as documentId');
      expect(rows).toEqual([{ documentId: spaces.mine.documentId }]);
    }
  });

  test('a number of the database is no way around it', async () => {
    const { id } = await app.strapi.db
      .query('plugin::participation.space')
      .findOne({ where: { documentId: spaces.mine.documentId } });
    for (const space of [id, String(id), { id }, { connect: [id] }, { set: [{ id }] }])
      await expectUnknown(await outsider.post(PROPOSALS, { data: titled({ space }) }));
    const answer = await outsider.post(PROPOSALS, { data: titled({ space_id: id }) });
    expect([400, 404]).toContain(answer.status);
  });

  test('a body without it leaves an entry where it is', async () => {
    const id = await propose(participant, { space: spaces.mine.documentId });
    for (const data of [{ title: 'a' }, { space: { connect: [], disconnect: [] } }])
      expect((await participant.put(`${PROPOSALS}/${id}`, { data })).status).toBe(200);
    expect((await proposalOf(id)).space.documentId).toBe(spaces.mine.documentId);
  });

  test('moving needs the right to write there and here', async () => {
    const id = await propose(participant, { space: spaces.mine.documentId });
    const move = (client: Client, entry: string, space: { documentId: string }) =>
      client.put(`${PROPOSALS}/${entry}`, { data: { space: space.documentId } });
    await expectUnknown(await move(participant, id, spaces.other));
    expectNotParticipant(await move(participant, id, spaces.transparent));
    expect((await proposalOf(id)).space.documentId).toBe(spaces.mine.documentId);
    expect((await move(participant, id, spaces.public)).status).toBe(200);

    const glass = await app.strapi
      .documents('api::proposal.proposal')
      .create({ data: titled({ space: spaces.transparent.documentId }) as never });
    expectNotParticipant(await move(participant, glass.documentId, spaces.mine));
    expectNotParticipant(
      await participant.put(`${PROPOSALS}/${glass.documentId}`, { data: { space: null } }),
    );
  });

  test('content follows its space, and the space’s visibility, at once', async () => {
    const space = await createSpace(app, { visibility: 'public' });
    const id = await propose(outsider, { space: space.documentId });
    const read = async () => (await outsider.get(`${PROPOSALS}/${id}`)).status;
    const change = (fields: object) =>
      app.admin.put(`/participation/spaces/${space.documentId}`, fields);
    expect(await read()).toBe(200);
    await change({ visibility: 'private' });
    expect(await read()).toBe(404);
    await change({ visibility: 'transparent' });
    expect(await read()).toBe(200);
    await change({ published: false });
    expect(await read()).toBe(404);
  });

  test('somebody removed from the list loses what belongs to the space at once', async () => {
    const space = await createSpace(app);
    const member = await participantOf(app, space, 'leaving@example.org');
    const id = await propose(member, { space: space.documentId });
    await app.admin.post(`/participation/spaces/${space.documentId}/participants/actions`, {
      action: 'remove',
      all: true,
    });
    await expectUnknown(await member.get(`${PROPOSALS}/${id}`));
    await expectUnknown(await member.put(`${PROPOSALS}/${id}`, { data: titled() }));
  });
});

describe('content that belongs through other content', () => {
  test('is written by those who take part where its parent is', async () => {
    const [hidden, glass] = [
      await propose(participant, { space: spaces.mine.documentId }),
      (
        await app.strapi
          .documents('api::proposal.proposal')
          .create({ data: titled({ space: spaces.transparent.documentId }) as never })
      ).documentId,
    ];
    const comment = (client: Client, proposal: unknown) =>
      client.post(COMMENTS, { data: { body: 'Well said', proposal } });
    expect((await comment(participant, hidden)).status).toBe(201);
    await expectUnknown(await comment(outsider, hidden));
    await expectUnknown(await comment(outsider, { connect: [hidden] }));
    expectNotParticipant(await comment(outsider, glass));
  });

  test('needs its parent', async () => {
    for (const proposal of [undefined, null, [], { set: [] }]) {
      const answer = await outsider.post(COMMENTS, { data: { body: 'About what?', proposal } });
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.code).toBe('required');
    }
    const id = await propose(outsider);
    const comment = documentIdOf(
      await outsider.post(COMMENTS, { data: { body: 'Well said', proposal: id } }),
    );
    for (const proposal of [null, { disconnect: [id] }]) {
      const answer = await outsider.put(`${COMMENTS}/${comment}`, { data: { proposal } });
      expect(answer.status).toBe(400);
    }
  });

  test('is not shown once its parent is gone', async () => {
    const id = await propose(participant, { space: spaces.mine.documentId });
    const comment = documentIdOf(
      await participant.post(COMMENTS, { data: { body: 'A secret', proposal: id } }),
    );
    expect((await participant.delete(`${PROPOSALS}/${id}`)).status).toBe(204);
    for (const client of [outsider, participant, app.http])
      expect((await client.get(`${COMMENTS}/${comment}`)).status).toBe(404);
  });

  test('is not taken away by the side of the parent', async () => {
    const glass = await app.strapi
      .documents('api::proposal.proposal')
      .create({ data: titled({ space: spaces.transparent.documentId }) as never });
    const comment = await app.strapi
      .documents('api::comment.comment')
      .create({ data: { body: 'Here', proposal: glass.documentId } as never });
    const hidden = await propose(participant, { space: spaces.mine.documentId });
    const secret = documentIdOf(
      await participant.post(COMMENTS, { data: { body: 'Secret', proposal: hidden } }),
    );
    const own = await propose(outsider);
    for (const comments of [[comment.documentId], { connect: [comment.documentId] }]) {
      expectNotParticipant(await outsider.put(`${PROPOSALS}/${own}`, { data: { comments } }));
      expectNotParticipant(await outsider.post(PROPOSALS, { data: titled({ comments }) }));
    }
    for (const comments of [[secret], { connect: [secret] }]) {
      const answer = await outsider.put(`${PROPOSALS}/${own}`, { data: { comments } });
      expect([400, 404]).toContain(answer.status);
    }
    expect((await proposalOf(hidden)).comments).toHaveLength(1);
    expect((await proposalOf(glass.documentId)).comments).toHaveLength(1);
  });
});

describe('drafts and languages of one document', () => {
  test('a new language begins in the space of the others', async () => {
    const id = documentIdOf(
      await participant.post(PAGES, { data: titled({ process: spaces.mine.documentId }) }),
    );
    const french = await participant.put(`${PAGES}/${id}?locale=fr`, {
      data: { title: 'Bonjour' },
    });
    expect(french.status).toBe(200);
    expect((await outsider.get(`${PAGES}?locale=fr&filters[title]=Bonjour`)).body.data).toEqual([]);
    for (const row of await rowsOf(id)) expect(row.process.documentId).toBe(spaces.mine.documentId);
  });

  test('all versions move at once, whichever of them is moved', async () => {
    const id = documentIdOf(
      await outsider.post(PAGES, { data: titled({ process: spaces.public.documentId }) }),
    );
    await outsider.put(`${PAGES}/${id}?locale=fr`, { data: { title: 'Page' } });
    const draft = `/content-manager/collection-types/api::page.page/${id}?locale=fr`;
    const moved = await app.admin.put(draft, {
      title: 'Page',
      process: { connect: [{ documentId: spaces.mine.documentId }], disconnect: [] },
    });
    expect(moved.status).toBe(200);
    const rows = await rowsOf(id);
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.process.documentId).toBe(spaces.mine.documentId);
    expect((await outsider.get(`${PAGES}/${id}`)).status).toBe(404);
  });

  test('an outsider publishes, unpublishes and copies nothing', async () => {
    const id = documentIdOf(
      await participant.post(PAGES, { data: titled({ process: spaces.mine.documentId }) }),
    );
    await expectUnknown(await outsider.put(`${PAGES}/${id}?locale=fr`, { data: titled() }));
    await expectUnknown(await outsider.put(`${PAGES}/${id}?status=draft`, { data: titled() }));
    const pages = app.strapi.documents('api::page.page');
    for (const write of [
      () => pages.publish({ documentId: id }),
      () => pages.unpublish({ documentId: id }),
      () => pages.discardDraft({ documentId: id }),
      () => pages.clone({ documentId: id, data: {} }),
      () => pages.delete({ documentId: id }),
    ])
      await expect(asAnonymous(app, write)).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(await rowsOf(id)).toHaveLength(2);
  });

  test('publishing keeps links that whoever publishes does not see', async () => {
    const pages = app.strapi.documents('api::page.page');
    const secret = await pages.create({
      data: titled({ process: spaces.mine.documentId }) as never,
      status: 'published',
    });
    const open = await pages.create({
      data: titled({
        process: spaces.public.documentId,
        parent: secret.documentId,
        quote: { text: 'As they say' },
      }) as never,
      status: 'published',
    });
    const answer = await outsider.put(`${PAGES}/${open.documentId}?populate=parent`, {
      data: { title: 'Changed' },
    });
    expect(answer.body.data).toMatchObject({ title: 'Changed', parent: null });
    const published = await pages.findOne({
      documentId: open.documentId,
      status: 'published',
      populate: ['parent', 'quote'] as never,
    });
    expect(published).toMatchObject({
      title: 'Changed',
      parent: { documentId: secret.documentId },
      quote: { text: 'As they say' },
    });
  });
});

describe('no way around', () => {
  const inTransparent = (data: object = {}) =>
    app.strapi
      .documents('api::proposal.proposal')
      .create({ data: titled({ space: spaces.transparent.documentId, ...data }) as never });
  const hiddenComment = async () => {
    const proposal = await propose(participant, { space: spaces.mine.documentId });
    const answer = await participant.post(COMMENTS, { data: { body: 'Secret', proposal } });
    const { id } = await app.strapi.db
      .query('api::comment.comment')
      .findOne({ where: { documentId: documentIdOf(answer) } });
    return { id, proposal };
  };

  test('numbers that an entry is linked to open nothing else with the same number', async () => {
    const { id, proposal } = await hiddenComment();
    const topics: string[] = [];
    while (topics.length < id)
      topics.push(
        (await app.strapi.documents('api::topic.topic').create({ data: { name: 'T' } as never }))
          .documentId,
      );
    const own = await propose(outsider, { topics });
    for (const comments of [{ connect: [{ id }] }, [id], { set: null, connect: [{ id }] }]) {
      const answer = await outsider.put(`${PROPOSALS}/${own}?populate=topics`, {
        data: { comments },
      });
      expect([400, 404]).toContain(answer.status);
    }
    expect((await proposalOf(proposal)).comments).toHaveLength(1);
    expect((await proposalOf(own)).comments).toEqual([]);
  });

  describe('what Strapi writes of a link besides', () => {
    type Row = { id: number };

    const knex = () => app.strapi.db.connection;
    const idOf = async (uid: string, { documentId }: { documentId: string }): Promise<number> =>
      (await app.strapi.db.query(uid as never).findOne({ where: { documentId } })).id;
    const topic = async () =>
      documentIdOf(await outsider.post('/api/topics', { data: { name: 'T' } }));
    const comment = async (proposal: string) =>
      documentIdOf(await outsider.post(COMMENTS, { data: { body: 'Mine', proposal } }));

    let guarded: { space: number; proposal: number; comment: number; page: number };
    let own: { space: number; proposal: number; comment: number; topic: number; file: number };
    let ownProposal: string;

    /** All links that lead to or from what is guarded. */
    const links = async () => {
      const { space, proposal, comment: remark, page } = guarded;
      const rows = (table: string, where: object): Promise<Row[]> =>
        knex()(table).where(where).orderBy('id') as never;
      return {
        pages: await rows('pages_process_lnk', { space_id: space }),
        page: await rows('pages_process_lnk', { page_id: page }),
        comments: await rows('comments_proposal_lnk', { proposal_id: proposal }),
        comment: await rows('comments_proposal_lnk', { comment_id: remark }),
        topics: await rows('proposals_topics_lnk', { proposal_id: proposal }),
        highlights: await rows('topics_highlight_lnk', { proposal_id: proposal }),
        merged: await rows('proposals_merged_lnk', { inv_proposal_id: proposal }),
        author: await rows('proposals_author_lnk', { proposal_id: proposal }),
        quotes: await rows('components_shared_quotes_proposal_lnk', { proposal_id: proposal }),
        any: await rows('topics_links_mph', { links_id: proposal, links_type: PROPOSAL }),
        files: await rows('files_related_mph', { related_id: proposal, related_type: PROPOSAL }),
      };
    };

    beforeAll(async () => {
      const glass = await inTransparent();
      const spoken = await app.strapi
        .documents('api::comment.comment')
        .create({ data: { body: 'Here', proposal: glass.documentId } as never });
      const page = await app.strapi
        .documents('api::page.page')
        .create({ data: titled({ process: spaces.transparent.documentId }) as never });
      guarded = {
        space: await idOf(SPACE, spaces.transparent),
        proposal: glass.id as number,
        comment: spoken.id as number,
        page: page.id as number,
      };
      ownProposal = await propose(outsider);
      const uploaded = await outsider.upload('/api/upload', {
        file: 'text',
        filename: 'own.txt',
        type: 'text/plain',
        name: 'files',
      });
      own = {
        space: await idOf(SPACE, spaces.public),
        proposal: await idOf(PROPOSAL, { documentId: ownProposal }),
        comment: await idOf('api::comment.comment', { documentId: await comment(ownProposal) }),
        topic: await idOf('api::topic.topic', { documentId: await topic() }),
        file: uploaded.body[0].id,
      };
    });

    test.each([
      ['connect', (item: object) => ({ connect: [item] })],
      ['set', (item: object) => ({ set: [item] })],
      ['an object', (item: object) => item],
      ['a list', (item: object) => [item]],
    ])('is not for a site to say, by %s', async (_notation, say) => {
      const before = await links();
      const put = (path: string, data: object) => outsider.put(path, { data });
      const me = (await outsider.get('/api/users/me')).body;
      const page = documentIdOf(
        await outsider.post(PAGES, { data: titled({ process: own.space }) }),
      );
      const [leads, comes] = [
        say({ id: own.space, __pivot: { space_id: guarded.space } }),
        say({ id: own.space, __pivot: { page_id: guarded.page } }),
      ];
      const toProposal = say({ id: own.proposal, __pivot: { proposal_id: guarded.proposal } });
      const toComment = say({ id: own.comment, __pivot: { comment_id: guarded.comment } });
      const ofProposal = say({ id: own.comment, __pivot: { proposal_id: guarded.proposal } });
      const answers = [
        await outsider.post(PAGES, { data: titled({ process: leads }) }),
        await outsider.post(PAGES, { data: titled({ process: comes }) }),
        await put(`${PAGES}/${page}`, { process: leads }),
        await put(`${PAGES}/${page}`, { process: comes }),
        await put(`${PROPOSALS}/${ownProposal}`, { comments: toComment }),
        await put(`${PROPOSALS}/${ownProposal}`, { comments: ofProposal }),
        await outsider.post(PROPOSALS, { data: titled({ comments: ofProposal }) }),
        await put(`${PROPOSALS}/${ownProposal}`, {
          topics: say({ id: own.topic, __pivot: { proposal_id: guarded.proposal } }),
        }),
        await put(`${PROPOSALS}/${ownProposal}`, {
          merged: say({ id: own.proposal, __pivot: { inv_proposal_id: guarded.proposal } }),
        }),
        await put(`${PROPOSALS}/${ownProposal}`, {
          pictures: say({
            id: own.file,
            __pivot: { related_id: guarded.proposal, related_type: PROPOSAL },
          }),
        }),
        await put(`/api/topics/${await topic()}`, { proposals: toProposal }),
        await put(`/api/topics/${await topic()}`, { highlight: toProposal }),
        await outsider.post('/api/topics', { data: { name: 'T', highlight: toProposal } }),
        await put(`/api/topics/${await topic()}`, {
          links: say({
            id: own.topic,
            __type: 'api::topic.topic',
            __pivot: { links_id: guarded.proposal, links_type: PROPOSAL },
          }),
        }),
        await outsider.post(PAGES, {
          data: titled({
            quote: { text: 'x', proposal: toProposal },
            blocks: [{ __component: 'shared.quote', text: 'x', proposal: toProposal }],
          }),
        }),
        await outsider.put(`/api/users/${me.id}`, { proposals: toProposal }),
      ];
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      expect(await links()).toEqual(before);
    });

    test('is not for what a site sent to a project’s own code either', async () => {
      const before = await links();
      const topics = app.strapi.db.query('api::topic.topic');
      const where = { id: own.topic };
      const item = { id: own.proposal, __pivot: { proposal_id: guarded.proposal } };
      for (const write of [
        () => topics.update({ where, data: { proposals: { connect: [item] } } }),
        () => topics.create({ data: { name: 'T', proposals: [item] } }),
        () => topics.updateRelations(own.topic, { proposals: { connect: [item] } }),
        () => topics.attachRelations(own.topic, { highlight: item }),
        // Strapi's entity layer knows of ids alone, and so reads this as a set.
        () =>
          topics.update({
            where,
            data: { proposals: { documentId: ownProposal, set: [{ id: guarded.proposal }] } },
          }),
      ])
        await asAnonymous(app, write as () => Promise<unknown>).catch(expectRefusal);
      expect(await links()).toEqual(before);
    });
  });

  test('a new language of a document is for those who take part where it belongs', async () => {
    const pages = app.strapi.documents('api::page.page');
    const { documentId } = await pages.create({
      data: titled({ process: spaces.transparent.documentId }) as never,
      status: 'published',
    });
    for (const data of [
      {},
      { process: null },
      { process: spaces.public.documentId },
      { process: spaces.mine.documentId },
    ])
      for (const client of [outsider, participant]) {
        const answer = await client.put(`${PAGES}/${documentId}?locale=fr`, {
          data: titled(data),
        });
        if (client === outsider && data.process === spaces.mine.documentId)
          expect([403, 404]).toContain(answer.status);
        else expectNotParticipant(answer);
      }
    for (const row of await rowsOf(documentId))
      expect(row).toMatchObject({
        locale: 'en',
        process: { documentId: spaces.transparent.documentId },
      });
  });

  test('a row beside those of a hidden document is not made, whoever’s code asks', async () => {
    const { documentId } = await app.strapi.documents('api::page.page').create({
      data: titled({ process: spaces.mine.documentId }) as never,
    });
    const pages = app.strapi.db.query('api::page.page');
    const data = { ...titled(), documentId, locale: 'fr', process: null };
    await expect(asAnonymous(app, () => pages.create({ data }))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(await rowsOf(documentId)).toHaveLength(1);
  });

  test('a space that is only disconnected from leaves everything where it is', async () => {
    const pages = app.strapi.documents('api::page.page');
    const { documentId } = await pages.create({
      data: titled({ process: spaces.mine.documentId }) as never,
      status: 'published',
    });
    await pages.update({
      documentId,
      data: { process: { disconnect: [{ documentId: spaces.public.documentId }] } } as never,
    });
    for (const row of await rowsOf(documentId))
      expect(row.process.documentId).toBe(spaces.mine.documentId);
  });

  test('rows moved in bulk take the others of their documents along', async () => {
    const { documentId } = await app.strapi.documents('api::page.page').create({
      data: titled({ process: spaces.public.documentId }) as never,
      status: 'published',
    });
    const proposals = app.strapi.db.query('api::proposal.proposal');
    const { id: space } = await app.strapi.db
      .query('plugin::participation.space')
      .findOne({ where: { documentId: spaces.mine.documentId } });
    const entry = await propose(outsider, { space: spaces.public.documentId });
    await proposals.updateMany({ where: { documentId: entry }, data: { space } });
    expect((await proposalOf(entry)).space.id).toBe(space);
    expect((await outsider.get(`${PAGES}/${documentId}`)).status).toBe(200);
  });

  test('what changes an entry from its other side is a change of it', async () => {
    const entry = await inTransparent();
    const me = (await outsider.get('/api/users/me')).body;
    const topic = await outsider.post('/api/topics', { data: { name: 'Mine' } });
    const connect = { connect: [entry.documentId] };
    expectNotParticipant(
      await outsider.put(`/api/users/${me.id}`, { proposals: { connect: [entry.id] } }),
    );
    expectNotParticipant(
      await outsider.put(`/api/topics/${documentIdOf(topic)}`, { data: { proposals: connect } }),
    );
    const parent = await app.strapi.documents('api::page.page').create({
      data: titled({ process: spaces.transparent.documentId }) as never,
      status: 'published',
    });
    expectNotParticipant(
      await outsider.post(PAGES, { data: titled({ children: [parent.documentId] }) }),
    );
    expect(await proposalOf(entry.documentId)).toMatchObject({ topics: [] });
  });

  test('saying again what is so already changes nothing, and may be said', async () => {
    const entry = await inTransparent();
    const topic = await app.strapi
      .documents('api::topic.topic')
      .create({ data: { name: 'Parks', proposals: [entry.documentId] } as never });
    for (const proposals of [
      [entry.documentId],
      { connect: [entry.documentId] },
      { set: null },
      {},
      { connect: [], disconnect: [] },
    ]) {
      const answer = await outsider.put(`/api/topics/${topic.documentId}?populate=proposals`, {
        data: { proposals },
      });
      expect(answer.status).toBe(200);
      expect(answer.body.data.proposals).toHaveLength(1);
    }
    for (const proposals of [[], { disconnect: [entry.documentId] }])
      expectNotParticipant(
        await outsider.put(`/api/topics/${topic.documentId}`, { data: { proposals } }),
      );
  });

  test('populating a write shows nothing that reading does not', async () => {
    const pages = app.strapi.documents('api::page.page');
    const secret = await pages.create({
      data: titled({ process: spaces.mine.documentId }) as never,
      status: 'published',
    });
    const { documentId } = await pages.create({
      data: titled({ process: spaces.public.documentId, parent: secret.documentId }) as never,
      status: 'published',
    });
    await outsider.put(`${PAGES}/${documentId}?locale=fr`, { data: titled() });

    const seen: unknown[] = [];
    const unsubscribe = app.strapi.db.lifecycles.subscribe({
      models: ['api::page.page'],
      async afterUpdate() {
        const where = { documentId, publishedAt: null };
        for (const populate of [['parent'], { parent: true }, { parent: { select: ['title'] } }])
          for (const row of await app.strapi.db
            .query('api::page.page')
            .findMany({ where, populate: populate as never }))
            seen.push(row.parent);
      },
    });
    await outsider.put(`${PAGES}/${documentId}`, { data: titled() });
    unsubscribe();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(Boolean)).toEqual([]);

    for (const publishedAt of ['[$null]=true', '[$notNull]=true']) {
      const localizations = [
        `populate[localizations][filters][documentId]=${documentId}`,
        `populate[localizations][filters][publishedAt]${publishedAt}`,
        'populate[localizations][populate][parent]=true',
      ].join('&');
      const answer = await outsider.put(`${PAGES}/${documentId}?locale=fr&${localizations}`, {
        data: titled(),
      });
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(secret.documentId);
    }
  });

  test('leaving another space than its own leaves an entry where it is', async () => {
    const id = await propose(participant, { space: spaces.mine.documentId });
    const left = { connect: [], disconnect: [{ documentId: spaces.public.documentId }] };
    await app.admin.put(`/content-manager/collection-types/api::proposal.proposal/${id}`, {
      space: left,
    });
    expect((await proposalOf(id)).space.documentId).toBe(spaces.mine.documentId);
    expect((await participant.put(`${PROPOSALS}/${id}`, { data: { space: {} } })).status).toBe(200);
    expect((await proposalOf(id)).space.documentId).toBe(spaces.mine.documentId);
  });

  test('what replaces links keeps those that its author does not see', async () => {
    const hidden = await propose(participant, { space: spaces.mine.documentId });
    const [own, other] = [await propose(outsider), await propose(outsider)];
    const topic = await app.strapi
      .documents('api::topic.topic')
      .create({ data: { name: 'Parks', proposals: [hidden, own] } as never });
    const path = `/api/topics/${topic.documentId}?populate=proposals`;
    const changed = await outsider.put(path, { data: { proposals: [other] } });
    const ids = (proposals: { documentId: string }[]) =>
      proposals.map(({ documentId }) => documentId);
    expect(ids(changed.body.data.proposals)).toEqual([other]);
    const kept = await app.strapi
      .documents('api::topic.topic')
      .findOne({ documentId: topic.documentId, populate: ['proposals'] as never });
    expect(
      ids((kept as never as { proposals: { documentId: string }[] }).proposals).toSorted(),
    ).toEqual([hidden, other].toSorted());
  });

  test('files are put only to what one may change', async () => {
    const hidden = await proposalOf(await propose(participant, { space: spaces.mine.documentId }));
    const glass = await proposalOf((await inTransparent()).documentId);
    const own = await proposalOf(await propose(outsider));
    const upload = (refId: number) =>
      outsider.upload('/api/upload', {
        file: 'text',
        filename: 'note.txt',
        type: 'text/plain',
        name: 'files',
        fields: { ref: 'api::proposal.proposal', refId: String(refId), field: 'pictures' },
      });
    expect((await upload(hidden.id)).status).toBe(404);
    expectNotParticipant(await upload(glass.id));
    expect((await upload(own.id)).status).toBe(201);
  });

  test('the one entry of a single type is not replaced', async () => {
    const home = app.strapi.documents('api::home.home' as never);
    await home.create({ data: { text: 'Ours', space: spaces.mine.documentId } as never });
    expect((await outsider.get('/api/home')).status).toBe(404);
    expect((await outsider.put('/api/home', { data: { text: 'Mine' } })).status).toBe(404);
    expect((await participant.get('/api/home')).body.data.text).toBe('Ours');
    expect(await app.strapi.db.query('api::home.home' as never).count()).toBe(1);
  });

  test('an outsider copies and publishes nothing of a transparent space', async () => {
    const pages = app.strapi.documents('api::page.page');
    const { documentId } = await pages.create({
      data: titled({ process: spaces.transparent.documentId }) as never,
    });
    for (const write of [
      () => pages.publish({ documentId }),
      () => pages.clone({ documentId, data: {} }),
      () => pages.unpublish({ documentId }),
      () => pages.discardDraft({ documentId }),
    ])
      await expect(asAnonymous(app, async () => void (await write()))).rejects.toMatchObject({
        details: { code: 'not_a_participant' },
      });
    expect(await rowsOf(documentId)).toHaveLength(1);
  });

  test('ways of Strapi that call no hooks are guarded too', async () => {
    const glass = await inTransparent();
    const hidden = await proposalOf(await propose(participant, { space: spaces.mine.documentId }));
    const proposals = app.strapi.db.query('api::proposal.proposal');
    for (const { id } of [glass, hidden])
      await expect(
        asAnonymous(app, () => proposals.updateRelations(id as number, { space: null })),
      ).rejects.toThrow();
    const change = () =>
      app.strapi.db
        .queryBuilder('api::proposal.proposal')
        .where({ id: { $in: [glass.id, hidden.id] } })
        .update({ votes: 99 })
        .execute();
    await asAnonymous(app, change as () => Promise<unknown>);
    app.strapi.db.lifecycles.disable();
    try {
      expectNotParticipant(
        await outsider.put(`${PROPOSALS}/${glass.documentId}`, { data: { votes: 99 } }),
      );
      expectNotParticipant(await outsider.delete(`${PROPOSALS}/${glass.documentId}`));
    } finally {
      app.strapi.db.lifecycles.enable();
    }
    for (const { documentId } of [glass, hidden])
      expect(await proposalOf(documentId)).toMatchObject({ votes: 0 });
  });

  test('a refusal comes before the project’s own hooks', async () => {
    const glass = await inTransparent();
    const called: string[] = [];
    const unsubscribe = app.strapi.db.lifecycles.subscribe({
      models: ['api::proposal.proposal'],
      beforeDelete: () => void called.push('delete'),
      beforeUpdate: () => void called.push('update'),
    });
    await outsider.delete(`${PROPOSALS}/${glass.documentId}`);
    await outsider.put(`${PROPOSALS}/${glass.documentId}`, { data: { votes: 1 } });
    unsubscribe();
    expect(called).toEqual([]);
  });

  test('many who write to one document at once do not stand in each other’s way', async () => {
    const id = documentIdOf(
      await participant.post(PAGES, { data: titled({ process: spaces.mine.documentId }) }),
    );
    await participant.put(`${PAGES}/${id}?locale=fr`, { data: titled() });
    const drafts = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        participant.put(`${PAGES}/${id}?locale=${index % 2 ? 'fr' : 'en'}&status=draft`, {
          data: { title: `Draft ${index}`, process: spaces.mine.documentId },
        }),
      ),
    );
    expect(drafts.filter(({ status }) => status >= 500)).toEqual([]);
    for (const row of await rowsOf(id)) expect(row.process.documentId).toBe(spaces.mine.documentId);
  });
});

describe('what Strapi checks inside of a write', () => {
  test('a unique value taken in a private space is refused, without a word about where', async () => {
    await propose(participant, { space: spaces.mine.documentId, reference: 'TAKEN' });
    const answer = await outsider.post(PROPOSALS, { data: titled({ reference: 'TAKEN' }) });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.errors).toEqual([
      expect.objectContaining({ path: ['reference'], message: 'This attribute must be unique' }),
    ]);
    const taken = await app.strapi.db
      .query('api::proposal.proposal')
      .count({ where: { reference: 'TAKEN' } });
    expect(taken).toBe(1);
  });

  test('a link to a hidden entry is refused like one to nothing', async () => {
    const hidden = await propose(participant, { space: spaces.mine.documentId });
    const { id } = await proposalOf(hidden);
    const link = (merged: unknown) =>
      outsider.post(PROPOSALS, { data: { title: 'Linked', merged } });
    const comparable = ({ status, text }: Answer, value: string) =>
      `${status} ${text
        .replaceAll(/"id":\d+/g, '"id":…')
        .replaceAll(value, '…')
        .replaceAll(/"publishedAt":"[^"]*"/g, '')}`;
    const nothing = 'z'.repeat(24);
    expect(comparable(await link(hidden), hidden)).toBe(comparable(await link(nothing), nothing));
    expect(comparable(await link({ id }), hidden)).toBe(
      comparable(await link({ id: 99_999 }), nothing),
    );
    const component = (proposal: unknown) =>
      outsider.post(PAGES, { data: { title: 'Linked', quote: { text: 'x', proposal } } });
    expect(comparable(await component(hidden), hidden)).toBe(
      comparable(await component(nothing), nothing),
    );
  });
});

describe('other ways to write', () => {
  test('bulk work of the project’s own code changes only what the actor may change', async () => {
    const secret = await propose(participant, { space: spaces.mine.documentId });
    const open = await propose(outsider, { space: spaces.public.documentId });
    const proposals = app.strapi.db.query('api::proposal.proposal');
    const where = { documentId: { $in: [secret, open] } };
    const changed = await asAnonymous(app, () =>
      proposals.updateMany({ where, data: { votes: 7 } }),
    );
    expect(changed.count).toBe(1);
    expect(await proposalOf(secret)).toMatchObject({ votes: 0 });
    const deleted = await asAnonymous(app, () => proposals.deleteMany({ where }));
    expect(deleted.count).toBe(1);
    expect(await proposalOf(secret)).not.toBeNull();
  });

  test('spaces and the plugin’s own types are closed to requests of the site', async () => {
    for (const uid of ['plugin::participation.space', 'plugin::participation.participant']) {
      const entries = app.strapi.db.query(uid);
      await expect(
        asAnonymous(app, () => entries.updateMany({ where: {}, data: {} })),
      ).rejects.toThrow();
      await expect(asAnonymous(app, () => entries.deleteMany({ where: {} }))).rejects.toThrow();
    }
    expect(
      await asAnonymous(app, () =>
        app.strapi.db.query('plugin::participation.participant').count(),
      ),
    ).toBe(0);
  });

  test('administrators write everywhere, without being participants', async () => {
    const path = '/content-manager/collection-types/api::proposal.proposal';
    const created = await app.admin.post(path, {
      ...titled(),
      space: { connect: [{ documentId: spaces.unpublished.documentId }], disconnect: [] },
    });
    expect(created.status).toBe(201);
    const { documentId } = created.body.data;
    expect((await proposalOf(documentId)).space.documentId).toBe(spaces.unpublished.documentId);
    const freed = await app.admin.put(`${path}/${documentId}`, {
      space: { connect: [], disconnect: [{ documentId: spaces.unpublished.documentId }] },
    });
    expect(freed.status).toBe(200);
    expect((await proposalOf(documentId)).space).toBeNull();
    expect((await app.admin.delete(`${path}/${documentId}`)).status).toBe(200);
  });

  test('an API token writes where everybody does, and everywhere if it is named', async () => {
    const [plain, trusted] = [await createToken(app, 'Plain'), await createToken(app, 'Trusted')];
    const data = titled({ space: spaces.mine.documentId });
    await expectUnknown(await plain.post(PROPOSALS, { data }));
    const id = documentIdOf(await trusted.post(PROPOSALS, { data }));
    expect((await plain.get(`${PROPOSALS}/${id}`)).status).toBe(404);
    expect((await trusted.get(`${PROPOSALS}/${id}`)).status).toBe(200);
    await expectUnknown(
      await trusted.post(PROPOSALS, { data: titled({ space: spaces.unpublished.documentId }) }),
    );
  });
});
