import type { BrowserContextOptions, Page } from 'playwright-core';
import { PERMISSIONS } from '../../contracts/permissions';
import type { Grant } from '../integration/harness';
import { createSpace } from '../integration/story';
import { screenshot, startSession, violations, type Session } from './browser';
import { button, openSpace, row, visit, waitForNames } from './panel';
import { setScene } from './scene';

const PROPOSAL = 'api::proposal.proposal';
const COMMENT = 'api::comment.comment';
const PAGE = 'api::page.page';
const TOPIC = 'api::topic.topic';

const OTHERS = Array.from({ length: 16 }, (_, n) => `Bench for stop number ${n + 1}`);
const PROPOSALS = [
  'A tram to the hospital, also at night',
  'Wider pavements around every school',
  'One ticket for bus, ferry and bicycle',
  'Quiet asphalt on the ring road',
  'Benches every two hundred metres',
  'Bicycle parking in the old port',
];

type Entry = { documentId: string };

describe('the content of spaces, in the panel', () => {
  let session: Session;
  let page: Page;
  /** The window of administrators with few rights. */
  let theirs: Page;
  let space: Entry & { title: string };
  const entries: Record<string, Entry> = {};

  const contentOf = (uid: string) => `/content-manager/collection-types/${uid}`;

  const send = async (method: 'post' | 'put', url: string, data: object) => {
    const answer = await session.app.admin[method](url, data);
    if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${answer.text}`);
    return answer.body.data;
  };

  const create = (uid: string, data: object): Promise<Entry> => send('post', contentOf(uid), data);

  const connect = ({ documentId }: Entry) => ({ connect: [{ documentId }] });

  const propose = (title: string, where?: Entry) =>
    create(PROPOSAL, { title, ...(where && { space: connect(where) }) });

  /** A page in two languages, published in one of them and changed since; and one in French. */
  const createPages = async () => {
    await send('post', '/i18n/locales', { code: 'fr', name: 'French (fr)', isDefault: false });
    const made = await create(PAGE, { title: 'How we work', process: connect(space) });
    const at = `${contentOf(PAGE)}/${made.documentId}`;
    await send('post', `${at}/actions/publish`, {});
    await send('put', at, { title: 'How we work together' });
    await send('put', `${at}?locale=fr`, { title: 'Comment nous travaillons ensemble' });
    await send('post', `${contentOf(PAGE)}?locale=fr`, {
      title: 'Comment nous travaillons',
      process: connect(space),
    });
  };

  beforeAll(async () => {
    session = await startSession();
    space = await setScene(session.app);
    const spaceWith = (title: string, visibility: string, published = true) =>
      createSpace(session.app, { title, visibility, published });

    for (const title of OTHERS) await propose(title, space);
    for (const title of PROPOSALS.toReversed()) entries[title] = await propose(title, space);
    entries.free = await propose('A proposal for no space');
    entries.glass = await propose('Glass', await spaceWith('City archive', 'transparent'));
    entries.open = await propose('Open', await spaceWith('Open forum', 'public'));
    entries.early = await propose('Early', await spaceWith('Next year', 'private', false));
    entries.comment = await create(COMMENT, {
      body: 'At night above all!',
      proposal: connect(entries[PROPOSALS[0]!]!),
    });
    entries.orphan = await create(COMMENT, { body: 'On what?' });
    entries.topic = await create(TOPIC, { name: 'Mobility' });
    entries.draft = await create(PAGE, { title: 'A draft', process: connect(space) });
    await createPages();

    page = await session.newPage();
    await session.signIn(page);
    theirs = await session.newPage();
  });
  afterAll(() => session?.stop());
  afterEach(() => expect(session.errors).toEqual([]));

  const openEntry = async (uid: string, id: string, heading: string, on = page) => {
    await visit(on, `/admin${contentOf(uid)}/${id}`);
    await on.getByRole('heading', { level: 1, name: heading }).waitFor();
  };

  const aside = (title = 'Visibility', on = page) =>
    on.getByRole('complementary').filter({ has: on.getByRole('heading', { name: title }) });

  const mayRead = (subject: string, ...fields: string[]): Grant => ({
    action: 'plugin::content-manager.explorer.read',
    subject,
    properties: { fields },
  });

  describe('beside an entry', () => {
    test('it says who of a private space sees it, and leads to the space', async () => {
      await openEntry(PROPOSAL, entries[PROPOSALS[0]!]!.documentId, PROPOSALS[0]!);
      await aside()
        .getByText('Only the 12 active participants of “Citizens’ assembly on mobility” see it.')
        .waitFor();
      await aside().getByText('22 more people on the list have no access.').waitFor();
      await aside().getByText('Private', { exact: true }).waitFor();
      expect(await violations(page, 'aside')).toEqual([]);
      await screenshot(page, 'content-side-panel');

      await aside().getByRole('link', { name: 'Open the space' }).click();
      await page.getByRole('heading', { level: 1, name: space.title }).waitFor();
    });

    test.each([
      ['glass', 'Glass', 'Everyone reads it; nobody takes part in “City archive” yet.'],
      ['open', 'Open', 'Everyone reads it, and everyone can take part in “Open forum”.'],
      ['early', 'Early', 'Nobody outside this panel sees it, as “Next year” is not published.'],
      [
        'free',
        'A proposal for no space',
        'It belongs to no space: everyone whom the roles allow sees it.',
      ],
    ])('it explains why others see it or not: %s', async (name, title, sentence) => {
      await openEntry(PROPOSAL, entries[name]!.documentId, title);
      await aside().getByText(sentence, { exact: true }).waitFor();
      expect(await aside().getByRole('link').count()).toBe(name === 'free' ? 0 : 1);
    });

    test('it names the entry that another one belongs through, or that is missing', async () => {
      await visit(page, `/admin${contentOf(COMMENT)}/${entries.comment!.documentId}`);
      await aside().getByText('Only the 12 active participants').waitFor();
      await aside().getByText('It belongs to the space of its “proposal”.').waitFor();

      await visit(page, `/admin${contentOf(COMMENT)}/${entries.orphan!.documentId}`);
      await aside()
        .getByText('Its “proposal” is missing: nobody outside this panel sees it.')
        .waitFor();
    });

    test('it tells of a draft that it is one', async () => {
      await openEntry(PAGE, entries.draft!.documentId, 'A draft');
      await aside().getByText('This entry is a draft: sites do not show it').waitFor();
    });

    test('it says before saving what will hold, and follows each save', async () => {
      await visit(page, `/admin${contentOf(PROPOSAL)}/create`);
      await aside().getByText('Once it is saved, you read here who can see this entry.').waitFor();
      await aside().getByText('As long as its “space” is empty, it belongs to no space').waitFor();

      await page.getByRole('textbox', { name: /^title/ }).fill('Ferries until midnight');
      await button(aside('Entry'), 'Save').click();
      await aside().getByText('It belongs to no space').waitFor();

      await page.getByRole('combobox', { name: /^space/ }).click();
      await page.getByRole('option', { name: 'Open forum' }).click();
      await button(aside('Entry'), 'Save').click();
      await aside().getByText('everyone can take part in “Open forum”').waitFor();
    });

    test('it takes a copy for a new entry, and another language for the same one', async () => {
      await visit(page, `/admin${contentOf(PROPOSAL)}/clone/${entries.glass!.documentId}`);
      await aside().getByText('Once it is saved').waitFor();

      const draft = `/admin${contentOf(PAGE)}/${entries.draft!.documentId}`;
      await visit(page, `${draft}?plugins[i18n][locale]=fr`);
      await page.getByRole('heading', { level: 1, name: 'Untitled' }).waitFor();
      await aside().getByText('Only the 12 active participants').waitFor();
    });

    test('it is not there for a type that belongs to no space', async () => {
      await openEntry(TOPIC, entries.topic!.documentId, 'Mobility');
      await page.reload();
      await aside('Entry').waitFor();
      await page.waitForLoadState('networkidle');
      expect(await aside().count()).toBe(0);
    });

    test('it leads to no space whom the role does not lead there', async () => {
      await session.signInWith(theirs, [mayRead(PROPOSAL, 'title', 'space')]);
      const { documentId } = entries[PROPOSALS[0]!]!;
      await openEntry(PROPOSAL, documentId, PROPOSALS[0]!, theirs);
      await aside('Visibility', theirs).getByText('Only the 12 active participants').waitFor();
      await theirs.waitForLoadState('networkidle');
      expect(await aside('Visibility', theirs).getByRole('link').count()).toBe(0);
    });
  });

  describe('in a space', () => {
    const count = (name: string, on = page) => button(on.getByRole('tabpanel'), name);

    test('the tab lists what belongs to it, the latest changes first, page by page', async () => {
      await openSpace(page, space);
      await page.getByRole('tab', { name: 'Content', exact: true }).click();
      await count('22 Proposal').and(page.locator('[aria-pressed="false"]')).click();
      await row(page, PROPOSALS[0]!).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/\/content$/);
      expect(await row(page, 'A proposal for no space').count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await screenshot(page, 'space-content');

      await button(page, 'Next page').click();
      await waitForNames(page, ['Bench for stop number 2', 'Bench for stop number 1']);
      await page.reload();
      await waitForNames(page, ['Bench for stop number 2', 'Bench for stop number 1']);
    });

    test('a row leads to its entry, and back', async () => {
      await openSpace(page, space, 'content');
      await count('1 Comment').click();
      await row(page, PROPOSALS[0]!).waitFor({ state: 'hidden' });
      await page.locator('tbody').getByRole('link').click();
      await page.waitForURL(`**${contentOf(COMMENT)}/${entries.comment!.documentId}**`);
      await aside().getByText('It belongs to the space of its “proposal”.').waitFor();

      await page.goBack();
      await count('1 Comment').and(page.locator('[aria-pressed="true"]')).waitFor();
    });

    test('a page is listed with its state, and opened in the language it is listed in', async () => {
      await openSpace(page, space, 'content');
      await count('3 Page').click();
      await waitForNames(page, ['Comment nous travaillons', 'How we work together', 'A draft']);
      const french = row(page, 'Comment nous travaillons');
      await french.getByText('French').waitFor();
      await french.getByText('Draft').waitFor();
      await row(page, 'How we work together').getByText('Modified').waitFor();
      await row(page, 'How we work together').getByText('English').waitFor();
      await french.getByRole('link', { name: 'Open Comment nous travaillons' }).click();
      await page.getByRole('heading', { level: 1, name: 'Comment nous travaillons' }).waitFor();
    });

    test('it tells how content comes into a space that has none', async () => {
      const empty = await createSpace(session.app, { title: 'Empty' });
      await openSpace(page, empty, 'content');
      await count('0 Comment').and(page.locator('[aria-pressed="true"]')).waitFor();
      await page.getByText('An entry does once its “proposal” belongs to it.').waitFor();
      await count('0 Proposal').click();
      await page.getByText('An entry does once its “space” names this space.').waitFor();
      expect(await violations(page)).toEqual([]);
    });

    test('only types that the administrator may read are there', async () => {
      await session.signInWith(theirs, [PERMISSIONS.spacesRead, mayRead(PROPOSAL, 'title')]);
      await openSpace(theirs, space, 'content');
      await count('22 Proposal', theirs).waitFor();
      expect(await theirs.getByRole('group', { name: 'Content by type' }).innerText()).not.toMatch(
        /Comment|Page/,
      );
    });

    test('whoever may read none of them learns what lets a type belong to spaces', async () => {
      await session.signInWith(theirs, [PERMISSIONS.spacesRead, mayRead(TOPIC, 'name')]);
      await openSpace(theirs, space, 'content');
      await theirs.getByText('"pluginOptions": { "participation": { "scoped": true } }').waitFor();
      expect(await violations(theirs)).toEqual([]);
    });
  });

  describe.each<[string, BrowserContextOptions]>([
    ['in the dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ])('%s', (_where, options) => {
    beforeAll(async () => {
      page = await session.newPage(options);
      await session.signIn(page);
    });

    const expectNoOverflow = async () =>
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBe(0);

    test('the tab has no barriers', async () => {
      await openSpace(page, space, 'content');
      await button(page, /Page$/).click();
      await row(page, 'Comment nous travaillons').waitFor();
      expect(await violations(page)).toEqual([]);
      await expectNoOverflow();
    });

    test('nor has what stands beside an entry', async () => {
      await openEntry(PROPOSAL, entries[PROPOSALS[0]!]!.documentId, PROPOSALS[0]!);
      if (options.hasTouch) await button(page, 'Open more actions').click();
      await aside().getByText('Only the 12 active participants').waitFor();
      expect(await violations(page, 'aside')).toEqual([]);
      await expectNoOverflow();
    });
  });

  test('both speak French to an administrator who does', async () => {
    const speak = (preferedLanguage: string) =>
      session.app.admin.put('/admin/users/me', { preferedLanguage });
    await speak('fr');
    try {
      page = await session.newPage();
      await session.signIn(page);
      await openEntry(PROPOSAL, entries[PROPOSALS[0]!]!.documentId, PROPOSALS[0]!);
      await aside('Visibilité')
        .getByText(/^Seuls les 12 participants actifs de «\s.*\s» la voient\.$/)
        .waitFor();
      await aside('Visibilité').getByRole('link', { name: 'Ouvrir l’espace' }).click();
      await page.getByRole('tab', { name: 'Contenus' }).click();
      await page.getByRole('columnheader', { name: 'Dernière modification' }).waitFor();
      expect(await violations(page)).toEqual([]);
    } finally {
      await speak('en');
    }
  });
});
