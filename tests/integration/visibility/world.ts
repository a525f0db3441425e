import type { App, Client } from '../harness';
import { createSpace, participantOf } from '../story';

/** What a space is like; `none` stands for content that belongs to no space. */
export const PLACES = ['mine', 'other', 'unpublished', 'transparent', 'public', 'none'] as const;
export type Place = (typeof PLACES)[number];

const SPACE_OF: Record<Exclude<Place, 'none'>, { visibility: string; published: boolean }> = {
  mine: { visibility: 'private', published: true },
  other: { visibility: 'private', published: true },
  unpublished: { visibility: 'public', published: false },
  transparent: { visibility: 'transparent', published: true },
  public: { visibility: 'public', published: true },
};

export type ActorName = 'anonymous' | 'outsider' | 'participant' | 'token';

/** The places whose content each actor may not know of. */
export const HIDDEN: Record<ActorName, Place[]> = {
  anonymous: ['mine', 'other', 'unpublished'],
  outsider: ['mine', 'other', 'unpublished'],
  token: ['mine', 'other', 'unpublished'],
  participant: ['other', 'unpublished'],
};

type Entry = { id: number; documentId: string };

/** Everything that belongs to one place. Each text of it holds the place's word. */
export type Holding = {
  space: Entry | null;
  proposals: Entry[];
  comments: Entry[];
  pages: Entry[];
};

export type World = {
  app: App;
  places: Record<Place, Holding>;
  topics: Entry[];
  clients: Record<ActorName, Client>;
  /** A word that stands in all that belongs to a place, and nowhere else. */
  word(place: Place): string;
  /** Takes what belongs to a place out of the database, as if it had never been there. */
  forget(place: Place): Promise<void>;
};

export const TYPES = ['proposal', 'comment', 'topic', 'page'] as const;

/** Lets a role do everything with the playground's types, and read files, users and spaces. */
export const openTypes = async (app: App, role: 'public' | 'authenticated'): Promise<void> => {
  const { id } = await app.strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: role } });
  const actions = TYPES.flatMap((type) =>
    ['find', 'findOne', 'create', 'update', 'delete'].map(
      (action) => `api::${type}.${type}.${action}`,
    ),
  );
  const more = [
    'plugin::upload.content-api.find',
    'plugin::upload.content-api.findOne',
    'plugin::users-permissions.user.find',
    'plugin::users-permissions.user.findOne',
    'plugin::users-permissions.user.me',
    'plugin::users-permissions.user.update',
    'plugin::upload.content-api.upload',
    'api::digest.digest.find',
    ...['find', 'update', 'delete'].map((action) => `api::home.home.${action}`),
  ];
  for (const action of [...actions, ...more]) {
    const permissions = app.strapi.db.query('plugin::users-permissions.permission');
    if (!(await permissions.count({ where: { action, role: id } })))
      await permissions.create({ data: { action, role: id } });
  }
};

export const createToken = async (app: App, name: string): Promise<Client> => {
  const token = await app.strapi.service('admin::api-token')!.create!({
    name,
    type: 'full-access',
    description: '',
    lifespan: null,
  });
  return app.as(token.accessKey);
};

/** What a project's own code does while it answers somebody who has not said who they are. */
export const asAnonymous = <Result>(app: App, work: () => Promise<Result>): Promise<Result> =>
  app.strapi.requestContext.run(
    { state: {}, get: () => '' } as never,
    work as never,
  ) as unknown as Promise<Result>;

