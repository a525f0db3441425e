import { startApp, type Client } from '../harness';
import { createWorld, HIDDEN, PLACES, type ActorName, type World } from './world';
import { GRAPHQL, REST } from './paths';

const ACTORS: ActorName[] = ['anonymous', 'outsider', 'token', 'participant'];

let world: World;
/** What each actor was answered while everything was there, and what when the rest was gone. */
const answers: Record<string, { full: string; twin: string }> = {};

const ask = async (client: Client, path: string): Promise<string> => {
  const answer = path.startsWith('/')
    ? await client.get(path)
    : await client.post('/graphql', { query: path });
  return `${answer.status} ${JSON.stringify(answer.body, inOrder)}`;
};

/** Strapi populates relations side by side, and the first one that comes back stands first. */
const inOrder = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const paths = (): Record<string, string> => ({ ...REST(world), ...GRAPHQL(world) });

const askAll = async (version: 'full' | 'twin', actors: ActorName[]): Promise<void> => {
  for (const actor of actors)
    for (const [name, path] of Object.entries(paths())) {
      const key = `${actor}: ${name}`;
      answers[key] = {
        ...(answers[key] ?? { full: '', twin: '' }),
        [version]: await ask(world.clients[actor], path),
      };
    }
};

let all: Record<string, string>;

beforeAll(async () => {
  world = await createWorld(await startApp());
  all = paths();
  await askAll('full', ACTORS);
  for (const place of HIDDEN.participant) await world.forget(place);
  await askAll('twin', ['participant']);
  await world.forget('mine');
  await askAll('twin', ['anonymous', 'outsider', 'token']);
}, 300_000);
afterAll(() => world?.app.stop());

describe.each(ACTORS)('what %s is answered', (actor) => {
  test('is the same as if what they may not know did not exist', () => {
    const different = Object.keys(all).filter((name) => {
      const { full, twin } = answers[`${actor}: ${name}`]!;
      return full !== twin;
    });
    expect(different.map((name) => [name, answers[`${actor}: ${name}`]])).toEqual([]);
  });

  test('holds no word of it', () => {
    const told = Object.keys(all).filter((name) =>
      HIDDEN[actor].some((place) => answers[`${actor}: ${name}`]!.full.includes(world.word(place))),
    );
    expect(told).toEqual([]);
  });

  test('is not empty, and is no error', () => {
    const isRefused = (answer: string) => !/^(200|404|401) (?!.*"errors":)/.test(answer);
    const refused = Object.keys(all).filter((name) =>
      isRefused(answers[`${actor}: ${name}`]!.full),
    );
    expect(refused.map((name) => [name, answers[`${actor}: ${name}`]!.full])).toEqual([]);
    const known = PLACES.filter((place) => !HIDDEN[actor].includes(place));
    for (const place of known)
      expect(Object.values(answers).some(({ full }) => full.includes(world.word(place)))).toBe(
        true,
      );
  });
});