/** Content of all kinds in all places, linked across them in every way that the types allow. */
export const createWorld = async (app: App): Promise<World> => {
  await openTypes(app, 'public');
  await openTypes(app, 'authenticated');
  await app.admin.post('/i18n/locales', { code: 'fr', name: 'French', isDefault: false });

  const word = (place: Place) => `${place}word`;
  const documents = (uid: string) => app.strapi.documents(uid as 'api::proposal.proposal');
  const create = (uid: string, data: object, options: object = {}): Promise<Entry> =>
    documents(uid).create({ data: data as never, ...options }) as never;
  const update = (uid: string, { documentId }: Entry, data: object, options: object = {}) =>
    documents(uid).update({ documentId, data: data as never, ...options });

  const spaces = {} as Record<Place, Entry | null>;
  for (const place of PLACES)
    spaces[place] =
      place === 'none'
        ? null
        : ((await createSpace(app, {
            title: `Space ${word(place)}`,
            slug: word(place),
            summary: word(place),
            ...SPACE_OF[place],
          })) as never);
  for (const space of Object.values(spaces))
    if (space)
      space.id = (
        await app.strapi.db
          .query('plugin::participation.space')
          .findOne({ where: { documentId: space.documentId } })
      ).id;

  const participant = await participantOf(app, spaces.mine!, 'participant@example.org');
  const { user, jwt } = await app.registerUser({
    username: 'outsider',
    email: 'outsider@example.org',
  });
  const token = await createToken(app, 'Site');

  const topics: Entry[] = [];
  for (const name of ['Parks', 'Streets', 'Schools'])
    topics.push(await create('api::topic.topic', { name }));

  const places = {} as Record<Place, Holding>;
  for (const [index, place] of PLACES.entries()) {
    const proposals: Entry[] = [];
    const comments: Entry[] = [];
    for (const [number, title] of ['Trees', 'Benches'].entries()) {
      const proposal = await create('api::proposal.proposal', {
        title: `${title} ${word(place)}`,
        body: `Body ${word(place)}`,
        reference: `${word(place)}-${number}`,
        votes: index * 10 + number,
        space: spaces[place]?.documentId ?? null,
        topics: topics.slice(0, 1 + number).map(({ documentId }) => documentId),
        author: user.id,
      });
      proposals.push(proposal);
      for (const opinion of ['agree', 'disagree'])
        comments.push(
          await create('api::comment.comment', {
            body: `I ${opinion} ${word(place)}`,
            proposal: proposal.documentId,
            author: user.id,
          }),
        );
    }
    const pages: Entry[] = [];
    for (const title of ['Welcome', 'Rules']) {
      const page = await create(
        'api::page.page',
        { title: `${title} ${word(place)}`, process: spaces[place]?.documentId ?? null },
        { status: 'published' },
      );
      pages.push(page);
      await update(
        'api::page.page',
        page,
        { title: `${title} fr ${word(place)}` },
        { locale: 'fr' },
      );
    }
    places[place] = { space: spaces[place], proposals, comments, pages };
  }

  await create('api::home.home', {
    text: word('other'),
    space: spaces.other!.documentId,
  });
  await linkAcross({ places, topics, update, word });
  await addPictures(app, places, word);

  return {
    app,
    places,
    topics,
    word,
    clients: { anonymous: app.http, outsider: app.as(jwt), participant, token },
    forget: (place) => forget(app, places[place]),
  };
};

type Links = {
  places: World['places'];
  topics: Entry[];
  word: World['word'];
  update(uid: string, entry: Entry, data: object, options?: object): Promise<unknown>;
};

/** Each place's content leads to that of the next one, so that hidden and known ones meet. */
const linkAcross = async ({ places, topics, update, word }: Links): Promise<void> => {
  for (const [index, place] of PLACES.entries()) {
    const next = places[PLACES[(index + 1) % PLACES.length]!];
    const own = places[place];
    for (const [number, proposal] of own.proposals.entries())
      await update('api::proposal.proposal', proposal, {
        merged: next.proposals[number]!.documentId,
      });
    const quote = (number: number) => ({
      text: `Quote ${word(place)}`,
      proposal: next.proposals[number]!.documentId,
    });
    for (const [number, page] of own.pages.entries())
      await update(
        'api::page.page',
        page,
        {
          parent: next.pages[number]!.documentId,
          quote: quote(number),
          sections: [
            {
              heading: `Heading ${word(place)}`,
              quotes: [quote(0), quote(1)],
              proposals: [...own.proposals, ...next.proposals].map(({ documentId }) => documentId),
            },
          ],
          blocks: [
            { __component: 'shared.quote', ...quote(number) },
            { __component: 'shared.section', heading: `Block ${word(place)}`, quotes: [quote(0)] },
          ],
        },
        { status: 'published' },
      );
  }
  for (const [index, topic] of topics.entries()) {
    const highlighted = places[PLACES[index * 2]!].proposals[0]!;
    await update('api::topic.topic', topic, {
      highlight: highlighted.documentId,
      teaser: { text: 'Read this', proposal: highlighted.documentId },
      links: PLACES.flatMap((place) => [
        { id: places[place].proposals[0]!.id, __type: 'api::proposal.proposal' },
        { id: places[place].comments[0]!.id, __type: 'api::comment.comment' },
        { id: places[place].pages[0]!.id, __type: 'api::page.page' },
      ]),
    });
  }
};

/** One picture that a proposal of every place shows, and a component of a page of each. */
const addPictures = async (
  app: App,
  places: World['places'],
  word: World['word'],
): Promise<void> => {
  const files = app.strapi.db.query('plugin::upload.file');
  const file = await files.create({
    data: {
      name: 'shared.png',
      hash: 'shared',
      ext: '.png',
      mime: 'image/png',
      size: 1,
      url: '/uploads/shared.png',
      provider: 'local',
    },
  });
  const quotes = await app.strapi.db.query('shared.quote' as never).findMany({});
  for (const place of PLACES) {
    await app.strapi.db.query('api::proposal.proposal').update({
      where: { id: places[place].proposals[0]!.id },
      data: { pictures: [file.id] },
    });
    const quote = quotes.find(({ text }: { text: string }) => text === `Quote ${word(place)}`);
    await app.strapi.db
      .query('shared.quote' as never)
      .update({ where: { id: quote.id }, data: { picture: file.id } });
  }
};

/** Below Strapi, so that the ids and the order of all that stays are the same. */
const forget = async (app: App, { space, proposals, comments, pages }: Holding): Promise<void> => {
  const knex = app.strapi.db.connection;
  const remove = async (uid: string, table: string, ids: number[]) => {
    for (const related of ['files_related_mph', 'topics_links_mph'])
      if (await knex.schema.hasTable(related)) {
        const prefix = related === 'files_related_mph' ? 'related' : 'links';
        await knex(related).where(`${prefix}_type`, uid).whereIn(`${prefix}_id`, ids).delete();
      }
    await knex(table).whereIn('id', ids).delete();
  };
  const rows = await knex('pages')
    .whereIn(
      'document_id',
      pages.map(({ documentId }) => documentId),
    )
    .pluck('id');
  await forgetComponents(app, 'pages', rows, remove);
  await remove('api::page.page', 'pages', rows);
  await remove(
    'api::comment.comment',
    'comments',
    comments.map(({ id }) => id),
  );
  await remove(
    'api::proposal.proposal',
    'proposals',
    proposals.map(({ id }) => id),
  );
  const homes = app.strapi.db.metadata.get('api::home.home').tableName;
  if (space) await knex(homes).where('space_id', space.id).delete();
  if (space) await knex('participation_spaces').where('id', space.id).delete();
};

type Remove = (uid: string, table: string, ids: number[]) => Promise<void>;

const forgetComponents = async (
  app: App,
  owner: string,
  owners: number[],
  remove: Remove,
): Promise<void> => {
  const knex = app.strapi.db.connection;
  if (owners.length === 0 || !(await knex.schema.hasTable(`${owner}_cmps`))) return;
  const links = await knex(`${owner}_cmps`).whereIn('entity_id', owners);
  for (const component of Object.values(app.strapi.components)) {
    const ids = links
      .filter((link: { component_type: string }) => link.component_type === component.uid)
      .map((link: { cmp_id: number }) => link.cmp_id);
    await forgetComponents(app, component.collectionName, ids, remove);
    await remove(component.uid, component.collectionName, ids);
  }
};
